"""What every request passes through."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers

Answer = Callable[[HttpRequest], HttpResponse]


class ReaderLanguage:
    """A signed-in reader who has not picked a language on this device reads in their own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class SignedOut:
    """A part of a page asked for after the session has ended: said as such, not answered with the sign-in page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        asked = request.headers.get("HX-Request") == "true"
        if asked and response.status_code == 302 and not request.user.is_authenticated:
            return HttpResponse(status=401)
        return response


class NoStore:
    """Pages of a signed-in reader are kept by no cache: phones are shared."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
