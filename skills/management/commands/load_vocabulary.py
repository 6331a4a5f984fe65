from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from skills import starter
from skills.actions import take_in
from skills.suggest import open_labels
from skills.words import FaultyFiles

SHOWN_FAULTS = 40


class Command(BaseCommand):
    help = "Load our starter vocabulary: occupations, skills, ISCO-08 groups and sectors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=starter.FOLDER, help="another folder laid out in the same way"
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            words = starter.read(folder)
        except FaultyFiles as error:
            shown = [str(fault) for fault in error.faults[:SHOWN_FAULTS]]
            if len(error.faults) > SHOWN_FAULTS:
                shown.append(_("and %(n)d more") % {"n": len(error.faults) - SHOWN_FAULTS})
            raise CommandError("\n".join([*shown, _("Nothing was changed.")])) from None
        if not words.concepts:
            raise CommandError(_("There are no vocabulary files in %(folder)s.") % {"folder": folder})
        changes = take_in(words)
        # The index of the words is made now, so that the first reader does not wait for it.
        open_labels()
        kinds = [word.kind for word in words.concepts.values()]
        self.stdout.write(
            _("Read %(occupations)d occupations, %(skills)d skills, %(groups)d groups and %(sectors)d sectors.")
            % {
                "occupations": kinds.count("occupation"),
                "skills": kinds.count("skill"),
                "groups": kinds.count("group"),
                "sectors": len(words.sectors),
            }
        )
        if changes:
            self.stdout.write(_("Changed:") + " " + ", ".join(f"{what} {n}" for what, n in changes.items()))
        else:
            self.stdout.write(_("Nothing was changed: all of it was here already."))
