"""The printed form: three languages, one or two pages, both codes, and nobody's words taken for instructions."""

import random
import re
from datetime import date
from io import BytesIO

import pypdf
import pytest
from django.urls import reverse

from returnees.models import Experience, Identity, Profile, Qualification
from skills import documents
from skills.models import Label
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(cast) -> Profile:
    Identity.objects.filter(pk=cast.amina.pk).delete()
    Identity.objects.create(
        profile=cast.amina, given_name="Amina", family_name="Ben Ali", given_name_ar="أمينة", family_name_ar="بن علي"
    )
    return cast.amina


def printed(read, profile, passport, language: str) -> pypdf.PdfReader:
    answer = read(profile).get(reverse("passport-sheet", args=[profile.code, passport.pk, language]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith(f'attachment; filename="passport-{passport.shown_code}')
    return pypdf.PdfReader(BytesIO(answer.content))


def text_of(sheet: pypdf.PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in sheet.pages))


@pytest.mark.parametrize(("language", "title"), [("en", "Skills passport"), ("fr", "Passeport de compétences")])
def test_it_says_what_was_signed_in_the_language_asked_for(amina, read, language, title):
    passport = world.passport(amina)
    sheet = printed(read, amina, passport, language)
    text = text_of(sheet)
    for said in (title, "Amina Ben Ali", "Weld steel", passport.shown_code, "wasl.example/passport"):
        assert said in text, said
    assert sheet.trailer["/Root"]["/Lang"] == language


def test_arabic_is_joined_when_drawn_and_read_back_as_it_was_written(cast, amina, read):
    Label.objects.create(concept=cast.weld, language="ar", kind="preferred", text="لحام المعادن")
    passport = world.passport(amina, language="ar", name="arabic")
    sheet = printed(read, amina, passport, "ar")
    text = documents.text_of(sheet.stream.getvalue())
    for said in ("أمينة بن علي", "جواز المهارات", "لحام المعادن", passport.shown_code, "wasl.example/passport"):
        assert said in text, said
    assert sheet.trailer["/Root"]["/Lang"] == "ar"
    # Drawn with our own fonts, on every machine.
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in sheet.pages for font in page["/Resources"]["/Font"].values()
    }
    assert any("NotoSansArabic" in font for font in fonts) and all("NotoSans" in font for font in fonts)


def test_a_letter_that_no_font_here_has_does_not_stop_the_print(amina, read):
    Experience.objects.filter(profile=amina).update(title="ⴰⵎⴰⵣⵉⵖ", tasks="焊接 🔥")
    sheet = printed(read, amina, world.passport(amina, abroad=True), "fr")
    assert "ⴰⵎⴰⵣⵉⵖ" in text_of(sheet) and "Amina Ben Ali" in text_of(sheet)


def test_what_people_write_is_print_and_never_an_instruction(cast, amina, read):
    evil = '#panic("x") $a$ *b* _c_ @d <e> `f` \\ #import "@preview/x:1.0.0" "'
    Experience.objects.filter(profile=amina).update(title=evil, tasks='#read("/etc/passwd")', tools="= Not a heading")
    Qualification.objects.create(profile=amina, title="#" * 40)
    text = text_of(printed(read, amina, world.passport(amina, abroad=True), "en"))
    for said in ('#panic("x")', "*b*", "_c_", '#read("/etc/passwd")', "= Not a heading", "#" * 40):
        assert said in text, said


def test_a_full_one_fits_two_pages_and_says_what_the_code_leaves_out(cast, amina, read):
    draw = random.Random(1)
    for n in range(35):
        skill = world.skill("".join(draw.choices("abcdefghijklmnopqrstuvwxyz ", k=40)).strip())
        amina.skills.create(skill=skill, evidence=1 + n % 6)
    for n in range(3):
        amina.experiences.create(occupation=cast.welder, title=f"work {n}", months=20, tasks="x " * 60, tools="y " * 40)
    passport = world.passport(amina, wishes=["jobs", "distance"])
    sheet = printed(read, amina, passport, "en")
    assert len(sheet.pages) <= 2
    left_out = int(re.search(r"(\d+) skills did not fit into that code", text_of(sheet))[1])
    assert 0 < left_out < 37
    page = read().post(reverse("passport-check"), {"text": passport.offline}).content.decode()
    assert f"{left_out} more skills stand in the whole passport only" in page


def test_it_is_tagged_for_readers_aloud_and_both_codes_are_named(amina, read):
    sheet = printed(read, amina, world.passport(amina), "en")
    root = sheet.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "Skills passport" in str(sheet.metadata.title)

    def alternatives(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, dict):
            if "/Alt" in node:
                yield str(node["/Alt"])
            if "/K" in node:
                yield from alternatives(node["/K"])
        elif isinstance(node, list):
            for one in node:
                yield from alternatives(one)

    told = list(alternatives(root["/StructTreeRoot"]))
    assert [text for text in told if text.startswith("QR code")] == [
        "QR code that leads to the page which checks this passport",
        "QR code that holds the signed short form of this passport",
    ]


def test_another_language_than_the_three_is_no_page(amina, read):
    passport = world.passport(amina)
    assert read(amina).get(reverse("passport-sheet", args=[amina.code, passport.pk, "es"])).status_code == 404


def test_dates_are_written_out(amina, read):
    passport = world.passport(amina)
    day: date = passport.expires_on
    assert f"{day.day} {day:%B %Y}" in text_of(printed(read, amina, passport, "en"))
