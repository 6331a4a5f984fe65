from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language

from . import messages


class Adapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Mails of allauth leave by the same door as ours: after the commit, tried again, kept sealed until then."""
        mail = self.render_mail(template_prefix, email, context | {"email": email})
        messages.write(
            email, template_prefix.rpartition("/")[2], subject=mail.subject, body=mail.body, language=get_language()
        )
