"""The openings of the demo world: trades of the vocabulary with plausible wages, needs, states and words."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_UP, Decimal

from employers.law import FLOORS
from employers.models import Opening, OpeningLanguage, OpeningNeed, Period

from .employers import Known, moment
from .trades import COMMON, Trade, Trades

State, Contract = Opening.State, Opening.Contract

# Gross per month in dirhams by ISCO-08 group, longest code first to match; (day) marks wages told by the day.
WAGES = {
    "8153": (3450, 4200), "7532": (4500, 6500), "7533": (3450, 4000), "3122": (5500, 8000), "8212": (3450, 4300),
    "8211": (3600, 4800), "7212": (4000, 6500), "7412": (5500, 9000), "7223": (5000, 8000), "9211": (2600, 3100),
    "6113": (3450, 4500), "9321": (3450, 3900), "7514": (3450, 4200), "8160": (3800, 5000), "3142": (4500, 7000),
    "8341": (3600, 5000), "2512": (9000, 18000), "2514": (9000, 18000), "2513": (7000, 13000), "2522": (8000, 14000),
    "3512": (5000, 8000), "4222": (4500, 6500), "5120": (4500, 7500), "3434": (8000, 15000), "5131": (3500, 4500),
    "4224": (4000, 6000), "9112": (3450, 3900), "7112": (3750, 5200), "7114": (3800, 5700), "7411": (4000, 6500),
    "7126": (4000, 6500), "7122": (3900, 6500), "7127": (4500, 7000), "3123": (7000, 12000), "8342": (5000, 8000),
    "2221": (5500, 8000), "5321": (3500, 4800), "5322": (3450, 4200), "8332": (5000, 8000), "8344": (3800, 5200),
    "1": (9000, 16000), "2": (7000, 13000), "3": (5000, 8500), "4": (4000, 6000), "5": (3500, 5000),
    "6": (3450, 4500), "7": (3800, 6000), "8": (3600, 5000), "9": (3450, 3900),
}  # fmt: skip
BY_DAY = {"7112", "7114", "7122", "9211"}
DAYS = 26
# What a dirham of these ranges becomes elsewhere, so that the ranges told for Tunisia and Senegal come out.
RATE = {"MA": ("MAD", 1.0, 50), "TN": ("TND", 0.2, 10), "SN": ("XOF", 24.0, 1000), "CI": ("XOF", 26.0, 1000)}
HOURS = {"MA": 44, "TN": 48, "SN": 40, "CI": 40}

SECTORS = {
    "textile": 16, "automotive": 14, "agrifood": 15, "it": 10, "tourism": 13, "construction": 14, "health": 7,
    "logistics": 7, "fishing": 3, "retail": 4, "services": 4,
}  # fmt: skip
COUNTRIES = {"MA": 70, "TN": 20, "SN": 6, "CI": 4}

# Two sentences by ISCO-08 group, longest code first to match.
TASKS = {
    "8153": "Vous assemblez des pièces de vêtement sur machine et gardez votre poste propre. La cheffe de chaîne vous "
    "montre chaque nouveau modèle.",
    "753": "Vous préparez, coupez ou finissez des pièces à la main et à la machine. Le soin avant la vitesse.",
    "815": "Vous conduisez une machine de l'atelier, surveillez la matière et signalez les défauts. Travail en équipe.",
    "3122": "Vous répartissez le travail d'une chaîne, suivez la cadence et la qualité, et formez les nouveaux.",
    "8212": "Vous posez, sertissez et contrôlez des fils sur planche. Formation de deux semaines à l'arrivée.",
    "821": "Vous montez des sous-ensembles selon une gamme et contrôlez chaque pièce avant de la passer.",
    "7212": "Vous soudez des structures et des pièces au poste ou sur chantier, d'après plan. Essai pratique d'une "
    "demi-journée, payé.",
    "72": "Vous réglez, montez ou réparez des pièces métalliques d'après plan, avec les outils de l'atelier.",
    "741": "Vous installez et dépannez des équipements électriques, consignez avant d'intervenir et notez ce qui est "
    "fait.",
    "742": "Vous posez et réparez des équipements chez les clients, avec un véhicule de l'entreprise.",
    "92": "Vous plantez, cueillez et triez selon la saison, en équipe. Transport depuis le douar et le centre-ville.",
    "61": "Vous suivez les cultures sous serre, de la plantation à la récolte, avec le technicien.",
    "932": "Vous triez, emballez et étiquetez en station, debout, au froid une partie de la journée.",
    "751": "Vous préparez, transformez et conservez des produits alimentaires dans le respect de l'hygiène.",
    "816": "Vous conduisez une ligne, contrôlez poids et température et nettoyez selon le plan d'hygiène.",
    "314": "Vous conseillez les chefs de culture, relevez les mesures au champ et suivez l'irrigation.",
    "25": "Vous développez et maintenez des applications avec une équipe de six personnes, revue de code chaque "
    "semaine. Deux jours de télétravail.",
    "351": "Vous aidez les utilisateurs à distance, suivez les demandes jusqu'à leur fin et notez les solutions.",
    "422": "Vous répondez aux clients par téléphone et par écrit. Formation payée de quatre semaines.",
    "512": "Vous préparez les plats de votre partie, tenez les stocks et formez les commis.",
    "513": "Vous accueillez, servez et encaissez, en salle et en terrasse, deux services par jour.",
    "343": "Vous composez la carte, dirigez la brigade et tenez les coûts.",
    "911": "Vous entretenez chambres et espaces communs selon la liste du jour. Horaires du matin.",
    "711": "Vous montez murs et ouvrages d'après plan, avec un manœuvre, et vérifiez niveaux et aplombs.",
    "712": "Vous posez et finissez sur chantiers de logements, d'après plan, en lien avec le chef de chantier.",
    "312": "Vous organisez le travail des équipes, tenez le planning et la sécurité, et rendez compte chaque semaine.",
    "834": "Vous conduisez des engins sur site, faites les contrôles du matin et signalez toute panne.",
    "833": "Vous livrez sur longues distances, tenez les documents de route et respectez les temps de repos.",
    "832": "Vous livrez en ville, encaissez et tenez la feuille de tournée. Véhicule de l'entreprise.",
    "222": "Vous donnez les soins du service, tenez le dossier et transmettez à l'équipe suivante.",
    "53": "Vous accompagnez des personnes dans les gestes du quotidien, avec patience et discrétion.",
    "62": "Vous préparez le matériel, embarquez à la marée et triez la prise, ou tenez les bassins à terre.",
    "52": "Vous conseillez les clients, tenez le rayon et encaissez.",
    "54": "Vous surveillez les accès, faites des rondes et tenez le registre.",
    "51": "Vous recevez les clients et leur donnez le service convenu, avec soin et ponctualité.",
    "1": "Vous dirigez le site au quotidien, son budget et ses équipes, et rendez compte à la direction.",
    "2": "Vous concevez, suivez et améliorez le travail de votre domaine, avec une équipe qui partage ce qu'elle sait.",
    "3": "Vous suivez la technique du site, mesurez, notez et proposez des améliorations.",
    "4": "Vous tenez les dossiers à jour, répondez aux demandes et préparez les documents de la semaine.",
    "5": "Vous rendez service aux clients de la maison, en équipe et avec soin.",
    "6": "Vous travaillez au champ ou au bassin selon la saison, avec une équipe qui se connaît.",
    "7": "Vous fabriquez et réparez d'après plan ou modèle, avec les outils de l'atelier.",
    "8": "Vous conduisez une machine, faites les contrôles et signalez les pannes.",
    "9": "Vous aidez l'équipe aux tâches du site. Rien à payer, rien à apporter : l'équipement est fourni.",
}
TASKS_AR = "عمل ضمن فريق مع تكوين عند البداية. التجربة خارج البلاد مقدّرة، ولا يُطلب أي مبلغ للتقديم."
TASKS_EN = "You work with a small team for clients abroad. Training is given in the first weeks and is paid."
ENDINGS = {
    "textile": ["", "équipe du matin", "prêt-à-porter", "débutants formés"],
    "automotive": ["", "équipes en 3×8", "nouvelle ligne"],
    "agrifood": ["", "campagne d'hiver", "temps plein"],
    "it": ["", "télétravail partiel", "clients en France"],
    "tourism": ["", "logé·e et nourri·e", "saison"],
    "construction": ["", "chantier de logements", "déplacements dans la région"],
    "health": ["", "équipe de jour", "équipe de nuit"],
    "logistics": ["", "temps plein"],
    "fishing": ["", "à terre"],
    "retail": ["", "temps plein"],
    "services": ["", "temps plein"],
}
LICENCES = {"8332": ["C"], "8331": ["D"], "8344": ["forklift"], "8343": ["crane"], "8322": ["B"], "3322": ["B"]}

# The share of openings in each state; only the first is shown to people.
STATES = [
    (State.PUBLISHED, 50), (State.FILLED, 35), (State.EXPIRED, 5), (State.PAUSED, 3), (State.SUBMITTED, 2),
    (State.VERIFYING, 2), (State.WITHDRAWN, 2), (State.REJECTED, 1),
]  # fmt: skip
REFUSED = [
    "Salaire sous le minimum légal pour 44 heures : à corriger puis à représenter.",
    "Le texte demande le sexe et l'âge sans base légale.",
]
WITHDRAWN = ["Commande reportée : le poste n'est plus ouvert.", "Pourvu en interne."]


@dataclass
class Offer:
    """An opening with the trade it was drawn from and the firm that posts it."""

    row: Opening
    trade: Trade
    known: Known
    required: tuple[int, ...]
    wanted: tuple[int, ...]
    languages: list[tuple[str, int, bool]]
    # A story tells who was hired here.
    reserved: bool = False


def by_group(table: dict[str, object], isco: str) -> object:
    """The value of the longest code that begins `isco`."""
    for length in range(len(isco), 0, -1):
        if isco[:length] in table:
            return table[isco[:length]]
    raise KeyError(isco)


def floor(country: str, on: date, agriculture: bool = False) -> Decimal:
    """The highest monthly floor that held on a day, in the country's currency; of a day before all, the oldest.

    Raises LookupError for a country without a floor here.
    """
    rows = [row for row in FLOORS if row[0] == country and row[2] == agriculture] or [
        row for row in FLOORS if row[0] == country
    ]
    if not rows:
        raise LookupError(country)
    valid = [row for row in rows if row[8] <= on and (row[9] is None or on < row[9])]
    return max(Decimal(row[7]) for row in valid or rows[-1:])


def wages(trade: Trade, country: str, on: date) -> tuple[Decimal, Decimal, str]:
    """Lowest and highest gross monthly wage of a trade and its currency, never under the floor of the date."""
    low, high = by_group(WAGES, trade.isco)  # type: ignore[misc]
    currency, rate, step = RATE[country]
    least = floor(country, on, agriculture=trade.isco == "9211" and country == "MA")
    low = max(round(low * rate / step) * step, math.ceil(least / step) * step)
    return Decimal(low), Decimal(max(round(high * rate / step) * step, low + step)), currency


def _languages(rng: random.Random, trade: Trade, known: Known) -> list[tuple[str, int, bool]]:
    """(language, CEFR level 1–6, required): asked only where the work is with clients, on paper or for abroad."""
    country, isco, sector = known.firm.country, trade.isco, trade.sector
    asked: list[tuple[str, int, bool]] = []
    if isco.startswith(("422", "5244", "334")) or sector == "it":
        asked.append(("fr", 4, True))
        if rng.random() < 0.5:
            asked.append((rng.choice(["en", "es", "de", "it"]), 4 if isco.startswith("422") else 3, rng.random() < 0.5))
    elif sector == "tourism" and isco[0] in "345":
        asked.append(("fr", 3, True))
        asked.append((rng.choice(["en", "es", "de"]), 2, False))
    elif sector in {"health", "retail", "services"} and isco[0] in "2345":
        asked.append(("fr" if rng.random() < 0.6 or country in {"SN", "CI"} else "ar", 3, True))
    elif isco[0] in "123":
        asked.append(("fr", 4, True))
    elif isco[0] in "78" and rng.random() < 0.2:
        asked.append(("fr", 2, False))
    parent = {"DE": "de", "CH": "de", "ES": "es", "IT": "it"}.get(known.firm.parent)
    if parent and isco[0] in "1237" and rng.random() < 0.5 and parent not in {language for language, *_ in asked}:
        asked.append((parent, 2, False))
    return asked


def _title(rng: random.Random, trade: Trade) -> tuple[str, str]:
    """A title and a description, mostly in French."""
    draw = rng.random()
    if draw < 0.08 and "ar" in trade.labels:
        return trade.name("ar"), TASKS_AR
    if draw < 0.13 and trade.sector == "it":
        return trade.name("en").capitalize(), TASKS_EN
    name = trade.name("fr")
    ending = rng.choice(ENDINGS.get(trade.sector, [""])) if trade.isco[0] in "56789" or trade.sector == "it" else ""
    text = f"{name[:1].upper()}{name[1:]}" + (f" – {ending}" if ending else "")
    return text[:160], str(by_group(TASKS, trade.isco))


def _is_many(trade: Trade) -> bool:
    """Whether firms hire several at once: the common trades of the line, the field, the floor, the call centre."""
    return trade.code in COMMON and (trade.isco[0] in "5789" or trade.isco == "4222")


def pick_trade(rng: random.Random, trades: Trades, sector: str) -> Trade:
    """A trade of a sector; the common ones come nine times in ten, leading posts rarely."""
    of = trades.by_sector.get(sector) or trades.all
    common = sum(trade.code in COMMON for trade in of) or 1
    rare = len(of) - common or 1
    weights = [9 / common if trade.code in COMMON else (0.3 if trade.isco[0] == "1" else 1) / rare for trade in of]
    return rng.choices(of, weights)[0]


def draw(rng: random.Random, today: date, trade: Trade, known: Known, state: str) -> Offer:
    """One opening of a firm for a trade, dated to its state."""
    country = known.firm.country
    past = state in {State.FILLED, State.EXPIRED, State.WITHDRAWN, State.REJECTED}
    # The law of the house begins with the floors of January 2025; nothing here is older than 22 months.
    age = rng.randrange(60, 660) if past else rng.randrange(2, 75)
    if state == State.PUBLISHED and rng.random() < 0.12:
        age = rng.randrange(75, 150)
    published = today - timedelta(days=age)
    low, high, currency = wages(trade, country, published)
    spread = high - low
    step = RATE[country][2]
    wage_min = low + Decimal(int(float(spread) * rng.uniform(0, 0.35) / step) * step)
    wage_max = min(high, wage_min + Decimal(max(1, int(float(spread) * rng.uniform(0.2, 0.6) / step)) * step))
    manual = trade.isco[0] in "6789"
    if trade.sector == "agrifood" and trade.isco[0] in "69":
        contract = Contract.FIXED_TERM if past else rng.choice([Contract.SEASONAL, Contract.FIXED_TERM])
    elif trade.sector == "construction" and manual:
        contract = rng.choice([Contract.SITE, Contract.FIXED_TERM, Contract.PERMANENT])
    else:
        contract = rng.choices(
            [
                Contract.PERMANENT,
                Contract.FIXED_TERM,
                Contract.INSERTION,
                Contract.AGENCY_WORK,
                Contract.APPRENTICESHIP,
            ],
            [50, 30, 10, 6, 4],
        )[0]
    months = {
        Contract.SEASONAL: rng.choice([3, 4, 5]),
        Contract.FIXED_TERM: rng.choice([6, 12, 12]),
        Contract.INSERTION: 12 if country == "TN" else rng.choice([12, 18, 24]),
        Contract.SITE: rng.choice([6, 8, 10]),
        Contract.AGENCY_WORK: rng.choice([3, 6]),
        Contract.APPRENTICESHIP: 12,
    }.get(contract)
    period, divisor = Period.MONTH, 1
    if trade.isco in BY_DAY and country == "MA":
        period, divisor = Period.DAY, DAYS
    told = (wage_min / divisor).quantize(Decimal("0.01"), rounding=ROUND_UP)
    title, text = _title(rng, trade)
    required = tuple(rng.sample(trade.essential, min(len(trade.essential), rng.randint(4, 7))))
    optional = [skill for skill in trade.optional if skill not in required]
    wanted = tuple(rng.sample(optional, min(len(optional), rng.randint(2, 4))))
    posts = rng.choice([1, 1, 2])
    if _is_many(trade):
        posts = rng.choices([2, 3, 4, 5, 6, 8], [20, 22, 20, 16, 12, 10])[0] + (1 if state == State.FILLED else 0)
    starts = published + timedelta(days=rng.randrange(20, 60))
    row = Opening(
        employer=known.row,
        site=known.site,
        title=title,
        occupation_id=trade.pk,
        description=text,
        posts=posts,
        contract=contract,
        starts_on=max(starts, today + timedelta(days=7)) if not past else starts,
        months=months,
        hours_per_week=40 if trade.isco[0] in "12" else HOURS[country],
        wage_min=told,
        wage_max=(wage_max / divisor).quantize(Decimal("0.01"), rounding=ROUND_UP),
        wage_period=period,
        wage_currency=currency,
        wage_monthly=told * divisor,
        years=rng.choice([0, 0, 0, 1]) if trade.isco[0] == "9" else rng.choice([0, 1, 1, 2, 3, 5]),
        isced={"1": 6, "2": 6, "3": 5, "4": 3}.get(trade.isco[0]) or (3 if rng.random() < 0.15 else None),
        or_equivalent=trade.isco[:2] != "22",
        licences=LICENCES.get(trade.isco, []) + (["CE"] if trade.isco == "8332" and rng.random() < 0.4 else []),
        state=state,
        created_at=moment(published - timedelta(days=rng.randrange(1, 6))),
        changed_at=moment(published),
    )
    if contract == Contract.INSERTION and row.isced is None:
        row.isced = 3
    if state in {State.PUBLISHED, State.PAUSED, State.FILLED, State.EXPIRED}:
        row.published_at = moment(published)
    if state == State.PUBLISHED:
        row.deadline = today + timedelta(days=rng.randrange(6, 60))
    if state in {State.FILLED, State.EXPIRED, State.WITHDRAWN}:
        closed = published + timedelta(days=rng.randrange(20, 58))
        row.closed_at = row.changed_at = moment(closed)
        row.deadline = closed
    if state == State.WITHDRAWN:
        row.published_at, row.reason = moment(published), rng.choice(WITHDRAWN)
    if state == State.REJECTED:
        row.reason = rng.choice(REFUSED)
    return Offer(row, trade, known, required, wanted, _languages(rng, trade, known))


def save(offers: list[Offer]) -> None:
    """Writes openings with their needs and languages."""
    Opening.objects.bulk_create([offer.row for offer in offers])
    OpeningNeed.objects.bulk_create(
        OpeningNeed(opening=offer.row, skill_id=skill, required=required)
        for offer in offers
        for required, skills in ((True, offer.required), (False, offer.wanted))
        for skill in skills
    )
    OpeningLanguage.objects.bulk_create(
        OpeningLanguage(opening=offer.row, language=language, level=level, required=required)
        for offer in offers
        for language, level, required in offer.languages
    )


def _spread(shares: dict[str, int] | list[tuple[str, int]], count: int) -> list[str]:
    """`count` keys in proportion to their shares, by largest remainder; every country and state keeps its place."""
    pairs = list(shares.items()) if isinstance(shares, dict) else shares
    total = sum(share for _, share in pairs)
    exact = [(key, share * count / total) for key, share in pairs]
    out = [key for key, value in exact for _ in range(int(value))]
    rest = sorted(exact, key=lambda pair: int(pair[1]) - pair[1])
    return out + [key for key, _ in rest[: count - len(out)]]


def load(rng: random.Random, today: date, trades: Trades, known: list[Known], count: int) -> list[Offer]:
    """`count` openings over sectors, countries and states, each at a firm of its sector and country."""
    countries, sectors = _spread(COUNTRIES, count), _spread(SECTORS, count)
    states = _spread(STATES, count)
    for keys in (countries, sectors, states):
        rng.shuffle(keys)
    posting = [one for one in known if one.firm.posts]
    offers = []
    for country, sector, state in zip(countries, sectors, states, strict=True):
        at = [one for one in posting if one.firm.country == country and one.firm.sector == sector]
        at = at or [one for one in posting if one.firm.country == country]
        firm = rng.choices(at, [one.firm.posts for one in at])[0]
        if firm.row.level < 2 and state in {State.FILLED, State.EXPIRED, State.PAUSED}:
            state = State.SUBMITTED
        trade = pick_trade(rng, trades, firm.firm.sector)
        tries = 0
        while state == State.FILLED and tries < 4 and not _is_many(trade):
            # What agencies fill are mostly the common trades, several posts at a time.
            trade, tries = pick_trade(rng, trades, firm.firm.sector), tries + 1
        offers.append(draw(rng, today, trade, firm, state))
    return offers
