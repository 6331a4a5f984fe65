from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EngagementConfig(AppConfig):
    name = "engagement"
    verbose_name = _("Engagement and outcomes")

    def ready(self) -> None:
        from returnees import erasing

        from .actions import before_erasing
        from .keeping import keep_figures

        erasing.BEFORE[:] = [keep_figures, before_erasing]
