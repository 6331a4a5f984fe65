import os
import tempfile
from datetime import date
from pathlib import Path

import click
from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching import files
from matching.curves import PRIORS
from matching.ranking import live
from skills.documents import Unreadable
from skills.fields import Fields
from skills.models import Occupation

TAG = "wasl"


class Command(BaseCommand):
    help = (
        "Ranks CVs for vacancies from files (text, PDF, Word; or a CSV with title and description columns) "
        "and writes a run in TREC format: qid Q0 docid rank score tag."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("vacancies", type=Path)
        parser.add_argument("cvs", type=Path)
        parser.add_argument("--out", type=Path, required=True, help="the run file")
        parser.add_argument(
            "--language", choices=["en", "fr", "ar", "es"], help="of all files; guessed for each otherwise"
        )
        parser.add_argument("--most", type=int, default=1000, help="CVs listed per vacancy, at most")
        parser.add_argument(
            "--priors", action="store_true", help="use the stated priors even if another ranker is live"
        )

    def handle(self, *args: object, **options: object) -> None:
        if not Occupation.objects.exists():
            raise CommandError("There are no words to compare with yet: run load_vocabulary or import_esco first.")
        piles = {}
        for what in ("vacancies", "cvs"):
            try:
                piles[what] = files.read_pile(options[what])
            except Unreadable as wrong:
                raise CommandError(f"{options[what]}: {wrong}") from wrong
            if not piles[what].documents and not piles[what].unreadable:
                raise CommandError(f"{options[what]}: nothing to read there (text, PDF, Word or CSV)")
        language = options["language"]
        out = options["out"]
        if not out.parent.is_dir():
            raise CommandError(f"{out}: the folder {out.parent} does not exist")
        quiet = not self.stderr.isatty()
        vacancies, cvs = piles["vacancies"].documents, piles["cvs"].documents
        fields = Fields.load()
        with click.progressbar(cvs, label="Reading CVs", file=self.stderr, hidden=quiet) as bar:
            offered = [files.read_cv(document, fields, date.today(), language) for document in bar]
        with click.progressbar(vacancies, label="Reading vacancies", file=self.stderr, hidden=quiet) as bar:
            asked = [files.read_vacancy(document, fields, language) for document in bar]
        ranker = PRIORS if options["priors"] else live()[1]
        # Written aside and moved into place: a run that fails half-way leaves no half of a run.
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=out.name)
        with os.fdopen(handle, "w", encoding="utf-8") as run:
            for vacancy, ranked in files.rank_documents(asked, offered, ranker):
                for place, (cv, score) in enumerate(ranked[: options["most"]], 1):
                    run.write(f"{vacancy} Q0 {cv} {place} {score:.6f} {TAG}\n")
        os.replace(name, out)
        unreadable = piles["vacancies"].unreadable + piles["cvs"].unreadable
        self.stdout.write(f"{len(vacancies)} vacancies × {len(cvs)} CVs ranked into {out}")
        for file, reason in unreadable:
            self.stderr.write(f"not read: {file}: {reason}")
        if unreadable:
            raise CommandError(f"{len(unreadable)} not read", returncode=1)
