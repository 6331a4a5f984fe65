"""Bao posts an opening: from a word or a pasted text, over three pages, to what people see."""

import uuid

import pytest
from django.urls import reverse

from accounts.kept_typing import signature
from accounts.models import Event
from employers.models import Member, Opening, OpeningDraft, OpeningMove, WageFloor
from employers.posting import actions
from employers.posting.reading import plain, propose
from skills.models import Vocabulary
from tests import world

pytestmark = pytest.mark.django_db

TEXT = """Recrute 3 welder pour notre atelier
CDD de 6 mois, 44 h par semaine. Salaire : 4 000 à 4 500 DH net par mois.
Profil : 2 ans d'expérience, weld steel, permis B. Français courant, anglais souhaité."""


@pytest.fixture
def floor():
    return WageFloor.objects.create(
        country="MA", name="SMIG", hours_per_week=44, amount="17.92", currency="MAD", period="hour",
        monthly="3422.72", valid_from="2026-01-01", source="Decree of the day",
    )  # fmt: skip


@pytest.fixture
def bao(cast, floor):
    """Bao's firm has one site, at Fès; his agency is Samira's."""
    cast.firm.agency = cast.agency
    cast.firm.save()
    return cast.bao


def typed(cast, **more):
    """All three pages of a draft, as they were sent."""
    plain = {
        "title": "Welder", "occupation": "welder", "description": "Weld frames.", "site": cast.opening.site_id,
        "posts": 2, "contract": "permanent", "months": "", "hours_per_week": 44,
        "skill": [cast.weld.pk], f"need-{cast.weld.pk}": "r2", "speaks-fr": "r3", "years": 2, "or_equivalent": "on",
        "open_to_all": "on", "wage_min": "4 000", "wage_max": "4 500,50", "wage_period": "month",
        "wage_gross": "gross", "benefits": ["social"], "name_shown": "on",
    }  # fmt: skip
    return {
        name: [str(one) for one in sent] if isinstance(sent, list) else [str(sent)]
        for name, sent in {**plain, **more}.items()
    }


def draft_of(cast, **more):
    return actions.begin(cast.firm, uuid.uuid4(), typed(cast, **more), by=cast.bao)


def page(draft, name="work"):
    return (
        reverse("posting-check", args=[draft.pk]) if name == "check" else reverse("posting-step", args=[draft.pk, name])
    )


def published(opening):
    return Opening.objects.exclude(pk=opening.pk).get()


def test_from_a_word_to_what_people_see_in_four_pages(cast, bao, read):
    browser, key = read(bao), uuid.uuid4()
    # Of one firm only, nobody is asked which.
    assert f'name="employer" value="{cast.firm.pk}"' in browser.get(reverse("posting")).content.decode()
    begun = browser.post(reverse("posting"), {"employer": cast.firm.pk, "key": key, "title": "welder", "text": ""})
    draft = OpeningDraft.objects.get(pk=key)
    assert begun["Location"] == page(draft)
    assert 'value="welder"' in browser.get(page(draft)).content.decode()
    sent = typed(cast, occupation="")
    for name, after in (("work", "needs"), ("needs", "offer"), ("offer", "check")):
        assert browser.post(page(draft, name), {**sent, "version": fresh(draft).version})["Location"] == page(
            draft, after
        )
    # What the occupation usually needs was there to be ticked.
    assert f'id="skill-{cast.plans.pk}"' in browser.get(page(draft, "needs")).content.decode()
    seen = browser.get(page(draft, "check")).content.decode()
    assert "Not below the legal minimum" in seen and "Decree of the day" in seen and "Weld frames." in seen
    browser.post(page(draft, "check"))
    made = published(cast.opening)
    assert (made.title, made.occupation, made.posts, made.state) == ("Welder", cast.welder, 2, "published")
    assert (made.wage_min, made.wage_max, made.wage_monthly, made.wage_currency) == (4000, 4500.5, 4000, "MAD")
    assert [(need.skill, need.required, need.level) for need in made.needs.all()] == [(cast.weld, True, 2)]
    assert [(row.language, row.level, row.required) for row in made.languages.all()] == [("fr", 3, True)]
    assert (made.years, made.or_equivalent, made.open_to_all, made.abroad_valued) == (2, True, True, False)
    assert (made.key, made.posted_by, made.benefits) == (key.hex, bao, ["social"])
    assert OpeningMove.objects.get(opening=made).after == "published"


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_pasted_text_is_proposed_and_only_what_is_ticked_is_taken(cast, bao, read):
    browser, key = read(bao), uuid.uuid4()
    sent = {"employer": cast.firm.pk, "key": key, "title": "", "text": TEXT}
    at = browser.post(reverse("posting"), sent)["Location"]
    offered = browser.get(at).content.decode()
    assert 'value="wage"' in offered and "checked" not in offered
    assert offered.count("checked") == 0
    browser.post(at, {"take": ["title", "wage"]})
    kept = fresh(OpeningDraft.objects.get(pk=key)).typed
    assert kept["wage_min"] == ["4000"] and kept["wage_gross"] == ["net"] and "contract" not in kept


def test_all_is_ticked_by_one_button_that_takes_nothing_over(cast, bao, read):
    draft = actions.begin(cast.firm, uuid.uuid4(), {"title": [""]}, text=TEXT, by=bao)
    offered = read(bao).post(reverse("posting-read", args=[draft.pk]), {"all": "1"}).content.decode()
    assert offered.count("checked") == len(propose(TEXT, "en"))
    assert fresh(draft).typed == {"title": [""]}


def test_what_a_text_says(cast):
    says = {piece.key: piece for piece in propose(TEXT, "en")}
    values = {name: sent for piece in says.values() for name, sent in piece.values.items()}
    assert values["title"] == ["Welder"] and values["meant"] == [str(cast.welder.pk)]
    assert (values["contract"], values["months"], values["hours_per_week"]) == (["fixed_term"], ["6"], ["44"])
    assert (values["posts"], values["years"], values["licences"]) == (["3"], ["2"], ["B"])
    assert (values["wage_min"], values["wage_max"], values["wage_period"]) == (["4000"], ["4500"], ["month"])
    assert (values["speaks-fr"], values["speaks-en"]) == (["r5"], ["a4"])
    assert values["skill"] == [str(cast.weld.pk)]
    assert says["wage"].shown == "Salaire : 4 000 à 4 500 DH net par mois"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("3 500", "3500"), ("3.500", "3500"), ("3,500", "3500"), ("17,50", "17.50"), ("17.5", "17.5"), ("٤٥٠٠", "4500")],
)
def test_amounts_as_people_write_them(typed, amount):
    assert plain(typed) == amount


def test_nothing_typed_is_lost_where_something_is_wrong(cast, bao, read):
    draft = draft_of(cast)
    told = read(bao).post(page(draft, "offer"), {**typed(cast, wage_min="many", training="A month"), "version": 0})
    assert told.status_code == 200 and "many" in told.content.decode()
    assert fresh(draft).typed["wage_min"] == ["many"] and fresh(draft).typed["training"] == ["A month"]


def test_a_draft_waits_for_everybody_who_may_post_and_for_nobody_else(cast, bao, read):
    draft = draft_of(cast)
    kept = read(bao).post(page(draft), {**typed(cast, title="Two welders", contract=""), "version": 0, "later": "1"})
    assert kept["Location"] == reverse("home")
    assert "Two welders" in read(bao).get(reverse("home")).content.decode()
    karim, idle = world.user("Karim"), world.user("Idle")
    Member.objects.create(user=karim, employer=cast.firm)
    Member.objects.create(user=idle, employer=cast.firm, may_post=False)
    assert read(karim).get(page(draft)).status_code == read(cast.samira).get(page(draft)).status_code == 200
    for other in (idle, cast.chidi, cast.amina):
        assert [read(other).get(page(draft, name)).status_code for name in ("work", "check")] == [404, 404]
        assert read(other).post(page(draft), typed(cast)).status_code == 404


def test_an_ended_session_loses_nothing(cast, bao, read):
    draft = draft_of(cast)
    browser = read(bao)
    browser.logout()
    browser.post(page(draft), {**typed(cast, title="Kept title"), "version": 0, "typed_by": signature(bao)})
    browser.force_login(bao)
    back = browser.get(page(draft)).content.decode()
    assert "Kept title" in back and "You were signed out" in back
    assert fresh(draft).typed["title"] == ["Welder"]


def test_a_double_click_and_two_windows_make_one_opening(cast, bao, read):
    browser, key = read(bao), uuid.uuid4()
    for _click in range(2):
        browser.post(reverse("posting"), {"employer": cast.firm.pk, "key": key, "title": "welder", "text": ""})
    assert OpeningDraft.objects.count() == 1
    draft = draft_of(cast)
    answers = [browser.post(page(draft, "check")) for _click in range(2)]
    made = published(cast.opening)
    assert {answer["Location"] for answer in answers} == {reverse("opening", args=[made.pk])}
    assert browser.get(page(draft))["Location"] == reverse("opening", args=[made.pk])


def test_whoever_saves_later_is_told_first_and_undoes_nothing_unseen(cast, bao, read):
    draft, karim = draft_of(cast), world.user("Karim")
    Member.objects.create(user=karim, employer=cast.firm)
    read(karim).post(page(draft), {**typed(cast, title="Karim's title"), "version": 0})
    told = read(bao).post(page(draft), {**typed(cast, title="Bao's title"), "version": 0})
    text = told.content.decode()
    assert told.status_code == 200 and "saved other words" in text
    assert "Karim&#x27;s title" in text and 'value="Bao&#x27;s title"' in text
    assert fresh(draft).typed["title"] == ["Karim's title"]
    read(bao).post(page(draft), {**typed(cast, title="Bao's title"), "version": fresh(draft).version})
    assert fresh(draft).typed["title"] == ["Bao's title"]


def test_two_who_typed_the_same_or_on_other_pages_are_not_stopped(cast, bao, read):
    draft = draft_of(cast)
    other_page = {**typed(cast, wage_min="5000", wage_max=""), "version": 0}
    assert read(bao).post(page(draft, "offer"), other_page).status_code == 302
    assert read(bao).post(page(draft, "needs"), {**typed(cast), "version": 0}).status_code == 302


def test_a_wage_below_the_floor_is_refused_with_the_figure_and_its_source(cast, bao, read):
    draft, browser = draft_of(cast, wage_min="3 000", wage_max=""), read(bao)
    text = browser.get(page(draft, "check")).content.decode()
    assert "3,422.72" in text and "Decree of the day" in text and ">Publish<" not in text
    browser.post(page(draft, "check"))
    assert Opening.objects.get() == cast.opening and fresh(draft).typed["wage_min"] == ["3 000"]


def test_unlawful_words_are_taken_out_by_one_tap(cast, bao, read):
    draft, browser = draft_of(cast, description="Weld frames. Jeune homme sérieux."), read(bao)
    text = browser.get(page(draft, "check")).content.decode()
    assert "Take these words out" in text and ">Publish<" not in text
    for _tap in range(4):
        browser.post(reverse("posting-wording", args=[draft.pk]), {"use": "0"})
    assert "homme" not in fresh(draft).typed["description"][0]
    assert fresh(draft).typed["description"][0].startswith("Weld frames")
    browser.post(page(draft, "check"))
    assert published(cast.opening).state == "published"


def test_with_an_article_of_law_an_officer_reads_it_first(cast, bao, read):
    draft, browser = draft_of(cast, description="Casier judiciaire vierge exigé."), read(bao)
    assert ">Publish<" not in browser.get(page(draft, "check")).content.decode()
    browser.post(reverse("posting-wording", args=[draft.pk]), {"legal_basis": "article 12 de la loi 27-06"})
    browser.post(page(draft, "check"))
    made = published(cast.opening)
    assert (made.state, made.legal_basis) == ("submitted", "article 12 de la loi 27-06")


def test_what_is_missing_is_named_with_its_page(cast, bao, read):
    draft = draft_of(cast, contract="", wage_min="")
    text = read(bao).get(page(draft, "check")).content.decode()
    assert f"{page(draft)}?check#id_contract" in text and f"{page(draft, 'offer')}?check#id_wage_min" in text
    assert read(bao).post(page(draft, "check")).status_code == 200
    assert Opening.objects.get() == cast.opening


def test_an_occupation_is_typed_in_words_and_chosen_among_the_nearest(cast, bao, read):
    inspector = world.occupation("welding inspector", "3115")
    Vocabulary.changed()
    draft, browser = draft_of(cast, occupation="weldin inspektor"), read(bao)
    asked = browser.post(page(draft), {**typed(cast, occupation="weldin inspektor"), "version": 0}).content.decode()
    assert f'id="meant-{inspector.pk}"' in asked and "Choose the nearest" in asked
    chosen = {**typed(cast, occupation="weldin inspektor", meant=inspector.pk), "version": 1}
    assert browser.post(page(draft), chosen)["Location"] == page(draft, "needs")
    browser.post(page(draft, "check"))
    assert published(cast.opening).occupation == inspector
    draft = draft_of(cast)
    unknown = browser.post(page(draft), {**typed(cast, occupation="qqqq zzzz"), "version": fresh(draft).version})
    assert "We know no occupation by these words" in unknown.content.decode()


def test_a_skill_is_added_by_its_words_without_scripts(cast, bao, read):
    draft, browser = draft_of(cast), read(bao)
    sent = {**typed(cast, skill_words="cut metal"), "version": 0, "add": "skill"}
    text = browser.post(page(draft, "needs"), sent).content.decode()
    assert f'id="skill-{cast.cut.pk}"' in text
    assert fresh(draft).typed["skill"] == [str(cast.weld.pk), str(cast.cut.pk)]
    assert fresh(draft).typed["skill_words"] == [""]
    unknown = {**typed(cast, skill_words="qqqq zzzz"), "version": fresh(draft).version}
    assert "We know no skill by these words" in browser.post(page(draft, "needs"), unknown).content.decode()


def test_posting_again_is_a_new_draft_of_the_same_words(cast, bao, read):
    browser = read(bao)
    for _click in range(2):
        at = browser.post(reverse("posting-again", args=[cast.opening.pk]))["Location"]
    draft = OpeningDraft.objects.get()
    assert at == page(draft) and draft.opening is None
    assert draft.typed["title"] == ["welder"] and draft.typed["deadline"] == [""]
    assert set(draft.typed["skill"]) == {str(one.pk) for one in (cast.weld, cast.plans, cast.cut)}
    assert draft.typed[f"need-{cast.cut.pk}"] == ["a2"]
    assert read(cast.chidi).post(reverse("posting-again", args=[cast.opening.pk])).status_code == 404


def test_a_live_opening_is_changed_judged_anew_and_seen_as_before_until_then(cast, bao, read):
    browser = read(bao)
    browser.post(reverse("posting-edit", args=[cast.opening.pk]))
    draft = OpeningDraft.objects.get(opening=cast.opening)
    low = {**typed(cast, wage_min="2000", wage_max=""), "version": draft.version}
    browser.post(page(draft, "offer"), low)
    assert fresh(cast.opening).wage_min == 4000
    browser.post(page(draft, "check"))
    assert fresh(cast.opening).wage_min == 4000
    browser.post(page(draft, "offer"), {**typed(cast, wage_min="5000", wage_max=""), "version": fresh(draft).version})
    browser.post(page(draft, "check"))
    changed = fresh(cast.opening)
    assert (changed.wage_min, changed.wage_monthly, changed.state) == (5000, 5000, "published")
    event = Event.objects.get(name="opening.changed")
    assert "wage_min" in event.facts["fields"] and "title" not in event.facts["fields"]
    assert not fresh(draft).typed
    # Again, with what it says now.
    browser.post(reverse("posting-edit", args=[cast.opening.pk]))
    assert fresh(draft).typed["wage_min"] == ["5000"]


def test_what_is_over_is_not_changed(cast, bao, read):
    Opening.objects.filter(pk=cast.opening.pk).update(state="filled")
    assert read(bao).post(reverse("posting-edit", args=[cast.opening.pk])).status_code == 404


def test_a_draft_is_thrown_away_and_the_opening_stays(cast, bao, read):
    browser, draft = read(bao), draft_of(cast)
    browser.get(reverse("posting-remove", args=[draft.pk]))
    assert OpeningDraft.objects.filter(pk=draft.pk).exists()
    browser.post(reverse("posting-remove", args=[draft.pk]))
    assert not OpeningDraft.objects.exists()
    browser.post(reverse("posting-edit", args=[cast.opening.pk]))
    change = OpeningDraft.objects.get()
    browser.post(reverse("posting-remove", args=[change.pk]))
    assert not OpeningDraft.objects.being_typed().exists() and fresh(cast.opening) == cast.opening


def test_the_agency_posts_for_its_firm(cast, bao, read):
    draft = draft_of(cast)
    read(cast.samira).post(page(draft, "check"))
    assert published(cast.opening).posted_by == cast.samira
