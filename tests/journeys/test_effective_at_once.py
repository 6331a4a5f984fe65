"""Whoever stops agreeing is gone from every place that shows people by consent, on the very next request."""

from datetime import timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import consents
from accounts.models import Consent
from engagement.actions import NotNow, accept, introduce, take_back
from matching import candidates, ranking
from matching.cards import K, reference
from matching.models import Ranked
from matching.ranking import rank
from matching.showing import people_of
from returnees.models import Contest, Identity, Profile
from returnees.policy import Stage, stage_for
from tests import world

pytestmark = pytest.mark.django_db


def page(browser, address: str, query: dict | None = None, **headers: str) -> str:
    answer = browser.get(address, query or {}, headers=headers)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def can_be_introduced(cast) -> bool:
    other = world.opening(cast.welder, by=world.employer("Another Démo"), required=(cast.weld,))
    try:
        return bool(introduce(cast.amina, other, by=cast.samira))
    except NotNow:
        return False


# Every place that shows people because they agreed to be proposed: whether Amina is there now.
PLACES = {
    "findable people": lambda cast, read: Profile.objects.findable().filter(pk=cast.amina.pk).exists(),
    "the pool of an opening": lambda cast, read: Profile.objects.filter(
        pk__in=candidates.pool_of(cast.opening, Profile.objects.visible_to(cast.samira)).among, user=cast.amina.user
    ).exists(),
    "the pool of a firm": lambda cast, read: Profile.objects.listed_to_firms().filter(pk=cast.amina.pk).exists(),
    "the firm's own list": lambda cast, read: (
        reference(cast.opening.pk, cast.amina.pk) in page(read(cast.bao), reverse("shortlist", args=[cast.opening.pk]))
    ),
    "a new list": lambda cast, read: (
        rank(world.opening(cast.welder, required=(cast.weld,)), by=cast.samira).rows.filter(profile=cast.amina).exists()
    ),
    "a list as shown": lambda cast, read: any(
        row.subject == cast.amina for row in people_of(rank(cast.opening, by=cast.samira), cast.samira)
    ),
    "a list made before": lambda cast, read: any(
        row.subject == cast.amina for row in people_of(cast.opening.rankings.last(), cast.samira)
    ),
    "the page of an opening": lambda cast, read: (
        cast.amina.code in page(read(cast.samira), reverse("opening", args=[cast.opening.pk]))
    ),
    "the same, narrowed, as a part of the page": lambda cast, read: (
        cast.amina.code
        in page(read(cast.samira), reverse("opening", args=[cast.opening.pk]), {"now": "on"}, **{"hx-request": "true"})
    ),
    "the people of the agency, as to be proposed": lambda cast, read: (
        "not agreed" not in page(read(cast.samira), reverse("people"))
    ),
    "the counsellor's first page, not yet introduced": lambda cast, read: (
        "Next: choose an opening together." in page(read(cast.samira), "/")
    ),
    "the counsellor's first page, agreements about to end": lambda cast, read: (
        "whether you may go on proposing" in page(read(cast.samira), "/")
    ),
    "a new introduction": lambda cast, read: can_be_introduced(cast),
    "the employer's page, as a card": lambda cast, read: (
        reference(cast.second.pk, cast.amina.pk) in page(read(cast.bao), reverse("candidates", args=[cast.second.pk]))
    ),
    "the stage of the policy": lambda cast, read: stage_for(cast.amina, "opening:0") != Stage.NONE,
}


def withdrawn(cast, purpose: str) -> None:
    consents.withdraw(Consent.objects.live().get(person=cast.amina.user, purpose=purpose), by=cast.amina.user)


def refused(cast, purpose: str) -> None:
    consents.refuse(cast.amina.user, purpose, mode="tap", by=cast.amina.user)


def run_out(cast, purpose: str) -> None:
    Consent.objects.filter(person=cast.amina.user, purpose=purpose).update(expires_on=timezone.localdate())


def contested(cast, purpose: str) -> None:
    Contest.objects.create(profile=cast.amina, matter="not_agreed")


@pytest.fixture
def amina(cast):
    """Amina agreed to be proposed; her yes ends soon; she stands in a stored list and, as a card, before Bao."""
    Consent.objects.update(
        given_at=timezone.now() - timedelta(340), expires_on=timezone.localdate() + timedelta(20), mode="tap"
    )
    rank(cast.opening, by=cast.samira)
    # Of another agency, and like her: a card says what five people share.
    for number in range(K):
        like = world.person(
            f"P{number}", of=world.agency("EIMEA Oujda"), skills=[cast.weld, cast.plans], worked={cast.welder: 60}
        )
        like.stays.create(country="IT", band="1-3y")
    return cast.amina


@pytest.mark.parametrize("end", [withdrawn, refused, run_out, contested])
@pytest.mark.parametrize("place", PLACES)
def test_on_the_very_next_request(cast, read, amina, place, end):
    is_there = PLACES[place]
    if "employer's page" in place:
        cast.second = world.opening(cast.welder, by=cast.firm, required=(cast.weld,))
        introduce(amina, cast.second, by=cast.samira)
    if end is contested and ("agreements about to end" in place):
        pytest.skip("what she agreed to still ends, and is still asked for")
    if place == "a new introduction":
        # Asking changes what is asked about: the other way round.
        end(cast, "propose")
        assert not is_there(cast, read)
        return
    assert is_there(cast, read)
    end(cast, "propose")
    assert not is_there(cast, read)


@pytest.mark.parametrize("end", [withdrawn, refused, run_out])
def test_her_time_abroad_is_gone_from_the_card(cast, read, amina, end):
    amina.stays.create(country="IT", band="1-3y")
    introduce(amina, cast.opening, by=cast.samira)
    address = reverse("candidates", args=[cast.opening.pk])
    assert "Italy" not in page(read(cast.bao), address)
    world.consent(amina, "show_abroad")
    assert "Italy" in page(read(cast.bao), address)
    end(cast, "show_abroad")
    told = page(read(cast.bao), address)
    assert "Italy" not in told and reference(cast.opening.pk, amina.pk) in told


@pytest.mark.parametrize("end", ["withdrawn", "taken back", "run out", "contested"])
def test_her_name_is_gone_from_the_employers_page(cast, read, amina, end):
    Identity(profile=amina, given_name="Amina", family_name="Tazi", phone="+212661000001").save()
    accept(introduce(amina, cast.opening, by=cast.samira), by=amina.user)
    address = reverse("candidates", args=[cast.opening.pk])
    assert "Amina Tazi" in page(read(cast.bao), address)
    yes = Consent.objects.live().get(purpose="share_name")
    deeds = {
        "withdrawn": lambda: consents.withdraw(yes, by=amina.user),
        "taken back": lambda: take_back(yes, by=amina.user),
        "run out": lambda: run_out(cast, "share_name"),
        "contested": lambda: contested(cast, "share_name"),
    }
    deeds[end]()
    told = page(read(cast.bao), address)
    assert "Amina" not in told and "61 00" not in told


def test_a_list_that_is_being_made_meanwhile_does_not_show_her(cast, read, amina):
    """She withdraws after the people were picked and before the list is kept: it is read again through her answer."""
    cast.opening.rankings.all().delete()
    row = ranking._row

    def late(*args, **facts):
        withdrawn(cast, "propose")
        return row(*args, **facts)

    with mock.patch("matching.ranking._row", side_effect=late):
        told = page(read(cast.samira), reverse("opening", args=[cast.opening.pk]))
    assert Ranked.objects.filter(profile=amina).exists(), "the race was run"
    assert amina.code not in told
