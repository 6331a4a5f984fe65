from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from engagement.demo import places
from returnees.models import IdentityKey


class Command(BaseCommand):
    help = "Makes an installation ready to be served: tables, style, towns, words, law, ranker, demo world. Repeatable."

    def handle(self, *args: object, **options: object) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        # A person's file begins with a town.
        places.load()
        call_command("load_vocabulary", verbosity=0)
        call_command("load_law")
        call_command("ensure_ranker", verbosity=0)
        # For records sealed by an upgrade, which computes no keys.
        IdentityKey.objects.write_missing()
        if settings.DEMO:
            call_command("demo", if_empty=True)
