"""The few words that the CVs of these tests speak of, in three languages."""

from __future__ import annotations

from skills.models import Concept, Label, Vocabulary
from tests import world

OCCUPATIONS = {
    # English: (ISCO-08, French, Arabic)
    "welder": ("7212", "soudeur / soudeuse", "لحام / لحامة"),
    "locksmith": ("7222", "serrurier / serrurière", "حداد / حدادة"),
    "hotel receptionist": ("4224", "réceptionniste d'hôtel", "موظف استقبال / موظفة استقبال"),
    "waiter": ("5131", "serveur / serveuse", "نادل / نادلة"),
    "network engineer": ("2523", "ingénieur / ingénieure réseaux", "مهندس شبكات / مهندسة شبكات"),
    "IT support technician": ("3512", "technicien / technicienne support informatique", "تقني دعم معلوماتي"),
    "cook": ("5120", "cuisinier / cuisinière", "طباخ / طباخة"),
}
SKILLS = {
    "read technical drawings": ("lecture de plans", "قراءة التصاميم"),
    "handle complaints": ("traiter les réclamations", "معالجة شكايات الزبناء"),
    "work in a team": ("travailler en équipe", "العمل ضمن فريق"),
    "Python": ("Python", "Python"),
    "administer Linux servers": ("administrer des serveurs Linux", "إدارة خوادم لينكس"),
}
ALTERNATIVES = {"network engineer": [("en", "network administrator")]}


def vocabulary() -> dict[str, Concept]:
    """English name -> concept."""
    made = {}
    for name, (isco, french, arabic) in OCCUPATIONS.items():
        made[name] = _labelled(world.occupation(name, isco), french, arabic)
    for name, (french, arabic) in SKILLS.items():
        made[name] = _labelled(world.skill(name), french, arabic)
    for name, labels in ALTERNATIVES.items():
        for language, text in labels:
            Label.objects.create(concept=made[name], language=language, kind="alternative", text=text)
    Vocabulary.changed()
    return made


def _labelled(concept: Concept, french: str, arabic: str) -> Concept:
    for language, text in (("fr", french), ("ar", arabic)):
        Label.objects.get_or_create(concept=concept, language=language, kind="preferred", text=text)
    return concept
