"""Amina makes a passport, gives it away, and takes it back; whoever checks it is told what is so."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Event
from returnees.models import (
    EvidenceStep,
    Experience,
    Identity,
    Merge,
    Passport,
    PassportStatus,
    Profile,
    ProfileSkill,
    Qualification,
    RecognitionCase,
    Stay,
)
from returnees.passport import actions, credential
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_asked_too_often():
    cache.clear()


def ticked(browser, profile) -> dict:
    """The form as it stands when the page is opened."""
    form = browser.get(reverse("passport-new", args=[profile.code])).context["form"]
    return {name: value for name, value in form.initial.items() if name in form.fields and value}


def made(browser, profile, **changes) -> Passport:
    typed = {**ticked(browser, profile), **changes}
    answer = browser.post(reverse("passport-issue", args=[profile.code]), typed)
    passport = Passport.objects.first()
    assert answer["Location"] == reverse("passport", args=[profile.code, passport.pk])
    return passport


def said(passport):
    return credential.read(json.loads(passport.document)).content


def checked(read, passport) -> str:
    return read().get(reverse("passport-checked", args=[passport.code])).content.decode()


def brought(read, text: str, name: str = "passport.json") -> str:
    file = SimpleUploadedFile(name, text.encode())
    return read().post(reverse("passport-check"), {"file": file}).content.decode()


class TestMaking:
    def test_amina_looks_at_what_she_ticked_and_has_it_signed(self, cast, read):
        amina = read(cast.amina)
        typed = ticked(amina, cast.amina)
        shown = amina.post(reverse("passport-new", args=[cast.amina.code]), typed)
        text = shown.content.decode()
        assert "This is what will be signed" in text
        assert "Weld steel" in text and "Confirmed by a supervisor" in text
        assert not Passport.objects.exists()
        # The preview carries the ticks on; what it sends is what is signed.
        form = shown.context["form"]
        carried = {field.name: field.value() for field in form if field.value()}
        answer = amina.post(reverse("passport-issue", args=[cast.amina.code]), carried)
        passport = Passport.objects.get()
        assert answer["Location"] == reverse("passport", args=[cast.amina.code, passport.pk])
        assert [skill.what.name for skill in said(passport).skills] == ["weld steel", "read plans"]
        assert [skill.evidence for skill in said(passport).skills] == ["confirmed", "declared"]
        event = Event.objects.get(name="passport.issued")
        assert (event.subject_id, event.by_id) == (cast.amina.pk, cast.amina.user_id)

    def test_one_may_go_back_from_the_preview_with_everything_as_ticked(self, cast, read):
        amina = read(cast.amina)
        typed = {**ticked(amina, cast.amina), "skills": [str(cast.amina.skills.last().pk)], "change": "1"}
        form = amina.post(reverse("passport-new", args=[cast.amina.code]), typed).context["form"]
        assert form["skills"].value() == typed["skills"]

    def test_what_is_not_ticked_is_nowhere_in_it(self, cast, read):
        weld = cast.amina.skills.get(skill=cast.weld)
        Identity.objects.filter(pk=cast.amina.pk).get()
        Experience.objects.filter(profile=cast.amina).update(country="ES", title="CANARY-TITLE")
        Stay.objects.create(profile=cast.amina, country="ES", band="1-3y", seasons=3, scheme_name="CANARY-SCHEME")
        Qualification.objects.create(profile=cast.amina, title="CANARY-PAPER", country="ES")
        cast.amina.skills.filter(skill=cast.weld).update(learned="abroad")
        passport = made(read(cast.amina), cast.amina, skills=[weld.pk], works=[], papers=[], languages=[], name="none")
        for text in (passport.document, json.dumps(passport.choice), passport.offline):
            assert "CANARY" not in text
            assert "Amina" not in text
        content = said(passport)
        assert content.name == "" and not content.works and not content.seasons and not content.wish.jobs
        assert [skill.what.name for skill in content.skills] == ["weld steel"]

    def test_no_country_and_no_word_of_abroad_unless_amina_says_so(self, cast, read):
        Experience.objects.filter(profile=cast.amina).update(country="ES", title="Soudeuse à Huelva")
        cast.amina.skills.filter(skill=cast.weld).update(learned="abroad")
        cast.amina.skills.filter(skill=cast.plans).update(learned="home")
        quiet = made(read(cast.amina), cast.amina)
        assert [skill.learned for skill in said(quiet).skills] == ["work", "work"]
        assert '"ES"' not in quiet.document and "abroad" not in quiet.document and "Huelva" not in quiet.document
        open_ = made(read(cast.amina), cast.amina, abroad="on")
        assert [skill.learned for skill in said(open_).skills] == ["abroad", "home"]
        assert (said(open_).works[0].country, said(open_).works[0].title) == ("ES", "Soudeuse à Huelva")

    def test_names_are_those_of_the_file_and_no_free_words(self, cast, read):
        amina = read(cast.amina)
        who = cast.amina.identity
        who.family_name, who.given_name_ar, who.family_name_ar = "Ben Ali", "أمينة", "بن علي"
        who.save()
        assert said(made(amina, cast.amina)).name == "Amina Ben Ali"
        assert said(made(amina, cast.amina, name="arabic")).name == "أمينة بن علي"
        typed = {**ticked(amina, cast.amina), "name": "Doctor Amina"}
        assert amina.post(reverse("passport-issue", args=[cast.amina.code]), typed).context["form"].errors["name"]

    def test_only_an_authority_or_a_centre_is_named_beside_a_skill(self, cast, read):
        weld = cast.amina.skills.get(skill=cast.weld)
        EvidenceStep.objects.create(skill=weld, step=4, vouched_by="CANARY-FOREMAN")
        assert "CANARY" not in made(read(cast.amina), cast.amina).document
        EvidenceStep.objects.create(skill=weld, step=5, vouched_by="AFPA", seen_on=date(2025, 3, 1))
        ProfileSkill.objects.filter(pk=weld.pk).update(evidence=5)
        skill = said(made(read(cast.amina), cast.amina)).skills[0]
        assert (skill.evidence, skill.vouched_by, skill.vouched_on) == ("assessed", "AFPA", date(2025, 3, 1))

    def test_a_recognition_is_told_when_it_is_under_way_or_granted_and_not_when_it_was_refused(self, cast, read):
        paper = Qualification.objects.create(profile=cast.amina, title="CAP")
        case = RecognitionCase.objects.create(qualification=paper, state="granted", authority="Ministry")
        told = said(made(read(cast.amina), cast.amina)).papers[0]
        assert (told.recognition, told.authority) == ("granted", "Ministry")
        for changes in ({"state": "refused"}, {"state": "granted", "valid_until": date(2020, 1, 1)}):
            RecognitionCase.objects.filter(pk=case.pk).update(**changes)
            told = said(made(read(cast.amina), cast.amina)).papers[0]
            assert (told.recognition, told.authority) == ("", "")

    def test_nothing_ticked_makes_no_passport(self, cast, read):
        amina = read(cast.amina)
        answer = amina.post(reverse("passport-issue", args=[cast.amina.code]), {"language": "fr", "name": "none"})
        assert "Tick at least one thing" in answer.content.decode()
        assert not Passport.objects.exists()

    def test_somebody_elses_skill_cannot_be_ticked(self, cast, read):
        other = world.person("Fatou", skills=[cast.cut]).skills.get()
        typed = {**ticked(read(cast.amina), cast.amina), "skills": [other.pk]}
        answer = read(cast.amina).post(reverse("passport-issue", args=[cast.amina.code]), typed)
        assert answer.context["form"].errors["skills"]

    def test_twelve_at_a_time_are_enough(self, cast, read):
        for _one in range(actions.MOST_LIVE):
            last = world.passport(cast.amina)
        typed = ticked(read(cast.amina), cast.amina)
        answer = read(cast.amina).post(reverse("passport-issue", args=[cast.amina.code]), typed)
        assert "Withdraw one first" in answer.content.decode()
        actions.withdraw(last, by=cast.amina.user)
        made(read(cast.amina), cast.amina)

    def test_a_new_one_starts_from_the_ticks_of_an_old_one_that_are_still_there(self, cast, read):
        weld = cast.amina.skills.get(skill=cast.weld)
        old = world.passport(cast.amina, skills=[str(weld.pk)], works=[], disclosed=True, language="ar")
        page = read(cast.amina).get(reverse("passport-new", args=[cast.amina.code]), {"like": str(old.pk)})
        form = page.context["form"]
        assert form["skills"].value() == [str(weld.pk)] and form["works"].value() == []
        assert (form["language"].value(), form["disclosed"].value()) == ("ar", True)
        assert read(cast.amina).get(reverse("passport-new", args=[cast.amina.code]), {"like": "x"}).status_code == 200


class TestACounsellorBesideThePerson:
    def test_samira_makes_one_only_when_amina_is_there_and_that_is_written_down(self, cast, read):
        samira = read(cast.samira)
        typed = ticked(samira, cast.amina)
        answer = samira.post(reverse("passport-issue", args=[cast.amina.code]), typed)
        assert "only made while the person is there" in answer.content.decode()
        passport = made(samira, cast.amina, present="on")
        assert passport.issued_by == cast.samira
        event = Event.objects.get(name="passport.issued")
        assert (event.by_id, event.facts["together"]) == (cast.samira.pk, True)
        assert (
            "made together with" in read(cast.amina).get(reverse("passports", args=[cast.amina.code])).content.decode()
        )

    def test_amina_sees_that_samira_read_her_file_for_it(self, cast, read):
        read(cast.samira).get(reverse("passports", args=[cast.amina.code]))
        event = Event.objects.get(name="profile.viewed")
        assert (event.subject_id, event.by_id) == (cast.amina.pk, cast.samira.pk)

    def test_a_colleague_who_does_not_accompany_amina_sees_no_such_page(self, cast, read):
        youssef = world.counsellor("Youssef", cast.agency)
        passport = world.passport(cast.amina)
        for name, more in (("passports", []), ("passport-new", []), ("passport", [passport.pk])):
            assert read(youssef).get(reverse(name, args=[cast.amina.code, *more])).status_code == 404

    def test_a_passport_is_not_found_under_somebody_elses_code(self, cast, read):
        passport = world.passport(world.person("Fatou", skills=[cast.weld]))
        assert read(cast.amina).get(reverse("passport", args=[cast.amina.code, passport.pk])).status_code == 404


class TestChecking:
    def test_only_that_it_holds_unless_amina_has_said_that_its_content_may_be_read(self, cast, read):
        quiet, open_ = world.passport(cast.amina), world.passport(cast.amina, disclosed=True)
        assert "This passport holds" in checked(read, quiet)
        assert "Weld steel" not in checked(read, quiet) and "Amina" not in checked(read, quiet)
        assert "This passport holds" in checked(read, open_)
        assert "Weld steel" in checked(read, open_) and "Amina" in checked(read, open_)
        for page in (checked(read, quiet), checked(read, open_)):
            assert "no recognition and no authentication of diplomas" in page
            assert "declared by the person" in page

    def test_the_code_may_be_typed_as_it_is_read_aloud(self, cast, read):
        passport = world.passport(cast.amina)
        typed = passport.shown_code.lower().replace("-", " ")
        answer = read().get(reverse("passport-check"), {"code": typed})
        assert answer["Location"] == reverse("passport-checked", args=[passport.code])
        assert read().get(f"/passport/{passport.shown_code}/")["Location"] == answer["Location"]
        wrong = read().get(reverse("passport-check"), {"code": "01234"}).content.decode()
        assert "This is no code of a passport" in wrong

    def test_a_code_that_no_passport_has(self, cast, read):
        answer = read().get(reverse("passport-checked", args=["ABCDEFGHJKMN"]))
        assert answer.status_code == 404 and "No passport has this code" in answer.content.decode()
        assert read().get("/passport/nonsense/").status_code == 404

    def test_an_expired_one(self, cast, read):
        passport = world.passport(cast.amina, disclosed=True)
        assert passport.expires_on == actions._last_day(timezone.localdate())
        with time_machine.travel(passport.expires_on + timedelta(days=1)):
            page = checked(read, passport)
            assert "This passport has expired" in page and "Weld steel" not in page
            assert "This passport has expired" in brought(read, passport.document)
            assert "expired" in read(cast.amina).get(reverse("passports", args=[cast.amina.code])).content.decode()

    def test_a_withdrawn_one_on_the_very_next_request(self, cast, read):
        passport = world.passport(cast.amina, disclosed=True)
        amina, address = read(cast.amina), reverse("passport-withdraw", args=[cast.amina.code, passport.pk])
        assert "Withdraw this passport?" in amina.get(address).content.decode()
        assert "This passport holds" in checked(read, passport)
        amina.post(address)
        amina.post(address)
        page = checked(read, passport)
        assert "This passport was withdrawn" in page and "Weld steel" not in page and "Amina" not in page
        for text in (passport.document, passport.offline):
            assert "This passport was withdrawn" in brought(read, text)
        event = Event.objects.get(name="passport.withdrawn")
        assert (event.subject_id, event.by_id) == (cast.amina.pk, cast.amina.user_id)

    def test_one_whose_holder_is_erased_is_withdrawn_and_nothing_of_her_is_left(self, cast, read):
        passport = world.passport(cast.amina, disclosed=True)
        cast.amina.user.delete()
        assert not Passport.objects.exists()
        assert "This passport was withdrawn" in checked(read, passport)
        assert "This passport was withdrawn" in brought(read, passport.document)
        left = PassportStatus.objects.values().get()
        assert set(left) == {"index", "key", "expires_on", "withdrawn_at"} and passport.code not in str(left)

    def test_a_tampered_one_brought_as_a_file(self, cast, read):
        passport = world.passport(cast.amina)
        changed = passport.document.replace('"declared"', '"certified"')
        assert "This passport was changed" in brought(read, changed)
        page = brought(read, passport.document)
        assert "This passport holds" in page and "Weld steel" in page

    def test_one_that_was_changed_in_our_own_database(self, cast, read):
        passport = world.passport(cast.amina, disclosed=True)
        other = world.passport(cast.amina, disclosed=True)
        # Sealed for its own row: what is copied from another row is not opened.
        with connection.cursor() as cursor:
            cursor.execute("SELECT document FROM returnees_passport WHERE code = %s", [other.code])
            stolen = cursor.fetchone()[0]
            cursor.execute("UPDATE returnees_passport SET document = %s WHERE code = %s", [stolen, passport.code])
        assert "This passport was changed" in checked(read, passport)
        page = read(cast.amina).get(reverse("passport", args=[cast.amina.code, passport.pk])).content.decode()
        assert "cannot be read any more" in page
        again = Passport.objects.get(pk=other.pk)
        again.document = again.document.replace("Amina", "Bao")
        again.save()
        assert "This passport was changed" in checked(read, other)

    def test_the_text_of_the_printed_code(self, cast, read):
        passport = world.passport(cast.amina)
        page = read().post(reverse("passport-check"), {"text": f" {passport.offline}\n"}).content.decode()
        assert "This passport holds" in page and "Weld steel" in page and "Amina" in page
        changed = passport.offline[:-9] + "012" + passport.offline[-6:]
        assert "This passport was changed" in brought(read, changed)

    def test_what_is_no_passport_and_what_is_not_from_us(self, cast, read, settings):
        passport = world.passport(cast.amina)
        assert "This is no skills passport" in brought(read, "{}")
        assert "This is the sheet to print" in brought(read, "%PDF-1.7 …")
        assert "Choose a file or paste a text" in read().post(reverse("passport-check")).content.decode()
        assert "too large to be a skills passport" in brought(read, "x" * 400_000)
        settings.PASSPORT_KEYS = {"other": b"a key that has signed none of it"}
        for text in (passport.document, passport.offline):
            assert "Not signed with a key of ours" in brought(read, text)

    def test_former_keys_still_hold(self, cast, read, settings):
        old = world.passport(cast.amina)
        settings.PASSPORT_KEYS = {"new": b"the key that signs from today on", **settings.PASSPORT_KEYS}
        new = world.passport(cast.amina)
        assert (old.key_name, new.key_name) == ("test", "new")
        for passport in (old, new):
            assert "This passport holds" in checked(read, passport)
            assert "This passport holds" in brought(read, passport.offline)
        del settings.PASSPORT_KEYS["test"]
        assert "Not signed with a key of ours" in checked(read, old)

    def test_passports_of_a_former_address_still_hold(self, cast, read, settings):
        passport = world.passport(cast.amina)
        settings.PUBLIC_URL = "https://new.example"
        assert "This passport holds" in checked(read, passport)
        assert "This passport holds" in brought(read, passport.document)

    def test_no_cache_keeps_the_page_and_no_search_engine_lists_it(self, cast, read):
        for address in (reverse("passport-check"), reverse("passport-checked", args=[world.passport(cast.amina).code])):
            answer = read().get(address)
            assert "no-store" in answer["Cache-Control"]
            assert "noindex" in answer["X-Robots-Tag"]

    def test_whoever_tries_many_codes_has_to_wait(self, cast, read):
        browser = read()
        answers = [browser.get(reverse("passport-checked", args=["ABCDEFGHJKMN"])).status_code for _n in range(61)]
        assert answers == [404] * 60 + [429]
        page = browser.get(reverse("passport-check"))
        assert page.status_code == 429 and "Wait a minute" in page.content.decode()

    def test_the_page_speaks_the_language_of_the_reader_and_knows_the_words_of_the_passport_in_it(self, cast, read):
        from skills.models import Label

        Label.objects.create(concept=cast.weld, language="fr", kind="preferred", text="souder l'acier")
        passport = world.passport(cast.amina, disclosed=True, language="en")
        page = read().get(reverse("passport-checked", args=[passport.code]), headers={"accept-language": "fr"})
        text = page.content.decode()
        assert 'lang="fr"' in text and "Souder l&#x27;acier" in text
        # Without a word in the reader's language the one that was signed stays.
        assert "Read plans" in text


class TestHandingOn:
    def test_the_document_is_downloaded_as_what_it_is(self, cast, read):
        passport = world.passport(cast.amina)
        answer = read(cast.amina).get(reverse("passport-document", args=[cast.amina.code, passport.pk]))
        assert answer["Content-Type"] == "application/vc"
        assert answer["Content-Disposition"] == f'attachment; filename="passport-{passport.shown_code}.json"'
        assert json.loads(answer.content)["credentialSubject"]["identifier"][0]["identityHash"] == "Amina"

    def test_what_cannot_be_read_is_not_handed_on(self, cast, read, settings):
        passport = world.passport(cast.amina)
        settings.PASSPORT_KEYS = {"other": b"a key that has signed none of it"}
        here = reverse("passport", args=[cast.amina.code, passport.pk])
        for name, more in (("passport-document", []), ("passport-sheet", ["fr"])):
            answer = read(cast.amina).get(reverse(name, args=[cast.amina.code, passport.pk, *more]))
            assert answer["Location"] == here

    def test_the_page_of_a_passport_shows_its_code_and_where_it_leads(self, cast, read):
        passport = world.passport(cast.amina)
        text = read(cast.amina).get(reverse("passport", args=[cast.amina.code, passport.pk])).content.decode()
        assert passport.shown_code in text and f"https://wasl.example/passport/{passport.code}/" in text

    def test_a_withdrawn_one_is_shown_to_its_holder_but_not_handed_on(self, cast, read):
        passport = world.passport(cast.amina)
        actions.withdraw(passport, by=cast.amina.user)
        text = read(cast.amina).get(reverse("passport", args=[cast.amina.code, passport.pk])).content.decode()
        assert "withdrawn" in text and "(PDF)" not in text
        answer = read(cast.amina).get(reverse("passport-sheet", args=[cast.amina.code, passport.pk, "fr"]))
        assert answer.status_code == 302

    def test_a_list_of_twelve_costs_the_queries_of_one(self, cast, read):
        def cost() -> int:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert read(cast.amina).get(reverse("passports", args=[cast.amina.code])).status_code == 200
            return len(queries)

        world.passport(cast.amina)
        one = cost()
        for _n in range(11):
            world.passport(cast.amina)
        assert cost() == one


class TestPlaces:
    def test_each_passport_has_a_place_of_its_own_drawn_at_random(self, cast):
        places = [world.passport(cast.amina).status_id for _n in range(5)]
        assert len(set(places)) == 5 and places != sorted(places[:1]) * 5
        assert max(places) < 131_072 and places != list(range(5))

    def test_a_taken_place_is_drawn_again(self, cast, monkeypatch):
        draws = iter([7, 7, 8])
        monkeypatch.setattr(actions.secrets, "randbelow", lambda most: next(draws))
        assert [world.passport(cast.amina).status_id for _n in range(2)] == [7, 8]

    def test_a_half_full_list_is_followed_by_the_next(self, cast, monkeypatch):
        monkeypatch.setattr(actions.status, "LIST_LENGTH", 4)
        assert [world.passport(cast.amina).status_id // 4 for _n in range(5)] == [0, 0, 1, 1, 2]

    def test_a_list_that_is_not_there(self, cast, read):
        assert read().get(reverse("passport-status", args=[0])).status_code == 200
        assert read().get(reverse("passport-status", args=[1])).status_code == 404


def test_passports_of_a_file_that_was_joined_are_held_with_the_one_that_is_kept(cast, read):
    twin = world.person("Amina", of=cast.agency, skills=[cast.weld])
    passport = world.passport(twin)
    Merge.objects.create(kept=cast.amina, other=twin, by=cast.samira)
    Profile.objects.filter(pk=twin.pk).update(status="merged")
    assert read(twin).get(reverse("passports", args=[twin.code])).status_code == 404
    assert passport.shown_code in read(cast.amina).get(reverse("passports", args=[cast.amina.code])).content.decode()
    assert "This passport holds" in checked(read, passport)
    read(cast.amina).post(reverse("passport-withdraw", args=[cast.amina.code, passport.pk]))
    assert "This passport was withdrawn" in checked(read, passport)
    Merge.objects.update(undone_at=timezone.now())
    page = read(cast.amina).get(reverse("passports", args=[cast.amina.code])).content.decode()
    assert passport.shown_code not in page
