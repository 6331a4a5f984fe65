"""A believable, seeded world of fictional people and firms: the same seed and day give the same rows.

Nobody in it exists. Firms carry "Démo" in their names, addresses end in example.org, telephones and registry numbers
are of reserved or impossible forms. `docs/demo-world.md` tells what is in it and which stories it holds.
"""

from __future__ import annotations

import random
from datetime import date

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from accounts.models import User
from employers import law
from skills import starter
from skills.actions import take_in
from skills.models import Concept

from . import agencies, answers, cast, employers, history, openings, people, places, records, schemes, stories
from .agencies import LOGINS, PASSWORD
from .trades import Trades

__all__ = ["LOGINS", "PASSWORD", "AlreadyThere", "build", "clear", "exists"]

OURS = ("accounts", "account", "usersessions", "returnees", "employers", "mobility_schemes", "matching", "engagement")
# The map is shared with real use; the audit log outlives the rows it speaks of; the law is not the world's.
KEPT = {"accounts.region", "accounts.place", "accounts.event", "employers.wagefloor", "employers.subsidyrule"}


class AlreadyThere(Exception):
    """A demo world has been built in this database."""


def exists() -> bool:
    """Whether a demo world is here: it is known by its counsellor's address."""
    return User.objects.filter(email=LOGINS[0][1]).exists()


@transaction.atomic
def clear() -> None:
    """Removes the world and what visitors did in it: every row of our apps but the vocabulary, the map, the law, the
    audit log, and those who run the platform."""
    for label in OURS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model._meta.label_lower in KEPT or model._meta.proxy:
                continue
            rows = model._base_manager.using("default").all()
            if model is User:
                rows = rows.filter(is_staff=False)
            elif any(isinstance(field, models.ForeignKey) and field.name == "user" for field in model._meta.fields):
                rows = rows.exclude(user__in=User.objects.filter(is_staff=True).values("pk"))
            # Keys are checked at the end of the transaction, so that rows may go in any order.
            rows._raw_delete("default")


@transaction.atomic
def build(*, people: int = 600, openings: int = 120, seed: int = 2026, today: date | None = None) -> dict[str, int]:
    """Builds the world and returns how many rows of its main kinds it made. Loads the starter vocabulary first where
    there is no occupation. Raises AlreadyThere when a world is here."""
    if exists():
        raise AlreadyThere
    if not Concept.objects.filter(kind=Concept.Kind.OCCUPATION).exists():
        take_in(starter.read())
    return _build(people, openings, seed, today or timezone.localdate())


def _build(people_count: int, openings_count: int, seed: int, today: date) -> dict[str, int]:
    def rng(subject: str) -> random.Random:
        # One stream per subject, so that more of one thing does not shuffle all the others.
        return random.Random(f"{seed} {subject}")

    towns = places.load()
    staff = agencies.load(towns)
    trades = Trades()
    law.load()
    firms = employers.load(rng("employers"), today, towns, staff, openings_count)
    told_offers = stories.offers(rng("stories"), today, trades, towns, firms)
    offers = told_offers + openings.load(rng("openings"), today, trades, firms, openings_count - len(told_offers))
    openings.save(offers)
    asked = [(offer.known.site.place.region.code, offer.trade) for offer in offers if offer.row.state == "published"]
    told = cast.load(rng("cast"), today, trades, towns, staff)
    crowd = people.load(rng("people"), today, trades, towns, staff, people_count - len(told), asked)
    persons = [*told.values(), *crowd]
    records.evidence(today)
    records.insurance(today, told)
    mobility = schemes.load(today, trades, staff)
    schemes.apply(rng("applications"), today, mobility, trades, persons)
    schemes.recalls(rng("recalls"), today, mobility, persons)
    stories.recalls(today, mobility, told, persons)
    hires = history.load(rng("history"), today, offers, persons, staff)
    hires += stories.hires(rng("ended"), today, offers, persons, staff)
    stories.introductions(today, offers, told, staff)
    answers.load(rng("answers"), today, firms)
    answers.second_answers(rng("second answers"))
    history.employer_events(rng("events"), today, firms, offers, hires, staff)
    stories.employers(today, firms, staff)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return {"people": len(persons), "openings": len(offers), "employers": len(firms), "hires": len(hires)}
