"""The passport on paper: one or two A4 pages by typst, in the language that is active, with both codes.

What people wrote reaches typst as JSON, never as source. The file is tagged for readers aloud (PDF/UA-1).
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast

import typst
from django.conf import settings
from django.utils import formats
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from returnees.models.passport import in_fours

from . import offline
from .content import Issue
from .telling import Told, disclaimer, title

_HERE = Path(__file__).parent
_STATIC = settings.BASE_DIR / "static"
# A module of 0.43 mm is read by the cameras of cheap telephones at the distance of a hand.
_MODULE = 0.43


def render(issue: Issue, told: Told, short: str, left_out: int) -> bytes:
    """The sheet. `told` is the passport in the active language, `short` the signed text for the second code, which
    lacks `left_out` skills."""
    compiler = typst.Compiler(_HERE / "passport.typ", font_paths=_fonts())
    sheet = json.dumps(_sheet(issue, told, short, left_out), ensure_ascii=False)
    printed = partial(compiler.compile, format="pdf", sys_inputs={"passport": sheet})
    try:
        return cast(bytes, printed(pdf_standards="ua-1"))
    except typst.TypstError:
        # A letter that no font here has. The standard forbids to draw a box for it; we would rather print the rest.
        return cast(bytes, printed())


def _sheet(issue: Issue, told: Told, short: str, left_out: int) -> dict[str, Any]:
    issued = date.fromisoformat(issue.issued[:10])
    address = f"{issue.base}/passport/"
    shown = address.partition("://")[2].rstrip("/")
    online, alone = offline.qr(f"{address}{issue.code}/"), offline.qr(short)
    return {
        **asdict(told),
        "rungs": [{**asdict(rung), "sign": _sign(rung.sign)} for rung in told.rungs],
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "issuer": _("Wasl"),
        "mark": (_STATIC / "mark.svg").read_text(encoding="utf-8"),
        "title": title(),
        "code": in_fours(issue.code),
        "facts": [
            (_("Issued"), formats.date_format(issued)),
            (_("Valid until"), formats.date_format(issue.expires)),
            (_("Code"), f"\u2066{in_fours(issue.code)}\u2069"),
        ],
        "online": {
            "svg": offline.svg(online),
            "told": _("Scan this to see on the web whether the passport holds. Or type its code at:"),
            "shown": shown,
            "alt": _("QR code that leads to the page which checks this passport"),
        },
        "offline": {
            "svg": offline.svg(alone),
            "millimetres": round(alone.symbol_size(border=offline.QUIET)[0] * _MODULE),
            "alt": _("QR code that holds the signed short form of this passport"),
        },
        "checking": _how_to_check(shown, left_out),
        "foot": disclaimer(),
        "words": {
            "skills": _("What I can do"),
            "work": _("Work done"),
            "languages": _("Languages"),
            "levels": [_("Language"), _("understood"), _("spoken"), _("read"), _("written")],
            "cefr": _("From A1, a beginner, to C2, as good as those who grew up with it (European framework CEFR)."),
            "papers": _("Diplomas and certificates"),
            "licences": _("Licences"),
            "seasons": _("Seasons"),
            "wishes": _("What I would like"),
            "checking": _("How to check this passport"),
        },
    }


def _how_to_check(shown: str, left_out: int) -> list[str]:
    told = [
        _(
            "The code beside needs no network: it holds the name, the skills and the languages, signed. "
            "Whoever keeps the public keys can check it alone."
        ),
        _(
            "Or let a telephone read it and copy the text to %(address)s: "
            "the page says whether anything was changed, has expired or was withdrawn."
        )
        % {"address": f"\u2066{shown}\u2069"},
        _("Each skill says what stands behind it. A skill declared by the person may be as good as a certified one."),
    ]
    if left_out:
        told.append(
            ngettext(
                "%(n)d skill did not fit into that code and stands on this sheet only.",
                "%(n)d skills did not fit into that code and stand on this sheet only.",
                left_out,
            )
            % {"n": left_out}
        )
    return told


def _sign(name: str) -> str:
    """A sign of static/icons.svg as a picture of its own, in black."""
    symbol = re.search(rf'<symbol id="{name}"([^>]*)>(.*?)</symbol>', _icons(), re.DOTALL)
    if symbol is None:
        raise LookupError(name)
    return f'<svg xmlns="http://www.w3.org/2000/svg"{symbol[1]}>{symbol[2]}</svg>'.replace("currentColor", "#000")


@lru_cache(maxsize=1)
def _icons() -> str:
    return (_STATIC / "icons.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Ours and those of typst, not the machine's, so that the sheet looks the same everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_HERE / "fonts"])
