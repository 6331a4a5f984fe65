"""The page of who sees what, why and until when: Amina alone with her phone, and with Samira beside her."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.consents import CURRENT, give
from accounts.models import Agency, Consent, Event
from returnees.models import Export, ExportedPerson, Profile
from tests import world

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def card(page: str, purpose: str) -> str:
    """The part of the page that asks for one purpose."""
    return re.search(rf'<li class="card" id="{purpose}">.*?</li>', page)[0]


@pytest.fixture
def address(cast) -> str:
    return reverse("agreements", args=[cast.amina.code])


def live(cast, purpose="propose") -> Consent | None:
    return Consent.objects.live().filter(person=cast.amina.user, purpose=purpose).first()


def test_amina_alone_says_no_in_two_taps_and_yes_in_one(cast, read, address):
    amina, samira = read(cast.amina), read(cast.samira)
    list_of_people = reverse("opening", args=[cast.opening.pk])
    assert cast.amina.code in text(samira.get(list_of_people))
    page = text(amina.get(address))
    assert "your counsellor helps you all the same" in page
    assert "Yes" in card(page, "propose") and str(CURRENT["propose"].who) in card(page, "propose").replace(
        "&#x27;", "'"
    )

    end = re.search(r'href="([^"]+/withdraw/)"', card(page, "propose"))[1]
    sure = text(amina.get(end))
    assert "An employer may remember a card already seen" in sure, "she is told what it does not undo"
    assert live(cast), "looking at it ends nothing"
    page = text(amina.post(end, follow=True))
    assert "It has ended, from this moment." in page and "No longer" in card(page, "propose")
    assert cast.amina.code not in text(samira.get(list_of_people)), "from the very next page on"

    again = re.search(r'action="([^"]+)"', card(page, "propose"))[1]
    page = text(amina.post(again, {"answer": "yes"}, follow=True))
    assert "Your yes is written down." in page
    assert live(cast).mode == "tap" and cast.amina.code in text(samira.get(list_of_people))


def test_each_purpose_stands_alone_and_a_no_is_written_down(cast, read, address):
    amina = read(cast.amina)
    amina.post(reverse("agree", args=[cast.amina.code, "statistics"]), {"answer": "no"})
    row = Consent.objects.get(person=cast.amina.user, purpose="statistics")
    assert (row.granted, row.language, row.witness) == (False, "en", None)
    page = text(amina.get(address))
    assert "Not asked yet" in card(page, "follow_up") and "Say no" in card(page, "follow_up")
    assert "Not asked yet" not in card(page, "statistics") and "answered on" in card(page, "statistics")
    assert live(cast), "nothing else has changed"


def test_what_is_not_about_her_is_not_asked(cast, read, address):
    assert "worked abroad" not in text(read(cast.amina).get(address))
    cast.amina.stays.create(country="IT", band="1-3y")
    assert "worked abroad" in text(read(cast.amina).get(address))


def test_not_keeping_the_file_is_erasing_it_and_never_one_tap(cast, read, address):
    erase = reverse("erase", args=[cast.amina.code])
    assert erase in card(text(read(cast.amina).get(address)), "keep"), "not asked yet"
    world.consent(cast.amina, "keep")
    assert erase in card(text(read(cast.amina).get(address)), "keep")
    assert "Only the person can do that" in card(text(read(cast.samira).get(address)), "keep")
    no = reverse("agree", args=[cast.amina.code, "keep"])
    assert read(cast.amina).post(no, {"answer": "no"}).status_code == 404
    end = reverse("withdraw", args=[cast.amina.code, live(cast, "keep").pk])
    assert read(cast.amina).post(end).status_code == 404
    assert live(cast, "keep")


def test_samira_writes_down_what_amina_said_and_never_taps_for_her(cast, read, address):
    samira = read(cast.samira)
    page = text(samira.get(address))
    assert "Offer a private moment first" in page
    assert "<button" not in card(page, "follow_up"), "no answer without saying how it was given"
    ask = reverse("agree", args=[cast.amina.code, "follow_up"])
    assert "said before a counsellor" in text(samira.get(ask))

    for mode in ({}, {"mode": "tap"}, {"mode": "code"}):
        assert 'class="error"' in text(samira.post(ask, {"answer": "yes", **mode}))
    assert live(cast, "follow_up") is None

    samira.post(ask, {"answer": "yes", "mode": "oral"})
    row = live(cast, "follow_up")
    assert (row.mode, row.witness) == ("oral", cast.samira)
    mine = card(text(read(cast.amina).get(address)), "follow_up")
    assert "said before a counsellor (<bdi>Samira</bdi>)" in mine, "Amina sees who wrote it down"


def test_somebody_says_it_by_voice_and_it_ends(cast, read):
    read(cast.samira).post(reverse("withdraw", args=[cast.amina.code, live(cast).pk]))
    row = Consent.objects.get(person=cast.amina.user, purpose="propose")
    assert row.withdrawn_by == cast.samira
    assert not Profile.objects.findable().exists()
    event = Event.objects.get(name="consent.withdrawn")
    assert (event.subject_id, event.by_id) == (row.pk, cast.samira.pk)


def test_a_partner_is_named_and_only_that_one(cast, read, address):
    amina = read(cast.amina)
    chamber = Agency.objects.create(name="Chambre Démo", kind="chamber", country="MA")
    ask = reverse("agree", args=[cast.amina.code, "partner"])
    assert cast.agency.name not in text(amina.get(ask)).split("<select")[1], "it keeps the file already"
    for wrong, told in (
        ({}, "Say which partner."),
        ({"other": "   "}, "Say which partner."),
        ({"agency": chamber.pk, "other": "OFII"}, "Choose a partner or type a name, not both."),
        ({"other": cast.agency.name.lower()}, "This agency keeps your file already."),
    ):
        assert told in text(amina.post(ask, {"answer": "yes", **wrong}))
    assert live(cast, "partner") is None

    amina.post(ask, {"answer": "yes", "agency": chamber.pk})
    amina.post(ask, {"answer": "yes", "other": "chambre démo"})
    amina.post(ask, {"answer": "yes", "other": "  OFII   Paris "})
    given = Consent.objects.live().filter(purpose="partner").order_by("recipient")
    assert list(given.values_list("recipient", "reference")) == [
        ("Chambre Démo", f"agency:{chamber.pk}"), ("OFII Paris", ""),
    ]  # fmt: skip
    page = text(amina.get(address))
    assert "<bdi>Chambre Démo</bdi>" in page and "<bdi>OFII Paris</bdi>" in page
    assert "Your file is shared with no partner." not in page


def test_ending_it_says_what_the_partner_has_already(cast, read):
    yes = give(cast.amina.user, "partner", mode="tap", by=cast.amina.user, recipient="OFII")
    sent = Export.objects.create(
        kind="partner", by=cast.samira, agency=cast.agency, partner="OFII", reason="Business aid", fetched_at=cast.now
    )
    ExportedPerson.objects.create(export=sent, profile=cast.amina)
    ExportedPerson.objects.create(
        export=Export.objects.create(kind="partner", by=cast.samira, agency=cast.agency, partner="X", reason="Other",
                                     fetched_at=cast.now),
        profile=cast.amina,
    )  # fmt: skip
    page = text(read(cast.amina).get(reverse("withdraw", args=[cast.amina.code, yes.pk])))
    assert "ask the partner; your counsellor helps you" in page
    assert "Business aid" in page and "Other" not in page


def test_it_is_asked_again_before_it_ends(cast, read, address):
    row = live(cast)
    Consent.objects.filter(pk=row.pk).update(
        given_at=timezone.now() - timedelta(340), expires_on=timezone.localdate() + timedelta(20)
    )
    amina = read(cast.amina)
    page = card(text(amina.get(address)), "propose")
    assert "Yes, for another 12 months" in page and "Say no from now on" in page
    amina.post(reverse("agree", args=[cast.amina.code, "propose"]), {"answer": "yes"})
    assert live(cast).expires_on == timezone.localdate() + timedelta(365)
    Consent.objects.update(expires_on=timezone.localdate())
    assert "Has ended" in card(text(amina.get(address)), "propose")


def test_strangers_colleagues_and_other_files_are_not_there(cast, read, address):
    youssef = world.counsellor("Youssef", of=cast.agency)
    yes = live(cast)
    other = world.person("Rachid")
    end = reverse("withdraw", args=[cast.amina.code, yes.pk])
    for who in (cast.chidi, cast.bao, cast.dalia, youssef, other):
        browser = read(who)
        assert browser.get(address).status_code == 404
        assert browser.post(end).status_code == 404
        assert browser.post(reverse("agree", args=[cast.amina.code, "propose"]), {"answer": "no"}).status_code == 404
    # Nor is Amina's answer found below somebody else's file.
    assert read(other).post(reverse("withdraw", args=[other.code, yes.pk])).status_code == 404
    assert live(cast) == yes and not Event.objects.filter(name__startswith="consent.").exists()


@pytest.mark.parametrize("purpose", ["share_name", "nonsense"])
def test_a_name_is_not_given_away_here(cast, read, purpose):
    address = reverse("agree", args=[cast.amina.code, purpose])
    assert read(cast.amina).post(address, {"answer": "yes", "recipient": "Bao"}).status_code == 404


def test_reading_the_page_is_a_reading_of_the_file(cast, read, address):
    read(cast.amina).get(address)
    assert not Event.objects.filter(name="profile.viewed").exists()
    read(cast.samira).get(address)
    assert Event.objects.get(name="profile.viewed").by_id == cast.samira.pk


def test_many_answers_cost_what_one_costs(cast, read, address):
    amina = read(cast.amina)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            amina.get(address)
        return len(seen)

    for number in range(2):
        give(cast.amina.user, "partner", mode="tap", by=cast.amina.user, recipient=f"P{number}")
    queries()
    few = queries()
    for number in range(30):
        give(cast.amina.user, "partner", mode="tap", by=cast.amina.user, recipient=f"Q{number}")
    assert queries() == few
