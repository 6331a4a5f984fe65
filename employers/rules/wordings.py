"""The wordings that an opening may not have, or that somebody looks at first, in French, English and Arabic.

Patterns are read over folded text: small letters, no accents, ا for أ إ آ, ه for ة, ي for ى, no vowel signs; so they
are written that way. `FOUND` says what tells it, `FINE` what only looks like it: a finding that touches such a place
does not count. They know words, not meanings; tests/employers/rules says how often they are right.
"""

from __future__ import annotations

_SHORT = r"(?:\w+\W+){0,3}"  # up to three words between

# Who is wanted, before or behind the word that says so.
_WANTED = (
    r"(?:re)?cherch\w+|recrut\w+|embauch\w+|besoin d\w*|profil|prefer\w+|uniquement|exclusivement|seulement|reserve\w*"
    r"|priorite|candidat\w*|souhait\w+|que des|exige\w*|voulu\w*|destine\w*"
)
_WANTED_EN = r"need\w*|hir\w+|looking for|seek\w*|want\w*|requir\w*|recruit\w*|prefer\w*|reserved|only"
_WANTED_AR = (
    r"مطلوب\w*|نبحث عن|نبحث|تبحث عن|مخصص\w*|يفضل|نريد|نوظف|توظيف|تشغيل|نحتاج|حصر\w*|خاص\w* ب\w*|يشترط|بحاجه ال[يى]"
)
_SEX = r"hommes?|femmes?|monsieur|messieurs|dames?|filles?|garcons?|demoiselles?|nana|mecs?"
_SEX_EN = r"men|women|man|woman|male|female|males|females|lad(?:y|ies)|girls?|boys?|gentlem[ae]n"
_SEX_AR = (
    r"(?:لل|ال|ل|ب|و)?(?:رجال|رجل|شاب|شابه|نساء|فتيات|فتاه|امراه|شابات"
    r"|اناث|ذكور|انث[يى]|ذكر|سيدات|سيده|انسات|انسه|بنات)(?:ا)?"
)
_ONLY = r"uniquement|exclusivement|seulement|exige\w*|obligatoire\w*|souhaite\w*|de preference"
_FAITH = r"musulman\w*|chretien\w*|juif|juive|juifs|catholique\w*|islam\w*|protestant\w*"
_FAITH_EN = r"muslims?|christians?|catholics?|jew(?:ish|s)?|protestants?"
_PEOPLES = (
    r"marocain\w*|tunisien\w*|algerien\w*|senegalais\w*|ivoirien\w*|nigerian\w*|francais\w*|europeen\w*|africain\w*"
    r"|subsaharien\w*|arabes?|berberes?|amazighs?|noirs?|blancs?|nationaux|autochtones|etrangers?|etrangeres?|migrants?"
)
_PEOPLES_EN = (
    r"moroccans?|tunisians?|algerians?|senegalese|ivorians?|nigerians?|french|europeans?|africans?|arabs?"
    r"|blacks?|whites?"
    r"|locals|foreigners?|migrants?"
)
_PEOPLES_AR = r"(?:لل|ال|ل)(?:مغاربه|تونسيين|جزائريين|سنغاليين|افارقه|مواطنين|اجانب|عرب|اوروبيين)"
# A number of years that is an age, not experience, nor the age of a firm.
_NOT_EXPERIENCE = (
    r"(?!\W+(?:d['’ ]?(?:experience|existence|anciennete|activite|pratique|age de)|de (?:metier|pratique"
    r"|savoir|garantie"
    r"|presence)|of (?:\w+ ){0,2}experience|experience|in business))"
)
_YEARS = r"\d{2}\W{0,2}(?:ans|annees|years?(?: old)?|yrs)\b" + _NOT_EXPERIENCE
_CASH = (
    r"\d[\d .,]*(?:dh|dhs|mad|dinars?|dt|tnd|fcfa|f cfa|cfa|xof|euros?|€|\$|dollars?|naira|درهم|دينار|فرنك|يورو|دولار)"
)

FOUND: dict[str, list[str]] = {
    "sex": [
        rf"\b(?:{_WANTED})\W+{_SHORT}(?:{_SEX})\b",
        rf"\b(?:{_SEX})\W+(?:{_ONLY}|age\w*|de moins de \d|de \d\d)",
        r"\bsexe\W{0,3}(?:masculin|feminin)",
        r"\bsexe (?:\w+ )?(?:masculin|feminin)",
        rf"^[^\w\n]{{0,9}}(?:jeunes? )?(?:{_SEX}) (?:pour|de moins|serieu|motive|dynamique)",
        rf"\b(?:{_WANTED_EN}) (?:a |an |for |any )?(?:\w+ ){{0,2}}(?:{_SEX_EN})\b",
        rf"\b(?:{_SEX_EN}) (?:only|candidates?|applicants?|wanted|preferred|required|waitress|staff only)",
        r"\b(?:gender|sex)\W{1,3}(?:male|female)",
        rf"(?:{_WANTED_AR})\W+{_SHORT}{_SEX_AR}(?!\w)",
        rf"(?<!\w){_SEX_AR}\W+(?:فقط|حصرا|لا غير)",
        r"الجنس\W{0,3}(?:ذكر|انث[يى]|رجل|امراه)",
    ],
    "age": [
        r"\bage\W{0,3}(?:maximum|maximal|max|minimum|minimal|min|limite|requis|exige|souhaite|ideal|demande|desire)\b",
        rf"\b\d{{2}} ?[-–] ?{_YEARS}",
        r"\bage\W{0,3}(?:entre |de |compris entre |from |between )?\d{2}",
        rf"\b(?:moins|plus) de {_YEARS}",
        rf"\b(?:entre|de) \d{{2}}(?: ans)? (?:et|a) {_YEARS}",
        r"\b\d{2} ans (?:maximum|max|au plus|minimum|min\b)",
        rf"\bagee?s? de {_YEARS}",
        rf"\b(?:depasser?|exceder?) {_YEARS}",
        r"\b(?:quelqu'un|profil|personne|candidate?)s? (?:de )?jeunes?\b",
        r"\bjeunes? (?:hommes?|femmes?|filles?|garcons?|candidat\w*|personnes?|vendeu\w+|serveu\w+|dames?)\b",
        r"\b(?:maximum|max|minimum) age\b|\bage limit\b",
        r"\bage[d]? (?:between|from|under|over|below) \d{2}",
        r"\b(?:older|younger) than \d{2}\b(?! (?:months|weeks|days))",
        r"\b(?:be|applicants?|candidates?|people|anyone) (?:under|over|below|above) \d{2}\b",
        r"\b(?:only young|young (?:people|candidates?|men|women|lad\w+|girls?|person|staff) )",
        r"(?:السن|العمر|سنه|عمره?ا?)\W+(?:بين|من|لا ي\w+|اقل|ما بين|\d{2})(?!.{0,6}خبره)",
        r"(?:يتجاوز|تتجاوز|يفوق|يزيد)\W+(?:\w+\W+){0,3}(?:سن|السن|عمر|العمر|عمره|سنه|\d{2})",
        r"(?<!خبره )(?<!خبره من )(?:اقل من|اكثر من|لا تتعد[يى]|لا يتعد[يى]) \d{2} (?:سنه|عام"
        r"|سنوات)(?!\W+(?:من )?(?:ال)?خبره)",
        r"بين \d{2} ?و ?\d{2} (?:سنه|عام)",
    ],
    "marital": [
        r"\b(?:situation|statut|etat)\W+(?:familiale?|matrimoniale?|civil)\b",
        rf"\bcelibataires?\W+(?:{_ONLY}|sans)",
        rf"\b(?:{_WANTED}|etre|vous etes|personnes?)\W+{_SHORT}(?:celibataires?|marie(?:\W?e)?\W?s?)\b",
        r"\b(?:non|pas) marie",
        r"\bmarital status\b|\bunmarried\b",
        r"\b(?:must be|be|prefer\w*|only) (?:single|married)\b",
        r"\b(?:single|married) (?:applicants?|candidates?|people|men|women|person) (?:only|preferred|prefered|welcome)",
        r"\b(?:no|not) married\b",
        r"(?<!\w)(?:ال)?(?:اعزب|عزباء|عازب\w*|متزوج\w*|غير متزوج\w*|مطلقه)(?!\w)",
        r"الحاله (?:العائليه|المدنيه|الاجتماعيه)",
    ],
    "children": [
        r"\bsans (?:enfants?|charges? de famille|charges? familiales?)\b",
        r"\b(?:pas|avoir|avez|aucun) (?:d['’ ])?\W?(?:des |un )?enfants?\b",
        r"\benfants? (?:a charge|en bas age)\b",
        r"\b(?:pas|ne pas|sans|non|aucune|interdi\w+)\W+(?:de |d['’]?etre |etre )?(?:grossesse|enceintes?)\b",
        r"\b(?:no|without|have|any) (?:young |small )?(?:children|kids|dependants?)\b",
        r"\bnot (?:be |get )?pregnant\b|\bno pregnan\w+|\bpregnancy test\b|\btest de grossesse\b",
        r"(?:بدون|ليس لديه?ا?|لا|دون) (?:ال)?(?:اطفال|ابناء|اولاد)(?!\w)",
        r"(?:غير|ليست) (?:ال)?حامل(?!\w)|حوامل",
    ],
    "religion": [
        rf"\b(?:confession|religion|foi)\W{{0,3}}(?:{_FAITH})",
        rf"\b(?:etre|vous etes|{_WANTED})\W+(?:\w+\W+){{0,2}}(?:{_FAITH}|pratiquante?s?|voilees?)\b",
        rf"\b(?:{_FAITH})\W+(?:{_ONLY}|pratiquant\w*)",
        r"\b(?:port du|pas de|sans|avec|port de la) (?:voile|foulard islamique|hijab|niqab|kippa|barbe)\b",
        r"\bvoilees?\W+(?:non|s['’]abstenir|exige\w*|accept\w*|refus\w*|pas)",
        r"\bvaleurs (?:islamiques|chretiennes|religieuses)\b",
        rf"\b(?:{_FAITH_EN}) (?:only|candidates?|applicants?|preferred)",
        rf"\b(?:must be|be|prefer\w*) (?:a |an )?(?:practi[sc]ing )?(?:{_FAITH_EN})\b",
        r"\b(?:no|without|wear\w*) (?:a |any )?(?:headscar(?:f|ves)|veils?|hijabs?)\b",
        r"(?:يكون|تكون|يفضل|مطلوب|مطلوبه)\W+(?:\w+\W+){0,2}(?:مسلم\w*|مسيحي\w*|نصراني\w*|يهودي\w*)",
        r"(?:ال)?(?:حجاب|نقاب)\W+(?:ممنوع|الزامي|اجباري|غير|شرط|مطلوب)",
        r"(?<!\w)(?:غير )?(?:ال)?(?:محجب\w+|متحجب\w+|منقب\w+)|بدون حجاب",
    ],
    "record": [
        r"\b(?:sans|extrait|extraits|pas de|aucun) (?:de )?casiers?\b",
        r"\bcasiers?(?: judiciaires?)?\W+(?:\w+\W+){0,1}(?:vierge|exige|neant|propre|obligatoire|demande)",
        r"\bbulletin\W+(?:n\S*\W*)?(?:numero )?3\b",
        r"\bantecedents\W+(?:judiciaires|penaux)\b",
        r"\b(?:jamais|sans|aucune?)\W+(?:\w+ )?condamn\w+",
        r"\bcriminal (?:record|background|history)\b|\bpolice (?:record|clearance|check)\b|\bclean record\b",
        r"\b(?:no|without) (?:\w+ )?convictions?\b",
        r"(?:ال)?سجل (?:ال)?(?:عدلي|جنائي)|(?<!\w)(?:ال)?سوابق(?!\w)|صحيفه السوابق|بطاقه (?:عدد )?3",
    ],
    "origin": [
        r"\bnationalite\W+\w+\W+(?:exige\w*|uniquement|obligatoire|requise|seulement|demandee|souhaitee|imperative)",
        rf"\b(?:uniquement|exclusivement|seulement|reserve\w*|exige\w*|preference)\W+(?:\w+\W+){{0,3}}"
        rf"(?:nationalite|{_PEOPLES})\b",
        rf"\b(?:{_PEOPLES})\W+(?:\w+\W+){{0,2}}(?:s['’]abstenir|non|pas|interdit\w*|refus\w*|{_ONLY})",
        rf"\bpas (?:de |d['’ ])(?:{_PEOPLES})\b",
        r"\bde souche\b|\btype (?:europeen|africain|maghrebin|mediterraneen)\b|\bcouleur de peau\b",
        r"\b(?:etre|vous etes|personnes?|candidate?s?)\W+originaires? (?:de|du|des|d)\b",
        rf"\borigine (?:{_PEOPLES})\b",
        rf"\b(?:{_PEOPLES_EN}|citizens?)(?: nationals?| citizens?)? only\b|\bnationals only\b",
        rf"\b(?:only|no) (?:{_PEOPLES_EN})\b",
        rf"\bof (?:{_PEOPLES_EN}) (?:origin|descent)\b",
        r"\bnationality\W{1,3}\w+ (?:only|required)|\bmust be (?:a )?(?:citizen|national)\b",
        r"(?:ال)?جنسيه (?:ال)?\w+ (?:مطلوب\w*|فقط|شرط|الزامي\w*|حصرا|اجباري\w*)|(?:حامل|من)\w* الجنسيه",
        r"(?:ال)?اجانب (?:ممنوع\w*|غير|لا)|(?:لا نقبل|ممنوع عل[يى]|باستثناء) (?:ال)?اجانب",
        rf"{_PEOPLES_AR}\W+(?:\w+\W+){{0,2}}(?:فقط|حصرا)",
    ],
    "money": [],  # of MONEY
    "bank": [
        r"\b(?:compte|banque)s? (?:a l['’ ])?(?:etranger\w*|offshore)",
        r"\b(?:foreign|offshore|overseas) (?:bank|account)",
        r"(?:حساب|بنك) (?:اجنبي|خارجي|في الخارج)",
    ],
    "strike": [
        r"\bgrevistes?\b",
        r"\b(?:en|pendant la|durant la|cause de la|cause de|suite a la|suite a une|malgre la|fait de) greve\b",
        r"\b(?:on|during (?:the|a)|because of (?:the|a)) strike\b(?! plate)|\bstrikers?\b|\bstrike[- ]?break\w*",
        r"(?:ال)?مضربين|(?:بسبب|خلال|اثناء|تعويض)\W+(?:\w+\W+){0,2}(?:ال)?اضراب",
    ],
    "link": [
        r"(?:https?://|www\.)\S+",
        r"(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|io|ly|gl|me|ma|tn|sn|ci|ng|fr|es|eu)(?:/\S*)?(?![\w@])",
    ],
    "hours": [
        r"\b(?:1[1-9]|2\d)\s*(?:h|heures?|hours?|hrs?)\s*(?:par|/|per|a|chaque|every)\s*(?:jours?|j|day)\b",
        r"\b(?:4[9]|[5-9]\d)\s*(?:h|heures?|hours?|hrs?)\s*(?:par|/|per|a)\s*(?:semaine|week|sem)\b",
        r"\bsemaines? de (?:4[9]|[5-9]\d)\s*(?:h|heures?)\b",
        r"(?:1[1-9]|2\d) ساعه (?:في اليوم|يوميا|كل يوم)",
        r"\b(?:24\s*h?\s*/\s*24)\b.{0,12}\b(?:7\s*j?\s*/\s*7)\b",
    ],
}  # fmt: skip

# Money asked of candidates, by kind. `employers.rules.lint.money_in` reads messages by them, too.
_PAY = r"pay(?:er|ez|e|es|ant)|vers(?:er|ez)|envoy(?:er|ez)|regl(?:er|ez)|depos(?:er|ez)|virer|virez|transfer(?:er|ez)"
_FOR_IT = (
    r"dossier|inscription|visas?|formations?|traitement|recrutement|voyage|billet|contrats?|placement|sante|medica\w+"
    r"|places?|tenue|badge|carte"
)
MONEY: dict[str, list[str]] = {
    "iban": [
        r"\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){3,7}(?:[ -]?[a-z0-9]{1,4})?\b",
        r"\b(?:iban|swift|bic)\b",
        r"\b(?:votre|vos|ton|mon|notre|le|un|your|my|our)\W+(?:\w+\W+)?(?:rib|coordonnees bancaires"
        r"|bank (?:details|account))\b",
        r"\brib\W{0,3}\d",
        r"(?<!\w)(?:ال)?(?:ايبان|رقم الحساب|الحساب البنكي|الريب)(?!\w)",
    ],
    "transfer": [
        r"\bwestern ?union\b|\bmoney ?gram\b|\bria money\b|\bwafacash\b|\bcash ?plus\b|\borange money\b|\bwave\b(?= )"
        r"|\bd17\b|\bwhats ?app pay\b|\bpaypal\b|\bbitcoins?\b|\busdt\b|\bcrypto\w*",
        r"\b(?:faites|faire|effectue[rz]|envoye[rz]?|par|avec)\W+(?:\w+\W+){0,2}(?:virement|transfert|mandat)s?\b",
        r"\b(?:make|send|by|with)\W+(?:\w+\W+){0,2}(?:transfer|wire|money)s?\b",
        r"ويسترن ?يونيون|موني ?غرام|كاش ?بلوس|وفاكاش|(?:المرجو|يرج[يى]|قم ب|قوموا ب|عليك"
        r"|عليكم)\W*(?:\w+\W+){0,1}ب?تحويل",
    ],
    "fee": [
        rf"\bfrais (?:de |d['’ ]|pour )?(?:\w+ )?(?:{_FOR_IT})\b",
        r"\bfrais\b.{0,25}\b(?:charge du candidat|charge du salarie|votre charge)\b",
        r"\b(?:une |de )caution\b|\bcaution (?:de|demandee|exigee|:)",
        rf"\b(?:{_PAY})\W+(?:\w+\W+){{0,3}}(?:{_CASH}|avance|{_FOR_IT}|caution|frais|somme)",
        rf"\b(?:participation|avance|contribution|acompte|depot|garantie)\W+(?:de |d['’]|:)?\W*(?:\w+ )?{_CASH}",
        r"\b(?:registration|application|processing|visa|training|recruitment|placement|admin\w*"
        r"|medical) (?:fees?|costs?|charges?)\b",
        r"\b(?:refundable |security )?deposit\b.{0,20}(?:\d|secur)|\b(?:pay|send"
        r"|paying)\W+(?:\w+\W+){0,3}(?:deposit|fees?)\b",
        rf"\b(?:pay|send) (?:us |me )?{_CASH}",
        r"\b(?:applicants?|candidates?|you) (?:must |have to |will )?pay (?:for )?(?:their own |your own |the )?"
        r"(?:training|visa|travel|uniform|fee|ticket)",
        rf"(?<!\w)(?:ال|لل|ك|ب)?(?:رسوم|مصاريف|تكاليف)\W+(?:\w+\W+){{0,2}}(?:ال|لل)?(?:ملف|تسجيل|تاشيره"
        rf"|تكوين|تدريب|دراسه|سفر|{_CASH})",
        rf"(?:دفع|تدفع|ادفع|اداء|تسديد|ارسال|ارسلوا|ارسل)\W+(?:\w+\W+){{0,3}}(?:{_CASH}|رسوم|مبلغ|مصاريف|ضمان)",
        r"(?:ايداع|وديعه|مبلغ) (?:ضمان|الضمان|تامين)|ضمان قدره",
    ],
}  # fmt: skip

FINE: dict[str, list[str]] = {
    "sex": [
        r"\b(?:femmes?|hommes?|valets?|filles?) (?:ou (?:femmes?|hommes?) )?de (?:menage|chambre|service"
        r"|terrain|peine|salle)",
        r"\bsages?[ -]femmes?\b|\bhomme[ -]mort\b|\bhommes?[ -]jours?\b|\bman[ -](?:made|hours?|days?)\b",
        r"\b(?:pour|de|vetements?|rayon|chaussures?|coiffure|mode)\W+(?:les )?(?:hommes|dames|femmes|messieurs)\b"
        r"(?=.{0,20}\b(?:enfants?|hommes|femmes|dames|messieurs)\b)",
        r"\b(?:coiff\w+|barb\w+|service|pret[ -]a[ -]porter|confection|vetements?"
        r"|mode)\W+(?:\w+\W+){0,3}(?:hommes?|femmes?|dames?)\b",
        r"\b(?:mens?|womens?|ladies)['’]s? ?(?:wear|shoes|clothes|clothing|fashion)",
    ],
    "age": [
        r"\b(?:machines?|batiments?|engins?|enfants?|personnes agees|residents?|patients?|installations?"
        r"|arbres?|eleves?)"
        r"(?: agees?s?)? (?:de |agee?s? de |under |over |of )?.{0,16}\d{2}\b.{0,4}(?:ans|years)",
        r"\b(?:entreprise|societe|maison|groupe|cooperative|experience|firm|company|depuis|il y a|since|garantie)\b"
        r".{0,24}\d{2} (?:ans|years)",
        r"\b(?:personnes agees|jeunes? (?:entreprise|equipe|enfants?|pousse|marque))\b",
        r"\b(?:toute?s?|any|sans distinction d['’]) ?age\b",
        r"(?:خبره|تجربه)\W+(?:\w+\W+){0,3}\d{1,2}",
        r"(?:ال)?(?:الات|اله|معدات|مباني|بنايه|شركه|مقاوله|اشجار)\W+عمر\w+",
    ],
    "marital": [r"\b(?:familles|couples) (?:\w+ ){0,2}(?:marie\w*|celibataires?)"],
    "children": [
        r"\b(?:garde|vetements?|jeunes|accueil|animation|club|cours|activites?|accompagnement) (?:des "
        r"|d['’ ]|pour )?enfants?",
    ],
    "record": [r"\b(?:greffi\w+|tribunal|ministere|service)\b.{0,30}casiers? judiciaires?"],
    "origin": [r"\btoutes? (?:les )?(?:nationalites|origines)\b|\ball nationalities\b"],
    "religion": [r"\bvoiles? (?:d['’ ]|de (?:bateau|mariee|ombrage))"],
    "money": [
        r"\b(?:aucune?|sans|pas de|zero|jamais de)\W+(?:\w+\W+){0,2}(?:frais|caution|avance|paiement)\b.{0,40}",
        r"\bne (?:payez|paie|payer|versez|reglez)\b.{0,40}|\b(?:ne|n['’]).{0,30}\b(?:jamais|aucun)\b.{0,30}",
        r"\bfrais\b.{0,40}\b(?:rembourses?|pris en charge|offerts?|payes? par|a notre charge|couverts?|inclus)\b",
        r"\b(?:salaires?|paie|remuneration|payee?s?|verse\w*|primes?)\b.{0,30}\b(?:par|en) (?:virement"
        r"|mandat|cheque)\b.{0,20}",
        r"\b(?:comptable|comptabilite|caissi\w+|tresor\w+|facturation|factures?|rapprochements?|traitement"
        r"|gestion|controle"
        r"|saisie|accountant|cashier|collector|invoices?)\b.{0,60}",
        r"\b(?:formation|visa|voyage|billet|travel|training|uniform|ticket)s?\b.{0,12}\b(?:payee?s?|paid"
        r"|offert\w*|pris\w*)\b.{0,4}"
        r"\b(?:par|by|en)\b.{0,20}",
        r"\b(?:wages?|salar(?:y|ies)|paid|pay)\b.{0,30}\b(?:by|through) (?:\w+ )?transfer\b.{0,20}",
        r"\b(?:never|no|not|without|free of)\b.{0,20}\b(?:fees?|deposit|charges?|pay)\b.{0,20}",
        r"(?:ال)?(?:اجر|راتب|اجره|رواتب)\W+.{0,30}(?:تحويل|يحول|حساب).{0,20}",
        r"(?:مجاني\w*|بدون|لا تدفع|لا تدفعوا|لا نطلب|دون)\W+.{0,40}",
        r"(?:محاسب\w*|صندوق|المحاسبه).{0,60}",
    ],
    "strike": [r"\b(?:prevenir|eviter|negoci\w+|accords?)\b.{0,40}\bgreves?\b"],
    "link": [r"\bsite web\b"],
}  # fmt: skip

# Both sexes in one sentence is neither; so is what is open to all.
BOTH = [
    (r"\b(?:hommes?|masculin|messieurs|garcons?)\b", r"\b(?:femmes?|feminin|dames?|filles?)\b"),
    (r"\b(?:men|male|man|boys?|males)\b", r"\b(?:women|female|woman|girls?|females|lad(?:y|ies))\b"),
    (r"رجال|ذكور|ذكر|رجل", r"نساء|اناث|انثي|امراه|سيدات"),
]
FOR_ALL = r"\b[hf] ?/ ?[hf]\b|\bm ?/ ?f\b|\bsans distinction\b|\btou(?:s|t) (?:les )?profils?\b|\bequal opportunit"

HURRY = (
    r"\burgent\w*|\bimmediat\w*|\bplaces limitees\b|\bvite\b|\bhurry\b|\blimited (?:places|seats)\b|عاجل|فوري|محدوده"
)
GAIN = (
    r"\bgagn(?:er|ez|e)\b|\bcontrat garanti\b|\bdepart (?:europe|garanti|immediat)\b|\brevenus? (?:eleve|garanti)\w*"
    r"|\bearn\b|\bguaranteed (?:contract|visa|job)\b|\beasy money\b|\bargent facile\b|اربح|عقد مضمون|ربح"
)
