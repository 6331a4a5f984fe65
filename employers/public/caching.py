"""Asked again, a page that has not changed answers 304: a search engine comes often, and a phone pays by the byte."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

View = Callable[..., HttpResponse]

# Another one in every answer, with the same meaning.
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*')


def told_once(*, shared: int = 0) -> Callable[[View], View]:
    """Marks an answer with a digest of what it says, so that nothing that could change it can be forgotten.

    `shared`: the seconds for which caches between us and the reader may keep it. 0: only the reader's own may, and asks
    each time. Of a reader who has signed in nothing is kept (accounts.middleware.NoStore).
    """

    def marked(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or (request.user.is_authenticated and not shared):
                return response
            if shared:
                patch_cache_control(response, public=True, max_age=shared)
            else:
                patch_cache_control(response, private=True, no_cache=True)
            etag = quote_etag(hashlib.sha256(_TOKEN.sub(rb"\1", response.content)).hexdigest()[:32])
            response["ETag"] = etag
            return get_conditional_response(request, etag=etag, response=response)

        return answer

    return marked
