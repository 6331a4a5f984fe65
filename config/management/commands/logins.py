from django.conf import settings
from django.core.management.base import BaseCommand

from engagement import demo


class Command(BaseCommand):
    help = "Prints one demo login per role."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            return
        self.stdout.write(f"Demo logins, all with the password  {demo.PASSWORD}")
        for role, email, sees in demo.LOGINS:
            self.stdout.write(f"  {email:32} {role}: {sees}")
        self.stdout.write(f"Or open an account: the codes arrive in {settings.VAR_DIR}/sms and {settings.VAR_DIR}/mail")
