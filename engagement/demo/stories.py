"""The stories that the demo world must be able to tell, each as rows that a test finds by its facts."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from employers.models import Employer, Opening, Site
from engagement.models import Commitment, EngagementEvent, Introduction, Placement, Stage
from mobility_schemes.models import RecallRight

from .agencies import Staff
from .employers import Firm, Known, moment
from .history import Hire, consents, follow_ups, proposer
from .openings import Offer, draw
from .people import Person
from .places import Map
from .schemes import Schemes
from .trades import Trades

State, Contract = Opening.State, Opening.Contract


@dataclass(frozen=True)
class Post:
    """An opening that a person of the cast may meet: firm, ISCO group, code of the trade, what is particular."""

    firm: str
    isco: str
    code: str
    title: str
    posts: int = 1
    contract: str = Contract.PERMANENT
    state: str = State.PUBLISHED
    languages: tuple[tuple[str, int, bool], ...] = ()
    years: int = 1
    isced: int | None = None
    months: int | None = None
    ago: int = 360


POSTS = [
    Post("Soudure et Métal Tadla Démo", "7212", "welder", "Soudeur / soudeuse MIG-TIG", 3, years=2),
    Post("Zellige Hôtels Démo", "4224", "hotel-receptionist", "Réceptionniste, clientèle internationale", 2,
         languages=(("fr", 4, True), ("de", 3, False), ("en", 3, True))),
    # A subsidy here can only be asked for: a diploma is needed until the law changes, and this post asks for none.
    Post("Atlas Couture Démo SARL", "8153", "sewing-machine-operator", "Opérateur / opératrice machine à coudre", 8,
         contract=Contract.INSERTION, years=0, months=12),
    Post("Tadla Bâtiment Démo", "3123", "site-foreman", "Chef / cheffe de chantier, logements", 1, years=5,
         languages=(("fr", 4, True),)),
    Post("Helvéto-Plast Démo", "3111", "chemistry-technician", "Technicien / technicienne de laboratoire", 1, isced=5,
         languages=(("fr", 4, True), ("de", 2, False))),
    Post("Bâtisseurs de Sfax Démo", "7411", "building-electrician", "Électricien / électricienne bâtiment", 2),
    Post("Polyclinique Tadla Démo", "5321", "nursing-assistant", "Aide-soignant / aide-soignante", 2),
    Post("Oriental Code Démo", "2513", "web-developer", "Développeur / développeuse web, télétravail partiel", 2,
         languages=(("fr", 4, True), ("en", 3, False)), isced=5),
    Post("Oum Rbia Primeurs Démo", "9321", "packing-house-worker", "Ouvrier / ouvrière de conditionnement", 6,
         contract=Contract.SEASONAL, years=0, months=5),
    Post("Teranga Halieutique Démo", "9321", "packing-house-worker", "Chef / cheffe de ligne, conditionnement", 1,
         years=2, languages=(("fr", 3, True),)),
    Post("Nord Froid & Clim Démo", "7127", "refrigeration-technician", "Frigoriste / technicienne en froid", 2,
         state=State.FILLED),
    # Hired three and six months ago near Béni Mellal: Samira has calls to make.
    Post("Oum Rbia Primeurs Démo", "9321", "packing-house-worker", "Conditionnement d'agrumes", 5, state=State.FILLED,
         contract=Contract.FIXED_TERM, years=0, months=12, ago=145),
    Post("Polyclinique Tadla Démo", "5321", "healthcare-assistant", "Aide-soignant / aide-soignante de nuit", 4,
         state=State.FILLED, ago=235),
    # Few enough for a figure that may not be printed.
    Post("Teranga Halieutique Démo", "7511", "fish-preparation-worker",
         "Ouvrier / ouvrière de préparation du poisson", 3, state=State.FILLED, years=0),
    # Posted by a firm whose papers nobody has seen: written, and not shown.
    Post("Coiffure Jasmin Démo", "5141", "hairdresser", "Coiffeur / coiffeuse", 1),
    # Contracts of the CIVP kind, old enough to have ended: about half became a job.
    Post("Sahel Maille Démo", "8153", "sewing-machine-operator", "Piqueur / piqueuse en maille", 8,
         contract=Contract.INSERTION, state=State.FILLED, years=0, isced=3, months=12, ago=520),
    Post("Cap Bon Agro Démo", "8160", "food-production-operator", "Opérateur / opératrice de production", 8,
         contract=Contract.INSERTION, state=State.FILLED, years=0, isced=3, months=12, ago=520),
    Post("Rif Câblage Démo SA", "8212", "wire-harness-assembler", "Opérateur / opératrice de câblage", 8,
         contract=Contract.INSERTION, state=State.FILLED, years=0, isced=3, months=12, ago=520),
]  # fmt: skip
FRAUD = Firm("Horizon Départ Démo", "MA", "Casablanca", "services", 3, 0, level=0, form="inconnue")


def offers(rng: random.Random, today: date, trades: Trades, towns: Map, known: list[Known]) -> list[Offer]:
    """The openings of the cast, and the fraud that was stopped before anybody saw it."""
    firms = {one.firm.name: one for one in known}
    out = []
    for number, post in enumerate(POSTS):
        offer = draw(rng, today, trades.of(post.isco, post.code), firms[post.firm], post.state)
        row = offer.row
        row.title, row.posts, row.contract, row.months = post.title, post.posts, post.contract, post.months
        row.years, row.isced = post.years, post.isced
        if post.languages:
            offer.languages = list(post.languages)
        if post.state == State.PUBLISHED:
            published = today - timedelta(days=8 + number)
            row.deadline = today + timedelta(days=20 + number)
        else:
            published = today - timedelta(days=post.ago)
            closed = published + timedelta(days=40)
            row.closed_at, row.deadline = moment(closed), closed
            row.starts_on = closed + timedelta(days=7)
        offer.reserved = post.firm == "Nord Froid & Clim Démo"
        row.published_at = row.changed_at = moment(published)
        row.created_at = moment(published - timedelta(days=3))
        out.append(offer)
    return [*out, _fraud(rng, today, trades, towns, known)]


def _fraud(rng: random.Random, today: date, trades: Trades, towns: Map, known: list[Known]) -> Offer:
    """A posting that asked candidates for money, from a firm without papers: refused, the firm suspended."""
    row = Employer.objects.create(
        name=FRAUD.name,
        country="MA",
        legal_form="",
        sector_id=known[0].row.sector_id,
        size=Employer.Size.MICRO,
        level=Employer.Level.SELF_REGISTERED,
        agency=next(one.row.agency for one in known if one.firm.town == FRAUD.town),
        suspended_at=moment(today - timedelta(days=12), 11),
        created_at=moment(today - timedelta(days=16)),
    )
    site = Site.objects.create(employer=row, place=towns.towns[FRAUD.town])
    offer = draw(rng, today, trades.of("9329", "factory-worker"), Known(FRAUD, row, site), State.REJECTED)
    offer.row.title = "URGENT départ Europe, contrat garanti"
    offer.row.description = (
        "Frais de dossier de 3 000 MAD à envoyer avant l'entretien. Places limitées, réponse en 24 h."
    )
    offer.row.reason = (
        "Demande d'argent aux candidats : annonce bloquée, entreprise suspendue. Un emploi ne se paie pas."
    )
    offer.row.created_at = offer.row.changed_at = moment(today - timedelta(days=14))
    offer.row.published_at, offer.row.posts = None, 50
    return offer


def recalls(today: date, schemes: Schemes, cast: dict[str, Person], people: list[Person]) -> None:
    """Fatna has a call to answer; another seasonal worker was not called, was told why, and contests it."""
    huelva = schemes.schemes["es-gecco-ma"]
    RecallRight.objects.create(
        profile_id=cast["Fatna"].profile_id,
        scheme=huelva,
        employer_name="Fresas del Condado (demo)",
        valid_to=date(today.year + 2, 6, 30),
        called_on=today - timedelta(days=6),
    )
    seasonal = [person for person in people if person.country == "MA" and person.seasons and not person.told]
    # Samira's first, so that the counsellor whom most visitors are meets both.
    seasonal.sort(key=lambda person: person.agency != "EIMEA Béni Mellal")
    called, missed = (seasonal + [cast["Fatna"]] * 2)[:2]
    RecallRight.objects.create(
        profile_id=missed.profile_id,
        scheme=huelva,
        employer_name="Bayas de Lepe (demo)",
        valid_to=date(today.year + 1, 6, 30),
        not_called_reason="L'employeur dit n'avoir pas pu la joindre.",
        contested_on=today - timedelta(days=9),
        contest_text="Mon numéro n'a pas changé et mes collègues ont été appelées. J'ai fait toutes mes saisons.",
    )
    RecallRight.objects.create(
        profile_id=called.profile_id,
        scheme=huelva,
        employer_name="Frutos de Moguer (demo)",
        valid_to=date(today.year + 2, 6, 30),
        called_on=today - timedelta(days=4),
    )


def employers(today: date, known: list[Known], staff: Staff) -> None:
    """A pledge of 20 hires that lapsed, and a firm that left after a bad experience."""
    firms = {one.firm.name: one for one in known}
    leila, dalia = staff.users["leila@example.org"], staff.users["dalia@example.org"]
    pledge, left = firms["Câbles du Sahel Démo"], firms["Dunes Hôtels Démo"]
    for one in (pledge, left):
        EngagementEvent.objects.filter(employer=one.row).delete()
    signed, due = today - timedelta(days=400), today - timedelta(days=95)
    Commitment.objects.create(
        employer=pledge.row, hires=20, signed_on=signed, due_on=due, note="Vingt embauches pour la nouvelle ligne."
    )
    event = EngagementEvent.objects.create
    event(employer=pledge.row, kind="first_contact", on=signed - timedelta(days=50), by=leila)
    event(employer=pledge.row, kind="visit", on=signed - timedelta(days=21), by=leila)
    event(employer=pledge.row, kind="commitment_signed", on=signed, by=leila, note="Vingt embauches avant l'été.")
    event(employer=pledge.row, kind="lapse", on=due, by=leila, note="Aucune offre déposée ; ligne reportée.")
    start = today - timedelta(days=300)
    event(employer=left.row, kind="first_contact", on=start, by=dalia)
    event(employer=left.row, kind="visit", on=start + timedelta(days=15), by=dalia)
    event(employer=left.row, kind="interview_held", on=start + timedelta(days=60), by=dalia)
    event(
        employer=left.row,
        kind="complaint",
        on=start + timedelta(days=95),
        by=dalia,
        note="Deux personnes parties après une semaine ; personne n'a rappelé l'entreprise.",
    )
    event(
        employer=left.row,
        kind="refusal",
        on=start + timedelta(days=110),
        by=dalia,
        reason="bad_experience",
        note="Ne souhaite plus recruter par ce canal tant que le suivi n'est pas assuré.",
    )


def introductions(today: date, offers: list[Offer], cast: dict[str, Person], staff: Staff) -> None:
    """Hicham has something to answer when he signs in; Salma has people to look at."""
    by_title = {offer.row.title: offer for offer in offers}

    def meet(name: str, title: str, stage: str, ago: int, since: int, **facts: str) -> Introduction | None:
        if title not in by_title:
            return None
        row = Introduction.objects.create(
            profile_id=cast[name].profile_id,
            opening=by_title[title].row,
            stage=stage,
            proposed_by=proposer(staff, cast[name]),
            proposed_at=moment(today - timedelta(days=ago), 10),
            stage_at=moment(today - timedelta(days=since), 12),
            **facts,
        )
        if stage in {Stage.ACCEPTED, Stage.SHORTLISTED, Stage.INTERVIEWED, Stage.OFFERED}:
            consents(today, [(row, cast[name], by_title[title])])
        return row

    meet("Hicham", "Soudeur / soudeuse MIG-TIG", Stage.PROPOSED, 2, 2)
    meet("Rachid", "Soudeur / soudeuse MIG-TIG", Stage.SHORTLISTED, 6, 1)
    meet("Imane", "Opérateur / opératrice machine à coudre", Stage.ACCEPTED, 5, 3)
    meet("Nadia", "Réceptionniste, clientèle internationale", Stage.INTERVIEWED, 7, 1)
    meet("Omar", "Chef / cheffe de chantier, logements", Stage.PROPOSED, 3, 3)
    meet("Bilel", "Électricien / électricienne bâtiment", Stage.DECLINED, 9, 6, declined_by="person", reason="wage")


def hires(rng: random.Random, today: date, offers: list[Offer], people: list[Person], staff: Staff) -> list[Hire]:
    """Two hires of the same firm that ended: one for a regular contract abroad, one over hours not kept."""
    offer = next(offer for offer in offers if offer.reserved)
    start = offer.row.closed_at.date() + timedelta(days=7)
    taken = set(Introduction.objects.values_list("profile_id", flat=True))
    free = [
        person
        for person in people
        if person.country == offer.known.firm.country
        and not person.told
        and person.findable
        and person.follow_up
        and person.created < start - timedelta(days=20)
        and person.profile_id not in taken
    ]
    free.sort(key=lambda person: (-len(person.skills.intersection(offer.required)), person.profile_id))
    out = []
    for person, months, reason in zip(free, (4.6, 7.8), (Placement.End.ABROAD, Placement.End.CONDITIONS), strict=False):
        left = start + timedelta(days=round(months * 30.44))
        row = Introduction.objects.create(
            profile_id=person.profile_id,
            opening=offer.row,
            stage=Stage.HIRED,
            proposed_by=proposer(staff, person),
            proposed_at=moment(start - timedelta(days=25)),
            stage_at=moment(start - timedelta(days=5)),
        )
        placement = Placement.objects.create(
            introduction=row,
            started_on=start,
            contract=Contract.PERMANENT,
            wage_monthly=offer.row.wage_monthly + Decimal(150),
            declared=True,
            ended_on=left,
            end_reason=reason,
        )
        out.append(Hire(row, placement, person, offer, left=left, reason=reason))
    consents(today, [(hire.introduction, hire.person, hire.offer) for hire in out])
    follow_ups(rng, today, out)
    return out
