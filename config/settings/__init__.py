"""One of embedded (default), production or test, by APP_ENV."""

from config import env

_KIND = env.choice("APP_ENV", ("embedded", "production", "test"), default="embedded")

if _KIND == "production":
    from .production import *  # noqa: F403
elif _KIND == "test":
    from .test import *  # noqa: F403
else:
    from .embedded import *  # noqa: F403
