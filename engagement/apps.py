from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EngagementConfig(AppConfig):
    name = "engagement"
    verbose_name = _("Engagement and outcomes")

    def ready(self) -> None:
        from returnees import erasing, retention

        from .actions import before_erasing
        from .keeping import forget_answers, keep_figures

        erasing.BEFORE[:] = [keep_figures, before_erasing]
        answers = retention.Period("what was answered about a hire", 1.5 * retention.YEAR, "the answer", forget_answers)
        retention.PERIODS[:] = [one for one in retention.PERIODS if one.what != answers.what] + [answers]
