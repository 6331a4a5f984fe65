"""What stands in a cell, as a value of an opening: dates, amounts, and words of three languages. Pure.

What cannot be read raises Wrong with a sentence that says what would be understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from employers.models import Opening, Period
from returnees.models import Licence
from skills.findings import MONTHS, tongues
from skills.folding import fold

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.", "٬\u200e\u200f")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_IN_WORDS = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?\s+([^\W\d_]+)\.?,?\s+(\d{4})")
# Excel counts days from here (with a leap day in 1900 that there never was).
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL = range(36526, 73051)  # 2000 to 2099
_CURRENCY_SIGNS = re.compile(
    r"dirhams?|dhs?|mad|dinars?|dt|tnd|f\s?cfa|cfa|xof|nairas?|ngn|₦|€|eur(?:os?)?|chf|cad|درهم|دينار|فرنك|نيرة|دت",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[;,،؛\n|]\s*")
_ADVANTAGE = re.compile(r"advantage|atout|un plus|souhait|preferred|nice|ميزة|إضافي", re.IGNORECASE)
_CODES = {
    code: re.compile(rf"^\s*{code}\b", re.IGNORECASE) for code in ("ar", "fr", "en", "es", "it", "de", "nl", "pt")
}
_LEVEL = re.compile(r"\b([ABC])\s?([12])\b", re.IGNORECASE)
_NEAR = 82

_CONTRACTS = {
    Opening.Contract.PERMANENT: "permanent; permanent contract; cdi; contrat à durée indéterminée;"
    " indéterminée; open-ended;"
    " unlimited; دائم; غير محدد المدة; عقد غير محدد المدة",
    Opening.Contract.FIXED_TERM: "fixed term; fixed-term contract; cdd; contrat à durée déterminée; déterminée;"
    " temporary;"
    " temporaire; محدد المدة; عقد محدد المدة; مؤقت",
    Opening.Contract.AGENCY_WORK: "agency work; interim; intérim; temp; travail temporaire; عمل مؤقت; وكالة",
    Opening.Contract.SITE: "contract for a building site; site; chantier; contrat de chantier;"
    " travail déterminé; ورش; عقد ورش",
    Opening.Contract.SEASONAL: "seasonal; seasonal contract; saisonnier; saison; contrat saisonnier; موسمي; عقد موسمي",
    Opening.Contract.APPRENTICESHIP: "apprenticeship; apprentice; apprentissage; contrat d'apprentissage;"
    " تدريب مهني; تمهين;"
    " التدرج المهني",
    Opening.Contract.INSERTION: "subsidised first contract; insertion; contrat d'insertion; ci; anapec; idmaj;"
    " civp; sivp;"
    " karama; contrat aidé; إدماج; عقد إدماج; عقد الإدماج; كرامة",
    Opening.Contract.INTERNSHIP: "internship; paid internship; intern; stage; stage rémunéré; stagiaire; تدريب;"
    " تدريب مدفوع",
}
_PERIODS = {
    Period.HOUR: "hour; hourly; h; per hour; heure; horaire; par heure; ساعة; في الساعة; للساعة",
    Period.DAY: "day; daily; d; per day; jour; journalier; par jour; j; يوم; في اليوم; يومي; لليوم",
    Period.MONTH: "month; monthly; m; per month; mois; mensuel; par mois; شهر; في الشهر; شهري; للشهر",
}
_YEAR = "year; yearly; annual; an; année; annuel; par an; سنة; في السنة; سنوي"
_YES_NO = {
    True: "yes; y; oui; o; true; vrai; 1; gross; brut; نعم; خام",
    False: "no; n; non; false; faux; 0; net; لا; صافي; صاف",
}
_EDUCATION = {
    0: "none; aucun; sans; sans diplôme; بدون",
    1: "primary; primaire; école primaire; cep; ابتدائي",
    2: "lower secondary; collège; brevet; bepc; bfem; إعدادي",
    3: "upper secondary; secondary; high school; vocational certificate; lycée; bac; baccalauréat; cap; bep; cfp;"
    " qualification; بكالوريا; ثانوي; باكالوريا; تأهيل",
    4: "post-secondary; professional certificate; technicien; bac+1; تقني",
    5: "short tertiary; associate degree; bts; dut; deug; technicien spécialisé; bac+2; تقني متخصص",
    6: "bachelor; bachelor degree; bachelor's degree; licence; bac+3; إجازة",
    7: "master; master's degree; postgraduate degree; ingénieur; engineer; bac+5; bac+4; ماستر; مهندس",
    8: "doctorate; doctorat; phd; دكتوراه",
}
_BENEFITS = {
    Opening.Benefit.SOCIAL_SECURITY: "social; social security; declared; cnss; cnaps; ipres; sécurité sociale;"
    " déclaré;"
    " الضمان الاجتماعي; مصرح به; declared to social security",
    Opening.Benefit.HEALTH: "health; health cover; amo; mutuelle; assurance maladie; couverture santé;"
    " تغطية صحية; تأمين صحي",
    Opening.Benefit.TRANSPORT: "transport; transportation; bus; نقل; النقل",
    Opening.Benefit.MEALS: "meals; meal; food; repas; cantine; panier; وجبات; الأكل; وجبة",
    Opening.Benefit.HOUSING: "housing; accommodation; logement; hébergement; سكن; السكن",
    Opening.Benefit.CLOTHING: "clothing; work clothes; epi; tenue; vêtements de travail;"
    " work clothes and protection; ملابس العمل",
    Opening.Benefit.CRECHE: "creche; crèche; nursery; garderie; حضانة",
    Opening.Benefit.BONUS: "bonus; prime; primes; treizième mois; 13e mois; منحة; مكافأة",
}
_SCHEDULES = {
    Opening.Schedule.DAY: "day; by day; jour; de jour; journée; نهارا; نهار",
    Opening.Schedule.SHIFTS: "shifts; shift; in shifts; équipes; en équipes; 3x8; 2x8; posté; مناوبة; فرق",
    Opening.Schedule.NIGHT: "night; by night; nuit; de nuit; ليلا; ليل",
    Opening.Schedule.WEEKEND: "weekend; weekends; also at weekends; week-end; عطلة نهاية الأسبوع",
    Opening.Schedule.FLEXIBLE: "flexible; variable; مرن",
}
_LICENCES = {
    Licence.B: "b; b (car); car; voiture; permis b; سيارة",
    Licence.C: "c; c (lorry); lorry; camion; permis c; poids lourd; شاحنة",
    Licence.CE: "ce; ec; c+e; e; ce (articulated lorry); semi-remorque; permis ec; مقطورة",
    Licence.D: "d; d (bus); bus; autocar; permis d; حافلة",
    Licence.FORKLIFT: "forklift; forklift permit; cariste; caces; chariot élévateur; رافعة شوكية",
    Licence.CRANE: "crane; crane permit; grue; grutier; رافعة",
}


class Wrong(Exception):
    """A cell that cannot be read; the message is a sentence in the reader's language."""


def plain(text: str) -> str:
    """Digits of every script as 0 to 9."""
    return text.translate(_DIGITS).replace("\u00a0", " ").replace("\u202f", " ").strip()


def day(text: str) -> date:
    """2026-03-01, 01/03/2026 (the day first), 1 mars 2026, or the number by which Excel knows a day."""
    text = plain(text)
    if text.isdecimal() and int(text) in _EXCEL:
        return _EXCEL_ZERO + timedelta(days=int(text))
    try:
        if found := _ISO.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := _DAY_FIRST.fullmatch(text):
            first, month, year = map(int, found.groups())
            return date(year + 2000 if year < 100 else year, month, first)
        if (found := _IN_WORDS.fullmatch(text)) and (month := MONTHS.get(found.group(2).lower(), 0)):
            return date(int(found.group(3)), month, int(found.group(1)))
    except ValueError as wrong:
        raise Wrong(_("There is no such day.")) from wrong
    raise Wrong(_("A day is written like 2027-03-01 or 01/03/2027."))


def amount(text: str, *, thousandths: bool = False) -> Decimal:
    """ "4 000,50", "4.000,50", "4,000.50", "4000 DH". Three digits behind a single mark are thousands, except where a
    currency has thousandths (`thousandths`: dinars)."""
    written = _CURRENCY_SIGNS.sub("", plain(text)).replace("'", "").strip(" .")
    if not re.fullmatch(r"\d[\d ]*(?:[.,][\d ]*)*", written):
        raise Wrong(_("This is not an amount. Write it like 4000 or 4 000,50."))
    written = written.replace(" ", "")
    marks = [sign for sign in written if sign in ".,"]
    if len(set(marks)) == 2:
        last = marks[-1]
        written = written.replace("," if last == "." else ".", "").replace(last, ".")
    elif len(marks) > 1:
        written = written.replace(marks[0], "")
    elif marks:
        whole, _mark, rest = written.partition(marks[0])
        grouped = len(rest) == 3 and len(whole) <= 3 and not thousandths
        written = whole + rest if grouped else f"{whole}.{rest}"
    try:
        return Decimal(written).quantize(Decimal("0.01"))
    except InvalidOperation as wrong:
        raise Wrong(_("This is not an amount. Write it like 4000 or 4 000,50.")) from wrong


def whole(text: str, least: int, most: int) -> int:
    """A whole number, with a word behind it or not: "44", "44,0", "44 h", "2 ans"."""
    found = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?\s*(?:\D{0,20})", plain(text))
    if not found:
        raise Wrong(_("This is not a whole number."))
    if not least <= int(found.group(1)) <= most:
        raise Wrong(_("From %(least)d to %(most)d.") % {"least": least, "most": most})
    return int(found.group(1))


def yes(text: str) -> bool:
    found = _word(text, _YES_NO)
    if found is None:
        raise Wrong(_("Write yes or no."))
    return bool(found)


def contract(text: str) -> str:
    found = _word(text, _CONTRACTS)
    if found is None:
        raise Wrong(_("We know no such contract. Examples: CDI, CDD, seasonal, apprenticeship, internship."))
    return str(found)


def period(text: str) -> tuple[str, int]:
    """The period of a wage, and how many of it a wage is for: a year is twelve months."""
    found = _word(text, {**_PERIODS, "year": _YEAR})
    if found is None:
        raise Wrong(_("Write hour, day or month."))
    return (str(Period.MONTH), 12) if found == "year" else (str(found), 1)


def education(text: str) -> int:
    """A level of ISCED-2011, 0 to 8."""
    if found := re.fullmatch(r"(?:ISCED|CITE)?\s*([0-8])", plain(text), re.IGNORECASE):
        return int(found.group(1))
    word = _word(text, _EDUCATION)
    if word is None:
        raise Wrong(_("We know no such level. Examples: primary, bac, bac+2, licence, master, or 0 to 8 (ISCED)."))
    return int(word)


def benefits(text: str) -> tuple[list[str], list[str]]:
    """Those that we have a word for, and the others as they are written."""
    found, others = [], []
    for part in parts(text):
        word = _word(part, _BENEFITS)
        (found if word else others).append(str(word or part))
    return list(dict.fromkeys(found)), others


def schedule(text: str) -> str:
    found = _word(text, _SCHEDULES)
    if found is None:
        raise Wrong(_("Write day, shifts, night, weekend or flexible."))
    return str(found)


def licences(text: str) -> list[str]:
    found = [(part, _word(part, _LICENCES)) for part in parts(text)]
    if unknown := [part for part, word in found if word is None]:
        raise Wrong(_("We know no licence “%(word)s”. Write B, C, CE, D, forklift or crane.") % {"word": unknown[0]})
    return list(dict.fromkeys(str(word) for _part, word in found))


def languages(text: str) -> list[tuple[str, int, bool]]:
    """(ISO 639 code, CEFR level 1 to 6, required) for "French B1, English A2 (advantage)"; B1 where none is told."""
    found: dict[str, tuple[str, int, bool]] = {}
    for part in parts(text):
        code = next((code for code, written in _CODES.items() if written.match(part)), "")
        told = tongues(part)
        if not code and not told:
            raise Wrong(_("We know no language “%(word)s”. Write it like “French B1”.") % {"word": part})
        level = _LEVEL.search(plain(part))
        number = (
            "ABC".index(level.group(1).upper()) * 2 + int(level.group(2)) if level else (told and told[0].level) or 3
        )
        code = code or told[0].language
        found.setdefault(code, (code, number, not _ADVANTAGE.search(part)))
    return list(found.values())


def parts(text: str) -> list[str]:
    return [part for part in _SPLIT.split(text.strip()) if part]


def _word(text: str, words: Mapping[object, str]) -> object | None:
    """What the words of `text` stand for: one of them, or spelt nearly so; None where nothing is near."""
    known = _folded(tuple((key, value) for key, value in words.items()))
    written = fold(plain(text)) or plain(text).lower()
    if written in known:
        return known[written]
    found = (
        process.extractOne(written, known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR) if len(written) > 3 else None
    )
    return known[found[0]] if found else None


@cache
def _folded(words: Iterable[tuple[object, str]]) -> dict[str, object]:
    """By folded word; the value itself is a word for it, too."""
    known: dict[str, object] = {}
    for key, written in words:
        for word in [*written.split(";"), str(key)]:
            known.setdefault(fold(plain(word)) or word.strip().lower(), key)
    return known
