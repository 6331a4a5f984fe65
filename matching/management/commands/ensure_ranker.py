from django.core.management.base import BaseCommand

from matching.ranking import ensure_version


class Command(BaseCommand):
    help = "Writes the ranker of the stated priors, and makes it live when no other is."

    def handle(self, *args: object, **options: object) -> None:
        version = ensure_version()
        if int(options.get("verbosity", 1) or 0):
            self.stdout.write(f"{version.name}: {'live' if version.live else 'not live'}")
