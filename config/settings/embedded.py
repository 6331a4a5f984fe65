"""One laptop: SQLite, a broker in files, the local index, mail into a folder. Everything lives under VAR_DIR."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from config import env

from .base import *  # noqa: F403
from .base import BASE_DIR

VAR_DIR = Path(env.text("VAR_DIR", default=str(BASE_DIR / "var")))


def _kept_secret(path: Path, made: Callable[[int], str] = secrets.token_urlsafe, size: int = 64) -> str:
    """A secret of `size` bytes made once and kept readable by its owner only."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(made(size))
    return path.read_text(encoding="utf-8")


for _folder in ("keys", "broker/queue", "broker/processed", "mail"):
    (VAR_DIR / _folder).mkdir(parents=True, exist_ok=True)

SECRET_KEY = _kept_secret(VAR_DIR / "keys" / "secret_key")
FIELD_KEYS = {"k1": bytes.fromhex(_kept_secret(VAR_DIR / "keys" / "field_key", secrets.token_hex, 32))}
INDEX_KEY = bytes.fromhex(_kept_secret(VAR_DIR / "keys" / "index_key", secrets.token_hex, 32))
PASSPORT_KEYS = {"k1": bytes.fromhex(_kept_secret(VAR_DIR / "keys" / "passport_key", secrets.token_hex, 32))}
PUBLIC_URL = env.url("PUBLIC_URL", ("http", "https"), default="http://127.0.0.1:8000").rstrip("/")
DEMO = env.flag("DEMO", default=True)
DATA_KEEPER = env.text("DATA_KEEPER", default="")
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "wasl.sqlite3",
        "OPTIONS": {
            # IMMEDIATE: a transaction that will write waits for its turn at the start, instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; "
            # What is deleted is overwritten: an erased name must be gone from the file, too.
            "PRAGMA secure_delete=ON;",
        },
    }
}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_ROOT = VAR_DIR / "static"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
SMS_BACKEND = env.choice("SMS_BACKEND", ("file", "http"), default="file")
if SMS_BACKEND == "http":
    SMS_URL = env.url("SMS_URL", ("https",))
    SMS_TOKEN = env.text("SMS_TOKEN", expected="the token that the SMS provider gave")

# With a host, though files have none: kombu warns on every start without it.
CELERY_BROKER_URL = "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(VAR_DIR / "broker" / "queue"),
    "data_folder_out": str(VAR_DIR / "broker" / "queue"),
    "processed_folder": str(VAR_DIR / "broker" / "processed"),
    "control_folder": str(VAR_DIR / "broker" / "control"),
    "store_processed": False,
}
