"""The parts of a CV: under which heading each of its lines stands. French, Arabic, English, Spanish. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from .folding import fold


class Part(StrEnum):
    WORK = "work"
    STUDIES = "studies"
    SKILLS = "skills"
    LANGUAGES = "languages"
    OTHER = "other"
    ASIDE = "aside"  # what somebody likes, and who speaks for them


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a CV. `part` is None before the first heading; `body` is the line without a heading in it, and empty
    where the line is nothing but one."""

    text: str
    part: Part | None
    body: str


# Headings as `fold` leaves them: small letters, no accents, no Arabic article. The first that fits counts.
_HEADINGS: tuple[tuple[Part, str], ...] = (
    (
        Part.LANGUAGES,
        r"(?:spoken |foreign |known |my )*languages?(?: (?:skills?|knowledge|spoken|known|proficiency))?"
        r"|(?:mes )?langues?(?: (?:etrangeres?|parlees?|maitrisees?|pratiquees?|vivantes?))*"
        r"|(?:competences|connaissances) linguistiques|idiomas?|linguistic (?:skills|knowledge)"
        r"|لغات(?: \w+){0,2}|(?:مهارات|كفاءات|قدرات) لغويه",
    ),
    (
        Part.ASIDE,
        r"(?:my )?hobb(?:y|ies)(?: .{0,30})?|(?:centres? d )?interets?(?: personnels?)?|(?:personal )?interests?"
        r"|loisirs|references?|recommendations?(?: .{0,30})?|aficiones|referencias|هوايات|اهتمامات|مراجع",
    ),
    (
        Part.OTHER,
        r"(?:my )?profile|profil(?: professionnel| personnel)?|(?:executive |professional |career |personal )?summary"
        r"|about(?: me)?|a propos(?: de moi)?|(?:career )?objectives?|objectifs?(?: professionnels?| de carriere)?"
        r"|contacts?(?: (?:details|info|information|me))?|coordonnees|personal (?:information|details|data|profile)"
        r"|(?:informations?|donnees|renseignements) personnel(?:le)?s?|etat civil|datos personales|perfil"
        r"|curriculum(?: vitae)?|cv|resume|سيره ذاتيه|(?:personal |other |side )?projects?|projets?"
        r"|publications?|divers|autres?|other|general|immigration status|permis(?: de conduire)?|driving licen[cs]es?"
        r"|(?:معلومات|بيانات) \w+|هدف(?: \w+)?|ملخص|نبذه(?: \w+){0,2}|اتصال|تواصل|رخصه \w+",
    ),
    (
        Part.SKILLS,
        r"(?:(?:my|key|core|main|soft|hard|technical|professional|computer|it|additional|general|personal|language"
        r"|relevant|special|other|web dev|primary) )*(?:skills?|competenc(?:ies|es)|abilities|expertise|strengths)"
        r"(?: (?:summary|set|and .{0,30}|most .{0,30}))*"
        r"|(?:relevant )?experience summary|programming languages|technologies|tools"
        r"|(?:mes )?(?:competences?|savoir faire|savoir etre|aptitudes?|atouts?|qualites|connaissances?)"
        r"(?: (?:techniques?|professionnelles?|personnelles?|cles?|informatiques?|acquises?|et .{0,30}))*"
        r"|(?:outils|logiciels|langages)(?: (?:informatiques?|maitrises|de programmation))*|informatique|bureautique"
        r"|habilidades|competencias(?: .{0,20})?|conocimientos(?: .{0,20})?|informatica"
        r"|(?:مهارات|كفاءات|قدرات|معارف|موهلات شخصيه)(?: \w+){0,2}|معلوميات|حاسوب",
    ),
    (
        Part.WORK,
        r"(?:(?:my|relevant|recent|other|previous|professional|work|working|job|employment|career|practical"
        r"|volunteer|voluntary|teaching|international|overseas) )*experiences?(?: and .{0,30})?"
        r"|(?:work|employment|job|career|professional) (?:history|record|background|experiences?)|employment|career"
        r"|(?:\w+ ){0,2}positions(?: held)?|jobs(?: held)?|work"
        r"|(?:mes |autres |principales )*experiences?"
        r"(?: (?:professionnelles?|pro|de travail|pratiques?|benevoles?|associatives?|acquises?|anterieures?"
        r"|internationales?|a l etranger|au maroc|en entreprise|et .{0,30}))*"
        r"|parcours(?: professionnel)?|emplois?(?: (?:occupes?|precedents?|actuels?))*|postes occupes|carriere"
        r"|(?:vie|historique|activites?|itineraire) professionnel(?:le)?s?"
        r"|stages?(?: (?:et|professionnels?|effectues).{0,30})?"
        r"|experiencias?(?: (?:laboral|profesional|de trabajo)(?:es)?)*|trayectoria(?: \w+)?|historial laboral"
        r"|(?:خبر(?:ه|ات)|تجربه|تجارب|مسار|مسيره|سوابق|حياه|سيره)(?: (?:مهني|مهنيه|عمليه|عمل|وظيفيه|سابقه|في عمل))+"
        r"|خبر(?:ه|ات)|تجارب|تجربه|عمل|وظايف(?: \w+)?|اعمال سابقه|تاريخ وظيفي|تدريب(?:ات)?(?: \w+)?",
    ),
    (
        Part.STUDIES,
        r"(?:my )?educations?(?:al)?(?: (?:and .{0,30}|background|history|qualifications?))*|academic(?: \w+){1,3}"
        r"|studies|(?:academic |professional )?qualifications?"
        r"|(?:professional |vocational )?trainings?(?: and .{0,30})?"
        r"|(?:(?:most )?(?:recent|online|other|additional|short) )*courses?(?: (?:and|taken) ?.{0,30})?"
        r"|(?:\w+ ){0,2}internships and courses"
        r"|(?:certifications?|certificates?|diplomas?|degrees?|licen[cs]es)(?: and .{0,30})?"
        r"|formations?(?: (?:academiques?|professionnelles?|scolaires?|initiales?|continues?|universitaires?"
        r"|complementaires?|et .{0,30}))*"
        r"|(?:niveau d )?etudes?(?: (?:et .{0,30}|universitaires?|superieures?))*|diplomes?(?: (?:et .{0,30}|obtenus))*"
        r"|cursus(?: \w+)?|scolarite|parcours (?:scolaire|academique|universitaire)|niveau scolaire"
        r"|formacion(?: \w+)?|estudios|educacion|titulos"
        r"|(?:تعليم|دراسه|دراسات|تكوين|موهلات|موهل|شواهد|شهادات|دبلومات|دورات|تحصيل|مسار|مستوي)"
        r"(?: (?:دراسي|دراسيه|علمي|علميه|مهني|مهنيه|اكاديمي|اكاديميه|تعليمي|تعليميه|تكوينيه|تدريبيه|جامعي|محصل"
        r"|و\w+))*",
    ),
)
_KNOWN = [(part, re.compile(pattern)) for part, pattern in _HEADINGS]
# Words that, with a colon and more behind them, belong to the job above ("Tools: angle grinder").
_WITHIN = re.compile(
    r"technologies|tools|outils.*|logiciels.*|projects?|projets?|work|عمل|contacts?|general|other|autres?|divers|skills"
    r"|connaissances?|training|stages?"
)
_LONGEST = 45  # letters of a heading
_GOES_ON = re.compile(r"[:,;،؛]")
_BULLET = re.compile(r"\s*[-–•*·▪✓]")
_CAPITALS = re.compile(r"[^\W\d_a-z]{3,}(?:[\s&/]+[^\W\d_a-z]+)*")


def lines(text: str) -> list[Line]:
    """Every line of a CV with the part it belongs to."""
    found, part = [], None
    for line in text.splitlines():
        named, body = _heading(line)
        part = named or part
        found.append(Line(line, part, body))
    return found


def _heading(line: str) -> tuple[Part | None, str]:
    """The part that a line opens, if it does, and what stands in the line behind the heading."""
    told = line.strip()
    if not told or _BULLET.match(line):
        return None, line
    # “project.” is the end of a sentence that ran into the next line.
    bare = told.rstrip(" :.-–")
    if len(told) <= _LONGEST and not told[0].islower() and not _GOES_ON.search(bare) and (part := _named(told)):
        return part, ""
    head, colon, rest = told.partition(":")
    if colon and len(head) <= _LONGEST and (part := _named(head)) and not _WITHIN.fullmatch(fold(head)):
        return part, rest.strip()
    # “EDUCATION 2010 - 2014 BSc Nursing”: where a page is cut into columns the heading has its text beside it.
    if (capitals := _CAPITALS.match(told)) and capitals.group().isupper():
        words = capitals.group().split()
        for most in range(min(len(words), 4), 0, -1):
            head = " ".join(words[:most])
            if len(head) > 5 and (part := _named(head)):
                return part, told[len(head) :].strip(" :-–|")
    return None, line


def _named(head: str) -> Part | None:
    folded = fold(head)
    return next((part for part, pattern in _KNOWN if pattern.fullmatch(folded)), None)
