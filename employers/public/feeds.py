"""The openings of the firms that an agency answers for, as a feed: Atom (RFC 4287) and JSON of JobPostings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from accounts.models import Agency
from employers.models import Opening

from .jobposting import CONTEXT, address, job_posting, paragraphs, shown_name, visible


class _Atom(Atom1Feed):
    """With the address of the next page (RFC 5005)."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["next"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next"]})


def atom(agency: Agency, page: Page[Opening]) -> str:
    """The page of the feed as XML."""
    feed = _Atom(
        title=visible(_("Openings: %(agency)s") % {"agency": agency.name}),
        link=settings.PUBLIC_URL + reverse("jobs"),
        description=None,
        language=get_language(),
        feed_url=_page_url("feed-atom", agency, page.number),
        feed_guid=settings.PUBLIC_URL + reverse("feed-atom", args=[agency.pk]),
        author_name=visible(agency.name),
        next=following("feed-atom", agency, page),
    )
    for opening in page:
        feed.add_item(
            title=visible(opening.title),
            link=address(opening),
            unique_id=address(opening),
            description=_summary(opening),
            author_name=shown_name(opening) or visible(agency.name),
            categories=[str(opening.occupation), str(opening.employer.sector)],
            pubdate=opening.published_at,
            updateddate=opening.changed_at,
        )
    return feed.writeString("utf-8")


def postings(agency: Agency, page: Page[Opening]) -> dict[str, Any]:
    """The page of the feed as a DataFeed of JobPostings."""
    feed = {
        "@context": CONTEXT,
        "@type": "DataFeed",
        "@id": _page_url("feed-json", agency, page.number),
        "name": visible(_("Openings: %(agency)s") % {"agency": agency.name}),
        "inLanguage": get_language(),
        "publisher": {"@type": "Organization", "name": visible(agency.name)},
        "dataFeedElement": [_without_context(job_posting(opening)) for opening in page],
    }
    if changed := max((opening.changed_at for opening in page), default=None):
        feed["dateModified"] = changed.isoformat()
    return feed


def following(name: str, agency: Agency, page: Page[Opening]) -> str:
    """The address of the next page; "" after the last."""
    return _page_url(name, agency, page.next_page_number()) if page.has_next() else ""


def _page_url(name: str, agency: Agency, number: int) -> str:
    query = {"language": get_language(), **({"page": number} if number > 1 else {})}
    return settings.PUBLIC_URL + reverse(name, args=[agency.pk], query=query)


def _summary(opening: Opening) -> str:
    """As HTML: Atom1Feed says type="html" of it, and escapes it once more."""
    facts = [shown_name(opening), str(opening.site.place), opening.get_contract_display()]
    return paragraphs(" · ".join(filter(None, facts))) + paragraphs(opening.description)


def _without_context(posting: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in posting.items() if key != "@context"}
