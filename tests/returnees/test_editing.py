"""A record is saved field by field: nothing typed is lost, and nobody undoes another's answer."""

import re

import pytest
from django.urls import reverse

from accounts.models import Event
from returnees.fieldwise import WAS
from returnees.models import Conflict, Experience, Identity, Profile
from tests import world

pytestmark = pytest.mark.django_db


def page_of(profile, name, pk=None):
    return reverse("part", args=[profile.code, name, *([pk] if pk else [])])


def as_sent(form, **typed):
    """What a browser sends for a form: every field, what it was when the page was made, what was typed."""
    sent = {}
    for name in form.fields:
        sent[WAS + name] = form.stored[name]
        value = typed.get(name, form.stored[name])
        if value or not type(form.fields[name].widget).__name__.startswith("Checkbox"):
            sent[name] = value
    return sent


def form_on(browser, address):
    return browser.get(address).context["form"]


def test_amina_fills_in_where_she_wants_to_work(cast, read):
    amina, address = read(cast.amina), page_of(cast.amina, "place")
    sent = as_sent(form_on(amina, address), radius_km="50", would_move="on")
    assert amina.post(address, sent)["Location"] == reverse("edit", args=[cast.amina.code])
    kept = Profile.objects.get(pk=cast.amina.pk)
    assert (kept.radius_km, kept.would_move, kept.available_from) == (50, True, cast.amina.available_from)
    assert Event.objects.filter(name="profile.edited").get().facts["fields"] == ["radius_km", "would_move"]
    assert kept.changed_at > cast.amina.changed_at


def test_what_is_right_is_kept_and_what_is_wrong_stays_as_typed(cast, read):
    amina, address = read(cast.amina), page_of(cast.amina, "place")
    answer = amina.post(address, as_sent(form_on(amina, address), radius_km="far", would_move="on"))
    assert answer.status_code == 200
    assert Profile.objects.get(pk=cast.amina.pk).would_move is True
    text = answer.content.decode()
    assert 'value="far"' in text and "Enter a whole number" in text
    assert Profile.objects.get(pk=cast.amina.pk).radius_km == cast.amina.radius_km


def test_one_rule_broken_keeps_the_other_fields(cast, read):
    work = Experience.objects.get(profile=cast.amina)
    amina, address = read(cast.amina), page_of(cast.amina, "work", work.pk)
    sent = as_sent(form_on(amina, address), start_year="2020", end_year="2018", tools="MIG welder")
    text = amina.post(address, sent).content.decode()
    assert "The last year cannot be before the first." in text
    work.refresh_from_db()
    assert (work.tools, work.start_year, work.end_year) == ("MIG welder", None, None)


def test_htmx_gets_only_the_line_beneath_the_field(cast, read):
    amina, address = read(cast.amina), page_of(cast.amina, "place")
    sent = as_sent(form_on(amina, address), radius_km="45")
    answer = amina.post(address, sent, headers={"HX-Request": "true", "HX-Trigger-Name": "radius_km"}).content.decode()
    assert "Saved" in answer and "<html" not in answer
    assert re.search(r'id="was-radius_km"\s+value="45"', answer)
    assert 'name="radius_km"' not in answer


class TestFreeText:
    def test_what_should_not_be_there_is_shown_before_it_is_saved(self, cast, read):
        work = Experience.objects.get(profile=cast.amina)
        amina, address = read(cast.amina), page_of(cast.amina, "work", work.pk)
        sent = as_sent(form_on(amina, address), tasks="Welded gates. I was in detention before.", tools="MIG")
        text = amina.post(address, sent).content.decode()
        work.refresh_from_db()
        assert (work.tasks, work.tools) == ("", "MIG")
        assert "I was in detention before." in text and "Keep it all the same" in text
        mark = re.search(r'name="tasks_kept"[^>]*value="([^"]+)"', text).group(1)
        amina.post(address, as_sent(form_on(amina, address), tasks=sent["tasks"]) | {"tasks_kept": mark})
        work.refresh_from_db()
        assert work.tasks == sent["tasks"]

    def test_the_tick_comes_with_the_field_to_a_page_that_saves_by_itself(self, cast, read):
        work = Experience.objects.get(profile=cast.amina)
        amina, address = read(cast.amina), page_of(cast.amina, "work", work.pk)
        sent = as_sent(form_on(amina, address), tasks="I was in detention before.")
        asked = {"HX-Request": "true", "HX-Trigger-Name": "tasks"}
        text = amina.post(address, sent, headers=asked).content.decode()
        assert re.search(r'id="field-tasks"\s+hx-swap-oob="true"', text) and "tasks_kept" in text
        assert text.count('id="was-tasks"') == 1


class TestTwoDevices:
    def meet(self, cast, read, first="40", second="60"):
        """Amina's telephone and Samira's desk open the page at the same time; the telephone saves first."""
        address = page_of(cast.amina, "place")
        phone, desk = read(cast.amina), read(cast.samira)
        on_phone, on_desk = form_on(phone, address), form_on(desk, address)
        phone.post(address, as_sent(on_phone, radius_km=first))
        return desk, desk.post(address, as_sent(on_desk, radius_km=second, would_move="on"))

    def test_both_values_are_kept_and_somebody_is_asked(self, cast, read):
        desk, answer = self.meet(cast, read)
        assert answer["Location"] == reverse("conflicts", args=[cast.amina.code])
        kept = Profile.objects.get(pk=cast.amina.pk)
        assert (kept.radius_km, kept.would_move) == (40, True)
        conflict = Conflict.objects.get()
        assert (conflict.stored, conflict.offered, conflict.by) == ("40", "60", cast.samira)
        text = desk.get(answer["Location"]).content.decode()
        assert "40" in text and "60" in text

    @pytest.mark.parametrize(("choice", "radius"), [("stored", 40), ("offered", 60)])
    def test_the_one_that_is_chosen_counts(self, cast, read, choice, radius):
        self.meet(cast, read)
        amina, conflict = read(cast.amina), Conflict.objects.get()
        amina.post(reverse("settle-conflict", args=[cast.amina.code, conflict.pk]), {choice: ""})
        assert Profile.objects.get(pk=cast.amina.pk).radius_km == radius
        assert not Conflict.objects.exists()

    def test_the_same_answer_twice_is_no_conflict(self, cast, read):
        self.meet(cast, read, first="40", second="40")
        assert not Conflict.objects.exists()

    def test_fields_that_only_the_other_changed_stay(self, cast, read):
        address = page_of(cast.amina, "place")
        phone, desk = read(cast.amina), read(cast.samira)
        on_phone, on_desk = form_on(phone, address), form_on(desk, address)
        phone.post(address, as_sent(on_phone, radius_km="40"))
        desk.post(address, as_sent(on_desk, would_move="on"))
        kept = Profile.objects.get(pk=cast.amina.pk)
        assert (kept.radius_km, kept.would_move) == (40, True)

    def test_a_telephone_number_waits_sealed(self, cast, read):
        Identity(profile=cast.amina, given_name="Amina", phone="+212600000001").save()
        address = page_of(cast.amina, "me")
        phone, desk = read(cast.amina), read(cast.samira)
        on_phone, on_desk = form_on(phone, address), form_on(desk, address)
        phone.post(address, as_sent(on_phone, phone="0600000002"))
        desk.post(address, as_sent(on_desk, phone="0600000003"))
        assert Identity.objects.get(profile=cast.amina).phone == "+212600000002"
        row = Conflict.objects.values_list("offered", flat=True).get()
        assert Conflict.objects.get().offered == "+212600000003"
        assert "600000003" not in str.__str__(row)


class TestSessionEnded:
    def test_what_was_typed_is_there_again_after_signing_in(self, cast, read):
        amina, address = read(cast.amina), page_of(cast.amina, "place")
        page = amina.get(address)
        typed_by = page.content.decode().split('name="typed_by" value="')[1].split('"')[0]
        sent = as_sent(page.context["form"], radius_km="77") | {"typed_by": typed_by}
        amina.logout()
        assert "/accounts/login/" in amina.post(address, sent)["Location"]
        assert "radius_km" not in str(dict(amina.session))
        amina.force_login(cast.amina.user)
        text = amina.get(address).content.decode()
        assert 'value="77"' in text and "What you typed is here again" in text
        assert Profile.objects.get(pk=cast.amina.pk).radius_km == cast.amina.radius_km
        assert "77" not in amina.get(address).content.decode()

    def test_it_is_shown_to_nobody_else(self, cast, read):
        amina, address = read(cast.amina), page_of(cast.amina, "place")
        page = amina.get(address)
        typed_by = page.content.decode().split('name="typed_by" value="')[1].split('"')[0]
        sent = as_sent(page.context["form"], radius_km="77") | {"typed_by": typed_by}
        amina.logout()
        amina.post(address, sent)
        amina.force_login(cast.samira)
        assert 'value="77"' not in amina.get(address).content.decode()

    def test_a_form_that_nobody_signed_is_not_kept(self, cast, read):
        stranger = read()
        stranger.post(page_of(cast.amina, "place"), {"radius_km": "77"})
        assert "typed" not in stranger.session

    def test_htmx_is_told_instead_of_shown_the_door(self, cast, read):
        answer = read().post(page_of(cast.amina, "place"), {}, headers={"HX-Request": "true"})
        assert answer.status_code == 401


class TestRows:
    def test_work_is_chosen_in_ones_own_words_and_described_on_its_page(self, cast, read):
        amina, address = read(cast.amina), reverse("add", args=[cast.amina.code, "work"])
        found = amina.get(address, {"q": "tailor"}).context["found"]
        answer = amina.post(address, {"q": "couture", "concept": found[0].concept_id})
        row = Experience.objects.latest("pk")
        assert answer["Location"] == page_of(cast.amina, "work", row.pk)
        assert (str(row.occupation), row.title, row.band) == ("tailor", "couture", "unsaid")

    def test_an_exact_length_stays_until_another_is_chosen(self, cast, read):
        work = Experience.objects.get(profile=cast.amina)
        amina, address = read(cast.amina), page_of(cast.amina, "work", work.pk)
        amina.post(address, as_sent(form_on(amina, address), tools="MIG"))
        work.refresh_from_db()
        assert (work.months, work.band) == (60, "")
        amina.post(address, as_sent(form_on(amina, address), band="1-3y"))
        work.refresh_from_db()
        assert (work.months, work.band) == (None, "1-3y")

    def test_skills_are_offered_from_the_work_and_ticked(self, cast, read):
        other = world.occupation("grinder", "7224", (cast.cut, cast.weld))
        Experience.objects.create(profile=cast.amina, occupation=other, months=3)
        amina = read(cast.amina)
        offered = amina.get(page_of(cast.amina, "skills")).context["suggested"]
        assert [str(skill) for skill in offered] == ["cut metal"]
        amina.post(reverse("add", args=[cast.amina.code, "skills"]), {"skill": [cast.cut.pk, cast.weld.pk, "x"]})
        kept = dict(cast.amina.skills.values_list("skill_id", "evidence"))
        assert kept == {cast.weld.pk: 4, cast.plans.pk: 1, cast.cut.pk: 1}

    def test_a_language_is_told_in_plain_words_and_a_finer_level_is_not_made_coarser(self, cast, read):
        french = cast.amina.languages.get(language="fr")
        french.spoken = 4
        french.save()
        amina, address = read(cast.amina), page_of(cast.amina, "languages", french.pk)
        amina.post(address, as_sent(form_on(amina, address), read="2"))
        french.refresh_from_db()
        assert (french.spoken, french.read) == (4, 2)
        assert "I speak it" in amina.get(address + "?scale=cefr").content.decode()

    def test_taking_out_asks_first(self, cast, read):
        stay = cast.amina.stays.create(country="IT", band="1-3y")
        amina, address = read(cast.amina), reverse("remove", args=[cast.amina.code, "abroad", stay.pk])
        amina.get(address)
        assert cast.amina.stays.exists()
        amina.post(address)
        assert not cast.amina.stays.exists()

    def test_rather_not_said_is_not_asked_for_again(self, cast, read):
        amina, address = read(cast.amina), reverse("edit", args=[cast.amina.code])
        cast.amina.languages.all().delete()
        assert "languages" in [step.part for step in amina.get(address).context["steps"]]
        amina.post(reverse("unsaid", args=[cast.amina.code, "languages"]))
        answer = amina.get(address)
        assert "languages" not in [step.part for step in answer.context["steps"]]
        assert "rather not said" in answer.content.decode()


class TestEvidence:
    def raise_(self, browser, cast, **told):
        skill = cast.amina.skills.get(skill=cast.plans)
        browser.post(reverse("raise-evidence", args=[cast.amina.code, skill.pk]), told)
        skill.refresh_from_db()
        return skill

    def test_amina_describes_and_samira_records_what_she_has_seen(self, cast, read):
        assert self.raise_(read(cast.amina), cast, step=2, told="Plans of stairs, at 1:20").evidence == 2
        skill = self.raise_(read(cast.samira), cast, step=5, told="Read three plans", vouched_by="Atelier Fès")
        assert skill.evidence == 5
        assert Event.objects.filter(name="skill.evidence_raised").count() == 2

    @pytest.mark.parametrize("step", [3, 4, 5, 6])
    def test_amina_cannot_vouch_for_herself(self, cast, read, step):
        skill = self.raise_(read(cast.amina), cast, step=step, told="I say so", vouched_by="Me")
        assert (skill.evidence, skill.steps.count()) == (1, 0)

    def test_a_test_without_a_tester_is_asked_for(self, cast, read):
        skill = cast.amina.skills.get(skill=cast.plans)
        address = reverse("raise-evidence", args=[cast.amina.code, skill.pk])
        text = read(cast.samira).post(address, {"step": 5, "told": "Read three plans"}).content.decode()
        assert "Say who confirmed, tested or certified it." in text and "Read three plans" in text

    def test_what_is_taken_back_lets_the_skill_fall_to_what_is_left(self, cast, read):
        self.raise_(read(cast.amina), cast, step=2, told="Plans of stairs")
        skill = self.raise_(read(cast.samira), cast, step=4, told="Called the foreman", vouched_by="Foreman, Brescia")
        step = skill.steps.get(step=4)
        read(cast.amina).post(reverse("take-back-evidence", args=[cast.amina.code, step.pk]))
        skill.refresh_from_db()
        assert skill.evidence == 2


class TestBeside:
    def test_samira_reads_the_words_in_the_persons_language_too(self, cast, read):
        cast.amina.user.language = "ar"
        cast.amina.user.save()
        text = read(cast.samira).get(page_of(cast.amina, "place")).content.decode()
        assert 'class="also" lang="ar"' in text and "I would move for a job" in text
        assert 'class="also"' not in read(cast.amina).get(page_of(cast.amina, "place")).content.decode()

    def test_a_colleague_takes_the_file_over_before_changing_it(self, cast, read):
        youssef = world.counsellor("Youssef", of=cast.agency)
        browser = read(youssef)
        assert browser.get(page_of(cast.amina, "place")).status_code == 404
        file = browser.get(reverse("person", args=[cast.amina.code])).content.decode()
        assert "Amina" not in file and "weld steel" in file
        browser.post(reverse("take-over", args=[cast.amina.code]))
        assert browser.get(page_of(cast.amina, "place")).status_code == 200
        assert "Amina" in browser.get(reverse("person", args=[cast.amina.code])).content.decode()
        assert Event.objects.filter(name="profile.taken_over", by_id=youssef.pk).exists()


def test_lists_cost_the_same_for_one_row_and_for_many(cast, read, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(name):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(page_of(cast.amina, name))
        return len(asked)

    browser = read(cast.amina)
    browser.get(page_of(cast.amina, "work"))
    few = [cost(name) for name in ("work", "skills", "languages", "abroad")]
    for n in range(12):
        job = world.occupation(f"job {n}")
        Experience.objects.create(profile=cast.amina, occupation=job, months=3)
        cast.amina.skills.create(skill=world.skill(f"skill {n}"))
        cast.amina.languages.create(language=f"x{n}"[:3])
        cast.amina.stays.create(country="IT", band="1-3y")
    assert [cost(name) for name in ("work", "skills", "languages", "abroad")] == few
