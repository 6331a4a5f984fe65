"""manage.py check_passport: a plain sentence and an exit status, from files alone."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from returnees.passport import actions
from tests import world


def run(capsys, *arguments: str) -> tuple[int, str]:
    try:
        call_command("check_passport", *arguments)
        status = 0
    except SystemExit as left:
        status = left.code
    return status, capsys.readouterr().out


@pytest.fixture
def files(cast, read, tmp_path):
    """What somebody without a network has saved: the document, the printed text, the keys, the list of withdrawn."""
    passport = world.passport(cast.amina)

    class Files:
        held = passport

        def __getitem__(self, name: str) -> str:
            return str(tmp_path / name)

        def save(self, name: str, text: str | bytes) -> str:
            (tmp_path / name).write_bytes(text.encode() if isinstance(text, str) else text)
            return self[name]

    files = Files()
    files.save("passport.json", passport.document)
    files.save("printed.txt", passport.offline + "\n")
    files.save("keys.json", read().get(reverse("passport-issuer")).content)
    files.save("status.json", read().get(reverse("passport-status", args=[0])).content)
    return files


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["passport.json", "printed.txt"])
class TestEitherForm:
    def test_valid(self, files, capsys, settings, form):
        settings.PASSPORT_KEYS = {"elsewhere": b"another machine has another key."}
        status, told = run(capsys, files[form], "--keys", files["keys.json"], "--status", files["status.json"])
        assert status == 0 and told.startswith(f"valid: signed, not changed, until {files.held.expires_on}")
        assert f"code: {files.held.code}\nname: Amina" in told
        assert "was not asked" not in told
        assert "was not asked" in run(capsys, files[form], "--keys", files["keys.json"])[1]

    def test_without_a_file_of_keys_our_own_count(self, files, capsys, form):
        assert run(capsys, files[form])[0] == 0

    def test_unknown_key(self, files, capsys, settings, form):
        settings.PASSPORT_KEYS = {"elsewhere": b"another machine has another key."}
        status, told = run(capsys, files[form])
        assert status == 2 and told.startswith("unknown key:")

    def test_expired(self, files, capsys, form):
        with time_machine.travel(files.held.expires_on + timedelta(days=1)):
            status, told = run(capsys, files[form])
        assert status == 1 and told.startswith("expired:")

    def test_withdrawn_is_known_with_the_list_at_hand(self, files, read, capsys, form):
        actions.withdraw(files.held, by=files.held.profile.user)
        files.save("status.json", read().get(reverse("passport-status", args=[0])).content)
        assert run(capsys, files[form])[0] == 0
        status, told = run(capsys, files[form], "--status", files["status.json"])
        assert status == 1 and told.startswith("withdrawn:")


@pytest.mark.django_db
class TestChanged:
    def test_tampered(self, files, capsys):
        changed = files.save("changed.json", files.held.document.replace('"declared"', '"certified"'))
        assert run(capsys, changed)[0] == 1
        status, told = run(capsys, files.held.offline[:-3] + "000")
        assert status == 1 and told.startswith("tampered:")
        assert "name:" not in told

    def test_the_text_itself_or_standard_input(self, files, capsys, monkeypatch):
        assert run(capsys, files.held.offline)[0] == 0
        monkeypatch.setattr("sys.stdin", io.StringIO(files.held.document))
        assert run(capsys, "-")[0] == 0

    def test_no_passport(self, capsys):
        status, told = run(capsys, "hello")
        assert status == 2 and told.startswith("unreadable:")

    @pytest.mark.parametrize("option", ["--keys", "--status"])
    def test_a_file_of_keys_or_a_list_that_is_none(self, files, option):
        for file in (files.save("wrong.json", "{}"), files["missing.json"]):
            with pytest.raises(CommandError) as told:
                call_command("check_passport", files["passport.json"], option, file)
            assert told.value.returncode == 2

    def test_a_list_that_somebody_has_changed(self, files):
        document = json.loads(Path(files["status.json"]).read_text(encoding="utf-8"))
        document["validUntil"] = "2099-01-01T00:00:00Z"
        with pytest.raises(CommandError, match="not a status list signed with a key at hand"):
            call_command("check_passport", "x", "--status", files.save("status.json", json.dumps(document)))
