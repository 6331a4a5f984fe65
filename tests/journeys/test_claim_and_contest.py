"""Fatna has no account: Samira opened a file with her. She takes it over with a code, or says that she never agreed."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from accounts import sms
from accounts.models import Consent, Event, SignInPhone, User
from returnees import claiming, contesting
from returnees.models import ClaimCode, ClaimTry, Contest, Identity, Profile
from tests import world

pytestmark = pytest.mark.django_db
PHONE, OTHER = "+212612345678", "+212698765432"


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def fatna(cast) -> Profile:
    """Somebody who cannot sign in, with a year of birth and the family's telephone in the file."""
    user = User.objects.create_user(language="en")
    fatna = Profile.objects.create(user=user, agency=cast.agency, counsellor=cast.samira, place=world.town())
    Identity.objects.create(profile=fatna, given_name="Fatna", birth_year="1987", phone=PHONE)
    for purpose in ("keep", "propose"):
        world.consent(fatna, purpose, mode="oral", witness=cast.samira)
    return fatna


def slip(cast, read, fatna: Profile, **typed: str) -> str:
    page = text(read(cast.samira).post(reverse("claim-code", args=[fatna.code]), typed))
    return re.search(r"<bdi dir=\"ltr\">(\w{4} \w{4})</bdi>", page).group(1)


def digits() -> str:
    return re.search(r"\b\d{6}\b", sms.taken[-1].text).group()


def reach(browser, number: str) -> str:
    """Gives a telephone to sign in with and types the six digits that come; where that leads."""
    browser.post(reverse("claim-way"), {"by": "sms", "country": "", "phone": number})
    return browser.post(reverse("enter-code"), {"code": digits()})["Location"]


class TestClaim:
    def test_from_the_slip_to_ones_own_file(self, cast, read, fatna):
        code = slip(cast, read, fatna)
        assert code.replace(" ", "") not in str(list(ClaimCode.objects.values()))
        browser = read()
        typed = {"code": code.lower().replace(" ", "-"), "birth_year": "1987"}
        assert browser.post(reverse("claim"), typed)["Location"] == reverse("claim-way")
        assert reach(browser, OTHER) == reverse("claim-take")
        page = text(browser.get(reverse("claim-take")))
        assert "EIMEA Fès" in page and "Samira" in page and "Fatna" not in page
        claimed = reverse("claimed", args=[fatna.code])
        assert browser.post(reverse("claim-take"))["Location"] == claimed
        assert SignInPhone.objects.get().user == fatna.user
        page = text(browser.get(claimed))
        assert "Propose me to employers without my name" in page and "said before a counsellor" in page
        assert "Made a code to take over the file" in page
        oral = {consent.purpose: consent for consent in fatna.user.consents.filter(mode="oral")}
        browser.post(claimed, {f"consent-{oral['keep'].pk}": "yes", f"consent-{oral['propose'].pk}": "no"})
        live = Consent.objects.live().filter(person=fatna.user)
        assert list(live.values_list("purpose", "mode")) == [("keep", "tap")]
        assert not Profile.objects.findable().filter(pk=fatna.pk).exists()
        assert Event.objects.filter(name="claim.taken_over", by_id=fatna.user_id).exists()
        assert "was used already" in text(read().post(reverse("claim"), typed))

    def test_by_sms_to_the_telephone_of_the_file_in_words_that_give_nothing_away(self, cast, read, fatna):
        slip(cast, read, fatna, sms="1")
        sent = sms.taken[-1]
        assert sent.to == PHONE and reverse("claim") in sent.text
        assert not re.search("Fatna|Wasl|work|job|EIMEA", sent.text)

    def test_the_telephone_of_the_file_will_do_instead_of_the_year(self, cast, read, fatna):
        typed = {"code": slip(cast, read, fatna), "phone": "0612 345 678"}
        assert read().post(reverse("claim"), typed)["Location"] == reverse("claim-way")

    @pytest.mark.parametrize(
        ("change", "said"),
        [({"expires_at": timezone.now() + timedelta(seconds=1)}, "does not hold any more"), ({"wrong": 5}, "any more")],
    )
    def test_a_code_that_is_over_says_so(self, cast, read, fatna, change, said):
        code = slip(cast, read, fatna)
        ClaimCode.objects.update(made_at=timezone.now() - timedelta(days=31))
        change = {**change}
        if "expires_at" in change:
            change["expires_at"] = timezone.now() - timedelta(days=1)
        ClaimCode.objects.update(**change)
        assert said in text(read().post(reverse("claim"), {"code": code, "birth_year": "1987"}))

    def test_a_new_code_ends_the_one_before(self, cast, read, fatna):
        first, second = slip(cast, read, fatna), slip(cast, read, fatna)
        assert "any more" in text(read().post(reverse("claim"), {"code": first, "birth_year": "1987"}))
        assert read().post(reverse("claim"), {"code": second, "birth_year": "1987"}).status_code == 302

    def test_who_guesses_waits_and_who_only_found_the_slip_gets_no_further(self, cast, read, fatna):
        code = slip(cast, read, fatna)
        for year in range(1960, 1965):
            assert "do not fit" in text(read().post(reverse("claim"), {"code": code, "birth_year": str(year)}))
        assert "any more" in text(read().post(reverse("claim"), {"code": code, "birth_year": "1987"}))
        for _ in range(10):
            assert "not a code of ours" in text(read().post(reverse("claim"), {"code": "AAAA AAAA", "phone": "1"}))
        assert "Many wrong codes" in text(read().post(reverse("claim"), {"code": code, "birth_year": "1987"}))
        assert ClaimTry.objects.count() == 10

    def test_with_a_telephone_that_opens_another_file_nothing_is_joined(self, cast, read, fatna):
        SignInPhone.objects.create(user=cast.amina.user, number=PHONE, key=SignInPhone.key_of(PHONE), verified=True)
        browser = read()
        browser.post(reverse("claim"), {"code": slip(cast, read, fatna), "birth_year": "1987"})
        reach(browser, PHONE)
        page = text(browser.post(reverse("claim-take")))
        assert "There is another account already" in page and "Do you share the telephone" in page
        assert SignInPhone.objects.get().user == cast.amina.user
        browser.post(reverse("claim-take"), {"both": "1"})
        told = Event.objects.filter(name="claim.two_accounts").values_list("subject_id", "facts")
        assert sorted(told) == sorted([(fatna.pk, {"other": cast.amina.pk}), (cast.amina.pk, {"other": fatna.pk})])
        assert Profile.objects.filter(pk__in=[fatna.pk, cast.amina.pk]).count() == 2

    def test_an_account_of_hers_without_a_file_gives_way(self, cast, fatna):
        hers = User.objects.create_user()
        SignInPhone.objects.create(user=hers, number=OTHER, key=SignInPhone.key_of(OTHER), verified=True)
        code = claiming.find(claiming.make_code(fatna, by=cast.samira), network="here")
        assert claiming.take_over(code, address=OTHER) == fatna.user
        assert not User.objects.filter(pk=hers.pk).exists()
        with pytest.raises(claiming.Refused, match="used"):
            claiming.take_over(code, address=OTHER)

    def test_no_code_for_whom_it_makes_no_sense(self, cast, read, fatna):
        def refused(profile: Profile) -> str:
            with pytest.raises(claiming.Refused) as told:
                claiming.make_code(profile, by=cast.samira)
            return told.value.why

        assert refused(cast.amina) == "claimed"
        contesting.contest(fatna, matter="wrong", text="")
        assert refused(fatna) == "contested"
        Contest.objects.all().delete()
        Identity.objects.filter(profile=fatna).update(birth_year="", phone="")
        assert refused(fatna) == "unknown"
        assert not ClaimCode.objects.exists()

    def test_a_code_sent_for_signing_in_takes_no_file_over(self, cast, read, fatna):
        browser = read()
        assert browser.get(reverse("claim-take"))["Location"] == reverse("claim")
        browser.post(reverse("claim"), {"code": slip(cast, read, fatna), "birth_year": "1987"})
        assert browser.post(reverse("claim-take"))["Location"] == reverse("claim-way")
        assert not EmailAddress.objects.filter(user=fatna.user).exists()


@pytest.fixture
def lead(cast) -> User:
    nora = world.user("Nora")
    nora.memberships.create(agency=cast.agency, role="lead")
    EmailAddress.objects.create(user=nora, email=nora.email, verified=True, primary=True)
    return nora


class TestContest:
    def test_with_the_code_alone_until_the_answer(self, cast, read, fatna, lead, mailoutbox):
        code, browser = slip(cast, read, fatna), read()
        assert Profile.objects.findable().filter(pk=fatna.pk).exists()
        page = reverse("contest-with-code")
        assert browser.post(page, {"code": code})["Location"] == page
        shown = text(browser.get(page))
        assert "EIMEA Fès" in shown and "Fatna" not in shown and fatna.code not in shown
        assert "It changes nothing in your rights" in shown
        browser.post(page, {"matter": "not_agreed", "text": "nobody asked me"})
        assert not Profile.objects.findable().filter(pk=fatna.pk).exists(), "at once"
        assert mailoutbox[-1].to == [lead.email] and "Fatna" not in mailoutbox[-1].body
        made = Contest.objects.get()
        nora = read(lead)
        assert reverse("answer-contest", args=[made.pk]) in text(nora.get(reverse("contests")))
        assert "nobody asked me" in text(nora.get(reverse("answer-contest", args=[made.pk])))
        assert Event.objects.filter(name="contest.read", by_id=lead.pk, subject_id=fatna.pk).exists()
        nora.post(reverse("answer-contest", args=[made.pk]), {"outcome": "upheld", "text": "you signed in May"})
        assert "you signed in May" in text(browser.get(page))
        assert Profile.objects.findable().filter(pk=fatna.pk).exists()

    def test_by_herself_and_corrected(self, cast, read, lead):
        amina, page = read(cast.amina), reverse("contest", args=[cast.amina.code])
        amina.post(page, {"matter": "wrong", "text": "I never was a tailor"})
        contesting.answer(Contest.objects.get(), outcome="corrected", text="taken out", by=lead)
        assert "taken out" in text(amina.get(page)) and "Nora" in text(amina.get(page))
        with pytest.raises(contesting.Answered):
            contesting.answer(Contest.objects.get(), outcome="upheld", text="no", by=lead)

    def test_erased_as_the_answer(self, cast, read, fatna, lead):
        made = contesting.contest(fatna, matter="not_agreed", text="")
        page = reverse("answer-contest", args=[made.pk])
        assert read(lead).post(page, {"outcome": "erased", "text": "as asked"})["Location"] == reverse("contests")
        assert not Profile.objects.filter(pk=fatna.pk).exists()
        assert sms.taken[-1].to == PHONE and "erased" in sms.taken[-1].text

    def test_a_telephone_that_may_be_somebody_elses_is_told_nothing(self, cast, read, fatna, lead):
        contesting.answer(contesting.contest(fatna, matter="not_me", text=""), outcome="upheld", text="x", by=lead)
        assert not sms.taken

    def test_who_answers(self, cast, fatna, lead):
        made = contesting.contest(fatna, matter="wrong", text="")

        def may(user: User) -> bool:
            return Contest.objects.answerable_by(user).filter(pk=made.pk).exists()

        officer, boss = world.user("Omar"), world.user("Boss", is_staff=True)
        officer.memberships.create(agency=cast.agency, role="officer")
        elsewhere = world.user("Leïla")
        elsewhere.memberships.create(agency=world.agency("EIMEA Oujda"), role="lead")
        everybody = (lead, officer, boss, cast.samira, elsewhere)
        assert [may(user) for user in everybody] == [True, False, False, False, False]
        Profile.objects.filter(pk=fatna.pk).update(counsellor=lead)
        assert [may(user) for user in everybody] == [False, True, False, False, False], "never whom it is about"
        officer.memberships.all().delete()
        assert [may(user) for user in everybody] == [False, False, True, False, False]
