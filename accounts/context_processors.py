from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, object]:
    """What the base layout needs on every page."""
    return {"DEMO": settings.DEMO}
