"""Amina takes along everything; a partner gets those who agree at the moment the list leaves, and nobody else."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import models
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone, translation

from accounts import audit
from accounts.models import Consent, Event, User
from engagement.models import Introduction
from returnees.about import hanging_on, rows_about, tables_about_people
from returnees.copies import actions, partner, record
from returnees.models import Export, ExportedPerson, Identity, NotTheSame, Profile, ReturnContext
from tests import world

PARTNER = "ANAPEC Fès"


def agrees(profile: Profile, purpose: str = "partner", recipient: str = PARTNER) -> Consent:
    return world.consent(profile, purpose, recipient=recipient)


def withdraw(consent: Consent) -> None:
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())


def asked(deed, *args: object, **kwargs: object) -> Export:
    """The copy as it is once its work is done."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        export = deed(*args, **kwargs)
    export.refresh_from_db()
    return export


def opened(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def lines(content: bytes, separator: str = ",") -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))


@pytest.fixture
def amina(cast):
    Identity(profile=cast.amina, given_name="Amina", given_name_ar="أمينة", phone="+212612345678").save()
    ReturnContext.objects.create(profile=cast.amina, kind="assisted", programme="AVRR")
    cast.amina.experiences.update(tasks="welded gates", title="soudeuse")
    return Profile.objects.get(pk=cast.amina.pk)


@pytest.mark.django_db
class TestOwnCopy:
    def test_asked_made_fetched(self, cast, read, amina):
        audit.record("profile.viewed", amina, by=cast.samira, where="file")
        Introduction.objects.create(profile=amina, opening=cast.opening, proposed_by=cast.samira)
        browser, page = read(amina), reverse("export", args=[amina.code])
        assert "Prepare a new copy" in browser.get(page).content.decode()
        assert browser.post(page)["Location"] == page
        export = Export.objects.get()
        assert export.state == "ready"
        file = reverse("export-file", args=[export.pk])
        assert file in browser.get(page).content.decode()
        answer = browser.get(file)
        assert answer["Content-Type"] == "application/zip"
        assert "attachment" in answer["Content-Disposition"] and amina.code in answer["Content-Disposition"]
        files = opened(answer.content)
        assert sorted(files) == ["record.html", "record.json"]
        told = json.loads(files["record.json"])
        tables = {table["table"]: table for table in told["tables"]}
        assert tables["returnees.identity"]["rows"][0]["given_name_ar"] == "أمينة"
        assert tables["returnees.returncontext"]["rows"][0]["programme"] == "AVRR"
        assert tables["engagement.introduction"]["rows"][0]["proposed_by"]["text"] == "Samira"
        work = tables["returnees.experience"]["rows"][0]
        assert work["occupation"] == {
            "id": cast.welder.pk, "text": "welder", "uri": None, "code": "welder", "isco": "7212"
        }  # fmt: skip
        assert {"at", "deed", "by", "about", "id", "facts"} == set(told["deeds"][0])
        assert ("profile.viewed", "Samira") in {(deed["deed"], deed["by"]["text"]) for deed in told["deeds"]}
        page = files["record.html"]
        assert "welded gates" in page and "opened the file" in page and "http" not in page
        assert [event.name for event in Event.objects.filter(by_id=amina.user_id)] == ["copy.asked", "copy.fetched"]

    def test_it_is_written_in_the_language_of_the_person(self, cast, amina):
        User.objects.filter(pk=amina.user_id).update(language="ar")
        export = asked(actions.ask_own, amina, by=User.objects.get(pk=amina.user_id))
        files = opened(actions.fetch(export, by=export.by)[1])
        assert '<html lang="ar"' in files["record.html"] and 'dir="rtl"' in files["record.html"]
        assert json.loads(files["record.json"])["language"] == "ar"

    def test_it_is_over_after_a_day_and_nobody_elses(self, cast, read, amina):
        export = asked(actions.ask_own, amina, by=amina.user)
        file = reverse("export-file", args=[export.pk])
        assert [read(who).get(file).status_code for who in (cast.samira, cast.chidi, cast.bao)] == [404, 404, 404]
        assert read(cast.samira).get(reverse("export", args=[amina.code])).status_code == 404
        Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert read(amina).get(file)["Location"] == reverse("export", args=[amina.code])
        assert not Event.objects.filter(name="copy.fetched").exists()

    def test_a_copy_that_cannot_be_made_says_so(self, cast, read, amina, monkeypatch):
        monkeypatch.setattr(record, "record_of", lambda _profile: 1 / 0)
        export = asked(actions.ask_own, amina, by=amina.user)
        assert Export.objects.get(pk=export.pk).state == "failed" and not ExportedPerson.objects.exists()
        assert "could not be made" in read(amina).get(reverse("export", args=[amina.code])).content.decode()

    def test_lost_work_is_done_later_and_once(self, cast, amina, monkeypatch):
        monkeypatch.setattr(actions, "_begin", lambda _pk: None)
        export = actions.ask_own(amina, by=amina.user)
        assert actions.ask_own(amina, by=amina.user) == export
        assert actions.make_lost() == 0
        Export.objects.update(asked_at=timezone.now() - timedelta(hours=1))
        assert [actions.make_lost(), actions.make_lost()] == [1, 0]
        assert ExportedPerson.objects.count() == 1


@pytest.mark.django_db
class TestWhatIsAboutSomebody:
    def test_every_field_of_every_row_is_told_but_keys(self, cast, amina):
        told = {table["table"]: table for table in record.record_of(amina)["tables"]}
        for model, rows in rows_about(amina).items():
            if model in record.LEFT_OUT:
                continue
            table = told[model._meta.label_lower]
            assert len(table["rows"]) == len(rows)
            secret = {field.name for field in model._meta.concrete_fields} - set(table["fields"])
            assert secret <= record.KEYS | {name for _model, name in record.FIELDS_LEFT_OUT}

    def test_no_table_about_people_is_forgotten(self):
        """Each foreign key of a table about people that is left behind points at who did something, not at whom."""
        tables = set(tables_about_people())
        assert {Profile, Identity, Introduction, Consent} <= tables
        left = {
            f"{field.model._meta.label_lower}.{field.name}"
            for model in (User, Profile)
            for relation in model._meta.get_fields(include_hidden=True)
            if relation.auto_created and not relation.concrete
            for field in [relation.field]
            if isinstance(field, models.ForeignKey) and field not in set(hanging_on(model))
        }
        assert not {name for name in left if name.split(".")[-1] in {"profile", "person", "user", "identity"}}

    def test_another_persons_file_and_address_are_not_in_it(self, cast, amina):
        other = world.person("Fatna", of=cast.agency)
        amina.user.exports.create(kind="own")
        NotTheSame.objects.create(first=amina, second=other, by=cast.samira)
        whole = json.dumps(record.record_of(amina))
        assert other.code not in whole and "samira@example.org" not in whole


@pytest.mark.django_db
class TestForAPartner:
    def ask(self, cast, by=None) -> Export:
        return asked(actions.ask_for_partner, PARTNER, agency=cast.agency, reason="courses", by=by or cast.samira)

    def test_who_agreed_is_in_it_and_learns_it(self, cast, read, amina):
        agrees(amina)
        world.person("Rachid", of=cast.agency)
        samira, page = read(cast.samira), reverse("exports")
        assert "Nobody has agreed" not in samira.get(page).content.decode()
        typed = {"partner": PARTNER, "agency": cast.agency.pk, "reason": "courses"}
        assert samira.post(page, typed)["Location"] == page
        answer = samira.get(reverse("export-file", args=[Export.objects.get().pk]))
        head, *rows = lines(answer.content)
        assert len(rows) == 1
        line = dict(zip(head, rows[0], strict=True))
        assert (line["code"], line["given name"], line["telephone"]) == (amina.code, "Amina", "'+212612345678")
        assert line["worked in"] == "", "she has not switched it on"
        shared = Event.objects.get(name="profile.shared")
        assert (shared.subject_id, shared.by_id, shared.facts["partner"]) == (amina.pk, cast.samira.pk, PARTNER)

    def test_work_abroad_only_of_who_shows_it(self, cast, amina):
        amina.stays.create(country="ES", band="1-3y")
        assert partner.cells_of(amina)[-1] == ""
        agrees(amina, "show_abroad", "")
        assert partner.cells_of(amina)[-1] == "Spain"

    def test_somebody_elses_people_only_for_officers_and_leads(self, cast, amina):
        agrees(amina)
        youssef = world.counsellor("Youssef", cast.agency)
        assert not partner.people_for(Export(by=youssef, agency=cast.agency, partner=PARTNER)).exists()
        youssef.memberships.create(agency=cast.agency, role="officer")
        assert partner.people_for(Export(by=youssef, agency=cast.agency, partner=PARTNER)).exists()

    def test_no_list_for_another_partner_or_while_contested(self, cast, amina):
        agrees(amina)
        assert not partner.people_for(Export(by=cast.samira, agency=cast.agency, partner="OTE")).exists()
        amina.contests.create(matter="not_agreed")
        assert not partner.people_for(Export(by=cast.samira, agency=cast.agency, partner=PARTNER)).exists()

    @pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
    def test_a_formula_is_shown_not_computed(self, cast, amina, sign):
        Identity(profile=amina, given_name=f"{sign}HYPERLINK(1)").save()
        agrees(amina)
        rows = lines(actions.fetch(self.ask(cast), by=cast.samira)[1])
        assert f"'{sign}HYPERLINK(1)" in rows[1]

    def test_spreadsheets_in_french_and_arabic_split_at_semicolons(self):
        with translation.override("ar"):
            assert len(lines(partner.csv_of([]), ";")[0]) == len(partner.COLUMNS)

    # A withdrawal before the list is made, while it is, once it is ready, and while it leaves.

    def test_withdrawn_before(self, cast, amina):
        withdraw(agrees(amina))
        with pytest.raises(actions.Gone):
            actions.fetch(self.ask(cast), by=cast.samira)
        assert not ExportedPerson.objects.exists()

    def test_withdrawn_while_it_is_made(self, cast, amina, monkeypatch):
        """Between two lines; with a second process in the middle of it: tests/servers/test_leaving.py."""
        other = world.person("Omar", of=cast.agency, counsellor=cast.samira)
        agrees(amina), (hers := agrees(other))
        write_out = actions.write_out

        def meanwhile(export: Export, pk: int) -> bool:
            if pk == other.pk:
                withdraw(hers)
            return write_out(export, pk)

        monkeypatch.setattr(actions, "write_out", meanwhile)
        export = self.ask(cast)
        assert [line.profile_id for line in ExportedPerson.objects.all()] == [amina.pk]
        assert [row[0] for row in lines(actions.fetch(export, by=cast.samira)[1])[1:]] == [amina.code]

    def test_withdrawn_once_it_is_ready(self, cast, read, amina):
        other = world.person("Omar", of=cast.agency, counsellor=cast.samira)
        consent, _other = agrees(amina), agrees(other)
        export = self.ask(cast)
        assert ExportedPerson.objects.count() == 2
        withdraw(consent)
        answer = read(cast.samira).get(reverse("export-file", args=[export.pk]))
        assert amina.code not in answer.content.decode() and other.code in answer.content.decode()
        assert not ExportedPerson.objects.filter(profile=amina).exists(), "what was written of her is gone"
        assert {event.subject_id for event in Event.objects.filter(name="profile.shared")} == {other.pk}

    def test_withdrawn_between_two_downloads(self, cast, read, amina):
        other = world.person("Omar", of=cast.agency, counsellor=cast.samira)
        consent, _other = agrees(amina), agrees(other)
        file = reverse("export-file", args=[self.ask(cast).pk])
        samira = read(cast.samira)
        assert amina.code in samira.get(file).content.decode()
        withdraw(consent)
        assert amina.code not in samira.get(file).content.decode()

    def test_a_counsellor_who_has_left_fetches_nothing(self, cast, read, amina):
        agrees(amina)
        file = reverse("export-file", args=[self.ask(cast).pk])
        cast.samira.memberships.update(ended_on=timezone.localdate() - timedelta(days=1))
        assert read(cast.samira).get(file).status_code == 404
