"""A file of openings: read in whatever shape it comes, shown row by row, kept once and only when somebody says so."""

import csv
import io
import json
import zipfile
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from employers.bulk import actions, columns, files, postings, values
from employers.bulk.files import Unreadable
from employers.bulk.template import workbook
from employers.bulk.values import Wrong
from employers.models import Employer, Member, Opening, OpeningImport, WageFloor
from employers.public.jobposting import job_posting, script
from tests import world

pytestmark = pytest.mark.django_db

HEAD = "Reference;Title;Contract;Town;Hours;Wage from"
GOOD = f"{HEAD}\nA-1;welder;CDI;Fès;44;4 000,50\nA-2;tailor;CDD;Fès;44;3900\n"


@pytest.fixture
def firm(cast) -> Employer:
    Opening.objects.all().delete()
    return cast.firm


def send(browser, raw: bytes | str, name: str = "openings.csv", **more: object):
    raw = raw.encode() if isinstance(raw, str) else raw
    return browser.post(reverse("bulk"), {"employer": more.pop("firm"), "file": SimpleUploadedFile(name, raw)}, **more)


def xlsx(*rows: tuple, **sheets: tuple) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def lines(firm: Employer, bao, text: str) -> list[dict]:
    return world.brought(firm, bao, text).lines


# The story


def test_bao_brings_a_file_looks_at_it_and_keeps_it(cast, firm, read):
    browser = read(cast.bao)
    sent = send(browser, GOOD, firm=firm.pk)
    brought = OpeningImport.objects.get()
    assert sent["Location"] == reverse("bulk-preview", args=[brought.pk])
    page = browser.get(sent["Location"]).content.decode()
    assert "2 rows can be kept" in page
    assert not Opening.objects.exists()  # nothing before he says so
    kept = browser.post(reverse("bulk-keep", args=[brought.pk]), {"how": "draft"})
    assert "2 openings were kept." in browser.get(kept["Location"]).content.decode()
    welder = Opening.objects.get(title="welder")
    assert (welder.state, welder.contract, welder.wage_min, welder.hours_per_week, welder.source, welder.posted_by) == (
        "draft", "permanent", Decimal("4000.50"), 44, "file", cast.bao,
    )  # fmt: skip
    assert welder.site.place.name_fr == "Fès"


def test_what_is_handed_in_is_checked_and_what_is_unsure_stays_a_draft(cast, firm):
    brought = world.brought(firm, cast.bao, f"{HEAD}\n1;welder;CDI;Fès;44;4000\n2;weldor;CDI;Fès;44;4000\n")
    assert [(line["good"], line["sure"], line["meaning"]) for line in brought.lines] == [
        (True, True, "welder"),
        (True, False, "welder"),
    ]
    actions.keep(brought, handing_in=True, by=cast.bao)
    assert dict(Opening.objects.values_list("title", "state")) == {"welder": "published", "weldor": "draft"}
    assert (brought.kept, brought.handed_in) == (2, 1)


@pytest.mark.parametrize(
    ("title", "sure"), [("Welder", True), ("welders", True), ("welder / welder", True), ("good welder", False)]
)
def test_an_occupation_is_sure_where_it_is_called_by_its_name(cast, firm, title, sure):
    [line] = lines(firm, cast.bao, f"{HEAD}\n1;{title};CDI;Fès;44;4000\n")
    assert (line["meaning"], line["sure"]) == ("welder", sure)


@pytest.mark.parametrize("again", ["twice", "two tabs", "sent anew"])
def test_a_line_makes_one_opening_however_often_it_is_kept(cast, firm, again):
    brought = world.brought(firm, cast.bao, GOOD)
    other = OpeningImport.objects.get() if again != "sent anew" else world.brought(firm, cast.bao, GOOD)
    actions.keep(brought, handing_in=False, by=cast.bao)
    if again == "twice":
        other = OpeningImport.objects.get()
    actions.keep(other, handing_in=False, by=cast.bao)
    assert Opening.objects.count() == 2


def test_a_file_that_was_kept_is_known_again(cast, firm, read):
    actions.keep(world.brought(firm, cast.bao, GOOD), handing_in=False, by=cast.bao)
    anew = world.brought(firm, cast.bao, GOOD + "A-3;welder;CDI;Fès;40;5000\n")
    page = read(cast.bao).get(reverse("bulk-preview", args=[anew.pk])).content.decode()
    assert "2 rows are openings already" in page
    assert "1 row can be kept" in page


def test_two_lines_that_say_the_same_are_one_opening(cast, firm):
    twins = lines(firm, cast.bao, "Title;Contract;Town;Wage\nwelder;CDI;Fès;4000\nwelder;CDI;Fès;4000\n")
    assert [line["errors"] for line in twins] == [{}, {"title": ["The same as line 2."]}]


def test_files_are_forgotten_after_a_day_and_their_openings_stay(cast, firm):
    actions.keep(world.brought(firm, cast.bao, GOOD), handing_in=False, by=cast.bao)
    world.brought(firm, cast.bao, GOOD)
    OpeningImport.objects.filter(confirmed_at=None).update(made_at=timezone.now() - timedelta(hours=23))
    OpeningImport.objects.exclude(confirmed_at=None).update(made_at=timezone.now() - timedelta(hours=25))
    assert actions.forget_files() == 1
    assert actions.forget_files() == 0
    assert OpeningImport.objects.get().confirmed_at is None
    assert Opening.objects.count() == 2


def test_only_who_may_post_brings_files_and_nobody_sees_anothers(cast, firm, read):
    brought = world.brought(firm, cast.bao, GOOD)
    Member.objects.filter(user=cast.bao).update(may_post=False)
    assert send(read(cast.bao), GOOD, firm=firm.pk).status_code == 404
    for who in (cast.bao, cast.chidi, cast.samira):
        assert read(who).get(reverse("bulk-preview", args=[brought.pk])).status_code == 404
        assert read(who).post(reverse("bulk-keep", args=[brought.pk])).status_code == 404
    assert not Opening.objects.exists()
    elsewhere = world.employer("Elsewhere Démo", member=cast.chidi)
    Member.objects.filter(user=cast.bao).update(may_post=True)
    assert "Select a valid choice" in send(read(cast.bao), GOOD, firm=elsewhere.pk).content.decode()


# Every shape a file comes in


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_csv_in_every_usual_shape(cast, firm, delimiter, encoding):
    text = "Intitulé;Contrat;Ville;Salaire minimum\nwelder;CDI;Fès;4000\n".replace(";", delimiter)
    brought = actions.bring(text.encode(encoding), "offres.csv", firm, by=cast.bao)
    assert brought.lines[0]["typed"] == {"title": "welder", "contract": "CDI", "town": "Fès", "wage_from": "4000"}
    assert brought.lines[0]["good"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_a_csv_in_arabic(cast, firm, encoding):
    place = firm.sites.get().place
    place.name_ar = "فاس"
    place.save()
    text = "المسمى;العقد;المدينة;الأجر;ملاحظات\nwelder;غير محدد المدة;فاس;٤٠٠٠;لا شيء\n"
    if encoding == "cp1256":
        text = text.replace("٤٠٠٠", "4000")
    brought = actions.bring(text.encode(encoding), "عروض.csv", firm, by=cast.bao)
    assert brought.lines[0]["errors"] == {}
    assert brought.about["unknown"] == ["ملاحظات"]


def test_a_workbook_with_its_dates_numbers_and_a_line_above(cast, firm):
    soon = date.today() + timedelta(30)
    raw = xlsx(
        ("Our openings of this season",),
        ("Title", "Contract", "Town", "Wage", "Hours", "Start", "Apply until"),
        ("welder", "CDI", "Fès", 4000.5, 44, soon, soon),
        (),
        ("tailor", "CDI", "Fès", 4100, 44, None, None),
    )
    brought = actions.bring(raw, "openings.xlsx", firm, by=cast.bao)
    assert [line["line"] for line in brought.lines] == [3, 5]
    assert brought.lines[0]["typed"]["start"] == soon.isoformat()
    assert brought.lines[0]["typed"]["wage_from"] == "4000.5"
    assert all(line["good"] for line in brought.lines)


def test_a_formula_is_never_worked_out(cast, firm):
    raw = xlsx(("Title", "Contract", "Town", "Wage"), ("welder", "CDI", "Fès", "=4000*2"), ("=A2", "CDI", "Fès", 4000))
    first, second = actions.bring(raw, "openings.xlsx", firm, by=cast.bao).lines
    assert first["errors"] == {"wage_from": ["A formula, not a value. Copy the cell and paste it as a value."]}
    assert list(second["errors"]) == ["title"]


def test_what_looks_like_a_formula_in_a_csv_is_text_and_goes_out_harmless(cast, firm, read):
    text = "Title;Contract;Town;Wage;Tasks\n=HYPERLINK(1);CDI;Nowhere;4000;@SUM(1)\n"
    brought = world.brought(firm, cast.bao, text)
    assert brought.lines[0]["typed"]["title"] == "=HYPERLINK(1)"
    told = read(cast.bao).get(reverse("bulk-errors", args=[brought.pk]))
    assert told.content.startswith("\ufeff".encode())
    head, row = csv.reader(io.StringIO(told.content.decode("utf-8-sig")))
    assert (head[0], head[-1]) == ("Line", "What is wrong")
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "The firm has no site of this name. Its sites: Fès." in row[-1]


def test_the_list_of_what_is_wrong_is_corrected_and_sent_again(cast, firm, read):
    brought = world.brought(firm, cast.bao, f"{HEAD}\n=1;welder;CDI;Fez;44;4000\n")
    told = read(cast.bao).get(reverse("bulk-errors", args=[brought.pk]), headers={"Accept-Language": "fr"})
    again = actions.bring(told.content.replace(b"Fez", "Fès".encode()), "x.csv", firm, by=cast.bao)
    assert again.lines[0]["good"]
    assert again.lines[0]["typed"]["reference"] == "=1"
    assert again.about["unknown"] == []


OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def zipped(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "The file is empty."),
        (b"  \n ", "The file is empty."),
        (b";;;\n;;\n", "There is nothing in the file."),
        (f"{HEAD}\n".encode(), "There is no row under the names of the columns."),
        (OLD_EXCEL, "This is an old Excel file (.xls)."),
        (OLD_EXCEL + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"%PDF-1.7 ...", "This is a picture or a PDF."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture or a PDF."),
        (zipped(word__document_xml="<x/>"), "This is a Word file."),
        (zipped(content_xml="<x/>"), "another kind of workbook"),
        (zipped(readme_txt="x"), "neither CSV nor an Excel file"),
        (zipped(xl__workbook_xml="<x"), "The workbook is damaged."),
        (b"PK\x03\x04 cut off", "The workbook is damaged."),
        (zipped(xl__workbook_xml="<x/>", xl__a_xml=" " * 90_000_000), "unpacks to more than 80 MB"),
        (b"\x01\x02\x03\x04\x05" * 40 + b"\n", "neither CSV nor an Excel file"),
        ("Intitulé;Contrat;Ville\nsoudé;CDI;Fès".encode("mac-roman"), "cannot be recognised"),
        ("Intitulé;Ville\nx;Fès".encode().decode("cp1252").encode(), "cannot be recognised"),
        (b'Title;Contract\n"welder;CDI\n' + b"x" * 200_000, "From line 2 on the file cannot be read"),
        (b"Title;Town\nwelder;F\xc3\xa8s\n", "These columns are missing: “Contract”, “Wage from”."),
        (b"{ not json", "This is not JSON that can be read."),
        (b'{"@type": "Recipe"}', "There is no JobPosting in it."),
        (b"<!DOCTYPE html><p>Hello", "There is no JobPosting in this page."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(cast, firm, read, raw, says):
    page = send(read(cast.bao), raw, firm=firm.pk).content.decode()
    assert says in page
    assert 'class="field wrong"' in page
    assert not OpeningImport.objects.exists()


def test_a_bomb_in_the_xml_of_a_workbook_goes_off_nowhere(cast, firm):
    good = zipfile.ZipFile(io.BytesIO(xlsx(("Title",), ("welder",))))
    file = io.BytesIO()
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    with zipfile.ZipFile(file, "w") as packed:
        for name in good.namelist():
            content = good.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = f"{bomb}]><worksheet><sheetData>&m;</sheetData></worksheet>".encode()
            packed.writestr(name, content)
    with pytest.raises(Unreadable):
        actions.bring(file.getvalue(), "bomb.xlsx", firm, by=cast.bao)


def test_a_file_over_the_limit_is_refused_beside_its_field(cast, firm, read):
    page = send(read(cast.bao), b"x" * (11 * 1024**2), firm=firm.pk).content.decode()
    assert "The file is larger than 10 MB." in page


def test_nothing_sent_says_what_is_wanted(cast, firm, read):
    page = read(cast.bao).post(reverse("bulk"), {"employer": firm.pk}).content.decode()
    assert "Choose a file, or paste the code below." in page


def test_ten_thousand_rows_are_counted_and_the_first_are_read(cast, firm, read, monkeypatch):
    monkeypatch.setattr(files, "MOST_KEPT", 20)
    monkeypatch.setattr(files, "MOST_ROWS", 100)
    for count, says in ((100, "The file has 100 rows."), (101, "The file has more than")):
        brought = world.brought(firm, cast.bao, HEAD + "".join(f"\n{n};welder;CDI;Fès;44;4000" for n in range(count)))
        assert len(brought.lines) == 20
        assert says in read(cast.bao).get(reverse("bulk-preview", args=[brought.pk])).content.decode()


# Columns and cells


def test_names_of_columns_in_three_languages_and_misspelt():
    named = columns.match(["المسمى الوظيفي", "vile", "Town", "salarie minimum", "Contract type", "Shoe size"])
    assert named.keys == ["title", "", "town", "wage_from", "contract", ""]
    assert [(name, column.key) for name, column in named.guessed] == [("salarie minimum", "wage_from")]
    assert named.unknown == ["vile", "Shoe size"]
    assert named.missing == []


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_template_is_read_back_in_every_language(language):
    with translation.override(language):
        book = openpyxl.load_workbook(io.BytesIO(workbook(language)))
        header = [cell.value for cell in book.worksheets[0][1]]
        assert columns.match(header).keys == [column.key for column in columns.COLUMNS]
        # Every example of the second sheet is understood.
        row = {column.key: column.sample(language) for column in columns.COLUMNS if column.sample(language)}
        assert values.contract(row["contract"]) == "permanent"
        assert values.period(row["period"]) == ("month", 1)
        assert values.languages(row["languages"])[0] == ("fr", 3, True)
        assert values.education(row["education"]) == 3
        assert values.benefits(row["benefits"])[0] == ["transport", "meals"]
        assert values.yes(row["abroad"]) is True
        assert book.worksheets[0].sheet_view.rightToLeft is (language == "ar")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", (2026, 3, 1)),
        ("2026-03-01T08:00:00Z", (2026, 3, 1)),
        ("01/03/2026", (2026, 3, 1)),
        ("1.3.26", (2026, 3, 1)),
        ("1er mars 2026", (2026, 3, 1)),
        ("1 مارس 2026", (2026, 3, 1)),
        ("٠١/٠٣/٢٠٢٦", (2026, 3, 1)),
        ("46082", (2026, 3, 1)),
    ],
)
def test_days(text, day):
    assert values.day(text) == date(*day)


@pytest.mark.parametrize("text", ["31/02/2026", "13/13/2026", "tomorrow", "2026", "03-2026"])
def test_what_is_no_day(text):
    with pytest.raises(Wrong):
        values.day(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4 000,50", "4000.50"),
        ("4.000,50", "4000.50"),
        ("4,000.50", "4000.50"),
        ("4,000", "4000"),
        ("4.000", "4000"),
        ("1.234.567", "1234567"),
        ("17,92", "17.92"),
        ("4000 DH", "4000"),
        ("4\u202f000,50 MAD", "4000.50"),
        ("٤٠٠٠٫٥", "4000.5"),
    ],
)
def test_amounts(text, amount):
    assert values.amount(text) == Decimal(amount)


def test_dinars_have_thousandths():
    assert values.amount("528,320", thousandths=True) == Decimal("528.32")


@pytest.mark.parametrize("text", ["a lot", "4000-5000", "=4000", "", "4k"])
def test_what_is_no_amount(text):
    with pytest.raises(Wrong):
        values.amount(text)


def test_each_wrong_cell_has_its_sentence(cast, firm):
    text = (
        "Title;Contract;Town;Wage;Wage to;Hours;Apply until;Length in months;Languages;Licences;Education;Posts\n"
        ";pact;Nowhere;much;10;99;2020-01-01;x;klingon;Z;clever;0\n"
    )
    [line] = lines(firm, cast.bao, text)
    assert set(line["errors"]) == {"title", *line["typed"]} - {"wage_to"}
    assert not line["good"]


def test_the_floor_and_the_law_are_held_to_row_by_row(cast, firm):
    WageFloor.objects.create(
        country="MA", name="SMIG", hours_per_week=44, amount=Decimal("17.92"), currency="MAD", period="hour",
        monthly=Decimal("3422.72"), valid_from=date(2026, 1, 1), source="décret",
    )  # fmt: skip
    text = f"{HEAD};Tasks\n1;welder;CDI;Fès;44;3000;\n2;welder;CDI;Fès;44;4000;Homme de moins de 30 ans uniquement\n"
    low, unfair = lines(firm, cast.bao, text)
    assert "3,422.72" in low["errors"]["wage_from"][0]
    assert "décret" in low["errors"]["wage_from"][0]
    assert "“moins de 30 ans”: An opening cannot set an age." in unfair["errors"]["tasks"]


def test_sentences_are_in_the_language_of_whoever_looks(cast, firm, read):
    with translation.override("en"):
        brought = world.brought(firm, cast.bao, f"{HEAD}\n1;welder;pact;Fès;44;4000\n")
    cast.bao.language = "fr"
    cast.bao.save()
    page = read(cast.bao).get(reverse("bulk-preview", args=[brought.pk])).content.decode()
    assert "We know no such contract" not in page
    assert "Contrat" in page


def test_fifty_rows_cost_the_queries_of_one(cast, firm, read):
    def queries(count: int) -> int:
        text = HEAD + "".join(f"\n{n};welder;CDI;Fès;44;4000" for n in range(count))
        with translation.override("en"):
            address = reverse("bulk-preview", args=[world.brought(firm, cast.bao, text).pk])
        browser = read(cast.bao)
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        return len(asked)

    assert queries(50) == queries(1)


# JobPosting


def test_our_own_posting_comes_back_as_the_same_opening(cast, firm):
    opening = world.opening(
        cast.welder, by=firm, required=(cast.weld, cast.plans), preferred=(cast.cut,), languages={"fr": 3}, months=6,
        contract="fixed_term", posts=3, years=2, isced=6, or_equivalent=False, licences=["B", "forklift"],
        benefits=["meals", "housing"],
        description="Weld <tubes> & plates.\n\nRead plans\nfor it.", starts_on=date.today() + timedelta(20),
        deadline=date.today() + timedelta(10), schedule="shifts", probation_months=3, training="On the machine",
        abroad_valued=True, name_shown=False, wage_max=Decimal("5000.50"),
    )  # fmt: skip
    told = job_posting(Opening.objects.for_everybody().get(pk=opening.pk))
    brought = actions.bring(f"<html>{script(told)}</html>".encode(), "page.html", firm, by=cast.bao)
    assert brought.lines[0]["errors"] == {}
    actions.keep(brought, handing_in=False, by=cast.bao)
    again = Opening.objects.exclude(pk=opening.pk).get()
    same = [
        "title", "occupation", "site", "description", "posts", "contract", "months", "hours_per_week", "starts_on",
        "deadline", "wage_min", "wage_max", "wage_period", "wage_gross", "wage_currency", "wage_monthly", "years",
        "isced", "or_equivalent", "licences", "benefits", "schedule", "probation_months", "training", "abroad_valued",
        "name_shown",
    ]  # fmt: skip
    assert {name: getattr(again, name) for name in same} == {name: getattr(opening, name) for name in same}
    needs = [set(one.needs.values_list("skill", "required")) for one in (opening, again)]
    assert needs[0] == needs[1]
    assert set(again.languages.values_list("language", "level", "required")) == {("fr", 3, True)}
    assert again.source == "posting"


def test_a_posting_of_another_site_is_read(cast, firm):
    posting = {
        "@context": "https://schema.org/",
        "@graph": [
            {"@type": "WebSite"},
            {
                "@type": ["JobPosting"],
                "title": "Welder",
                "description": "&lt;p&gt;Weld&lt;/p&gt;&lt;ul&gt;&lt;li&gt;tubes&lt;/li&gt;&lt;/ul&gt;",
                "employmentType": "FULL_TIME",
                "jobLocation": [{"address": {"addressLocality": "Fès, Maroc"}}],
                "baseSalary": {"currency": "MAD", "value": {"value": 60000, "unitText": "YEAR"}},
                "validThrough": "2030-01-01T00:00",
            },
        ],
    }
    brought = actions.bring(json.dumps(posting).encode(), "pasted", firm, by=cast.bao)
    [line] = brought.lines
    assert line["errors"] == {}
    assert line["typed"]["tasks"] == "Weld\ntubes"
    assert line["notes"]["period"] == ["The wage of a year, divided by twelve"]
    actions.keep(brought, handing_in=False, by=cast.bao)
    assert Opening.objects.get().wage_min == Decimal("5000.00")


def test_pasted_code_goes_the_same_way(cast, firm, read):
    posting = json.dumps({"@type": "JobPosting", "title": "welder"})
    browser = read(cast.bao)
    sent = browser.post(reverse("bulk"), {"employer": firm.pk, "text": posting})
    page = browser.get(sent["Location"]).content.decode()
    assert "Say which contract." in page
    assert "Say the wage." in page


@pytest.mark.parametrize("text", ['{"a":' * 5000, "[" * 100_000, '{"@type": "JobPosting", "title": {"name": [[[]]]}}'])
def test_json_made_to_harm_harms_nothing(text):
    with suppress(Unreadable):
        assert postings.read(text)


ANY = st.text(max_size=40) | st.sampled_from(["=1+1", "+1", "-1", "@x", "\t=1", "</dd><script>", "'=x", "{{ x }}", '"'])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=ANY, tasks=ANY)
def test_no_text_breaks_out_of_the_preview_or_the_csv(cast, firm, read, title, tasks):
    title, tasks = (text.encode("utf-8", "replace").decode().replace("\x00", "") for text in (title, tasks))
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(
        [["Title", "Contract", "Town", "Wage", "Tasks"], [title, "CDI", "?", "1", tasks]]
    )
    try:
        brought = world.brought(firm, cast.bao, file.getvalue())
    except Unreadable:
        return
    browser = Client()
    browser.force_login(cast.bao)
    page = browser.get(reverse("bulk-preview", args=[brought.pk])).content.decode()
    assert page.count("<script") == 1  # htmx
    told = browser.get(reverse("bulk-errors", args=[brought.pk])).content.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(told, newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
