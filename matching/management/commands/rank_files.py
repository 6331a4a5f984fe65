import os
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import files
from matching.curves import PRIORS, AdditiveRanker
from matching.ranking import live
from skills.documents import Unreadable
from skills.fields import Fields
from skills.models import Occupation

TAG = "wasl"


class Command(BaseCommand):
    help = (
        "Ranks CVs for vacancies from files (text, PDF, Word; or a CSV with title and description columns) "
        "and writes a run in TREC format: qid Q0 docid rank score tag. What cannot be read is named, the rest is "
        "ranked, and the exit status is 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("vacancies", type=Path, help=_("a folder, a CSV or one file"))
        parser.add_argument("cvs", type=Path, help=_("a folder, a CSV or one file"))
        parser.add_argument("--out", type=Path, required=True, help=_("the run file"))
        parser.add_argument(
            "--language", choices=["en", "fr", "ar", "es"], help=_("of all files; guessed for each otherwise")
        )
        parser.add_argument("--most", type=int, default=1000, help=_("CVs listed per vacancy, at most"))
        parser.add_argument(
            "--priors", action="store_true", help=_("use the stated priors even if another ranker is live")
        )

    def handle(
        self, *args: object, vacancies: Path, cvs: Path, out: Path, language: str | None, most: int, **options: object
    ) -> None:
        if not Occupation.objects.exists():
            raise CommandError(_("There are no words to compare with yet: run load_vocabulary or import_esco first."))
        if most < 1:
            raise CommandError(_("--most needs a number of 1 or more"))
        if out.is_dir() or not out.parent.is_dir():
            raise CommandError(_("%(out)s: not a file in a folder that exists") % {"out": out})
        read = [self._read(path) for path in (vacancies, cvs)]
        ranker = PRIORS if options["priors"] else live()[1]
        self._rank(list(read[0].documents.values()), list(read[1].documents.values()), ranker, language, most, out)
        counts = {"vacancies": len(read[0].documents), "cvs": len(read[1].documents), "out": out}
        self.stdout.write(_("%(vacancies)d vacancies × %(cvs)d CVs ranked into %(out)s") % counts)
        left_out = len(read[0].unreadable) + len(read[1].unreadable)
        if left_out:
            raise CommandError(
                ngettext("%(n)d could not be read, see above", "%(n)d could not be read, see above", left_out)
                % {"n": left_out}
            )

    def _read(self, path: Path) -> files.Pile:
        """Names at once what cannot be read. CommandError when nothing can."""
        try:
            pile = files.read_pile(path)
        except Unreadable as wrong:
            raise CommandError(f"{path}: {wrong}") from wrong
        for name, reason in pile.unreadable:
            self.stderr.write(_("not read: %(name)s: %(reason)s") % {"name": name, "reason": reason})
        if not pile.documents:
            raise CommandError(_("%(path)s: nothing to read there (text, PDF, Word or CSV)") % {"path": path})
        return pile

    def _rank(
        self,
        vacancies: Sequence[files.Document],
        cvs: Sequence[files.Document],
        ranker: AdditiveRanker,
        language: str | None,
        most: int,
        out: Path,
    ) -> None:
        """Written aside and moved into place: a run that fails half-way leaves no half of a run."""
        fields = Fields.load()
        quiet = not self.stderr.isatty()
        with click.progressbar(cvs, label=_("Reading CVs"), file=self.stderr, hidden=quiet) as bar:
            offered = [files.read_cv(document, fields, date.today(), language) for document in bar]
        with click.progressbar(vacancies, label=_("Reading vacancies"), file=self.stderr, hidden=quiet) as bar:
            asked = [files.read_vacancy(document, fields, language) for document in bar]
        ranked = files.rank_documents(asked, offered, ranker)
        handle, draft = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}-")
        try:
            with (
                os.fdopen(handle, "w", encoding="utf-8") as run,
                click.progressbar(ranked, length=len(asked), label=_("Ranking"), file=self.stderr, hidden=quiet) as bar,
            ):
                for vacancy, best in bar:
                    for place, (cv, score) in enumerate(best[:most], 1):
                        run.write(f"{vacancy} Q0 {cv} {place} {score:.6f} {TAG}\n")
            os.chmod(draft, 0o666 & ~_umask())
            os.replace(draft, out)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise


def _umask() -> int:
    """The permissions that new files are denied; it can only be read by setting it."""
    denied = os.umask(0)
    os.umask(denied)
    return denied
