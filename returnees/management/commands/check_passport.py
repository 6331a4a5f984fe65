"""Says whether a skills passport holds, without a network and without the database."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from returnees.passport import keys, proof
from returnees.passport.checking import Checked, Verdict, check, listed
from returnees.passport.content import Issue

SENTENCES = {
    Verdict.VALID: "valid: signed, not changed, until {expires}",
    Verdict.EXPIRED: "expired: signed and not changed, but only until {expires}",
    Verdict.WITHDRAWN: "withdrawn: the status list says so",
    Verdict.TAMPERED: "tampered: it is not what was signed",
    Verdict.UNKNOWN_KEY: "unknown key: none of the keys at hand has signed it",
    Verdict.UNREADABLE: "unreadable: this is no skills passport",
}
# 0: it holds. 1: it does not. 2: nobody can tell from this.
STATUS = {Verdict.VALID: 0, Verdict.EXPIRED: 1, Verdict.WITHDRAWN: 1, Verdict.TAMPERED: 1}


class Command(BaseCommand):
    help = (
        "Says whether a skills passport holds: the signed document, or the text of the printed code, as a file or as "
        "it is. Needs no network and no database. "
        "Exit status 0: valid; 1: tampered, expired or withdrawn; 2: it cannot be told."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("passport", metavar="FILE|TEXT", help="- reads standard input")
        parser.add_argument("--keys", type=Path, help="the public keys: what PUBLIC_URL/passport/issuer answers, saved")
        parser.add_argument("--status", type=Path, help="a list: what PUBLIC_URL/passport/status/0 answers, saved")

    def handle(self, *args: Any, passport: str, **options: Any) -> None:
        known = self._keys(options["keys"])
        found = check(self._text(passport), known, datetime.now(UTC).date(), self._list(options["status"], known))
        self.stdout.write(SENTENCES[found.verdict].format(expires=found.said and found.said.expires))
        if options["status"] is None and found.verdict in {Verdict.VALID, Verdict.EXPIRED}:
            self.stdout.write("Whether it was withdrawn was not asked: that needs --status.")
        self._tell(found)
        if status := STATUS.get(found.verdict, 2):
            sys.exit(status)

    def _tell(self, found: Checked) -> None:
        if found.said is None:
            return
        said = found.said
        content = said.content if isinstance(said, Issue) else said
        self.stdout.write(f"code: {said.code}\nname: {content.name or '-'}")

    def _text(self, passport: str) -> str:
        if passport == "-":
            return sys.stdin.read()
        try:
            if Path(passport).is_file():
                return Path(passport).read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError):
            # Longer than the name of any file: the text itself.
            return passport
        return passport

    def _keys(self, file: Path | None) -> keys.PublicKeys:
        if file is None:
            return keys.public(settings.PASSPORT_KEYS)
        try:
            return keys.exported(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file}: {error}", returncode=2) from error

    def _list(self, file: Path | None, known: keys.PublicKeys) -> Callable[[int], bool]:
        if file is None:
            return lambda index: False
        try:
            return listed(file.read_text(encoding="utf-8"), known)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=2) from error
        except (proof.NotOurs, proof.UnknownKey, proof.Tampered) as error:
            raise CommandError(f"{file}: not a status list signed with a key at hand", returncode=2) from error
