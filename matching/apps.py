from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = _("Matching")

    def ready(self) -> None:
        from returnees import merging

        # One person stands once in a list.
        merging.SAME["matching.ranked"] = ("ranking",)
