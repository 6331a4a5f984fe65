"""The words that give away what no file here may hold, in French, Arabic (also as spoken in the Maghreb, in both
scripts) and English, by kind of thing.

How to write an entry (entries are parted by commas): words as anybody writes them, accents and capitals do not
matter; `asyl*` is every word that starts so; `(un|une)` is either and `(un|une)?` may be left out; `..` is up to three
words of any sort. Arabic words are also found with و ف ب ك ل and the article before them, and ا ه ها هم ي نا behind.
"""

# What tells it wherever it stands.
ALWAYS = {
    "asylum": """
        (demand*|requete*|dossier|droit|procedure) (d'asile|de l'asile), demandeu* d'asile,
        asile (politique|refuse*), demande* .. l'asile, obtenu l'asile, protection (subsidiaire|internationale),
        statut de refugie*, (procedure|reglement|convention) dublin, dubline*, deboute* .. demande,
        deboute* de (l'asile|la procedure), reinstalle* par le hcr, carte de refugie*, fui (la guerre|le conflit)

        refugee (status|camp|card|claim), subsidiary protection, humanitarian protection,
        dublin (regulation|procedure|transfer|case), fled .. (war|fighting|persecution)

        recours .. (ofpra|cnda|asile), recepisse de demande, duldung, titre de sejour humanitaire,
        sejour humanitaire, (appeal|interview|case|claim) .. asylum,
        asylum (claim|case|seeker*|application|appeal|interview|request),
        (seek*|sought|appl*|request*|grant*|refus*) .. asylum, humanitarian (stay|status|visa)

        refus de l'asile, asylum was (refused|granted|rejected)

        (طلب|طالب|طالبة|طالبي|طلبت|حق|ملف|مقابلة|رفض|صفة|قدم|قدمت) .. لجوء*, لجوء (سياسي|انساني), اللجوء السياسي,
        حماية (دولية|فرعية|ثانوية), عديم* الجنسية, هرب* من (الحرب|حرب)
        """,
    "detention": """
        retention administrative, centre ferme, camp ferme, (en|mis* en|place* en|ma|sa|leur) detention,
        detention (provisoire|preventive|arbitraire|en), emprisonne*, garde a vue, ecroue*, derriere les barreaux,
        geolier*, geole*, zonzon, enferme* .. (centre|camp|hangar|cellule|entrepot|cave), mis* en cellule,
        sorti* de (prison|taule)

        lock* (up|us|me|him|her|them) (up|in), behind bars, police custody, (in|into) a cell, remand* in custody

        l7abs, lhabs, l7ebs, lhebs, hebs, 7abs, 7bess, lhbess, hbesni, habsouni, chdouni, chdouh

        (passe|purge*|fait|sorti*|sort|sortie) .. (prison|taule|centre ferme|cellule), sous ecrou, ans fermes,
        mois fermes, menotte*, closed (camp|centre|center), did time,
        (served|serving) (time|a sentence|a year|two years), locked in, handcuff*

        gard* .. (commissariat|cellule), (arrete*|interpelle*) et (garde*|place*|detenu*)

        مسجون*, احتجز*, اعتقل*, اعتقال*, حبس, حبسوني, حبسوه*, محبوس*, زنزانة, حراسة نظرية,
        مركز (الايواء|ايواء|الترحيل|الاحتجاز|الحجز), شدوه البوليس, شدوني (البوليس|على|فالحدود), ساكن ف* الحبس
        """,
    "route": """
        harrag*, haragua, hrig, brul* la frontiere, sans papiers, sans (titre de sejour|visa valable),
        situation (irreguliere|illegale), (entre*|sejour*|arrive*|vecu|reste*) .. (irregulier*|illegal*),
        immigr* (irregulier*|illegal*), visa (expire|perime|depasse), expuls* (d|de|du|vers|par), ete expuls*,
        expulsion (d|de|du|vers), refoule* (a|de|du|par|vers|aux), ete refoule*, reconduit* a la frontiere, oqtf,
        mesure d'eloignement, deporte*, retour (force|volontaire), retourne* de force, laissez passer consulaire,
        embarcation de fortune, bateau pneumatique, naufrage .. (mer|mediterranee|migrant*),
        (cache*|planque*) .. camion, saute* .. (grille|barriere|grillage), route (migratoire|des balkans),
        voyage irregulier, avrr, gilet de sauvetage en mediterranee, par la mer jusqu'en (italie|espagne)

        smuggled (in|into|to|us|me|him|her|them|across|over),
        (enter*|cross*|arriv*|stay*|liv*|came|went|got|work*) .. (illegally|irregularly), overstay*, pushback*,
        (illegal|irregular|clandestine) (entry|stay|migra*|immigra*|crossing|status|journey),
        (undocumented|unauthorised) (migrant*|immigrant*|worker*|for|in), was undocumented,
        (without|no) (papers|visa), (forced|voluntary|assisted) return*, return* by force, removal order,
        expelled from, repatriated, hid* .. (lorry|truck), jumped the fence, balkan route,
        fake (passport|papers|visa), false papers

        (7reg|hreg|7regt|7re9|hreq|7re9t|hreqt|7arreg|nehreg|n7reg), 7arrag*, lhrig, l7rig, lfloka, lbatera,
        bla (wra9|wraq|wrak|kwaght)

        (parti*| arrive*| venu*| rentre*| voyage*| passe*) (en| par| dans) (une| un)? (pirogue| zodiac| patera|
        barque| bateau gonflable), pirogue* (vers|pour|jusqu'aux),
        (franchi|escalade*|passe|saute*|grimpe*) .. (barriere|grillage*|cloture|barbeles),
        (devenu*|reste*|est|suis) irregulier*, sans (carte de sejour|visa|permis de sejour),
        (titre|carte|permis) de sejour .. (expire*|perime*|renouvele*|refuse*|retire*),
        (renvoye*|ramene*|reconduit*) (de force|au pays|par avion|par charter|a la frontiere),
        vol charter (de retour|vers), par (la libye|le desert|l'algerie) .. (italie|espagne|europe|mer), boza,
        gourougou, intercepte* .. mer, garde* cotes, escorte* par la police, retour au pays par avion,
        (sent|send|flew|put) (me|him|her|us|them) back, charter flight,
        (no|without a|without) residence (permit|card), without a (visa|permit),
        (visa|permit|residence) (had|has|was)? (expired|run out|ran out|overstayed),
        (through|via|across) (libya|the desert|the sea),
        (came|went|got|arrived|travel*) .. by (boat|sea|raft|truck), coast guard*, intercepted at sea,
        (f|b|fi) (lbot|lbote|lflouka|flouka|lbato|zodiac), mn libya f

        mort* (en|dans la) mer, noye*, bateau .. coule*, naufrage en mer,
        (n'avai*|n'ai|n'a|plus|jamais) (pas|plus|eu)? (de|ses|mes|les) papiers, travail* au noir,
        (j'ai|il a|elle a|ont) brule (en|vers|pour|par|la frontiere), drowned, boat sank, died at sea,
        removed from (germany|spain|italy|france|belgium|europe|the country), returned by (iom|the police|force),
        (no|without|not having|lacking|had no|have no|any) papers, (took|got on|paid for) a boat to

        visa .. (expire|perime), (without|no) documents, (monte*|dans) .. zodiac

        حراقة, حراق, حراكة, حراك الى (اوروبا|اسبانيا|ايطاليا), حريك, حرقة, (حرقت| حرق| حرقنا| حركت| حركنا| نحرق|
        يحرق| تحرق) .. (اسبانيا| سبانيا| ايطاليا| طاليان| طاليا| اوروبا| فرنسا| الخارج), قوارب الموت,
        قارب (مطاطي|الموت|موت), زودياك, باطيرا, بتيرة,
        (هجرة|مهاجر*|مهاجرين|دخول|دخل|دخلت|اقامة|وضعية) (سرية|سري|سرا|سريين|غير (شرعي*|نظامي*|قانوني*)),
        بطريقة غير (شرعية|قانونية|نظامية), (عبر*|عبور|قطع*|يقطع|نقطع|اجتاز*) (البحر|المتوسط|الصحراء|الحدود|بحر),
        (بدون|بلا|بلاش|من دون) (اوراق|وراق|وثائق|اقامة|وراقي|وثائق|كواغط), تم ترحيل*, رحلوني, رحلوه*, رحلت من,
        مرحل من, مرحلين, قرار (الترحيل|ترحيل|الابعاد|ابعاد|الطرد), طردوني من, طردوه من,
        طرد* من (اسبانيا|ايطاليا|فرنسا|اوروبا|البلد), ابعدوه*, ابعدت من, عودة (طوعية|قسرية|اختيارية|اجبارية),
        اعادة قسرية, جواز (سفر)? مزور, تاشيرة منتهية, تسلل*, انتهت (التاشيرة|تاشيرتي|الفيزا),
        (رجعوه|رجعوني|رجعوها|اعادوه|اعادوني) (بزز|بالقوة|قسرا|بالطائرة|من), (تسلق*|قفز*|نقز*) .. (سياج|شباك|حائط),
        (وصل*|مشى|مشيت|جا|جيت|سافر*|دخل*) .. (في قارب|فالفلوكة|في فلوكة|عبر البحر|عن طريق البحر|من ليبيا),
        انتهت (اقامته*|اقامتي|اقامتها|صلاحية اقامت*), حرس (السواحل|البحري|بحري), مرحلا من,
        تم (ترحيل*|ابعاد*|طرد*|ارجاع*|اعادة), (غرق|غرقت|غرقوا|غرقو) .. (مركب|قارب|بحر|فلوكة|مركبهم), مات* .. بحر,
        منظمة الدولية للهجرة, ترحل* من, (ترحلت|رحلوا) من
        """,
    "trafficking": """
        travail force, travaux forces, reduit* en (servitude|esclavage), (confisqu*| retenu*| garde| pris| arrache)
        (de)? (mon| ma| mes| son| sa| ses| leur*| notre| nos) (passeport*| papiers),
        passeport* (confisque*|retenu*), vendu* comme, force* a se prostituer, reseau (mafieux|de prostitution)

        trafficked, victim of traffick*, prostitut*, sex work*, enslaved, (like|as) (a slave|slaves),
        forced (labour|labor|work|to work), debt bondage, bonded labour,
        (took|kept|held|withheld|confiscat*|seiz*) (away)? (my|her|his|our|their) passport*,
        passport* (confiscated|taken away|withheld), domestic servitude, pimp

        (oblig*|force*|contrain*) .. (coucher|se prostituer|sexuel*), coucher avec (des|les) (clients|hommes),
        (gard*|pren*|pris|confisqu*|reten*) (nos|mes|ses|leurs|mon|son|notre|leur) (passeport*|papiers),
        (ma|sa|leur|la) dette (a|envers|de|du) *, sleep with (men|clients|customers), pay .. debt,
        (my|her|his|our|their) passports

        vendu* a (une famille|un|des), sold to (a|another|some), survivor* of traffick*

        استغلال جنسي, مستغل* جنسيا, استغل* جنسيا, عبودية, استعبد*, استعباد, عمل (قسري|جبري), سخرة, (صادر*| حجز|
        حجزوا| حجزت| اخذ| اخذت| اخذوا| سحب*| خداو| خدا| خدات| شدو) .. (جواز| جوازي| جوازها| الباسبور| الباسبورت|
        باسبوري), عاملني* كعبد, باعوني, باعوها, ممارسة الجنس, الجنس مقابل,
        (شد|شدو|شدات|حبس|احتفظ|خبى) .. (باسبور|باسبورات|جواز*|باسبوري), بيع* جسد*,
        (باعها|باعوها|باعوه|باعوني|باعني) *
        """,
    "violence": """
        (subi| subies| victime| victimes| fui) .. (violence*| viol| viols| maltraitance*| torture*| coups|
        agression*| abus), femme battue, (ete| etait| a) (viole| violee| violes| violees| battu| battue| frappe|
        frappee| agresse| agressee| maltraite*| torture| torturee| kidnappe| kidnappee| enleve| enlevee| sequestre|
        sequestree), violee*, (m'a| l'a| m'ont| l'ont) (viole*| battu*| frappe*| agresse*| torture*| kidnappe*|
        sequestre*| enleve*| menace*),
        (me|la|le|les|nous) (battait|frappait|frappe|battaient|frappaient|torturait|torturaient|violait),
        battu* par (son|sa|mon|ma|leur|les|des|le|la), (me|la) bat, harcel* par, attouchement*, inceste, excisee*,
        mariage force, mariee de force, menace* de mort, sequestre* (par|dans|pendant|a|en), coups et blessures,
        agress* (sexuel*|par)

        violence (from|by|at) (her|his|my|home|the),
        (was|been|were|being|got) (beaten|abused|assaulted|attacked|stabbed|shot), beaten (up|by|with|every|and),
        beat (me|her|him|us) (up)?, beats (me|her|him|us), (he|she|they|husband) hit (me|her|him|us), abducted,
        ransom*, genital mutilation, fgm, forced marriage, married by force, death threat*, threatened to kill,
        abusive (husband|partner|employer|boss|father|relationship|family)

        (kaydrebha| kaydrebni| kidrebha| kidrebni| drebni| drebha| darbouni| darbouh| 3eddbouni| ghtasbouha|
        ghtasbouni| t3edda| te3edda)

        agresse* (au|avec|dans|par|a|en|physiquement|sexuellement), poignarde*, coup* de couteau, gifle*,
        (mari|pere|patron|frere) (la|me|l'|le) (bat|frappe|insulte|menace|tape), se fait (battre|frapper|taper),
        peur de son mari, (husband|father|boss|brother|he|she) (hits|beats|hurts|threatens|slaps) (her|him|me|them),
        stabbed, (suffered|experienced|survived|faced) .. (abuse|violence|assault|rape), abuse as a child,
        afraid of (her|his) (husband|father)

        (guards|police|boss|they) beat *, (nous|me|le|la|les) (frappaient|frappait|battaient|tapaient|insultaient)

        معنفة, تعرض* .. (عنف|ضرب|اعتداء|تحرش|تعذيب|اغتصاب|خطف|تهديد|استغلال), اغتصب*, مغتصبة,
        (عذبوني|عذبوه|عذبوها|عذبني|عذبها|عذبونا|عذبوهم), معذب,
        (ضربني|ضربوني|ضربها|ضربوه|ضربوها|يضربها|يضربني|تضربني|كيضربني|كيضربها|كيضربوني|ضربونا|ضربهم),
        اعتد* (عليها|عليه|علي), اعتداء (جنسي|جسدي|عليها|عليه), اختطاف*, اختطف*, خطفو*, مخطوف*, فدية, تهديد بالقتل,
        هددوني, هددني, هددوه* بالقتل, زواج (قسري|بالاكراه), ختان البنات, تشويه الاعضاء, ماخد مني رهينة,
        (زوجوها|زوجوني|زوجت) (بالقوة|قسرا|بزز|غصبا*|رغما), طعنوه*, طعن بسكين, راجلها .. ضرب*,
        (يضربونا|يضربوننا|كيضربونا|ضربونا|يضربوه|يضربوها|يضربونني|ضربتني|ضربته|كيضربو*)
        """,
    "health": """
        bipolair* depuis, avorte*, en depression, pour depression, fait une depression, opere* (du| de la| des| de
        l'| d'un*| au| a la) (dos| coeur| genou*| hanche| main*| rein*| oeil| yeux| estomac| ventre| colonne| pied|
        epaule| hernie| tumeur| cerveau| jambe| prostate| sein), operation (du| de la| au| a la) (dos| coeur| genou|
        hanche| main| rein| oeil| estomac| colonne| pied| epaule| jambe), (arret|conge) (de)? maladie,
        (probleme*|souci*|ennui*) (de sante|cardiaque*|au dos|de dos|au coeur|psych*), sante fragile,
        raisons (de sante|medicales), (mal|douleur*) (au dos|de dos|chronique*), malad* (du coeur|du sida|depuis),
        pension d'invalidite, taux d'incapacite, carte d'invalidite, cure de desintoxication,
        crise* (d'angoisse|d'epilepsie|de panique), en (chaise|fauteuil) roulant*

        (have|has|had|with|from|of) aids, aids (patient*|positive|virus), miscarriage, had an abortion,
        mentally ill, (had|having|after|needs|need) .. surgery,
        (bad|serious|chronic|long term) (illness*|pain|back pain|disease), sick leave, panic attack*,
        heart (attack|disease|problem*|condition|failure), health (problem*|issue*|reasons|condition),
        medical reasons, self harm*, in a wheelchair, bad back, on medication, back pain

        (3endi| 3endo| 3endou| 3andi| 3ando| 3andou| fih| fiha) .. (sokkar| soukkar| lmard| lmrd| l3assab| lmerd|
        daght| tension| galb| 9elb)

        (perdu|perd) (un|son|le|mon|ce) (bebe|enfant a la naissance),
        (sous|prend|prends) (un)? (traitement (medical|pour)|medicament*), burn out, crise* de nerfs,
        (boit|boire) (beaucoup|trop), accident (vasculaire|cardiaque), avc, malentendant*, malvoyant*,
        lost (a|her|the|my) (baby|pregnancy), (takes|taking|on) (pills|medication|medicines), burnout,
        nervous breakdown, drinks (too much|a lot|heavily), drinking problem, hard of hearing, had a stroke,
        sober for, lives with (hiv|diabetes|epilepsy|cancer), needs dialysis

        (had|have|needs|having) .. operation, operation on (my|his|her)

        (مرض| مرضي| بمرض| امراض) (نفسي| نفسية| مزمن| مزمنة| السكري| السكر| القلب| الكلى| خبيث| عقلي| عقلية| جنسي*|
        الصرع| السل), مكتئب*, ينتحر, انتحر*, صدمة نفسية, اجهاض, اجهضت,
        عملية (جراحية|على (الظهر|القلب|الكلى|الركبة)), (مشاكل|مشكل|مشكلة|اسباب|ظروف) (صحية|صحي|نفسية|القلب),
        حالته* (الصحية|النفسية), وضعه* الصحي, حامل في (الشهر|شهر*), حاملة في (الشهر|شهر*),
        (طبيب|الطبيب|الدكتور|علاج|العلاج) نفسي*, طبيب (نفساني|الامراض العقلية), رخصة مرض, عطلة مرضية,
        اعاقة (ذهنية|حركية|جسدية|دائمة),
        (عندي|عندو|عندها|عنده|فيه|فيا|فيها) (السكر|سكر|السكري|القلب|الاعصاب|الضغط|السيدا|مرض), مهدئات,
        (يتناول|تتناول|اتناول|كياخد|كتاخد|ياخذ|تاخذ|كيشرب|كتشرب) .. (ادوية|دواء|الدوا|مهدئات),
        فقدت (جنين*|طفل*|حمل*|الجنين), جلطة*, غسيل الكلى, انهيار عصبي,
        عملية (في|على) (القلب|الظهر|الركبة|العين|الكلى|الراس), طبيب الاعصاب, حامل في *
        """,
    "offence": """
        condamn* (a|pour|par|en|deux|trois), ete condamne*,
        (pour|accuse* de|coupable de|inculpe* de) (vol|viol|meurtre|trafic|fraude|escroquerie|cambriolage),
        vol (a main armee|a l'etalage|avec|en reunion|aggrave), correctionnelle,
        (vend*|deal*|transport*|passe*) .. (drogue*|cannabis|cocaine|heroine|haschich|shit|resine), deale, dealait,
        dealer de, bracelet electronique, avec sursis, liberation conditionnelle, peine de (prison|mort),
        poursuivi* (en justice|pour|par), en liberte conditionnelle, (recherche*| arrete*| interpelle*| convoque*|
        poursuivi*) par (la| les) (police| gendarm*| autorites| douan*), arrete* (pour|a la frontiere|avec de),
        (m'a|l'a|m'ont|l'ont|nous ont|fait) arrete*, interpelle* (pour|par|a), mis* en examen,
        antecedents judiciaires, repris de justice, fiche s, tribunal pour

        police record, arrested, on parole, on probation for, sentenced to, misdemeano*,
        forged (passport|papers|document*|visa), (charged|accused) (with|of), suspended sentence,
        police (are|is|were) (looking|searching|after), wanted by the police, stole (a|the|some|from|money),
        ex offender, community service order, gang member

        (l7chich|lhchich|7chich|hchich|lhachich),
        (chdouh|chdouha|chdouni|chedouh) .. (lboulis|boulis|lpolice|jadarmiya)

        permis .. (retire*|suspendu*|annule*), alcool au volant, etat d'ivresse, conduite en etat,
        cheque* sans provision,
        (pris|attrape*|surpris) (en train de)? (vol*|avec (de la|du|des) (drogue*|resine|cannabis|shit)),
        jugement pour, bagarre*, plainte contre (lui|elle|moi), interpol, port d'arme, drunk driving, drink driving,
        (licence|license) .. (withdrawn|suspended|revoked|taken), caught (stealing|with|shoplifting|selling),
        bounced cheque*, bad cheque*, fined for, in trouble with the (police|law)

        reconnu* coupable, found guilty, spent time inside

        ancien* (detenu*|prisonnier*|delinquant*), ex (detenu*|prisoner*|convict*), in court (for|because)

        سجل (عدلي|جنائي), صحيفة السوابق, (حكم|حكمت|حكموا|حكمو) (عليه|عليها|علي) ب*,
        (حكم|حكمت|حكموا|حكمو) (عليه|عليها|علي), محكوم* (عليه|عليها|ب*), ادين ب*, ادانته, نصب واحتيال,
        (قبضت|قبض|شدو|شدوه|شداتو|شدات|اوقفت|اوقفته|وقفت|وقفاتو) .. (الشرطة|البوليس|الدرك|الجمارك),
        (متابع*|محاكم*) .. (محكمة|قضائيا|المحكمة|تهمة|العدالة), بتهمة *, بسبب (السرقة|سرقة|المخدرات|القتل),
        (وثائق|جواز|شهادة|اوراق) مزور*, مبحوث عنه, مطلوب (للشرطة|للعدالة|للقضاء), موقوف* التنفيذ,
        (سحبت|سحبوا|سحبو|توقيف) .. (رخصته*|رخصتها|رخصتي|رخصة السياقة), حالة سكر, سكر علني,
        (ضبط*|شدوه|قبضوه) .. مخدرات, شيك* بدون (رصيد|مؤونة), مشكل مع (الشرطة|البوليس|العدالة), وجدته المحكمة مذنبا
        """,
    "religion": """
        catholique* (pratiquant*|non), juive*, athee*,
        converti* (a|au) (l'islam|islam|christianisme|judaisme|catholicisme), pratiquant* (sa religion|sa foi),
        (sa|ma|leur|ta) (religion|foi), croyant* (et)? pratiquant*, (cinq|ses|mes|les) .. prieres,
        (fait|fais|faire) (la|sa|ses|ma|mes) priere*, jeune le ramadan, (porte*| mettre| mets| met| enlever| garder|
        avec| retirer) (le| son| mon| un| leur) (voile| hijab| foulard| niqab| jilbab), voilee*, niqab, chiite*,
        sunnite*, temoin* de jehovah,
        (va|vais|frequente|allait) (a|regulierement a)? (la)? (mosquee|l'eglise|messe|synagogue),
        convictions religieuses, appartenance religieuse, mouride*, ibadite*

        born again christian*, (is|am|was|are) (a)? (christian|catholic|protestant|buddhist|hindu), atheist*,
        convert* to (islam|christianity|judaism|catholicism), (my|his|her|their) (religion|faith|prayers),
        wears (a|the|her) (hijab|veil|headscarf|niqab), shia, sunni, jehovah*,
        (goes|go|went) to (the)? (church|mosque|synagogue), fasts during ramadan

        de (confession|religion) (musulmane|chretienne|juive|catholique|protestante|islamique), raisons religieuses,
        ne mange pas (de)? porc, baptise*, (je|il|elle) prie*, fait le ramadan, (jeune|jeuner) (pendant|le),
        devout *, (doesn't|does not|do not|don't) eat pork, baptised, baptized, (he|she|i) (fasts|fast),
        of (muslim|christian|jewish) faith

        (هو| هي| انا| كان| كانت| عائلة| شخص| امراة| رجل) (مسلم| مسلمة| مسيحي| مسيحية| يهودي| يهودية| ملحد| ملحدة|
        شيعي| شيعية| سني| سنية| كاثوليكي*| بوذي*), نصراني*, ملحد*, شيعي*, سلفي*, محجبة, منقبة, نقاب,
        (نزع|ارتداء|ترتدي|تلبس|لابسة|كتلبس|دايرة|حيدات) (الحجاب|حجاب|الخمار|خمار|النقاب),
        (يصلي|كيصلي|تصلي|كتصلي|كنصلي|اصلي|الصلوات|الصلاة) .. (خمس|وقت*|المسجد|الجمعة|الجامع|مرات), اعتنق*, متدين*,
        ملتزم* دينيا, مسلمة ملتزمة, (ديانته|ديانتها|ديانتي|دينه|معتقداته|معتقداتها) *, اسباب دينية, ارتد عن,
        (لا (ياكل|تاكل|اكل)) .. خنزير, (كيصوم|يصوم|تصوم|كتصوم) *, معمد*, (بدون|بلا) حجاب*
        """,
    "politics": """
        (membre|adherent*|militant*|encarte*|cadre) .. (parti|opposition|syndicat|mouvement), militait, militer,
        milite (dans|pour|contre|a|au), contre le (regime|gouvernement|pouvoir|roi|president), militantisme,
        (cgt|cfdt|ugtt|umt|cdt|ugtm),
        (participe*|particip*) .. manifestation* (du|contre|pour|de|d'|anti|politique*), hirak,
        (vote*|voter|votait) (pour|contre), separatis*, dissident*, indigeniste, mouvement du 20 fevrier

        opposition member, (member|supporter) of .. (party|opposition|union), trade unionist*,
        protest* (against|for|in), took part in .. protests, voted for, separatist*, arab spring activist,
        activist (in|for|against|with)

        sympathisant*, mouvement* d'opposition, (fait|faire|fit|organise*) .. greve*,
        (organis*|led|joined) .. strike*, active in .. (opposition|party|union|movement), party member

        campaign* (against|for) the (president|government|king|regime)

        (عضو*|عضوا|منخرط*|ينتمي|تنتمي|مناضل*) .. (حزب|نقابة|حركة|نقابي), معارض* (سياسي|للنظام|للحكومة),
        معارضة سياسية, ناشط* (سياسي*|حقوقي*|نقابي*),
        (اراء|آرائه|آرائها|ارائي|انتماء|انتمائه|مواقف*|نشاط*|معتقل*) سياسي*,
        ضد (النظام|الحكومة|الدولة|الملك|الرئيس), حراك (الريف|الشعب*|20), بوليساريو,
        (شارك*|خرج*) .. (مظاهر*|احتجاج*|مسيرة|وقفة احتجاج*), صوت* (لحزب|ل الحزب|على حزب),
        (شارك*|نظم*|بسبب) .. (اضراب*|الاضراب), معارضا, معارضة للنظام
        """,
    "orientation": """
        (est|suis|etait|homme|hommes) gay*, gays, coming out

        (is|am|was|being|are|as) (a)? gay, gay (man|men|people|couple|person),
        (his|her) (boyfriend and he|girlfriend and she)

        elle vit avec (une femme|sa copine|sa compagne|son amie),
        il vit avec (un homme|son copain|son compagnon|son ami), il aime les hommes, elle aime les femmes,
        came out (as|to), (he|she) (is|was) (trans|bi),
        she (lives with|has|loves|dates|is with) (a|her) (girlfriend|woman|wife),
        he (lives with|has|loves|dates|is with) (a|his) (boyfriend|man|husband), attracted to (men|women)

        مثلي* (الجنس*|جنسيا|جنسي*), مثليين, مثلية, مثليات, شاذ* جنسيا, شذوذ جنسي, لواط*, سحاق*,
        متحول* (جنسيا|جنسي*), ميول* (الجنسي*|جنسي*), (هويته|هويتها|هويتي|هوية) (الجنسية|الجندرية), توجه* الجنسي,
        ميول مثلية, لانه* مثلي*, (هو|هي|كان|كانت|لكونه|لكونها) مثلي*
        """,
    "biometrics": """
        eurodac, mon adn, son adn

        (releve|pris|prendre|enregistre) .. empreintes

        (بصمات|بصماتي|بصماته|بصماتها|بصماتنا|بصمته|بصمتي|بصمتها), بصمو*, (بيانات|معطيات|صورة|تسجيل) بيومتري*,
        يوروداك, (مسح|صورة|صورا|تصوير) .. (قزحية|القزحية), تحليل البصمة, بصموني, بصموه*
        """,
}

# What tells it unless it is somebody's daily work: guards, nurses and counsellors speak of it too.
UNLESS_AT_WORK = {
    "asylum": """
        ofpra, cnda, persecut*, apatride*, camp de refugies

        asylum, stateless person*

        refugee (camp|card|claim), droit (d'asile|de l'asile)

        لاجئ*, لاجئين, اضطهاد*, مضطهد*, مخيم اللاجئين, لجوؤ*
        """,
    "detention": """
        (centre*|camp*) (de|du) (retention|detention), detenu*, prison*, incarcer*, maison d'arret

        detained, detainee*, (in|immigration|administrative|into) detention,
        detention (centre*|center*|camp*|facilit*), jail*, imprison*, incarcerat*, in custody

        in detention

        detention

        سجن*, سجون, سجين*, سجناء, محتجز*, احتجاز*, معتقل*
        """,
    "route": """
        passeur*, pateras, patera, zodiac, clandestin*, rapatrie*, readmission,
        (traverse*|traversee) .. (mer|mediterranee|desert|sahara|manche|frontiere*|atlantique)

        smuggler*, people smuggl*, migrant smuggl*, deport*, stowaway*, dinghy, dinghies,
        cross* .. (sea|desert|mediterranean|sahara|channel|border), rubber boat

        lampedusa

        مهرب, مهربين, مهربون, تهريب (البشر|المهاجرين|الناس)
        """,
    "trafficking": """
        traite (des|d') (etres|humain*|personne*|femme*|enfant*|blanches), traite humaine,
        trafic (d'etres|d'humains|humain|de personnes|de femmes|d'organes|d'enfants), exploit* sexuel*, prostitu*,
        proxenet*, esclav*, servitude

        (human|people|sex|organ|child|labour|labor) traffick*, trafficker*, sexual exploitation, slavery

        traffick*

        اتجار (بالبشر|بالاشخاص|بالنساء|بالاعضاء), دعارة
        """,
    "violence": """
        violence* (conjugal*|domestique*|familial*|sexuel*|physique*|policiere*|de (genre|son|sa|mon)), viols,
        tortur*, harcelement (sexuel|moral), mutilation* genitale*, kidnapp*, rancon*, abus* sexuel*

        (domestic|sexual|family|gender based|physical|partner) violence, rape*,
        (sexual|sexually) (abus*|assault*|harass*), kidnap*

        عنف (اسري|زوجي|منزلي|جنسي|جسدي|من طرف|ضدها|ضدي), اغتصاب*, تحرش*, تعذيب*
        """,
    "health": """
        vih, sida, seropositi*, hepatite* (b|c|d), tuberculose*, tuberculeu*, schizophren*, suicid*, epileps*,
        epilepti*, antidepress*, anxiolyti*, neurolepti*, fausse couche, avortement*, ivg,
        (sante|trouble*|maladie*|etat) (mental*|psychique*|psychiatrique*|psychologique*), stress post traumatique,
        traumatise*, sclerose en plaque*, insuffisance (renale|cardiaque|respiratoire),
        maladie (chronique|grave|mentale|cardiaque|incurable|sexuellement)

        hiv, hepatitis (b|c|d), tuberculosis, epileptic*,
        mental (illness*|health (problem*|issue*|condition|history)), ptsd, kidney (failure|disease), drug addict*,
        rehab, multiple sclerosis

        hospitalis*

        diabetique*, diabetic*, depressif*, depressive*

        سيدا, ايدز, فيروس نقص المناعة, اكتئاب*, انتحار*, التهاب الكبد, فصام, بالسكري
        """,
    "offence": """
        casier judiciaire, delinquan*, homicide*, meurtr*,
        trafic (de)? (drogue*|stupefiant*|cannabis|cocaine|haschich|shit), escroqu*,
        faux (papiers|passeport*|diplome*|document*|visa*), terroris*

        criminal (record|conviction*|offence*|offense*|charge*|case|history), convicted,
        (for|of|with) (theft|robbery|burglary|fraud|assault|murder|stealing|drugs),
        (sold|sell*|deal*|smuggl*|carr*) .. (drugs|cannabis|cocaine|heroin|hashish),
        drug (deal*|traffick*|possession|offence*|charge*), felon*, manslaughter, murder*, shoplift*

        delit*

        condamnation*

        سوابق, جريمة (قتل|سرقة|منظمة), مجرم*, مخدرات, حشيش, كوكايين, ارهاب*
        """,
    "religion": """
        musulman*, chretien*, protestant*, evangeli*, juif, juifs, islamist*, salafi*

        muslim*, christians, jewish, pray*, religious (belief*|reasons|practice|family)

        juive

        مسيحي*, يهودي*
        """,
    "politics": """
        parti (politique*|islamiste|communiste|socialiste|d'opposition|de l'opposition|au pouvoir), opposant*,
        (opinion*| idee*| conviction*| activite*| engagement| appartenance| prisonnier*| militant*| raison*|
        refugie*) politique*, (delegue*|representant*|responsable|activite*|action) syndical*, syndicaliste*,
        syndique*, polisario

        (political| opposition| ruling| communist| socialist| islamist) (party| parties| prisoner*| opponent*|
        opinion*| views| activis*| belief*| activit*| reasons| refugee*| movement),
        trade union (member*|rep*|activist*|official*|leader*),
        union (member*|rep|reps|representative*|delegate*|activist*|leader|organiser|organizer),
        against the (government|regime|king|president)

        militant* (syndical*|politique*|actif|active)

        حزب (سياسي|معارض|اسلامي|شيوعي|اشتراكي|العدالة|الاستقلال|النهضة), نقابي*
        """,
    "orientation": """
        homosexu*, lesbien*, bisexu*, transgenre*, transsexu*, lgbt*,
        (orientation|preference*|identite|vie) sexuelle*, identite de genre

        homosexual*, lesbian*, bisexual*, transgender*, transsexual*, (sexual|gender) (orientation|identity),
        sexuality, queer
        """,
    "biometrics": """
        empreinte* (digitale*|biometrique*|prise*|relevee*|sont|dans|enregistree*|palmaire*),
        (mes|ses|mon|leurs|nos|prise d'|prise des|les) empreintes, (donnee*|photo*|passeport*|fichier*) biometri*,
        (scan|reconnaissance|image) (de l'iris|du visage|faciale), (test|prelevement|analyse) (d')? adn

        (my|his|her|their|our|took|take|taken|taking|gave|the) .. fingerprint*,
        fingerprint* (were|was|taken|are|in), (iris|retina|face|facial) scan*,
        biometric (data|photo*|record*|information|enrol*), dna (test*|sample*)

        بصمة (الاصبع|العين|الوجه|الاصابع|اليد), حمض نووي
        """,
}

# What tells it only when it is said of somebody, and is not their work.
OF_SOMEBODY = {
    "asylum": """
        asile, refugie*, hcr, unhcr, refugee*, stateless

        لجوء, دوبلن, لجوء*
        """,
    "detention": """
        police, juge, custody, barreaux

        cellule, cachot
        """,
    "route": """
        irregulier*, oim, iom, rescapee*, naufrage*, shipwreck*, regularis*

        melilla, ceuta, frontex, rafiot

        ترحيل*, لامبيدوزا, مليلية
        """,
    "violence": """
        violence*, violent*, maltrait*, agression*, agresse*, harcel*, abus, frappe*, traumatisme*, abused,
        violence, harass*, attacked

        coups, menace*, insult*, threat*, bully*

        عنف*, اعتداء*, تهديد*, ضرب, هدد*, يهدد*, تهدد*, كيهدد*
        """,
    "health": """
        depression, psychiatr*, psychologue*, psychotherap*, bipolair*, diabet*, hypertension, cancer*,
        chimiotherap*, handicap*, maladi*, malade*, enceinte, grossesse, accouche*, invalid*, alcooli*, toxicoman*,
        drogue*, addict*, asthm*, paralys*, ampute*, aveugle, sourd*, hernie*, scoliose, dialyse, insomni*, anxiete,
        angoisse*, medicament*, ordonnance*, tumeur*, sante, infertil*, sterile, prothese*

        depressed, psycholog*, therapist, bipolar, blood pressure, chemotherap*, disabled, disabilit*, illness*,
        ill, sick, pregnan*, hospitali*, alcoholi*, asthma*, amputat*, blind, deaf, dialysis, insomnia, anxiety,
        medication, tumour*, tumor*, wheelchair, surgery, trauma*, operated on

        mrid, mrida, 7amla, hamla, m3ewwe9, m3ewe9, lmard

        alcool, nerfs, accident, stress, covid, traitement medical, obese, surpoids, allergi*, nerves, drinking,
        addiction, stroke, injur*, obesity, epilep*

        مريض*, مرض*, سرطان*, سكري, معاق*, اعاقة, مشلول*, اعمى, عمياء, اصم, صماء, صرع, مدمن*, ادمان, نفسي*, نفسانية,
        مستشفى, ادوية, دواء, حبلى, صحته, صحتها, ضغط الدم, ربو, كآبة, عاجز*, كحول, اعصاب, حادثة, جراحة, عملية جراحية,
        مصابة, زهايمر, حامل
        """,
    "offence": """
        vole*, vol, drogue*, cannabis, stupefiant*, fraude*, crime*, criminel*, tribunal, proces, plainte*, sursis,
        juge*, amende, police, stole*, stolen, theft, criminal, fraud*, drugs, court, trial, prosecut*, conviction*

        stealing, arme*, weapon*, gun, knife, couteau

        سرق*, سرقة, تزوير, شرطة, محكمة, بوليس, جريمة, جرائم, قتل, اتهم*, متهم*, سلاح, سكين, محضر
        """,
    "religion": """
        islam*, religi*, priere*, prier, prie, ramadan, coran*, eglise, mosquee, imam*, voile, catholique*, hijab*,
        foulard, bible, religio*, church, mosque, quran, koran, catholic*

        foi, confession, messe, chapelet, faith, rosary

        ديانة*, صلاة, كنيسة, رمضان, حجاب, صيام, انجيل, قران
        """,
    "politics": """
        politique*, militant*, syndicat*, syndical*, elections, greve*, manifestation*, opposition, revolution*,
        politic*, union*, activist*, election*, strike*

        انتخابات, نقابة*, حزب*, سياسي*, سياسة, اضراب*
        """,
    "biometrics": """
        biometri*, empreinte*, adn, fingerprint*, dna

        بصمة, بيومتري*
        """,
}

# Whom such a thing is said of: the writer, or the one whom a note is about.
SOMEBODY = """
    je, j', moi, me, m', mon, ma, mes, il, elle, ils, elles, lui, son, sa, ses, leur, leurs, suivi*, suivie*,
    atteint*, souffr*, victime*, mari, epouse*, epoux, fils, fille, frere, soeur, pere, mere, famille, cousin*,
    monsieur, madame, mme, enfant, prend*, boit

    i, my, he, she, his, her, him, they, their, suffer*, victim*, husband, wife, daughter, brother, sister, father,
    mother, family, child, diagnosed, sees

    ana, howa, hiya, kan, kanet, 3endo, 3endi, 3endha, rajli, mrati, weldi, benti

    انا, هو, هي, كان, كانت, كنت, عندي, عنده, عندها, عندو, لديه, لديها, لدي, يعاني, تعاني, اعاني, مصاب*, اصيب*, اصبت,
    زوجي, زوجها, زوجته, زوجتي, ابني, ابنها, ابنه, بنتي, ابنته, ابنتها, والدي, والدته, امي, اخي, اختي, راجلها, مراتو,
    ولدي, ولدها, فيه, فيها, كنتعالج, يتعالج, تتعالج, انه, انها, تعرض*, ضحية*, عائلته, عائلتها, بسبب, له, لها,
    والدة*, زوجة*, زوج
    """

# Whose daily work it is: said beside the words above, they are taken for work.
WORK = """
    patient*, client*, resident*, usager*, eleve*, beneficiaire*, accompagn*, soin, soins, soigne*, infirmier*,
    soignant*, garde malade*, auxiliaire*, surveill*, formation*, former, formateur*, prevention, prevenir, lutte*,
    depistage, enseign*, animat*, educat*, (aux|des|les) personnes, public,
    service de, agent*, vigile, gardien*, greffier*, reclamation*, association, ong, benevol*, hopital, clinique,
    pharmacie, conseil*, detecter, reperer, empecher, evaluer, mesures, strategies, professeur*

    customer*, student*, pupil*, help* (disabled|elderly|the), caring, cared, care for, carer*, caregiver*, nurs*,
    ward, support*, teach*, taught, train*, course*, people, officer*, guarding,
    (prison|security) guard*, warden*, volunteer*, charity, hospital, clinic, pharmac*, department, campaign*,
    instructor*, governor*, chaplain*, superintendent*, therapist*, counsel*, advis*, advice, advocate*, procedures,
    identify, detect*, monitor*, prevent*, testing, tests, clerk*

    مرضى, زبون, زبناء, زبائن, مقيمين, تلاميذ, رعاية, تمريض, ممرض*, مساعدة, مساعد*, تدريس, تعليم, تكوين,
    حارس*, امن, جمعية, مستوصف, صيدلية, عيادة, مصلحة, اشخاص, مسنين, مراقبة, مكافحة, مستشار*, مدرب*,
    ضابط*, معالج*, مدرس*, استاذ*, وكيل*, كاتب*, محام*, شرطي*
    """

# Where somebody worked and with whom, just before the words above: "worked in a prison".
WORKED_IN = """
    (travaill*|employe*|embauche*|stage) (avec|aupres|pour|dans|en|comme|a), aupres, intervenu*, intervention*

    (work*|employed|intern*|job*) (with|for|in|at|as)

    (عملت|عمل|عملنا|تعمل|يعمل|اعمل|العمل|اشتغلت|اشتغل|خدمت|كنخدم|كان يعمل) (مع|في|ب|لدى|عند)
    """

# What is made, sold and kept: beside it, illness and belief are those of goods, plants and animals.
GOODS = """
    vente, vendu, vendre, vends, fabricat*, fabriqu*, construi*, construction, restaur*, installa*, installe*,
    couture, cousu, coud, cuisin*, assurance*, plantes, vignes, animaux, animal, betail, troupeau, mouton*, chevre*,
    vache*, poisson*, produit*, machine*, equipe*

    sold, sell*, built, build*, install*, sew*, cook*, insurance, plants, crops, animal*, cattle, sheep, goat*,
    cow*, fish, livestock, product*

    بيع, خياطة, بناء, بنى, تركيب, ركبت, طبخ, نباتات, حيوانات, ابقار, اغنام, ماشية, سمك, منتوج*, تامين
    """

# What only sounds like it.
FINE = """
    passeur* (de|d') (plats|savoir*|memoire|culture|balle*), (pilot*|conduit*|conduite|conduire) .. zodiac,
    refoulement (des|d'|de l') (eau*|air), expulsion (des|de l'|du) (gaz|air|copeau*|moule*),
    rapatriement (de|des) *, (capitaine|marin|matelot|ferry) .. traversee*, travail force de (metal|tole),
    traite des (vaches|brebis|chevres), maitre esclave, (cylindre|machine) esclave, assurance* maladie,
    caisse* .. maladie, maladie* (des| de la| du) (plante*| vigne*| betail| animaux| poisson*| ble| olivier*|
    arbre*| palmier*| volaille*| abeille*), (moteur|transistor*) bipolaire*,
    enceinte* (acoustique*|climatique*|thermique*|sonore*|etanche*|de confinement),
    aides (soignant*|a domicile|menager*|au), depression (atmospherique|du|de la), calcul mental, sante et securite,
    sante au travail, sante publique, centre* de sante, (agent|secteur|professionnel*|cadre) de sante,
    rivet* aveugle*, condamne* (la|une|des|les) (porte*|fenetre*|ouverture*|vanne*), arret* (de|d') *,
    arrete* (mes|ses|mon|son|les|l'|la|de|le) *, vol (interieur*|international*|charter|regulier*|de nuit),
    (anti|contre le) vol*, detention (d'un|d'une|du|des|de la|de l') *, police* d'assurance*, police station*,
    commissariat de police, police de caractere*, fiche* de police, proces (verbal|verbaux|de),
    voile* (de beton|beton|de bateau), syndicat* (d'initiative|de copropri*),
    politique* (de|d'|des|qualite|rh|commerciale*), organisation de manifestation*,
    manifestation* (culturelle*|sportive*|commerciale*|artistique*), education islamique, etudes islamiques,
    finance* islamique*, ecole* (coranique*|catholique*), secours catholique,
    empreinte* (carbone|ecologique*|dentaire*|numerique*|environnementale*), prothese* dentaire*

    master slave, slave cylinder*, prison break, hearing aids, visual aids, teaching aids, training aids,
    walking aids, depression of the, blind (rivet*|stitch*|spot*|fitter*|hem*), mental arithmetic,
    health and safety, public health, (tennis|food|basketball) court*, trial (run*|balance*|period*),
    drug (name*|safety|store*), first aids, (credit|customs|european|african) union*, praying mantis,
    christian dior, rapeseed*, rape (seed|oil), cross border, anti theft, detention (basin*|pond*),
    probation period*, union (joint*|fitting*)

    بطاقة الشرطة, معارض تجارية, المعارض التجارية, سياسة (الجودة|التسعير|الشركة|المؤسسة|الاسعار|السلامة),
    ترحيل (القيود|الحسابات|البضائع|النفايات|السلع|الركاب|المرضى|البيانات),
    حامل* (شهادة|دبلوم|رخصة|بكالوريا|مرضى|اجازة|حقائب|امتعة), حبس (الماء|المياه|النفس|الغاز),
    لجو (العمل|عمل|مهني|مرح|عائلي|جيد), (قصب|مصنع|معمل|انتاج|تكرير|صناعة) (السكر|سكر|السكري), ضبط النفس, علم النفس,
    بصمة (كربونية|بيئية)
    """
