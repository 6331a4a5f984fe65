"""Builds the demo world, once."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from engagement import demo


class Command(BaseCommand):
    help = "Builds a fictional world to try the platform with. Never beside real people: see docs/demo-world.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=600, help="how many people (600)")
        parser.add_argument("--openings", type=int, default=120, help="how many openings (120)")
        parser.add_argument("--seed", type=int, default=2026, help="the same seed and day give the same world (2026)")
        parser.add_argument("--today", type=date.fromisoformat, help="the day the world is told from, YYYY-MM-DD")
        parser.add_argument("--if-empty", action="store_true", help="do nothing where a demo world is here already")
        parser.add_argument("--replace", action="store_true", help="remove the old demo world first")

    def handle(self, *args: Any, **options: Any) -> None:
        if os.environ.get("APP_ENV") == "production" or not settings.DEMO:
            raise CommandError(_("This is not a demo: fictional people are never put beside real ones. Set DEMO=1."))
        if options["people"] < 50 or options["openings"] < 40:
            raise CommandError(_("The demo world needs at least 50 people and 40 openings to hold its stories."))
        if demo.exists():
            if options["if_empty"]:
                return
            if not options["replace"]:
                raise CommandError(_("A demo world is here already. Use --replace to build it again."))
            demo.clear()
        start = time.monotonic()
        made = demo.build(
            people=options["people"], openings=options["openings"], seed=options["seed"], today=options["today"]
        )
        counts = ", ".join(f"{number} {name}" for name, number in made.items())
        self.stdout.write(f"{counts}; {time.monotonic() - start:.1f} s")
