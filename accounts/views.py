"""The language, whether the service is well, and what is said when something goes wrong."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.i18n import set_language as django_set_language

from .kept_typing import may_be_kept, put_aside

set_language = login_not_required(django_set_language)


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, 503 when it does not: for the machine that watches us."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse("the database does not answer", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """Asked for by allauth where one address does something too often."""
    return render(request, "errors/429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request: reading the user could be what failed."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page is too old. What was typed is put aside for whoever signed it, as when a session has ended."""
    if may_be_kept(request) and put_aside(request):
        return redirect(request.get_full_path())
    return render(request, "errors/csrf.html", status=403)
