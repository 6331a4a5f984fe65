"""A country: PostgreSQL, Redis, a proxy in front. Everything from the environment; unsafe values are refused."""

import re
from pathlib import Path

import dj_database_url

from config import env

from .base import *  # noqa: F403
from .base import BASE_DIR

VAR_DIR = Path(env.text("VAR_DIR", default=str(BASE_DIR / "var")))
STATIC_ROOT = VAR_DIR / "static"

SECRET_KEY = env.text("SECRET_KEY", expected="a random text of 50 characters or more, kept secret")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 12:
    raise env.SettingError("SECRET_KEY", "a random text of 50 characters or more", "too short or too simple")
SECRET_KEY_FALLBACKS = env.listing("SECRET_KEY_FALLBACKS", default=[])

FIELD_KEYS = env.keys("FIELD_KEYS")
INDEX_KEY = env.keys("INDEX_KEY").popitem()[1]
PASSPORT_KEYS = env.keys("PASSPORT_KEYS")
if not all(re.fullmatch("[a-z0-9-]{1,20}", name) for name in PASSPORT_KEYS):
    raise env.SettingError("PASSPORT_KEYS", "names of at most 20 small letters, digits and hyphens", "others")
PUBLIC_URL = env.url("PUBLIC_URL", ("https",)).rstrip("/")

DATA_KEEPER = env.text("DATA_KEEPER", expected="who answers for people's data, where it lies and how to reach them")

if env.flag("DEMO", default=False):
    raise env.SettingError("DEMO", "0 in production (the demo world has known passwords)", "1")
if env.flag("DEBUG", default=False):
    raise env.SettingError("DEBUG", "0 in production", "1")

ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS")
if "*" in ALLOWED_HOSTS:
    raise env.SettingError("ALLOWED_HOSTS", "the host names of this service", "*")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]

DATABASES = {
    "default": dj_database_url.parse(
        env.url("DATABASE_URL", ("postgres", "postgresql")), conn_max_age=60, conn_health_checks=True
    )
}
DATABASES["default"].setdefault("OPTIONS", {}).update(
    connect_timeout=3, options="-c statement_timeout=10s -c lock_timeout=5s"
)

REDIS_URL = env.url("REDIS_URL", ("redis", "rediss"))
CELERY_BROKER_URL = REDIS_URL
# A silent Redis must not hold a page: without these .delay() waits for more than 40 s. Sessions and the limits of
# signing in stay in the database, so that nobody is signed out or kept out without it.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 1, "socket_connect_timeout": 1, "visibility_timeout": 3600}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_HOST = env.text("EMAIL_HOST", expected="the host name of the mail server")
EMAIL_PORT = env.number("EMAIL_PORT", default=587, least=1, most=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", expected="the address that mail comes from")

SMS_BACKEND = "http"
SMS_URL = env.url("SMS_URL", ("https",))
SMS_TOKEN = env.text("SMS_TOKEN", expected="the token that the SMS provider gave")

# Behind a proxy that ends TLS; how many proxies to trust is the deployer's to say.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", default=1, most=10)
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
