"""From a firm that nobody knows to the answer after six months: Bao, his officer Karim, Amina, and the days between."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from accounts.models import Consent, Membership, Message, User
from employers.firms.checklist import CODES
from employers.models import Employer, Opening, OpeningDraft, OpeningMove, Responsiveness
from engagement import tasks
from engagement.models import Introduction, Outcome, Placement
from engagement.placements import follow_up
from matching.cards import K, reference
from returnees.models import Identity
from tests import world

pytestmark = pytest.mark.django_db
MAY = datetime(2027, 5, 3, 9, tzinfo=UTC)
NAME, PHONE = "Amina Tazi", "+212661000001"


def text(answer) -> str:
    assert answer.status_code == 200, (answer.status_code, answer.get("Location"))
    return " ".join(answer.content.decode().split())


def untold(page: str) -> bool:
    """Whether a page leaves out who Amina is."""
    return not any(part in page for part in (*NAME.split(), PHONE, "661-000001", "61000001"))


def as_it_stands(page: str) -> dict[str, str]:
    """What the button "as in the opening" sends."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" (?:value="([^"]*)")?', page))
    return {name: value for name, value in fields.items() if name not in {"csrfmiddlewaretoken", "typed_by"}}


@pytest.fixture
def clock():
    with time_machine.travel(MAY, tick=False) as found:
        yield found


@pytest.fixture
def karim(cast) -> User:
    """Officer of the agency that will answer for the firm."""
    user = world.user("Karim")
    Membership.objects.create(user=user, agency=cast.agency, role="officer")
    cast.agency.territory.add(world.town().region)
    return user


@pytest.fixture
def people(cast, clock):
    """Amina, who said yes to being asked later, and others like her whom nobody can tell from her."""
    Consent.objects.filter(person=cast.amina.user).update(expires_on=MAY.date() + timedelta(days=365))
    world.consent(cast.amina, "follow_up", expires_on=MAY.date() + timedelta(days=365))
    Identity.objects.filter(profile=cast.amina).delete()
    Identity(profile=cast.amina, given_name="Amina", family_name="Tazi", phone=PHONE).save()
    for number in range(K):
        world.person(
            f"P{number}", of=cast.agency, skills=[cast.weld, cast.plans], worked={cast.welder: 62 + number},
            speaks={"fr": 3}, available_from=MAY.date(),
        )  # fmt: skip
    return cast.amina


def registered(cast, browser) -> Employer:
    """By a code, then one form."""
    browser.post("/accounts/employer/", {"by": "mail", "email": "bao.cables@example.org"})
    code = re.search(r"\d{6}", mail.outbox[-1].body).group()
    assert browser.post("/accounts/code/", {"code": code})["Location"] == reverse("firm-register")
    sent = {
        "place": world.town().pk, "form_key": uuid.uuid4(), "name": "Câbles Bao SARL", "legal_form": "SARL",
        "sector": "automotive", "size": "10-49", "number_ice": "999000001000075", "contact_name": "Bao B.",
        "contact_email": "bao.cables@example.org", "channel": "mail", "agency": cast.agency.pk,
    }  # fmt: skip
    page = text(browser.post(reverse("firm-register"), sent, follow=True))
    assert "waits to be verified" in page
    return Employer.objects.get(name="Câbles Bao SARL")


def posted(cast, browser, firm: Employer) -> Opening:
    """From a word, over three short pages, to "Publish"."""
    browser.post(reverse("posting"), {"employer": firm.pk, "key": uuid.uuid4(), "title": "welder", "text": ""})
    draft = OpeningDraft.objects.get(employer=firm)
    sent = {
        "work": {
            "title": "Welder", "occupation": "welder", "description": "Weld frames.", "site": firm.sites.get().pk,
            "posts": 1, "contract": "permanent", "months": "", "hours_per_week": 44,
        },
        "needs": {
            "skill": [cast.weld.pk, cast.plans.pk], "speaks-fr": "r2", "or_equivalent": "on", "open_to_all": "on",
        },
        "offer": {"wage_min": "4 200", "wage_period": "month", "wage_gross": "gross", "name_shown": "on"},
    }  # fmt: skip
    for name, fields in sent.items():
        draft.refresh_from_db()
        answer = browser.post(reverse("posting-step", args=[draft.pk, name]), {**fields, "version": draft.version})
        assert answer.status_code == 302, text(answer)
    browser.post(reverse("posting-check", args=[draft.pk]))
    return Opening.objects.get(employer=firm)


def verified(read, karim, firm: Employer) -> None:
    said = dict.fromkeys(CODES, "yes")
    page = read(karim).post(
        reverse("firm-verify", args=[firm.pk]), {**said, "level": 2, "seen": "Register and ICE", "note": ""}
    )
    assert page.status_code == 302, text(page)


def test_from_registering_to_the_answer_after_six_months(cast, read, clock, karim, people):
    # A firm nobody has looked at posts, and nobody sees it.
    bao = read()
    firm = registered(cast, bao)
    opening = posted(cast, bao, firm)
    assert opening.state == "submitted" and not Opening.objects.open().filter(pk=opening.pk).exists()
    amina, at = read(cast.amina), reverse("opening", args=[opening.pk])
    assert amina.get(at).status_code == 404

    # Karim sees the papers and the opening; then it is open.
    verified(read, karim, firm)
    officer = read(karim)
    assert "Welder" in text(officer.get(reverse("checking")))
    officer.post(reverse("check-publish", args=[opening.pk]))
    opening.refresh_from_db()
    assert opening.state == "published" and "Welder" in text(amina.get(at))

    # Bao reads cards, not people, and asks one of them.
    cards = text(bao.get(reverse("shortlist", args=[opening.pk])))
    assert untold(cards) and cards.count("/invite/") >= K
    hers = reference(opening.pk, cast.amina.pk)
    invite = next(one for one in re.findall(r'action="([^"]+/invite/)"', cards) if hers in one)
    assert untold(text(bao.post(invite, follow=True)))
    meeting = Introduction.objects.get(opening=opening, profile=cast.amina)
    page = reverse("candidate", args=[opening.pk, meeting.pk])
    assert untold(text(bao.get(page)))

    # Amina says yes to this firm; only now does it read who she is.
    assert "Câbles Bao SARL" in text(amina.get(reverse("introduction", args=[cast.amina.code, meeting.pk])))
    amina.post(reverse("say-yes", args=[cast.amina.code, meeting.pk]))
    assert "Amina" in text(bao.get(page)) and "Tazi" in text(bao.get(page))
    assert all(untold(message.body) for message in Message.objects.filter(user__employer_memberships__employer=firm))

    # Four days later he offers an hour, she takes it, they meet.
    clock.shift(timedelta(days=4))
    bao, amina = read(firm.members.get().user), read(cast.amina)
    when = {"mode": "site", "where": "12, route d'Imouzzer", "minutes": 30, "day_1": "2027-05-10", "hour_1": "10:00"}
    assert bao.post(reverse("slots-offer", args=[opening.pk, meeting.pk]), when).status_code == 302
    slot = meeting.slots.get()
    amina.post(reverse("slot-take", args=[cast.amina.code, meeting.pk, slot.pk]))
    calendar = amina.get(reverse("slot-calendar", args=[slot.pk]))
    assert calendar["Content-Type"].startswith("text/calendar") and b"DTSTART" in calendar.content
    clock.move_to(datetime(2027, 5, 10, 15, tzinfo=UTC))
    bao = read(firm.members.get().user)
    bao.post(reverse("slot-settle", args=[opening.pk, meeting.pk, slot.pk, "held"]))
    meeting.refresh_from_db()
    assert meeting.stage == "interviewed" and meeting.answered_at

    # Hired in two taps; the post is filled.
    address = reverse("hire", args=[opening.pk, meeting.pk])
    bao.post(address, as_it_stands(text(bao.get(address))))
    placement = Placement.objects.get(introduction=meeting)
    opening.refresh_from_db()
    assert opening.state == "filled" and placement.wage_monthly == opening.wage_monthly
    assert [move.after for move in OpeningMove.objects.filter(opening=opening)][-1] == "filled"

    # At three and at six months both are asked, apart, by a link.
    for month, day in ((3, datetime(2027, 8, 12, 9, tzinfo=UTC)), (6, datetime(2027, 11, 12, 9, tzinfo=UTC))):
        clock.move_to(day)
        tasks.ask_how_it_goes()
        for row, second in zip(
            placement.follow_ups.filter(month=month).order_by("whom"), ("yes", "partly"), strict=True
        ):
            link = follow_up.address_of(row)
            link = link[link.index("/q/") :]
            page = text(read().get(link))
            assert untold(page)
            text(read().post(link, {"same": "yes", "second": second}, follow=True))
    assert Outcome.objects.filter(follow_up__month=6).count() == 2
    both = {row.follow_up.whom: row.second for row in Outcome.objects.filter(follow_up__month=6)}
    assert both == {"employer": "yes", "person": "partly"}, "what the two say is kept apart"
    samira = text(read(cast.samira).get(reverse("placement", args=[placement.pk])))
    assert "Amina" in samira

    # What candidates will read of this firm.
    tasks.count_answers()
    assert Responsiveness.objects.get(employer=firm).answered == 1
