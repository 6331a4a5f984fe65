"""Amina goes, and nothing that is hers stays: no row, no sealed text, no session; numbers that are nobody's do."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from accounts import audit, kept_typing
from accounts.encryption import Unsealable, unseal
from accounts.models import Consent, Event, Message, User
from engagement.keeping import whole_months
from engagement.models import FollowUp, Introduction, Outcome, PastPlacement, Placement
from matching.cards import reference
from matching.ranking import rank
from returnees.erasing import erase
from returnees.models import ClaimCode, Departure, Equality, Export, Identity, Merge, Passport, PassportStatus, Profile
from tests import canary, world

pytestmark = pytest.mark.django_db
ASKED = Departure.Reason.ASKED


def hire(cast, profile: Profile) -> Placement:
    introduction = Introduction.objects.create(profile=profile, opening=cast.opening, stage="hired")
    placement = Placement.objects.create(
        introduction=introduction, started_on=date(2026, 1, 31), contract="permanent", wage_monthly=4321,
        ended_on=date(2026, 5, 30), end_reason="family",
    )  # fmt: skip
    asked = FollowUp.objects.create(
        placement=placement, month=3, whom="person", due_on=date(2026, 4, 30), result="done", done_on=date(2026, 5, 1)
    )
    Outcome.objects.create(follow_up=asked, kind="employed_formal")
    return placement


def _opened(session: Session) -> str:
    kept = session.get_decoded()
    try:
        return f"{kept} {unseal(kept.get('typed', ''), 'typed')}"
    except Unsealable:
        return str(kept)


class TestCanary:
    def test_nothing_of_her_is_left(self, cast, read):
        rank(cast.opening, by=cast.samira)
        zineb, other = (world.person(name, of=cast.agency) for name in ("Zineb", "Fatna"))
        planted = canary.plant(zineb, other)
        browser = read(planted[User])
        session = browser.session
        session["typed"] = canary.CANARY
        session.save()
        # What she typed when the session had ended waits in one that is nobody's yet.
        late = read()
        typed = {"tasks": canary.CANARY, "typed_by": kept_typing.signature(zineb.user)}
        late.post(reverse("part", args=[zineb.code, "work"]), typed)
        read().post(reverse("account_login"), {"login": planted[User].email, "password": "a guess"})
        # On its way to the telephone that the file names, without an account.
        Message.objects.create(channel="sms", template="claim", language="fr", to=canary.CANARY, body=canary.CANARY)
        assert sum(canary.CANARY in _opened(one) for one in Session.objects.all()) == 2
        assert canary.texts_about_people() <= canary.places_with(canary.CANARY), "planted everywhere"
        before = {model: model._base_manager.count() for model in (User, Profile)}

        erase(zineb, by=zineb.user, reason=ASKED)

        assert canary.places_with(canary.CANARY) == set()
        assert canary.places_with(zineb.code) == set()
        kept = caches["default"]._cache
        assert kept and not any(canary.CANARY.encode() in key.encode() + value for key, value in kept.items())
        assert not any(canary.CANARY in _opened(one) for one in Session.objects.all())
        assert {model: model._base_manager.count() for model in before} == {m: n - 1 for m, n in before.items()}
        assert Profile.objects.get(pk=other.pk).user.consents.exists(), "Fatna's stays as it was"
        assert read().get("/").status_code == 200

    def test_the_planting_finds_a_table_that_would_be_left(self, cast):
        """What is planted is looked for in every table, whoever it hangs on."""
        cast.firm.name = canary.CANARY
        cast.firm.save()
        assert canary.places_with(canary.CANARY) == {"employers.employer.name", "employers_employer.name"}


class TestWhatStays:
    def test_a_count_in_bands_of_somebody_who_agreed_to_be_counted(self, cast):
        world.consent(cast.amina, "statistics")
        Equality.objects.create(profile=cast.amina, sex="woman", age_band="25-34")
        cast.amina.stays.create(country="ES", band="1-3y")
        hire(cast, cast.amina)
        erase(cast.amina, by=cast.amina.user, reason=ASKED)
        gone = Departure.objects.get()
        assert (gone.month, gone.reason) == (timezone.localdate().replace(day=1), "asked")
        assert (gone.sex, gone.age_band, gone.isco, gone.abroad, gone.hired) == ("woman", "25-34", "72", True, True)
        past = PastPlacement.objects.get()
        assert (past.month, past.months, past.end_reason) == (date(2026, 1, 1), 3, "family")
        assert (past.country, past.isco, past.at_3, past.at_6) == ("MA", "72", "employed_formal", "")
        assert not Placement.objects.exists() and not Introduction.objects.exists()

    @pytest.mark.parametrize("agrees", [None, False])
    def test_only_that_somebody_went_of_who_did_not(self, cast, agrees):
        if agrees is not None:
            world.consent(cast.amina, "statistics", granted=agrees)
        Equality.objects.create(profile=cast.amina, sex="woman")
        hire(cast, cast.amina)
        erase(cast.amina, by=cast.amina.user, reason=ASKED)
        gone = Departure.objects.get()
        assert (gone.region, gone.sex, gone.isco, gone.abroad, gone.hired) == (None, "", "", False, False)
        assert not PastPlacement.objects.exists()

    def test_a_line_with_numbers(self, cast):
        number = cast.amina.pk
        erase(cast.amina, by=cast.samira, reason=Departure.Reason.CONTESTED)
        line = Event.objects.get(name="profile.erased")
        assert (line.subject_id, line.by_id, line.facts) == (number, cast.samira.pk, {"reason": "contested"})

    def test_her_passports_are_told_to_be_withdrawn(self, cast):
        status = PassportStatus.objects.create(index=1, key="k", expires_on=date(2030, 1, 1))
        Passport.objects.create(
            profile=cast.amina, code="ABCDEFGHJKLM", language="fr", document="{}", key_name="p1", status=status,
            expires_on=date(2030, 1, 1),
        )  # fmt: skip
        erase(cast.amina, by=cast.amina.user, reason=ASKED)
        status.refresh_from_db()
        assert status.withdrawn_at is not None and not Passport.objects.exists()

    def test_the_account_of_somebody_who_works_here_too(self, cast):
        Profile.objects.create(user=cast.samira, place=world.town())
        world.consent(cast.samira.profile)
        theirs = Export.objects.create(kind="partner", by=cast.samira, agency=cast.agency, partner="OTE", reason="r")
        erase(cast.samira.profile, by=cast.samira, reason=ASKED)
        assert User.objects.filter(pk=cast.samira.pk).exists() and Export.objects.filter(pk=theirs.pk).exists()
        assert not Consent.objects.filter(person=cast.samira).exists()
        assert Profile.objects.get(pk=cast.amina.pk).counsellor == cast.samira

    def test_what_counsellors_signed_elsewhere(self, cast):
        """The person also did something: it stays done, by nobody."""
        other = world.person("Fatna")
        code = ClaimCode.objects.create(
            profile=other, key="k", made_by=cast.amina.user, expires_at=timezone.now() + timedelta(days=1)
        )
        erase(cast.amina, by=cast.amina.user, reason=ASKED)
        code.refresh_from_db()
        assert code.made_by is None


def test_the_firm_that_has_her_name_is_asked_to_delete_it(cast, mailoutbox, django_capture_on_commit_callbacks):
    world.consent(cast.amina, "share_name", recipient="Bao", reference=f"opening:{cast.opening.pk}")
    EmailAddress.objects.create(user=cast.bao, email=cast.bao.email, verified=True, primary=True)
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast.amina, by=cast.amina.user, reason=ASKED)
    assert mailoutbox[-1].to == [cast.bao.email]
    body = mailoutbox[-1].body
    assert reference(cast.opening.pk, cast.amina.pk) in body and "Amina" not in body and cast.amina.code not in body
    assert canary.places_with(cast.amina.code) == set(), "once it is sent"


class TestTheDeed:
    def test_files_joined_into_hers_go_with_it(self, cast):
        first, second, third = (world.person(name) for name in ("Aminah", "Emina", "Fatna"))
        Merge.objects.create(kept=cast.amina, other=first)
        Merge.objects.create(kept=first, other=second)
        Merge.objects.create(kept=cast.amina, other=third, undone_at=timezone.now())
        erase(cast.amina, by=cast.amina.user, reason=ASKED)
        assert list(Profile.objects.all()) == [third]
        assert Departure.objects.count() == 1, "one person went"

    def test_a_row_in_which_she_acted_for_herself_does_not_hold_it(self, cast):
        Introduction.objects.create(profile=cast.amina, opening=cast.opening, proposed_by=cast.amina.user)
        erase(cast.amina, by=cast.amina.user, reason=ASKED)
        assert not User.objects.filter(pk=cast.amina.user_id).exists()

    def test_all_or_nothing(self, cast, monkeypatch):
        def refuse(*_args: object, **_facts: object) -> None:
            raise IntegrityError

        monkeypatch.setattr(audit, "record", refuse)
        with pytest.raises(IntegrityError):
            erase(cast.amina, by=cast.amina.user, reason=ASKED)
        assert Profile.objects.filter(pk=cast.amina.pk).exists() and Identity.objects.exists()
        assert not Departure.objects.exists()

    def test_twice_is_said(self, cast):
        erase(cast.amina, by=cast.amina.user, reason=ASKED)
        with pytest.raises(Profile.DoesNotExist):
            erase(cast.amina, by=cast.samira, reason=ASKED)
        assert Departure.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 5, 30), 3),
        (date(2026, 1, 1), date(2026, 2, 1), 1),
        (date(2025, 12, 15), date(2026, 12, 15), 12),
    ],
)
def test_whole_months(first, last, months):
    assert whole_months(first, last) == months


class TestThePages:
    def test_two_steps_from_the_phone(self, cast, read):
        amina = read(cast.amina)
        first = amina.get(reverse("erase", args=[cast.amina.code])).content.decode()
        assert "What goes" in first and reverse("erase-for-good", args=[cast.amina.code]) in first
        sure = reverse("erase-for-good", args=[cast.amina.code])
        assert "Nothing is erased yet" in amina.post(sure).content.decode()
        assert Profile.objects.filter(pk=cast.amina.pk).exists()
        assert amina.post(sure, {"sure": "on"})["Location"] == reverse("erased")
        assert not Profile.objects.filter(pk=cast.amina.pk).exists()
        page = amina.get(reverse("erased")).content.decode()
        assert "Your file is erased" in page and "Sign in" in page

    def test_who_has_not_shown_lately_that_it_is_them_does_so_first(self, cast, read):
        amina, sure = read(cast.amina), reverse("erase-for-good", args=[cast.amina.code])
        amina.get("/")
        session = amina.session
        session["proven"] -= 3600
        session.save()
        assert amina.post(sure, {"sure": "on"})["Location"].startswith(reverse("prove"))
        assert Profile.objects.filter(pk=cast.amina.pk).exists()

    def test_at_the_word_of_somebody_who_cannot_sign_in(self, cast, read):
        fatna = world.person("Fatna", of=cast.agency, counsellor=cast.samira)
        EmailAddress.objects.filter(user=fatna.user).delete()
        fatna.user.set_unusable_password()
        fatna.user.save()
        youssef = world.counsellor("Youssef", cast.agency)
        sure = reverse("erase-for-good", args=[fatna.code])
        assert read(youssef).post(sure, {"sure": "on"}).status_code == 404
        assert read(cast.samira).post(sure, {"sure": "on"})["Location"] == "/"
        line = Event.objects.get(name="profile.erased")
        assert (line.subject_id, line.by_id, line.facts) == (fatna.pk, cast.samira.pk, {"reason": "asked"})
