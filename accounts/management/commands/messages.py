from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Count, Min

from accounts import messages
from accounts.models import Message


class Command(BaseCommand):
    help = "Says how many texts wait and how many were given up, by kind and reason; nobody's address, nobody's words."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="try what was given up once more")

    def handle(self, *args: object, again: bool, **options: object) -> None:
        if again:
            self.stdout.write(f"{messages.try_again()} given up before are tried again")
        for state, rows in (("waiting", Message.objects.waiting()), ("given up", Message.objects.given_up())):
            told = rows.values("channel", "template", "last_error").annotate(n=Count("pk"), since=Min("created_at"))
            for row in told.order_by("channel", "template", "last_error"):
                reason = row["last_error"] or "not tried yet"
                self.stdout.write(
                    f"{row['n']:6} {state:8} {row['channel']:4} {row['template']:24} "
                    f"since {row['since']:%Y-%m-%d %H:%M}  {reason}"
                )
