from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from skills import esco
from skills.actions import STEPS, take_in
from skills.models import Concept, IscoGroup, Label, OccupationSkill, SkillRelation, Source
from skills.suggest import open_labels
from skills.words import FaultyFiles


class Command(BaseCommand):
    help = "Take in the ESCO classification from official CSV bundles (zip or folder) or single CSV files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a zip, a folder or a CSV file")
        parser.add_argument(
            "--language", choices=sorted(esco.LANGUAGES), help="of the labels, where the names of the files do not say"
        )

    def handle(self, *args: Any, paths: list[Path], language: str | None, **options: Any) -> None:
        try:
            files = esco.find(paths)
            if not files:
                raise CommandError(_("There is no CSV file at these paths."))
            with self._bar(sum(file.size for file in files), _("Reading")) as seen:
                read = esco.read(files, language, known(), seen)
        except FaultyFiles as error:
            raise CommandError("\n".join([*map(str, error.faults), _("Nothing was changed.")])) from None
        with self._bar(STEPS, _("Writing")) as step:
            changes = take_in(read.words, done=lambda: step(1))
        self._tell(read)
        if changes:
            self.stdout.write(_("Changed rows:") + " " + ", ".join(f"{what} {n:,}" for what, n in changes.items()))
        else:
            self.stdout.write(_("Nothing was changed: all of it was here already."))
        # The index of the words is made now, so that the first reader does not wait for it; what was read is let go
        # first, or both would be in memory at once.
        del read
        open_labels()
        self.stdout.write(esco.CREDIT)

    @contextmanager
    def _bar(self, length: int, label: str) -> Iterator[Callable[[int], None]]:
        """A progress bar, on a terminal only: a log file is no place for one."""
        if not self.stdout.isatty():
            yield lambda size: None
            return
        with click.progressbar(length=length, label=label) as bar:
            yield bar.update

    def _tell(self, read: esco.Read) -> None:
        here = rows_here()
        width = max(map(len, {**read.counts, **here}), default=0)
        self.stdout.write(f"{'':{width}}  {_('in the files'):>14}  {_('in the database'):>16}")
        for what in sorted({**read.counts, **here}):
            self.stdout.write(f"{what:{width}}  {read.counts.get(what, 0):>14,}  {here.get(what, 0):>16,}")
        for note in read.notes:
            self.stdout.write(self.style.WARNING(note))


def known() -> esco.Known:
    """What the database holds, for the reader of files."""
    concepts = list(Concept.objects.exclude(uri=None).values_list("uri", "kind", "skill_type", "source"))
    return esco.Known(
        kinds={uri: kind for uri, kind, _type, _source in concepts},
        languages=frozenset(uri for uri, _kind, kind, _source in concepts if kind == Concept.SkillType.LANGUAGE),
        isco=frozenset(IscoGroup.objects.values_list("code", flat=True)),
        from_esco=frozenset(kind for _uri, kind, _type, source in concepts if source == Source.ESCO),
    )


def rows_here() -> dict[str, int]:
    """Rows from ESCO in the database, by the same names as the counts of what was read."""
    names = {"occupation": "occupations", "skill": "skills", "group": "skill groups"}
    here = {
        "ISCO-08 groups": IscoGroup.objects.count(),
        "broader relations": Concept.broader.through.objects.filter(to_concept__source=Source.ESCO).count(),
        "occupation–skill relations": OccupationSkill.objects.filter(source=Source.ESCO).count(),
        "places in collections": Concept.collections.through.objects.count(),
        "skill–skill relations": SkillRelation.objects.filter(source=Source.ESCO).count(),
    }
    labels = Label.objects.filter(source=Source.ESCO).values("concept__kind", "language").order_by()
    counted = labels.annotate(
        named=Count("id", filter=Q(kind=Label.Kind.PREFERRED)),
        alternatives=Count("id", filter=Q(kind=Label.Kind.ALTERNATIVE)),
        pairs=Count("id", filter=Q(kind=Label.Kind.FEMININE)),
    )
    for row in counted:
        what = f"{names[row['concept__kind']]}, {row['language']}"
        here[what] = row["named"]
        here[f"{what}, alternative labels"] = row["alternatives"]
        here[f"{what}, pairs of genders"] = row["pairs"]
    return {what: rows for what, rows in here.items() if rows}
