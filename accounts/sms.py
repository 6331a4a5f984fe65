"""The one door for SMS. Behind it, by setting SMS_BACKEND: files in a folder, a provider over HTTP, or a list."""

from __future__ import annotations

import json
import time
import urllib.request
import uuid
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError

from django.conf import settings

PATIENCE = 5  # seconds


class SmsFailed(Exception):
    """The text was not taken. The reason names no number and no words: it goes into logs."""


@dataclass(frozen=True)
class Sms:
    to: str
    text: str


# Where `memory` puts what it is given.
taken: list[Sms] = []


def send(to: str, text: str) -> None:
    """Hands a text for an E.164 number over for delivery. Raises SmsFailed when it was not taken."""
    {"file": _to_file, "http": _to_provider, "memory": _to_memory}[settings.SMS_BACKEND](Sms(to, text))


def _to_memory(sms: Sms) -> None:
    taken.append(sms)


def _to_file(sms: Sms) -> None:
    """One file per text: the number, an empty line, the words."""
    folder = Path(settings.VAR_DIR) / "sms"
    name = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{uuid.uuid4().hex[:8]}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{sms.to}\n\n{sms.text}\n", encoding="utf-8")
    except OSError as wrong:
        raise SmsFailed(f"the folder for SMS: {wrong.strerror}") from None


class _Stay(urllib.request.HTTPRedirectHandler):
    """The token is for the provider, not for wherever it may point."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def _to_provider(sms: Sms) -> None:
    """POST {"to": …, "text": …} with a bearer token; any answer of the 200s means taken."""
    request = urllib.request.Request(  # noqa: S310, the scheme is checked where the setting is read
        settings.SMS_URL,
        json.dumps({"to": sms.to, "text": sms.text}).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_TOKEN}"},
    )
    try:
        with _OPENER.open(request, timeout=PATIENCE):
            pass
    except HTTPError as wrong:
        raise SmsFailed(f"the SMS provider answered {wrong.code}") from None
    except (OSError, HTTPException) as wrong:
        raise SmsFailed(f"the SMS provider does not answer: {type(wrong).__name__}") from None
