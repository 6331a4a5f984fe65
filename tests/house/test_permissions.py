"""Who may open what: every address and every role. A new page without a row fails by name."""

from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from employers.models import OpeningDraft
from engagement.models import Placement
from engagement.placements import follow_up
from tests import world

ROLES = ["anonymous", "chidi", "amina", "bao", "samira"]
EVERYBODY = [200, 200, 200, 200, 200]
SIGNED_IN = [302, 200, 200, 200, 200]
OWN_AND_COUNSELLOR = [302, 404, 200, 404, 200]
OF_THE_FIRM = [302, 404, 404, 200, 200]
EMPLOYER = [302, 404, 404, 200, 404]
POSTED = [302, 405, 405, 405, 405]  # deeds: looking at them does nothing
NO_UUID = "00000000-0000-0000-0000-000000000000"
PASSPORT = {"code": lambda cast: cast.amina.code, "pk": lambda cast: world.passport(cast.amina).pk}
NOBODY_YET = [200, 302, 302, 302, 302]  # pages of signing in send those who are in to the first page


def proposed(cast) -> int:
    return cast.amina.introductions.get_or_create(opening=cast.opening)[0].pk


def firm(cast) -> int:
    """Bao's firm, which he manages, with Samira's agency to answer for it."""
    cast.firm.members.update(may_manage=True)
    type(cast.firm).objects.filter(pk=cast.firm.pk).update(agency=cast.agency)
    return cast.firm.pk


def invited(cast) -> str:
    """The key of an invitation to Bao's firm."""
    to = dict(to="salma@example.org", expires_at=cast.now + timedelta(days=1))
    return cast.firm.invitations.create(**to).pk


def named(cast) -> int:
    """A yes of Amina's to somebody; not to Bao's opening, whose page would then name her."""
    given = cast.amina.user.consents.filter(purpose="share_name").first()
    return (given or world.consent(cast.amina, "share_name", recipient="Firm")).pk


def draft(cast) -> object:
    """Of an opening of Bao's firm, which no agency answers for."""
    return OpeningDraft.objects.get_or_create(employer=cast.firm, defaults={"typed": {"title": ["welder"]}})[0].pk


CANDIDATE = {"pk": lambda cast: cast.opening.pk, "introduction": proposed}


def elsewhere(cast, title: str = "elsewhere", stage: str = "accepted"):
    """A yes of Amina's to a firm that is not Bao's."""
    found = cast.amina.introductions.filter(opening__title=title).first()
    return found or world.accepted(
        cast.amina, world.opening(cast.welder, by=world.employer("Ceuta Soudure Démo"), title=title), stage=stage
    )


def zineb(cast, name: str = "Zineb", stage: str = "accepted"):
    """Somebody else's yes to Bao."""
    found = cast.opening.introductions.filter(profile__user__name__startswith=name).first()
    return found or world.accepted(world.person(name, of=cast.agency), cast.opening, stage=stage)


def slot(cast):
    """An interview of Zineb's with Bao that was agreed."""
    met = zineb(cast)
    plain = {"mode": "phone", "taken_at": cast.now}
    return met.slots.get_or_create(starts_at=cast.now + timedelta(days=2), defaults=plain)[0]


def hired(cast, met):
    """Its placement, with a question to the person that waits."""
    facts = {"started_on": cast.now.date() - timedelta(days=100), "contract": "permanent", "wage_monthly": 4000}
    placement = Placement.objects.get_or_create(introduction=met, defaults=facts)[0]
    placement.follow_ups.get_or_create(month=3, whom="employer", due_on=cast.now.date() - timedelta(days=8))
    return placement


def amina_hired(cast):
    return hired(cast, elsewhere(cast, "hired elsewhere", "hired"))


def question(cast):
    return amina_hired(cast).follow_ups.get()


def link(cast) -> str:
    return follow_up.address_of(question(cast)).rsplit("/", 2)[1]


def held(cast):
    letters = zineb(cast).letters
    return letters.filter(held_for="money").first() or letters.create(side="employer", words="500 DH", held_for="money")


FIRM_AND_ZINEB = {"opening": lambda cast: cast.opening.pk, "pk": lambda cast: zineb(cast).pk}
AMINA_ELSEWHERE = {"code": lambda cast: cast.amina.code, "pk": lambda cast: elsewhere(cast).pk}
OF_BAO = [302, 404, 404, 200, 404]
OF_THE_AGENCY = [302, 404, 404, 404, 200]

# name: (what the address needs of the cast, answers in the order of ROLES); 404 tells a stranger nothing.
TABLE = {
    "home": ({}, EVERYBODY),
    "health": ({}, EVERYBODY),
    "set-language": ({}, [302, 302, 302, 302, 302]),
    "openings": ({}, SIGNED_IN),
    "opening": ({"pk": lambda cast: cast.opening.pk}, SIGNED_IN),
    # Samira's agency answers for no firm here.
    "bulk": ({}, [302, 404, 404, 200, 404]),
    "bulk-template": ({}, SIGNED_IN),
    "bulk-preview": ({"pk": lambda cast: world.brought(cast.firm, cast.bao).pk}, [302, 404, 404, 200, 404]),
    "bulk-keep": ({"pk": lambda cast: NO_UUID}, POSTED),
    "bulk-errors": ({"pk": lambda cast: world.brought(cast.firm, cast.bao).pk}, [302, 404, 404, 200, 404]),
    "jobs": ({}, EVERYBODY),
    "job": ({"pk": lambda cast: cast.opening.pk}, EVERYBODY),
    "sitemap": ({}, EVERYBODY),
    "feed-atom": ({"pk": lambda cast: cast.agency.pk}, EVERYBODY),
    "feed-json": ({"pk": lambda cast: cast.agency.pk}, EVERYBODY),
    "embed": ({"pk": lambda cast: cast.agency.pk}, EVERYBODY),
    "firms": ({}, [302, 404, 404, 404, 200]),
    "firm-register": ({}, SIGNED_IN),
    "firm-ask": ({}, POSTED),
    "my-firm": ({}, [302, 404, 404, 302, 404]),
    "invitation": ({"key": invited}, EVERYBODY),  # whoever holds the link
    "firm": ({"pk": firm}, OF_THE_FIRM),
    "firm-edit": ({"pk": firm}, OF_THE_FIRM),
    "site-add": ({"pk": firm}, OF_THE_FIRM),
    "site": ({"pk": firm, "site": lambda cast: cast.firm.sites.get().pk}, OF_THE_FIRM),
    "site-remove": ({"pk": firm, "site": lambda cast: cast.firm.sites.get().pk}, OF_THE_FIRM),
    "members": ({"pk": firm}, OF_THE_FIRM),
    "member": ({"pk": firm, "member": lambda cast: cast.firm.members.get().pk}, OF_THE_FIRM),
    "member-remove": ({"pk": firm, "member": lambda cast: cast.firm.members.get().pk}, OF_THE_FIRM),
    "invitation-withdraw": ({"pk": firm, "key": invited}, POSTED),
    # For an officer or the lead of the agency; Samira is a counsellor.
    "firm-verify": ({"pk": firm}, [302, 404, 404, 404, 404]),
    "firm-suspend": ({"pk": firm}, [302, 404, 404, 404, 404]),
    "firm-lift": ({"pk": firm}, POSTED),
    "join-answer": ({"pk": firm, "asked": lambda cast: 1}, POSTED),
    "posting": ({}, EMPLOYER),
    "posting-read": ({"pk": draft}, EMPLOYER),
    "posting-step": ({"pk": draft, "name": lambda cast: "work"}, EMPLOYER),
    "posting-check": ({"pk": draft}, EMPLOYER),
    "posting-wording": ({"pk": draft}, POSTED),
    "posting-remove": ({"pk": draft}, EMPLOYER),
    "posting-edit": ({"pk": lambda cast: cast.opening.pk}, POSTED),
    "posting-again": ({"pk": lambda cast: cast.opening.pk}, POSTED),
    "opening-reach": ({"pk": draft}, EMPLOYER),
    # For officers and leads; Samira is neither.
    "checking": ({}, [302, 404, 404, 404, 404]),
    "check-opening": ({"pk": lambda cast: cast.opening.pk}, [302, 404, 404, 404, 404]),
    "check-changes": ({"pk": lambda cast: cast.opening.pk}, [302, 404, 404, 404, 404]),
    "check-refuse": ({"pk": lambda cast: cast.opening.pk}, [302, 404, 404, 404, 404]),
    "check-take": ({"pk": lambda cast: cast.opening.pk}, POSTED),
    "check-publish": ({"pk": lambda cast: cast.opening.pk}, POSTED),
    "check-stop": ({"pk": lambda cast: cast.opening.pk}, POSTED),
    "reports": ({}, [302, 404, 404, 404, 404]),
    "answer-report": ({"pk": lambda cast: cast.opening.reports.create(kind="money").pk}, [302, 404, 404, 404, 404]),
    "report-opening": ({"pk": lambda cast: cast.opening.pk}, EVERYBODY),
    "still-free": ({}, SIGNED_IN),
    "opening-pause": ({"pk": lambda cast: cast.opening.pk}, POSTED),
    "opening-resume": ({"pk": lambda cast: cast.opening.pk}, POSTED),
    "opening-confirm": ({"pk": lambda cast: cast.opening.pk}, POSTED),
    "opening-fill": ({"pk": lambda cast: cast.opening.pk}, POSTED),
    "opening-reopen": ({"pk": lambda cast: cast.opening.pk}, POSTED),
    "opening-withdraw": ({"pk": lambda cast: cast.opening.pk}, [302, 404, 404, 200, 404]),
    "people": ({}, [302, 404, 404, 404, 200]),
    "person": ({"code": lambda cast: cast.amina.code}, [302, 404, 200, 404, 200]),
    "duplicates": ({}, [302, 404, 404, 404, 200]),
    "duplicate": (
        {"one": lambda cast: cast.amina.code, "other": lambda cast: world.person("Amina", of=cast.agency).code},
        [302, 404, 404, 404, 200],
    ),
    "joined": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "undo-joining": ({"code": lambda cast: cast.amina.code, "pk": lambda cast: NO_UUID}, POSTED),
    "seen": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "agreements": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "agree": ({"code": lambda cast: cast.amina.code, "purpose": lambda cast: "propose"}, OWN_AND_COUNSELLOR),
    "withdraw": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: cast.amina.user.consents.get(purpose="propose").pk},
        OWN_AND_COUNSELLOR,
    ),
    "introduce": ({"pk": lambda cast: cast.opening.pk, "code": lambda cast: cast.amina.code}, POSTED),
    "employer-answers": ({"pk": lambda cast: cast.firm.pk}, [302, 404, 404, 200, 404]),
    "employer-back": ({"pk": lambda cast: cast.firm.pk}, POSTED),
    "candidates": ({"pk": lambda cast: proposed(cast) and cast.opening.pk}, [302, 404, 404, 200, 404]),
    "shortlist": ({"pk": lambda cast: cast.opening.pk}, [302, 404, 404, 200, 404]),
    "invite": ({"pk": lambda cast: cast.opening.pk, "code": lambda cast: "ABCDEF"}, POSTED),
    "candidate": (CANDIDATE, [302, 404, 404, 200, 404]),
    "candidate-step": ({**CANDIDATE, "step": lambda cast: "shortlist"}, POSTED),
    "candidate-no": (CANDIDATE, POSTED),
    "introduction": ({"code": lambda cast: cast.amina.code, "pk": proposed}, OWN_AND_COUNSELLOR),
    "introductions": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "say-yes": ({"code": lambda cast: cast.amina.code, "pk": proposed}, OWN_AND_COUNSELLOR),
    "say-no": ({"code": lambda cast: cast.amina.code, "pk": proposed}, OWN_AND_COUNSELLOR),
    "take-back": ({"code": lambda cast: cast.amina.code, "pk": named}, OWN_AND_COUNSELLOR),
    "slots-offer": (FIRM_AND_ZINEB, OF_BAO),
    "slot-cancel": ({**FIRM_AND_ZINEB, "slot": lambda cast: slot(cast).pk}, OF_BAO),
    "slot-settle": ({**FIRM_AND_ZINEB, "slot": lambda cast: NO_UUID, "deed": lambda cast: "held"}, POSTED),
    "letters-firm": (FIRM_AND_ZINEB, OF_BAO),
    "slots-none": (AMINA_ELSEWHERE, POSTED),
    "slot-take": ({**AMINA_ELSEWHERE, "slot": lambda cast: NO_UUID}, POSTED),
    "slot-give-up": ({**AMINA_ELSEWHERE, "slot": lambda cast: NO_UUID}, POSTED),
    "letters": (AMINA_ELSEWHERE, OWN_AND_COUNSELLOR),
    "slot-calendar": ({"pk": lambda cast: slot(cast).pk}, [302, 404, 404, 200, 200]),
    "held-letters": ({}, OF_THE_AGENCY),
    "held-letter": ({"pk": lambda cast: held(cast).pk}, OF_THE_AGENCY),
    "hire": (FIRM_AND_ZINEB, OF_BAO),
    "hire-told": (AMINA_ELSEWHERE, OF_THE_AGENCY),  # by who accompanies her, not by herself
    "placement-end": (
        {
            "opening": lambda cast: cast.opening.pk,
            "pk": lambda cast: hired(cast, zineb(cast, "Fatna", "hired")).introduction_id,
        },
        OF_BAO,
    ),
    "placement-end-told": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: amina_hired(cast).introduction_id},
        OWN_AND_COUNSELLOR,
    ),
    "look-again": ({"code": lambda cast: cast.amina.code}, POSTED),
    "follow-up": ({"token": link}, EVERYBODY),  # whoever holds the link
    "follow-up-more": ({"token": link}, [302, 302, 302, 302, 302]),  # to the questions first
    "placements": ({}, OF_THE_AGENCY),
    "placement": ({"pk": lambda cast: amina_hired(cast).pk}, OF_THE_AGENCY),
    "follow-up-told": (
        {"pk": lambda cast: amina_hired(cast).pk, "row": lambda cast: question(cast).pk},
        OF_THE_AGENCY,
    ),
    "rights-sheets": ({}, EVERYBODY),
    "rights-sheet": ({"pair": lambda cast: "ma-es"}, EVERYBODY),
    "rights-sheet-printed": ({"pair": lambda cast: "ma-es"}, EVERYBODY),
    "cv": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "cv-keep": ({"code": lambda cast: cast.amina.code}, [302, 404, 302, 404, 302]),
    "agency": ({"code": lambda cast: cast.amina.code}, [302, 404, 200, 404, 404]),
    "edit": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "conflicts": ({"code": lambda cast: cast.amina.code}, [302, 404, 302, 404, 302]),
    "settle-conflict": ({"code": lambda cast: cast.amina.code, "pk": lambda cast: NO_UUID}, POSTED),
    "part": ({"code": lambda cast: cast.amina.code, "name": lambda cast: "place"}, OWN_AND_COUNSELLOR),
    "add": ({"code": lambda cast: cast.amina.code, "name": lambda cast: "work"}, OWN_AND_COUNSELLOR),
    "remove": (
        {
            "code": lambda cast: cast.amina.code,
            "name": lambda cast: "skills",
            "pk": lambda cast: cast.amina.skills.first().pk,
        },
        OWN_AND_COUNSELLOR,
    ),
    "unsaid": ({"code": lambda cast: cast.amina.code, "name": lambda cast: "work"}, POSTED),
    "raise-evidence": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: cast.amina.skills.first().pk},
        OWN_AND_COUNSELLOR,
    ),
    "take-back-evidence": ({"code": lambda cast: cast.amina.code, "pk": lambda cast: 1}, POSTED),
    "take-over": ({"code": lambda cast: cast.amina.code}, POSTED),
    "export": ({"code": lambda cast: cast.amina.code}, [302, 404, 200, 404, 404]),
    # Hers, and not made yet: back to where it is asked for.
    "export-file": ({"pk": lambda cast: cast.amina.user.exports.create(kind="own").pk}, [302, 404, 302, 404, 404]),
    "register": ({}, [302, 404, 404, 404, 200]),
    "contest": ({"code": lambda cast: cast.amina.code}, [302, 404, 200, 404, 404]),
    "contest-with-code": ({}, EVERYBODY),
    "contests": ({}, [302, 404, 404, 404, 404]),  # for leads and officers
    # Samira accompanies Amina: it is not hers to answer.
    "answer-contest": (
        {"pk": lambda cast: cast.amina.contests.create(matter="wrong").pk},
        [302, 404, 404, 404, 404],
    ),
    "claim": ({}, EVERYBODY),
    "claim-way": ({}, [302, 302, 302, 302, 302]),  # without a code: back to where it is typed
    "claim-take": ({}, [302, 302, 302, 302, 302]),
    "claim-code": ({"code": lambda cast: cast.amina.code}, [302, 404, 404, 404, 200]),
    "claimed": ({"code": lambda cast: cast.amina.code}, [302, 404, 200, 404, 404]),
    "keep": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    # Amina signs in herself: nobody erases in her place.
    "erase": ({"code": lambda cast: cast.amina.code}, [302, 404, 200, 404, 404]),
    "erase-for-good": ({"code": lambda cast: cast.amina.code}, [302, 404, 200, 404, 404]),
    "erased": ({}, EVERYBODY),
    "exports": ({}, [302, 404, 404, 404, 200]),
    "rights": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "rights-unsaid": ({"code": lambda cast: cast.amina.code}, POSTED),
    "period-add": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "period": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: world.period(cast.amina).pk},
        OWN_AND_COUNSELLOR,
    ),
    "period-remove": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: world.period(cast.amina).pk},
        OWN_AND_COUNSELLOR,
    ),
    "right-add": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "right": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: world.right(cast.amina).pk},
        OWN_AND_COUNSELLOR,
    ),
    "right-move": ({"code": lambda cast: cast.amina.code, "pk": lambda cast: 1}, POSTED),
    "right-remove": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: world.right(cast.amina).pk},
        OWN_AND_COUNSELLOR,
    ),
    "papers": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "papers-unsaid": ({"code": lambda cast: cast.amina.code}, POSTED),
    "paper-add": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "school": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "paper": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: world.paper(cast.amina).pk},
        OWN_AND_COUNSELLOR,
    ),
    "paper-remove": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: world.paper(cast.amina).pk},
        OWN_AND_COUNSELLOR,
    ),
    "paper-recognition": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: world.paper(cast.amina).pk},
        OWN_AND_COUNSELLOR,
    ),
    "work-recognition": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: cast.amina.experiences.first().pk},
        OWN_AND_COUNSELLOR,
    ),
    "recognition": (
        {"code": lambda cast: cast.amina.code, "pk": lambda cast: world.recognition(world.paper(cast.amina)).pk},
        OWN_AND_COUNSELLOR,
    ),
    "recognition-documents": ({"code": lambda cast: cast.amina.code, "pk": lambda cast: 1}, POSTED),
    # Advising is done; preparing is for the person and their counsellor alike.
    "recognition-move": (
        {
            "code": lambda cast: cast.amina.code,
            "pk": lambda cast: world.recognition(world.paper(cast.amina)).pk,
            "to": lambda cast: "preparing",
        },
        OWN_AND_COUNSELLOR,
    ),
    "passports": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "passport-new": ({"code": lambda cast: cast.amina.code}, OWN_AND_COUNSELLOR),
    "passport-issue": ({"code": lambda cast: cast.amina.code}, POSTED),
    "passport": (PASSPORT, OWN_AND_COUNSELLOR),
    "passport-withdraw": (PASSPORT, OWN_AND_COUNSELLOR),
    "passport-document": (PASSPORT, OWN_AND_COUNSELLOR),
    "passport-sheet": ({**PASSPORT, "language": lambda cast: "ar"}, OWN_AND_COUNSELLOR),
    "passport-check": ({}, EVERYBODY),
    "passport-checked": ({"code": lambda cast: world.passport(cast.amina).code}, EVERYBODY),
    "passport-about": ({}, EVERYBODY),
    "passport-issuer": ({}, EVERYBODY),
    "passport-context": ({}, EVERYBODY),
    "passport-status": ({"number": lambda cast: 0}, EVERYBODY),
    "schemes": ({}, SIGNED_IN),
    "scheme": ({"code": lambda cast: cast.scheme.code}, SIGNED_IN),
    "words": ({}, SIGNED_IN),
    "suggest": ({}, SIGNED_IN),
    "concept": ({"pk": lambda cast: cast.welder.pk}, SIGNED_IN),
    "account_login": ({}, NOBODY_YET),
    "account_logout": ({}, [302, 200, 200, 200, 200]),
    "account_signup": ({}, NOBODY_YET),
    "employer-door": ({}, NOBODY_YET),
    "account_inactive": ({}, EVERYBODY),
    "account_reauthenticate": ({}, SIGNED_IN),
    "account_email": ({}, [302, 302, 302, 302, 302]),
    "sign-in-by-code": ({}, [302, 302, 302, 302, 302]),
    "enter-code": ({}, [302, 302, 302, 302, 302]),
    "send-code-again": ({}, [302, 302, 302, 302, 302]),
    "how-i-sign-in": ({}, SIGNED_IN),
    "prove": ({}, SIGNED_IN),
    "change-way": ({"channel": lambda cast: "sms"}, SIGNED_IN),
    "remove-way": ({"channel": lambda cast: "sms"}, [302, 404, 404, 404, 404]),
    "usersessions_list": ({}, SIGNED_IN),
    "start": ({}, [302, 404, 302, 404, 404]),
    "account_email_verification_sent": ({}, EVERYBODY),
    "account_confirm_email": ({"key": lambda cast: "wrong"}, EVERYBODY),
    "account_change_password": ({}, SIGNED_IN),
    "account_set_password": ({}, [302, 302, 302, 302, 302]),
    "account_reset_password": ({}, EVERYBODY),
    "account_reset_password_done": ({}, EVERYBODY),
    "account_reset_password_from_key": ({"uidb36": lambda cast: "1", "key": lambda cast: "wrong"}, EVERYBODY),
    "account_reset_password_from_key_done": ({}, EVERYBODY),
    "account_confirm_login_code": ({}, [302, 302, 302, 302, 302]),
}


def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for one in patterns:
        found |= names(one.url_patterns) if isinstance(one, URLResolver) else {one.name or str(one.pattern)}
    return found


def test_every_page_has_a_row():
    assert names(get_resolver().url_patterns) == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TABLE)
def test_who_may_open(cast, read, name, role):
    needs, answers = TABLE[name]
    address = reverse(name, kwargs={key: value(cast) for key, value in needs.items()})
    browser = read(getattr(cast, role, None))
    assert browser.get(address).status_code == answers[ROLES.index(role)]


def test_a_page_that_asks_to_sign_in_comes_back_to_where_one_was(cast, read):
    address = reverse("opening", args=[cast.opening.pk])
    assert read().get(address)["Location"] == f"{reverse('account_login')}?next={address}"
