import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills.extract import rank_skills


class Command(BaseCommand):
    help = (
        "Rank the skills of the vocabulary for each row of SENTENCES, a CSV file with a column `sentence`, and write "
        "the best as lines of row number (from 1), skill and score, with tabs between."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sentences", type=Path, metavar="SENTENCES")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")
        parser.add_argument("--language", default="en", help="of the sentences and of the skills (default: en)")
        parser.add_argument("--limit", type=int, default=20, help="skills per sentence (default: 20)")

    def handle(self, *args: Any, sentences: Path, out: Path, language: str, limit: int, **options: Any) -> None:
        rows = self._read(sentences)
        texts = list(dict.fromkeys(text for text in rows if text))
        ranked = dict(zip(texts, rank_skills(texts, language, limit=limit), strict=True))
        try:
            with out.open("w", encoding="utf-8") as file:
                for number, text in enumerate(rows, start=1):
                    for label, score in ranked.get(text, ()):
                        file.write(f"{number}\t{label}\t{score:.6f}\n")
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror}") from error
        empty = rows.count("")
        if empty:
            raise CommandError(ngettext("%d row was left out.", "%d rows were left out.", empty) % empty)

    def _read(self, path: Path) -> list[str]:
        """The sentence of each row; an empty one for a row that has none, which is named."""
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.DictReader(file)
                if "sentence" not in (reader.fieldnames or ()):
                    raise CommandError(f"{path}: " + _("there is no column “sentence”."))
                rows = []
                for row in reader:
                    rows.append((row["sentence"] or "").strip())
                    if not rows[-1]:
                        self.stderr.write(f"{path}:{reader.line_num}: {_('no sentence')}")
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except (UnicodeDecodeError, csv.Error) as error:
            raise CommandError(f"{path}: {error}") from error
        return rows
