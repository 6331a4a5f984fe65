"""The first page, assembled from every app for whoever reads it."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import Agency, Consent
from employers.checking.views import checks, to_check
from employers.models import Employer, Opening, OpeningDraft
from engagement.meetings import letters
from engagement.models import Introduction, Stage
from matching import hints
from matching.ranking import rank_for
from matching.showing import openings_of, places_of
from returnees import strength
from returnees.actions import has_agreed, record_reading
from returnees.models import Profile, RightsCase
from returnees.retention import ending
from skills.models import names

SOON = timedelta(days=14)
IN_A_MONTH = timedelta(days=30)
SHORT = 5


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not user.is_authenticated:
        return render(request, "home/signed_out.html", {"agencies": _agencies()})
    if user.is_intermediary:
        return _intermediary(request)
    if profile := Profile.objects.filter(user=user).with_work().select_related("identity").first():
        return _person(request, profile)
    if user.employer_memberships.exists():
        return _employer(request)
    page = "home/unfinished.html" if has_agreed(user) else "home/nobody.html"
    return render(request, page, {"agencies": _agencies()})


def _agencies() -> list[Agency]:
    """Those one can call."""
    return list(Agency.objects.exclude(phone="").select_related("place").order_by("country", "name"))


def _intermediary(request: HttpRequest) -> HttpResponse:
    """What is there, and what wants doing first."""
    today = timezone.localdate()
    people = Profile.objects.visible_to(request.user).active()
    findable = people.findable()
    live = Introduction.objects.filter(profile=OuterRef("pk")).exclude(stage=Stage.DECLINED)
    waiting = findable.filter(~Exists(live))
    openings = Opening.objects.open().visible_to(request.user)
    closing = openings.filter(deadline__lte=today + SOON).select_related("employer", "site__place")
    expiring = Consent.objects.live().filter(
        purpose=Consent.Purpose.PROPOSE, person__profile__in=people, expires_on__lte=today + IN_A_MONTH
    )
    waiting_list = (
        waiting.select_related("identity", "place")
        .prefetch_related(names("experiences__occupation"), names("wishes__occupation"))
        .order_by("created_at", "pk")
    )
    waiting_list = list(waiting_list[:SHORT])
    # Of those one accompanies: where somebody was insured is not for colleagues.
    mine = Profile.objects.editable_by(request.user).exclude(user=request.user)
    reminders = list(RightsCase.objects.due(today).filter(profile__in=mine).with_person()[:SHORT])
    expiring = expiring.select_related("person__profile__identity").order_by("expires_on")[:SHORT]
    # Those one accompanies, and those whom nobody does.
    ending_list = ending().filter(pk__in=Profile.objects.editable_by(request.user)).select_related("identity")
    ending_list = list(ending_list.order_by("warned_at")[:SHORT])
    told_of = [
        *waiting_list,
        *ending_list,
        *(consent.person.profile for consent in expiring),
        *(one.profile for one in reminders),
    ]
    shown = {profile.pk: profile for profile in told_of}
    record_reading(shown.values(), by=request.user, where="home")
    return render(
        request,
        "home/intermediary.html",
        {
            "people": people.count(),
            "findable": findable.count(),
            "openings": openings.count(),
            "waiting": waiting.count(),
            "waiting_list": waiting_list,
            "closing": closing.nearest_first(request.user).order_by("elsewhere", "deadline", "pk")[:SHORT],
            "expiring": expiring,
            "ending": ending_list,
            "held_letters": letters.judged_by(request.user).filter(passed=None).count(),
            "reminders": reminders,
            "checks": checks(request.user),
            "checking": to_check(request.user),
        },
    )


def _employer(request: HttpRequest) -> HttpResponse:
    """The firm's openings, and what wants doing first."""
    user = request.user
    unanswered = Q(introductions__stage=Stage.ACCEPTED, introductions__answered_at=None)
    openings = (
        Opening.objects.visible_to(user)
        .select_related("employer", "site__place")
        .annotate(unanswered=Count("introductions", filter=unanswered, distinct=True))
        .order_by("-created_at")
    )
    own = list(openings)
    mine = set(Opening.objects.editable_by(user).filter(pk__in=openings.values("pk")).values_list("pk", flat=True))
    met = set(Opening.objects.met_by(user).values_list("pk", flat=True))
    return render(
        request,
        "home/employer.html",
        {
            "openings": own,
            "may_post": Employer.objects.posting_for(user).exists(),
            "unverified": not Employer.objects.verified().filter(members__user=user).exists(),
            "drafts": OpeningDraft.objects.editable_by(user).being_typed().select_related("employer", "by")[:SHORT],
            "to_change": [one for one in own if one.state == Opening.State.CHANGES and one.pk in mine],
            "still_free": [one for one in own if one.is_live and one.asked_at and one.pk in mine],
            "waited_for": [one for one in own if one.unanswered and one.pk in met],
        },
    )


def _person(request: HttpRequest, profile: Profile) -> HttpResponse:
    ranking = rank_for(profile, by=request.user)
    near, asking = hints.asking(profile, request.user)
    steps = strength.next_steps(strength.read(profile), profile.unsaid)
    return render(
        request,
        "home/person.html",
        {
            "profile": profile,
            "proposed": Introduction.objects.waiting().filter(profile=profile).count(),
            "near": near,
            "reminders": RightsCase.objects.due(timezone.localdate()).filter(profile=profile),
            "steps": [(step, asking.get(step.part, 0)) for step in steps],
            "openings": openings_of(ranking, request.user)[:SHORT],
            "places": places_of(ranking, request.user)[:SHORT],
        },
    )
