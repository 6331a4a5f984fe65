"""What the layout needs on every page: whether this is the demonstration, the languages, the way around."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

# Each language by its own name, so that whoever reads only that one finds it.
LANGUAGE_NAMES = [("ar", "العربية"), ("fr", "Français"), ("en", "English")]


@dataclass(frozen=True)
class Entry:
    """One line of the menu. `here`: the page is this one or lies below it; `exact`: it is this one."""

    name: str
    url: str
    here: bool
    exact: bool


def house(request: HttpRequest) -> dict[str, object]:
    return {
        "DEMO": settings.DEMO,
        "LANGUAGE_NAMES": LANGUAGE_NAMES,
        "menu": SimpleLazyObject(lambda: list(_menu(request))),
    }


def _menu(request: HttpRequest) -> Iterator[Entry]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        pages = [
            (_("Home"), "home"),
            (_("Openings"), "jobs"),
            (_("Sign in"), "account_login"),
            (_("Create my file"), "account_signup"),
        ]
    elif user.is_intermediary:
        pages = [
            (_("Today"), "home"),
            (_("People"), "people"),
            (_("Openings"), "openings"),
            (_("Firms"), "firms"),
            (_("Schemes"), "schemes"),
            (_("Words"), "words"),
        ]
    else:
        # A person's own record is known further right; here it is only whatever the user leads to.
        record = getattr(user, "profile", None)
        own = [(_("My file"), "person", record.code)] if record else []
        if user.employer_memberships.exists():
            own.append((_("My firm"), "my-firm"))
        pages = [
            (_("Home"), "home"),
            *own,
            (_("Openings"), "openings"),
            (_("Schemes"), "schemes"),
            (_("Words"), "words"),
        ]
    for name, page, *needs in pages:
        try:
            url = reverse(page, args=needs)
        except NoReverseMatch:
            continue
        yield Entry(
            name, url, request.path == url or (url != "/" and request.path.startswith(url)), request.path == url
        )
