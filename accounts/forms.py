"""What one types at the door: where a code can reach one, the code, a yes or a no."""

from __future__ import annotations

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import phones
from .consents import CURRENT
from .models import Consent, Country, Message

# Where the platform works; then come the countries that people go to and come back from.
AT_HOME = [Country.MOROCCO, Country.TUNISIA, Country.SENEGAL, Country.IVORY_COAST, Country.NIGERIA]


def country_choices() -> list[tuple[str, str]]:
    """Each country with its calling code, ours first, then the others by their names in the reader's language."""
    others = sorted((one for one in Country if one not in AT_HOME), key=lambda one: str(one.label))
    # Isolated, or the + would jump to the other side of the number in Arabic.
    named = [(one.value, f"{one.label} (\u2066{phones.calling_code(one)}\u2069)") for one in [*AT_HOME, *others]]
    return [("", gettext("Choose, or begin the number with +")), *named]


class ReachForm(forms.Form):
    """Where a code can be sent: `cleaned_data["to"]` is an E.164 number or an e-mail address in small letters."""

    by = forms.ChoiceField(
        label=_("How shall the code reach you?"),
        choices=[(Message.Channel.SMS, _("By SMS")), (Message.Channel.MAIL, _("By e-mail"))],
        initial=Message.Channel.SMS,
        widget=forms.RadioSelect,
    )
    country = forms.ChoiceField(label=_("Country of the number"), choices=country_choices, required=False)
    phone = forms.CharField(
        label=_("Mobile number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("by") == Message.Channel.SMS:
            # What stands in the field that was not chosen does not matter.
            self.errors.pop("email", None)
            self._read_phone(cleaned)
        elif cleaned.get("by") == Message.Channel.MAIL and "email" in cleaned:
            if cleaned["email"]:
                cleaned["to"] = cleaned["email"].lower()
            else:
                self.add_error("email", _("Write your e-mail address."))
        return cleaned

    def _read_phone(self, cleaned: dict[str, object]) -> None:
        typed, country = cleaned.get("phone"), cleaned.get("country", "")
        if typed is None:
            return
        try:
            cleaned["to"] = phones.read(typed, country)
        except phones.NotAMobile:
            self.add_error("phone", _("This number receives no SMS. Write a mobile number, or choose e-mail."))
        except phones.NotANumber:
            if not typed:
                self.add_error("phone", _("Write your mobile number."))
            elif country:
                wrong = _("We do not know such a number in %(country)s. Look at each digit, and at the country.")
                self.add_error("phone", wrong % {"country": Country(country).label})
            else:
                self.add_error("phone", _("Begin with + and the code of the country, or choose the country."))


class SignUpForm(ReachForm):
    """With what must be said before an account is made."""

    keep = forms.ChoiceField(
        label=CURRENT[Consent.Purpose.KEEP].asks,
        help_text=_("Without a yes no account is made."),
        choices=[("yes", _("Yes, keep my file")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say yes or no.")},
    )
    adult = forms.BooleanField(
        label=_("I am 18 or older"), error_messages={"required": _("A file is only for people of 18 or older.")}
    )


class SignInForm(LoginForm):
    """allauth's, for an e-mail address and a password, with our word for the first."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code of 6 digits"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Write the code.")},
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
