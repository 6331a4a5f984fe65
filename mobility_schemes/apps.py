from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MobilitySchemesConfig(AppConfig):
    name = "mobility_schemes"
    verbose_name = _("Circular mobility")
