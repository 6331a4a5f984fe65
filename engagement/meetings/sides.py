"""The two sides of an introduction after the person's yes: who may act for which, and how each is written to."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation

from accounts import messages
from accounts.models import Country
from employers.models import Opening
from returnees.actions import record_reading
from returnees.models import Profile
from returnees.policy import employer_sight, stage_for

from ..actions import reference_of
from ..models import Introduction, Stage

# After the yes and before it is over: the stages in which the two sides meet.
MEETING = (Stage.ACCEPTED, Stage.SHORTLISTED, Stage.INTERVIEWED, Stage.OFFERED)
WITH = ("opening__employer", "opening__site__place__region", "profile__user", "profile__identity", "profile__agency")
# ISO 3166-1 -> IANA: the hour that a clock on the wall of the site shows.
ZONES = {
    Country.MOROCCO: "Africa/Casablanca",
    Country.TUNISIA: "Africa/Tunis",
    Country.SENEGAL: "Africa/Dakar",
    Country.IVORY_COAST: "Africa/Abidjan",
    Country.NIGERIA: "Africa/Lagos",
    Country.ALGERIA: "Africa/Algiers",
    Country.AUSTRIA: "Europe/Vienna",
    Country.BELGIUM: "Europe/Brussels",
    Country.CANADA: "America/Toronto",
    Country.SWITZERLAND: "Europe/Zurich",
    Country.GERMANY: "Europe/Berlin",
    Country.EGYPT: "Africa/Cairo",
    Country.SPAIN: "Europe/Madrid",
    Country.FRANCE: "Europe/Paris",
    Country.UNITED_KINGDOM: "Europe/London",
    Country.ITALY: "Europe/Rome",
    Country.LIBYA: "Africa/Tripoli",
    Country.MAURITANIA: "Africa/Nouakchott",
    Country.NETHERLANDS: "Europe/Amsterdam",
    Country.PORTUGAL: "Europe/Lisbon",
    Country.SAUDI_ARABIA: "Asia/Riyadh",
    Country.TURKEY: "Europe/Istanbul",
    Country.EMIRATES: "Asia/Dubai",
}


def zone_of(opening: Opening) -> ZoneInfo:
    return ZoneInfo(ZONES[opening.site.place.region.country])


def at_site(moment: datetime, opening: Opening) -> datetime:
    """The day and the hour at the site, without a zone, so that a page shows it as it is."""
    return timezone.make_naive(moment, zone_of(opening))


def is_named_to(introduction: Introduction) -> bool:
    """Whether the employer may know, at this moment, who the person is."""
    return employer_sight(stage_for(introduction.profile, reference_of(introduction.opening)))["identity"]


def met(request: HttpRequest, opening: int, pk: int) -> Introduction:
    """The introduction for somebody of the firm, once the person has said yes and while the yes holds, with the reading
    of the name written down; 404 else."""
    mine = Introduction.objects.filter(opening__in=Opening.objects.met_by(request.user), opening=opening)
    found = get_object_or_404(mine.filter(stage__in=[*MEETING, Stage.HIRED]).select_related(*WITH), pk=pk)
    if not is_named_to(found):
        raise Http404
    if request.method == "GET":
        record_reading([found.profile], by=request.user, where="candidates", opening=opening, named=True)
    return found


def own(profile: Profile, pk: int) -> Introduction:
    """The introduction of a person whose record the reader may change, after the yes; 404 else."""
    rows = profile.introductions.filter(stage__in=[*MEETING, Stage.HIRED]).select_related(*WITH)
    return get_object_or_404(rows, pk=pk)


def tell_person(profile: Profile, template: str, **facts: object) -> bool:
    """Writes to the person, to the telephone in the file where the account has no address; whether there was one."""
    identity = getattr(profile, "identity", None)
    address = next(iter(messages.addresses_of(profile.user)), "")
    if address:
        return messages.send(profile.user, template, **facts) is not None
    if identity and identity.phone:
        with translation.override(profile.user.language):
            return messages.send(identity.phone, template, **facts) is not None
    return False


def tell_employer(introduction: Introduction, template: str, **facts: object) -> None:
    """Writes to the members of the firm who meet people."""
    for member in introduction.opening.employer.members.filter(may_meet=True).select_related("user"):
        messages.send(member.user, template, **facts)
