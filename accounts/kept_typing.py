"""What was typed is not lost when the session has ended: it waits, sealed, until the same person is back.

A form of a signed-in reader carries `typed_by`, their number under a signature. When it is sent after the session has
ended, its fields are kept in the new visitor's session, sealed, for an hour; the page that follows the sign-in shows
them again, and only to whom they belong. Nothing is saved before that reader has looked at it and sent it again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve

from .encryption import Unsealable, seal, unseal

_KEY = "typed"
_HOUR = 3600
_MOST = 64 * 1024  # letters; the forms here take a few thousand
_LEFT_OUT = {"csrfmiddlewaretoken", "typed_by"}
View = Callable[..., HttpResponse]


def keeps_typed(view: View) -> View:
    """Marks a view whose form may wait for its reader."""
    view.keeps_typed = True  # type: ignore[attr-defined]
    return view


def signature(user: Any) -> str:
    """For the hidden field `typed_by`."""
    return signing.dumps(user.pk, salt="typed_by")


class KeepTyped:
    """Stands before the demand to sign in: a form sent without a session is put aside first."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *_: object) -> None:
        if request.method == "POST" and not request.user.is_authenticated and getattr(view, "keeps_typed", False):
            put_aside(request)


def put_aside(request: HttpRequest) -> bool:
    """Keeps the form for whoever signed it, if anybody did. True when it is kept."""
    try:
        owner = signing.loads(request.POST.get("typed_by", ""), salt="typed_by", max_age=7 * 24 * _HOUR)
    except signing.BadSignature:
        return False
    fields = [(name, values) for name, values in request.POST.lists() if name not in _LEFT_OUT]
    text = json.dumps({"path": request.path, "owner": owner, "at": time.time(), "fields": fields})
    if len(text) > _MOST:
        return False
    request.session[_KEY] = seal(text, "typed")
    return True


def belongs_to(session: dict[str, Any], user: Any) -> bool:
    """Whether what waits in this session, opened, is `user`'s."""
    try:
        return json.loads(unseal(session[_KEY], "typed"))["owner"] == user.pk
    except (KeyError, Unsealable):
        return False


def may_be_kept(request: HttpRequest) -> bool:
    """Whether the address that was asked for keeps what is typed: for those who meet the request before its view."""
    try:
        return getattr(resolve(request.path).func, "keeps_typed", False)
    except Resolver404:
        return False


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What this reader typed on this page before the session ended, once; None when there is nothing."""
    if request.method != "GET" or _KEY not in request.session:
        return None
    try:
        kept = json.loads(unseal(request.session[_KEY], "typed"))
    except Unsealable:
        kept = {}
    if kept.get("path") != request.path:
        return None
    del request.session[_KEY]
    if kept["owner"] != request.user.pk or time.time() - kept["at"] > _HOUR:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept["fields"]:
        data.setlist(name, values)
    return data
