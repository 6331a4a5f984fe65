import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills.ngrams import search_texts

_HEADER = re.compile(r"\w*id", re.IGNORECASE)


class Command(BaseCommand):
    help = (
        "Rank the titles of CORPUS for each title of QUERIES (UTF-8 lines of id, tab, text) and write the best as a "
        "TREC run: query Q0 title rank score tag. Works on these texts alone, without the database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("queries", type=Path, metavar="QUERIES")
        parser.add_argument("corpus", type=Path, metavar="CORPUS")
        parser.add_argument("--out", type=Path, required=True, help="the run to write")
        parser.add_argument("--limit", type=int, default=200, help="titles per query (default: 200)")

    def handle(self, *args: Any, queries: Path, corpus: Path, out: Path, limit: int, **options: Any) -> None:
        self.bad = 0
        asked, known = dict(self._read(queries)), dict(self._read(corpus))
        names = list(known)
        try:
            with out.open("w", encoding="utf-8") as run:
                found = search_texts(list(asked.values()), list(known.values()), limit)
                for query, hits in zip(asked, found, strict=True):
                    # Ties as trec_eval breaks them, so that the lines stand in the order they are judged in.
                    ranked = sorted(((f"{score:.6f}", names[row]) for row, score in hits), reverse=True)
                    for rank, (score, name) in enumerate(ranked, start=1):
                        run.write(f"{query} Q0 {name} {rank} {score} wasl\n")
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror}") from error
        if self.bad:
            left_out = ngettext("%d line was left out.", "%d lines were left out.", self.bad) % self.bad
            raise CommandError(left_out)

    def _read(self, path: Path) -> Iterator[tuple[str, str]]:
        """The (id, text) of each line that has both; the others are named and left out. A header is no line."""
        try:
            lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        seen = set()
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                name, _tab, text = (part.strip() for part in line.decode().partition("\t"))
            except UnicodeDecodeError:
                self._refuse(path, number, _("not UTF-8"))
                continue
            if number == 1 and _HEADER.fullmatch(name):
                continue
            if not name or not text:
                self._refuse(path, number, _("not an id, a tab and a text"))
            elif re.search(r"\s", name):
                self._refuse(path, number, _("the id has a space"))
            elif name in seen:
                self._refuse(path, number, _("the id was there before"))
            else:
                seen.add(name)
                yield name, text

    def _refuse(self, path: Path, number: int, reason: str) -> None:
        self.bad += 1
        self.stderr.write(f"{path}:{number}: {reason}")
