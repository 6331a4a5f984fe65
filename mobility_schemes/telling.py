"""Rules of a scheme in plain words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import Country
from accounts.templatetags.house import language_name
from returnees.models import Cefr, Isced
from skills.models import Sector

from .models import EligibilityRule


def in_words(rules: list[EligibilityRule]) -> list[tuple[EligibilityRule, str]]:
    """Each rule with its sentence, in the reader's language."""
    sectors = {sector.pk: str(sector) for sector in Sector.objects.all()}
    return [(rule, _sentence(rule, sectors)) for rule in rules]


def _sentence(rule: EligibilityRule, sectors: dict[str, str]) -> str:
    value, attribute = rule.value, EligibilityRule.Attribute
    if rule.attribute == attribute.AGE and rule.operator == "at_least":
        return _("At least %(n)d years old") % {"n": value}
    if rule.attribute == attribute.AGE and rule.operator == "at_most":
        return _("At most %(n)d years old") % {"n": value}
    if rule.attribute == attribute.LANGUAGE and isinstance(value, dict):
        return _("%(language)s at level %(level)s or above") % {
            "language": language_name(value["language"]),
            "level": Cefr(value["level"]).label,
        }
    if rule.attribute == attribute.EDUCATION and rule.operator == "at_least":
        return _("Education: %(level)s or above") % {"level": Isced(value).label}
    if rule.attribute == attribute.OCCUPATION_MONTHS and rule.operator == "at_least":
        return ngettext(
            "At least %(n)d month of work in the occupation", "At least %(n)d months of work in the occupation", value
        ) % {"n": value}
    if rule.attribute == attribute.SEASONS and rule.operator == "at_least":
        return ngettext("At least %(n)d season worked before", "At least %(n)d seasons worked before", value) % {
            "n": value
        }
    if rule.attribute == attribute.SEX:
        return _("Women only") if value == "woman" else _("Men only")
    if rule.attribute == attribute.CHILDREN and rule.operator == "at_least":
        return ngettext("At least %(n)d child", "At least %(n)d children", value) % {"n": value}
    names = {**dict(Country.choices), **sectors}
    several = value if isinstance(value, list) else [value]
    return _("%(what)s: %(value)s") % {
        "what": rule.get_attribute_display(),
        "value": pgettext("between the items of a list", ", ").join(str(names.get(one, one)) for one in several),
    }
