"""The test suite: quick hashes, plain static files, tasks run in place. TEST_DATABASE_URL runs it on PostgreSQL."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import dj_database_url

from config import env

from .base import *  # noqa: F403

# One folder per run, so that a test never reads what another run or a served copy has written.
if "WASL_TEST_VAR" not in os.environ:
    os.environ["WASL_TEST_VAR"] = tempfile.mkdtemp(prefix="wasl-test-")
    atexit.register(shutil.rmtree, os.environ["WASL_TEST_VAR"], ignore_errors=True)
VAR_DIR = Path(os.environ["WASL_TEST_VAR"])
STATIC_ROOT = VAR_DIR
SECRET_KEY = "only-for-tests"  # noqa: S105
FIELD_KEYS = {"test": b"only for tests, thirty-two bytes"}
INDEX_KEY = b"only for tests as well, 32 bytes"
PASSPORT_KEYS = {"test": b"for tests alone, 32 bytes in all"}
PUBLIC_URL = "https://wasl.example"
DEMO = True
ALLOWED_HOSTS = ["*"]

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "test.sqlite3"}}
DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
if _url := env.url("TEST_DATABASE_URL", ("postgres", "postgresql"), default=""):
    DATABASES = {"default": dj_database_url.parse(_url)}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_BACKEND = "memory"
CELERY_BROKER_URL = "memory://localhost"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
