"""A setting that makes no sense stops the start, with its name and what was expected."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "APP_ENV": "production",
    "SECRET_KEY": "k3-9Qf_0Zp7xW2vB8nM4cR6tY1uJ5hG-aSdFlKjHgPoIuYtReWq",
    "ALLOWED_HOSTS": "wasl.example",
    "DATABASE_URL": "postgresql://wasl@127.0.0.1/wasl",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "FIELD_KEYS": "a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "INDEX_KEY": "a:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=",
    "PASSPORT_KEYS": "2026a:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "PUBLIC_URL": "https://wasl.example",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "wasl@wasl.example",
    "DATA_KEEPER": "Agence Wasl, Rabat, donnees@wasl.example",
    "SMS_URL": "https://sms.example/send",
    "SMS_TOKEN": "a token",
}


def start(tmp_path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **GOOD}
    for name, value in changes.items():
        if value is None:
            environment.pop(name)
        else:
            environment[name] = value
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"], cwd=ROOT, env=environment, capture_output=True, text=True
    )


def test_production_starts_with_good_values_and_without_a_warning(tmp_path):
    done = start(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("APP_ENV", "staging", "APP_ENV: expected one of embedded, production, test, but it is 'staging'."),
        ("SECRET_KEY", None, "SECRET_KEY: expected a random text of 50 characters or more, kept secret, but it is not"),
        ("SECRET_KEY", "short", "SECRET_KEY: expected a random text of 50 characters or more"),
        ("FIELD_KEYS", None, "FIELD_KEYS: expected one or more of name:key separated by commas, each key 32 bytes"),
        ("FIELD_KEYS", "a:c2hvcnQ=", "FIELD_KEYS: expected one or more of name:key separated by commas"),
        ("INDEX_KEY", "nonsense", "INDEX_KEY: expected one or more of name:key separated by commas"),
        ("PASSPORT_KEYS", None, "PASSPORT_KEYS: expected one or more of name:key separated by commas, each key 32"),
        ("PASSPORT_KEYS", "A b:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "PASSPORT_KEYS: expected names of at"),
        ("PUBLIC_URL", None, "PUBLIC_URL: expected a URL that starts with https://, but it is not set."),
        ("PUBLIC_URL", "http://wasl.example", "PUBLIC_URL: expected a URL that starts with https://"),
        ("DATABASE_URL", "sqlite:///wasl.db", "DATABASE_URL: expected a URL that starts with postgres://"),
        ("REDIS_URL", "localhost", "REDIS_URL: expected a URL that starts with redis://"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS: expected the host names of this service"),
        ("DEMO", "1", "DEMO: expected 0 in production"),
        ("DEBUG", "perhaps", "DEBUG: expected 1 or 0"),
        ("DATA_KEEPER", None, "DATA_KEEPER: expected who answers for people's data, where it lies"),
        ("SMS_URL", "http://sms.example/", "SMS_URL: expected a URL that starts with https://, but it is"),
        ("SMS_TOKEN", None, "SMS_TOKEN: expected the token that the SMS provider gave, but it is not set."),
        ("EMAIL_PORT", "70000", "EMAIL_PORT: expected a whole number from 1 to 65535, but it is '70000'."),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_expected(tmp_path, name, value, said):
    done = start(tmp_path, **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr


def test_a_wrong_secret_is_not_repeated(tmp_path):
    assert "c2hvcnQ" not in start(tmp_path, FIELD_KEYS="a:c2hvcnQ=").stderr
