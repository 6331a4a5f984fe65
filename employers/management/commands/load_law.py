from django.core.management.base import BaseCommand

from employers import law


class Command(BaseCommand):
    help = "Writes the wage floors and subsidies that come with the program, with their sources. Repeatable."

    def handle(self, *args: object, **options: object) -> None:
        law.load()
