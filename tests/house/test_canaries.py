"""No page tells anybody what the table of policy does not let them see: every text of a record is marked, every page
read by every role, and what must not be there is looked for."""

from itertools import count

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.models import Event, Message
from accounts.sealed import SealedField
from engagement import actions
from engagement.actions import accept, introduce
from matching.cards import reference
from returnees.models import (
    EvidenceStep,
    Experience,
    Identity,
    Qualification,
    RecognitionCase,
    ReturnContext,
    RightsCase,
    SocialPeriod,
    Stay,
)
from returnees.policy import Role, Stage, Tier, may, tier_of
from tests import world
from tests.house.test_permissions import TABLE

pytestmark = pytest.mark.django_db

# Free texts only: a choice or a number on a page may be anybody's.
TEXTS = (models.CharField, models.TextField)
# Not texts of the person: a pseudonym, or a secret that opens nothing by itself.
LEFT_OUT = {"code", "key", "field", "key_name"}
_number = count(100)


def marked(row: models.Model) -> dict[str, Tier]:
    """Writes a mark into every free text of a row and saves it; mark -> tier."""
    marks = {}
    for field in row._meta.concrete_fields:
        if isinstance(field, TEXTS) and not field.choices and field.name not in LEFT_OUT and not field.primary_key:
            mark = f"Qz{next(_number)}{field.name.replace('_', '')}"[: field.max_length or 30]
            if field.name == "birth_year":
                mark = "1937"
            if field.name == "phone":
                mark = "+212600009137"
            setattr(row, field.name, mark)
            marks[mark] = tier_of(field)
    row.save()
    return marks


@pytest.fixture
def marks(cast) -> dict[str, Tier]:
    """A mark in every free text of Amina's record, each with its tier."""
    amina, at = cast.amina, timezone.localdate()
    Identity.objects.filter(profile=amina).delete()
    work = Experience.objects.get(profile=amina)
    diploma = Qualification(profile=amina, isced=3, country="MA")
    rows = [
        Identity(profile=amina),
        work,
        Stay(profile=amina, country="IT", band="1-3y"),
        EvidenceStep(skill=amina.skills.first(), step=4),
        diploma,
        SocialPeriod(profile=amina, country="ES", branch="pension"),
        RightsCase(profile=amina, country="ES"),
        ReturnContext(profile=amina, kind="assisted"),
    ]
    found: dict[str, Tier] = {}
    for row in rows:
        found |= marked(row)
    found |= marked(RecognitionCase(qualification=diploma, state="advised", submitted_on=at))
    assert any(isinstance(field, SealedField) for field in SocialPeriod._meta.concrete_fields)
    assert len(found) > 20 and set(found.values()) == {Tier.WORK, Tier.ABROAD, Tier.IDENTITY, Tier.RETURN}
    return found


def pages(browser, cast, without=None):
    """(address, text) of every page of the house that answers this reader with a page; not those whose address already
    says `without`."""
    for name, (needs, _answers) in TABLE.items():
        address = reverse(name, kwargs={key: value(cast) for key, value in needs.items()})
        if without and without in address:
            continue
        answer = browser.get(address)
        if answer.status_code == 200 and not answer.streaming:
            yield address, answer.content.decode(errors="replace")


def texts_to(firm):
    """(what it is, text) of every message to the people of a firm: waiting in the database, or on its way as a mail
    with what hangs on it."""
    members = list(firm.members.values_list("user", "user__email"))
    for message in Message.objects.filter(user__in=[pk for pk, _email in members]):
        yield f"message {message.template}", f"{message.subject} {message.body}"
    for letter in mail.outbox:
        if {email for _pk, email in members} & set(letter.to):
            attached = " ".join(str(part) for part in letter.attachments)
            yield f"mail {letter.subject}", f"{letter.subject} {letter.body} {attached}"


def alike(cast) -> None:
    """Enough people who can do what Amina does for a list of the firm to show her card."""
    for number in range(5):
        world.person(
            f"Alike{number}",
            skills=[cast.weld, cast.plans],
            worked={cast.welder: 60},
            available_from=timezone.localdate(),
        )


def meet(cast, how_far: str) -> None:
    """Bao invites from the list and Amina answers: "invited", "accepted", "going on", "left" or "declined"."""
    EmailAddress.objects.create(user=cast.bao, email=cast.bao.email, verified=True, primary=True)
    row = actions.invite(cast.opening, cast.amina, by=cast.bao)
    if how_far in {"accepted", "going on", "left"}:
        actions.accept(row, by=cast.amina.user)
    if how_far == "going on":
        actions.shortlist(row, by=cast.bao)
    if how_far == "left":
        actions.decline(row, by=cast.amina.user, reason="wage", shared=True)
    if how_far == "declined":
        actions.decline_by_employer(row, by=cast.bao, reason="skills", shared=True)


@pytest.mark.parametrize("how_far", ["invited", "accepted", "going on", "left", "declined"])
def test_a_firm_reads_a_name_between_the_yes_and_the_end_alone(cast, read, marks, how_far):
    alike(cast)
    shown = read(cast.bao).get(reverse("shortlist", args=[cast.opening.pk])).content.decode()
    assert reference(cast.opening.pk, cast.amina.pk) in shown
    meet(cast, how_far)
    stage = Stage.NAMED if how_far in {"accepted", "going on"} else Stage.CARD
    forbidden = {mark for mark, tier in marks.items() if not may(Role.EMPLOYER, tier, stage)}
    # Her pseudonym would lead from one opening to another.
    forbidden.add(cast.amina.code)
    if stage == Stage.CARD:
        # Free texts are for whoever knows her: a card has none.
        forbidden |= {mark for mark in marks if mark.startswith("Qz")}
    texts = [*pages(read(cast.bao), cast, without=cast.amina.code), *texts_to(cast.firm)]
    assert any(where.startswith("message") for where, _text in texts) == (how_far not in {"invited", "declined"})
    assert {(where, mark) for where, text in texts for mark in forbidden if mark in text} == set()


@pytest.mark.parametrize(
    ("who", "role", "stage"),
    [
        ("samira", Role.COUNSELLOR, Stage.NONE),
        ("youssef", Role.COLLEAGUE, Stage.NONE),
        ("bao", Role.EMPLOYER, Stage.CARD),
        ("bao", Role.EMPLOYER, Stage.NAMED),
        ("leila", Role.NOBODY, Stage.NONE),
        ("chidi", Role.NOBODY, Stage.NONE),
        ("anonymous", Role.NOBODY, Stage.NONE),
    ],
)
def test_nobody_reads_what_is_not_for_them(cast, read, marks, who, role, stage):
    others = {
        "youssef": lambda: world.counsellor("Youssef", of=cast.agency),
        "leila": lambda: world.counsellor("Leila", of=world.agency("EIMEA Oujda")),
        "anonymous": lambda: None,
    }
    reader = others[who]() if who in others else getattr(cast, who)
    if stage == Stage.NAMED:
        accept(introduce(cast.amina, cast.opening, by=cast.samira), by=cast.amina.user)
    forbidden = {mark for mark, tier in marks.items() if not may(role, tier, stage)}
    assert forbidden or role == Role.COUNSELLOR
    told = {(address, mark) for address, text in pages(read(reader), cast) for mark in forbidden if mark in text}
    assert told == set()


def test_the_marks_are_found_where_they_may_be(cast, read, marks):
    """Else the test above could not fail."""
    seen = {mark for _address, text in pages(read(cast.samira), cast) for mark in marks if mark in text}
    assert {Tier.WORK, Tier.ABROAD, Tier.IDENTITY} <= {marks[mark] for mark in seen}


def test_whoever_reads_a_name_is_written_down_by_the_same_request(cast, read, marks):
    name = next(mark for mark, tier in marks.items() if tier == Tier.IDENTITY and mark.endswith("givenname"))
    samira, unseen = read(cast.samira), []
    for label, (needs, _answers) in TABLE.items():
        address = reverse(label, kwargs={key: value(cast) for key, value in needs.items()})
        before = Event.objects.count()
        answer = samira.get(address)
        told = answer.status_code == 200 and not answer.streaming and name in answer.content.decode(errors="replace")
        lines = Event.objects.order_by("pk")[before:]
        if told and not any(e.subject_id == cast.amina.pk and e.by_id == cast.samira.pk for e in lines):
            unseen.append(address)
    assert unseen == []


def test_nothing_marked_stands_readable_in_the_database(cast, marks):
    """Who somebody is, as the file on the disk holds it."""
    from django.db import connection

    names = {mark for mark, tier in marks.items() if tier == Tier.IDENTITY and not mark.isdecimal()}
    sealed = {mark for mark in names if "reference" not in mark}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            text = repr(cursor.fetchall())
            assert [mark for mark in sealed if mark in text] == [], table
