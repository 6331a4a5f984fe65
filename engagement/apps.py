from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EngagementConfig(AppConfig):
    name = "engagement"
    verbose_name = _("Engagement and outcomes")

    def ready(self) -> None:
        from returnees import erasing

        from .keeping import ask_to_delete, keep_figures

        erasing.BEFORE[:] = [keep_figures, ask_to_delete]
