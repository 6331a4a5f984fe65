"""The people of the demo world: four in ten came back from abroad, six never left, all draw their work the same way.

Shares are those of the Moroccan census survey of 2018–19 (HCP) as far as it goes; whether somebody was abroad, and
whether they are a woman, has no part in how many of a trade's skills they have or how well these are evidenced.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import accumulate

from accounts.consents import CURRENT, HOLDS
from accounts.models import Consent, Place, User
from returnees.models import (
    BAND_MONTHS,
    CODE_LETTERS,
    Equality,
    Experience,
    Identity,
    IdentityKey,
    Profile,
    ProfileLanguage,
    ProfileSkill,
    Qualification,
    RecognitionCase,
    ReturnContext,
    Stay,
    Wish,
)

from .agencies import Staff
from .bulk import pour, prepared, sealed
from .employers import moment
from .names import NAMES, split
from .openings import COUNTRIES, RATE, SECTORS, wages
from .places import Map
from .trades import COMMON, Trade, Trades

BATCH = 5000
Purpose, Mode = Consent.Purpose, Consent.Mode

# Six who never left for four who came back.
BACK = 0.4
REGIONS = {
    "MA": {"ma-beni-mellal": 22, "ma-casablanca": 17, "ma-rabat": 15, "ma-fes": 13, "ma-tanger": 11, "ma-oriental": 9,
           "ma-souss": 6, "ma-marrakech": 4, "ma-draa": 1.5, "ma-guelmim": 0.5, "ma-laayoune": 0.5, "ma-dakhla": 0.5},
    "TN": {"tn-tunis": 16, "tn-ben-arous": 12, "tn-ariana": 8, "tn-manouba": 4, "tn-nabeul": 10, "tn-bizerte": 5,
           "tn-sousse": 8, "tn-monastir": 8, "tn-sfax": 10, "tn-mahdia": 3, "tn-kairouan": 4, "tn-medenine": 4,
           "tn-gabes": 2, "tn-gafsa": 2, "tn-kasserine": 2, "tn-kef": 1, "tn-jendouba": 1, "tn-tataouine": 1},
    "SN": {"sn-thies": 50, "sn-dakar": 25, "sn-louga": 8, "sn-saint-louis": 7, "sn-kaolack": 5, "sn-ziguinchor": 5},
    "CI": {"ci-bouake": 45, "ci-abidjan": 35, "ci-daloa": 8, "ci-korhogo": 6, "ci-yamoussoukro": 6},
}  # fmt: skip
# Where the seasonal workers of Spain are from: the Gharb, the hinterland of Tangier, Fès and Marrakech.
SEASONAL_REGIONS = {
    "MA": {"ma-rabat": 30, "ma-marrakech": 25, "ma-fes": 18, "ma-tanger": 15, "ma-beni-mellal": 12},
    "SN": {"sn-thies": 60, "sn-louga": 20, "sn-kaolack": 20},
}
# Three in four of the ordinary returns are from France, Italy and Spain.
FROM = {
    "MA": {"FR": 32, "ES": 25, "IT": 17, "BE": 6, "NL": 4, "DE": 5, "SA": 3, "AE": 4, "CA": 2, "GB": 2},
    "TN": {"FR": 45, "IT": 28, "DE": 10, "LY": 8, "SA": 5, "CH": 2, "CA": 2},
    "SN": {"FR": 30, "ES": 25, "IT": 20, "MA": 15, "MR": 10},
    "CI": {"TN": 25, "FR": 25, "IT": 20, "MA": 15, "LY": 15},
}
TRAINED_IN = {
    "MA": {"DE": 45, "FR": 30, "BE": 15, "ES": 10}, "TN": {"FR": 40, "DE": 30, "CH": 30},
    "SN": {"FR": 60, "ES": 40}, "CI": {"FR": 100},
}  # fmt: skip
SPOKEN_IN = {
    "ES": "es", "IT": "it", "DE": "de", "AT": "de", "CH": "de", "NL": "nl", "GB": "en", "CA": "en", "AE": "en",
    "PT": "pt", "FR": "fr", "BE": "fr",
}  # fmt: skip
WOMEN = {
    "textile": 0.75, "automotive": 0.3, "agrifood": 0.5, "it": 0.42, "tourism": 0.42, "construction": 0.04,
    "health": 0.7, "logistics": 0.1, "fishing": 0.15, "retail": 0.45, "services": 0.45,
    "8212": 0.65, "72": 0.05, "9321": 0.7, "7514": 0.7, "8341": 0.03, "9112": 0.8, "54": 0.06, "8160": 0.4,
}  # fmt: skip
DIPLOMAS = {
    3: "Diplôme de qualification professionnelle",
    4: "Diplôme de technicien",
    5: "Diplôme de technicien spécialisé",
    6: "Licence",
    7: "Diplôme d'ingénieur ou master",
}
SEALED = ["given_name", "family_name", "given_name_ar", "family_name_ar", "phone", "birth_year"]
PHONES = {"MA": "+2126000000{:02d}", "TN": "+216200000{:02d}", "SN": "+2217000000{:02d}",
          "CI": "+22507000000{:02d}"}  # fmt: skip
EVIDENCE = ([1, 2, 3, 4, 5, 6], list(accumulate([55, 28, 9, 5, 2, 1])))


class Pick:
    """Draws from a table of shares, again and again, quickly."""

    def __init__(self, shares: dict) -> None:
        self.keys, self.sums = list(shares), list(accumulate(shares.values()))

    def __call__(self, rng: random.Random) -> object:
        return self.keys[bisect(self.sums, rng.random() * self.sums[-1], 0, len(self.keys) - 1)]


@dataclass
class Draft:
    """A person before they are rows. Experiences, skills and the like are plain values in the order of the columns."""

    country: str
    place: Place
    given: tuple[str, str]
    family: tuple[str, str]
    woman: bool
    age: int
    created: date
    trade: Trade
    isced: int
    agency: str = ""
    witness: User | None = None
    rural: bool = False
    language: str = "fr"
    status: str = Profile.Status.ACTIVE
    radius: int = 30
    would_move: bool = False
    available: date | None = None
    licences: list[str] = field(default_factory=list)
    wage_wish: int | None = None
    abroad_again: str = ""
    # trade, title, country, first year, last year, months, band, team, tasks
    experiences: list[tuple] = field(default_factory=list)
    skills: dict[int, tuple[int, str]] = field(default_factory=dict)  # skill -> evidence, where learned
    languages: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    stays: list[tuple[str, str, int, str]] = field(default_factory=list)  # country, band, seasons, scheme
    wishes: list[Trade] = field(default_factory=list)
    diplomas: list[tuple[str, str, int, int]] = field(default_factory=list)  # title, country, year, level
    recognition: str = ""
    returned: str = ""
    programme: str = ""
    consents: dict[str, tuple] = field(default_factory=dict)  # purpose -> granted, mode, given, withdrawn


@dataclass(slots=True)
class Person:
    """What the history reads of somebody, after saving. `woman` and `abroad` are for tests, never for a draw."""

    profile_id: int
    user_id: int
    country: str
    agency: str
    place: Place
    created: date
    trades: tuple[int, ...]
    skills: frozenset[int]
    findable: bool
    woman: bool
    abroad: bool
    age: int
    seasons: int
    was_in: frozenset[str]
    follow_up: bool
    told: bool = False


def women_share(trade: Trade) -> float:
    for key in (trade.isco, trade.isco[:2]):
        if key in WOMEN:
            return WOMEN[key]
    return WOMEN.get(trade.sector, 0.4)


def age_band(age: int) -> str:
    for most, band in ((24, "18-24"), (34, "25-34"), (44, "35-44"), (54, "45-54")):
        if age <= most:
            return band
    return "55+"


def band_of(months: int) -> str:
    for most, band in ((6, "0-6m"), (12, "6-12m"), (36, "1-3y"), (60, "3-5y"), (120, "5-10y")):
        if months < most:
            return band
    return "10y+"


class Generator:
    """Draws people one after the other; the same seed, day and vocabulary give the same people."""

    def __init__(
        self, rng: random.Random, today: date, trades: Trades, towns: Map, staff: Staff, asked: list[tuple[str, Trade]]
    ) -> None:
        self.rng, self.today, self.trades, self.towns, self.staff = rng, today, trades, towns, staff
        self.country = Pick(COUNTRIES)
        self.region = {country: Pick(shares) for country, shares in REGIONS.items()}
        self.seasonal_region = {country: Pick(shares) for country, shares in SEASONAL_REGIONS.items()}
        self.came_from = {country: Pick(shares) for country, shares in FROM.items()}
        self.trained_in = {country: Pick(shares) for country, shares in TRAINED_IN.items()}
        self.trade_of: dict[tuple[str, bool], Pick] = {}
        for country in COUNTRIES:
            for woman in (False, True):
                shares = {}
                for trade in trades.all:
                    share = women_share(trade) if woman else 1 - women_share(trade)
                    leading = 0.3 if trade.isco[0] == "1" else 1.0
                    sector = SECTORS.get(trade.sector, 3) / max(1, len(trades.by_sector[trade.sector]))
                    common = 40.0 if trade.code in COMMON else 1.0
                    shares[trade] = share * leading * sector * common
                self.trade_of[country, woman] = Pick(shares)
        # People register where there is work to be had: the trades that the firms of a region ask for.
        self.asked: dict[tuple[str, bool], Pick] = {}
        for region in {region for region, _trade in asked}:
            here = Counter(trade for where, trade in asked if where == region)
            for woman in (False, True):
                shares = {t: n * (women_share(t) if woman else 1 - women_share(t)) for t, n in here.items()}
                if any(shares.values()):
                    self.asked[region, woman] = Pick(shares)
        seasonal = [t for t in trades.all if t.isco in {"9211", "6111", "6113", "9321", "7514", "9212"}] or [
            trades.of("9211")
        ]
        self.seasonal = Pick({trade: 4.0 if trade.isco in {"9211", "9321"} else 1.0 for trade in seasonal})
        skilled = {"it": 4, "tourism": 3, "health": 3, "automotive": 2, "construction": 2}
        self.skilled = Pick(
            {t: skilled[t.sector] for t in trades.all if t.sector in skilled and t.isco[0] in "2357"}
            or dict.fromkeys(trades.all, 1)
        )

    def people(self, count: int) -> Iterator[Draft]:
        for _ in range(count):
            yield self.person()

    def person(self) -> Draft:
        """Somebody of one of four kinds: never left, back by own plan, back from the season, back from a training."""
        rng = self.rng
        country = str(self.country(rng))
        kind, draw = "home", rng.random()
        if draw < BACK:
            share = draw / BACK
            kind = "ordinary" if share < 0.7 else "seasonal" if share < 0.9 else "trained"
            if kind == "seasonal" and country in {"TN", "CI"}:
                kind = "ordinary"
        region = str((self.seasonal_region if kind == "seasonal" else self.region)[country](rng))
        if kind == "seasonal":
            woman = rng.random() < (0.92 if country == "MA" else 0.13)
            age = min(60, max(22, round(rng.gauss(43, 7))))
            trade = self.seasonal(rng)
        elif kind == "trained":
            woman, age, trade = rng.random() < 0.4, rng.randint(21, 33), self.skilled(rng)
        else:
            woman = rng.random() < (0.28 if kind == "ordinary" else 0.42)
            age = round(rng.triangular(19, 62, 30))
            here = self.asked.get((region, woman)) if rng.random() < 0.7 else None
            trade = (here or self.trade_of[country, woman])(rng)
        places = self.towns.in_region[region]
        place = places[0] if rng.random() < 0.5 else rng.choice(places)
        women, men, families = NAMES[country]
        draft = Draft(
            country=country,
            place=place,
            given=split(rng.choice(women if woman else men)),
            family=split(rng.choice(families)),
            woman=woman,
            age=age,
            created=self.today - timedelta(days=20 + int(690 * rng.random() ** 0.35)),
            trade=trade,  # type: ignore[arg-type]
            isced=self._schooling(trade, kind),  # type: ignore[arg-type]
            rural=rng.random() < (0.75 if kind == "seasonal" else 0.19),
        )
        agency = self.staff.serving(region)
        if agency and rng.random() < 0.95:
            draft.agency = agency.name
            draft.witness = rng.choice(self.staff.counsellors[agency.name])
        draft.language = "ar" if country in {"MA", "TN"} and draft.isced < 3 and rng.random() < 0.6 else "fr"
        draft.status = rng.choices([Profile.Status.ACTIVE, Profile.Status.PAUSED, Profile.Status.CLOSED], [91, 6, 3])[0]
        draft.radius = rng.choice([10, 20, 20, 30, 30, 30, 50, 80])
        draft.would_move = rng.random() < 0.4
        if rng.random() < 0.7:
            draft.available = self.today + timedelta(days=rng.randrange(-40, 75))
        self._work(draft, kind)
        self._languages(draft, kind)
        self._consents(draft)
        return draft

    def _schooling(self, trade: Trade, kind: str) -> int:
        rng = self.rng
        if kind == "seasonal":
            return rng.choice([0, 0, 0, 1, 1, 2])
        if kind == "trained":
            return rng.choice([4, 5, 5, 6]) if trade.isco[0] != "2" else rng.choice([5, 6, 7])
        return rng.choice(
            {"1": [5, 6, 6, 7], "2": [5, 6, 6, 7], "3": [3, 4, 5, 5, 6], "4": [3, 3, 5, 6], "5": [2, 2, 3, 3, 4],
             "6": [0, 1, 2, 3], "7": [1, 2, 2, 3, 3, 4], "8": [1, 2, 2, 3, 3], "9": [0, 1, 1, 2, 3]}[trade.isco[0]]
        )  # fmt: skip

    def _work(self, draft: Draft, kind: str) -> None:
        """Experiences, the skills they gave, stays, wishes, licences, diplomas, the wage wished."""
        rng, today = self.rng, self.today
        near = self.trades.near(draft.trade)
        years = max(0, draft.age - 18 - max(0, draft.isced - 3) * 2)
        count = 1 if years < 3 else rng.choices([1, 2, 3], [35, 45, 20])[0]
        trades = [draft.trade] + [
            rng.choice(near) if near and rng.random() < 0.45 else draft.trade for _ in range(count - 1)
        ]
        # Whether this happened here or abroad changes the country on the line, not its length nor what it taught.
        abroad = rng.randrange(count) if kind != "home" else -1
        country_abroad, seasons, scheme = "", 0, ""
        if kind == "ordinary":
            country_abroad = str(self.came_from[draft.country](rng))
        elif kind == "seasonal":
            country_abroad = "FR" if draft.country == "MA" and rng.random() < 0.15 else "ES"
            seasons = rng.randint(1, 8)
            scheme = (
                "Saison agricole France"
                if country_abroad == "FR"
                else "GECCO Huelva"
                if draft.country == "MA"
                else "Migration circulaire Espagne–Sénégal"
            )
        elif kind == "trained":
            country_abroad = str(self.trained_in[draft.country](rng))
            scheme = {"DE": "THAMM Plus", "CH": "Jeunes professionnels CH–TN", "BE": "PALIM"}.get(
                country_abroad, "Jeunes professionnels"
            )
        end = today.year - rng.choice([0, 0, 0, 1, 1, 2])
        for place, trade in enumerate(trades):
            months = min(max(3, years * 12 // count), max(3, int(rng.expovariate(1 / 40))))
            here = place != abroad
            if not here and kind == "seasonal":
                months = min(months, seasons * 6)
            start = end - months // 12
            dated = rng.random() < 0.7
            draft.experiences.append(
                (trade.pk, trade.name("fr", draft.woman)[:120] if rng.random() < 0.5 else "",
                 draft.country if here else country_abroad, start if dated else None, end if dated else None,
                 months if dated else None, "" if dated else band_of(months),
                 rng.choice([3, 4, 6, 8, 12]) if rng.random() < 0.08 else None, "")
            )  # fmt: skip
            if not here:
                draft.stays.append((country_abroad, band_of(max(months, 4)), seasons, scheme))
            end = start - rng.choice([0, 0, 1])
        draws = {draft.trade.pk: (0.6, 0.9, 0.2, 0.4)}
        for place, trade in enumerate(trades):
            if trade.pk in draws and place:
                continue
            low, high, low_optional, high_optional = draws.get(trade.pk, (0.3, 0.6, 0.1, 0.3))
            learned = "abroad" if place == abroad else "home"
            self._skills(draft, trade.essential, rng.uniform(low, high), learned)
            self._skills(draft, trade.optional, rng.uniform(low_optional, high_optional), learned)
        if self.trades.transversal:
            chosen = rng.sample(self.trades.transversal, min(len(self.trades.transversal), rng.randint(2, 5)))
            self._skills(draft, chosen, 1.0, rng.choice(["self", "home", "family"]))
        draft.wishes = [draft.trade]
        if near and rng.random() < 0.4:
            draft.wishes.append(rng.choice(near))
        if draft.trade.isco == "8332":
            draft.licences = ["B", "C"] + (["CE"] if rng.random() < 0.5 else [])
        elif draft.trade.isco == "8344":
            draft.licences = ["B", "forklift"]
        elif draft.trade.isco in {"8322", "3322"} or rng.random() < 0.2:
            draft.licences = ["B"]
        if rng.random() < 0.7:
            low, high, _ = wages(draft.trade, draft.country, today)
            step = RATE[draft.country][2]
            wish = float(low) + float(high - low) * rng.uniform(-0.05, 0.9)
            draft.wage_wish = int(max(wish, float(low)) // step * step)
        if draft.isced >= 3 and rng.random() < 0.75:
            year = today.year - max(0, draft.age - 21)
            draft.diplomas.append((DIPLOMAS[min(7, draft.isced)], draft.country, year, draft.isced))
        if kind == "trained" and rng.random() < 0.6:
            draft.diplomas.append(
                (
                    f"Attestation de formation, {draft.trade.name('fr', draft.woman)}"[:160],
                    country_abroad,
                    today.year - 1,
                    3,
                )
            )
            draft.recognition = rng.choice(["advised", "preparing", "submitted", "under_review", "granted", "partial"])
        if kind != "home":
            draft.abroad_again = rng.choices(["yes", "maybe", "no", ""], [35, 25, 30, 10])[0]
            if kind == "seasonal":
                draft.abroad_again = rng.choices(["yes", "maybe", "no"], [75, 15, 10])[0]
            if kind == "ordinary" and rng.random() < 0.12:
                draft.returned = rng.choices(["own", "assisted", "forced"], [30, 50, 20])[0]
        elif rng.random() < 0.5:
            draft.abroad_again = rng.choices(["yes", "maybe", "no"], [35, 30, 35])[0]

    def _skills(self, draft: Draft, skills: tuple[int, ...] | list[int], share: float, learned: str) -> None:
        rng = self.rng
        for skill in skills:
            if rng.random() < share and skill not in draft.skills:
                evidence = EVIDENCE[0][bisect(EVIDENCE[1], rng.random() * 100, 0, 5)]
                where = learned if rng.random() < 0.7 else "training" if draft.isced >= 3 else "self"
                draft.skills[skill] = (evidence, where)

    def _languages(self, draft: Draft, kind: str) -> None:
        """Mother tongues, French by schooling, the language of the stay heard more than written, English by study."""
        rng, isced = self.rng, draft.isced
        letters = min(6, max(0, isced * 2 - (1 if isced else 0)))
        spoken: dict[str, tuple[int, int, int, int]] = {}
        french = min(5, max(0, isced - 1 + rng.choice([0, 0, 1]))) if isced else rng.choice([0, 0, 1])
        if draft.country in {"MA", "TN"}:
            spoken["ar"] = (6, 6, letters, letters)
            if draft.country == "MA" and rng.random() < (0.4 if draft.rural else 0.2):
                spoken["zgh"] = (6, 6, 0, 0)
        elif draft.country == "SN":
            spoken["wo"], french = (6, 6, min(2, letters), 0), min(6, french + 1)
        else:
            spoken["dyu" if rng.random() < 0.6 else "bci"], french = (6, 6, 0, 0), min(6, french + 2)
        if french:
            spoken["fr"] = (min(6, french + 1), french, min(letters, french), max(0, min(letters, french) - 1))
        for country, band, seasons, _ in draft.stays:
            language = SPOKEN_IN.get(country)
            if language is None or (country in {"CA", "AE"} and isced < 3):
                continue
            heard = min(5, 1 + BAND_MONTHS[band] // 24 + (1 if kind == "trained" else 0) + (1 if seasons >= 4 else 0))
            before = spoken.get(language, (0, 0, 0, 0))
            level = max(before[1], heard)
            spoken[language] = (
                max(before[0], min(6, heard + 1)),
                level,
                max(before[2], min(letters, level)),
                max(before[3], max(0, min(letters, level) - 1)),
            )
        if isced >= 5 or (draft.trade.sector in {"tourism", "it"} and isced >= 3):
            if rng.random() < 0.6 and "en" not in spoken:
                level = rng.choice([1, 2, 2, 3, 4])
                spoken["en"] = (level, level, min(6, level + 1), level)
            others = [language for language in ("es", "de", "it") if language not in spoken]
            if draft.trade.sector in {"tourism", "it"} and rng.random() < 0.15 and others:
                level = rng.choice([2, 3, 4])
                spoken[rng.choice(others)] = (level, level, level, max(0, level - 1))
        draft.languages = [(language, *levels) for language, levels in spoken.items()]

    def _consents(self, draft: Draft) -> None:
        """Every purpose asked for itself; most say yes to most; a yes lasts twelve months and is asked again."""
        rng, today = self.rng, self.today
        since = max(draft.created, today - timedelta(days=355))
        days = (today - since).days
        given = since + timedelta(days=rng.randrange(max(1, days)))
        mode = rng.choices([Mode.TAP, Mode.CODE, Mode.ORAL, Mode.PAPER], [38, 12, 38, 12])[0]
        if mode == Mode.ORAL and draft.witness is None:
            mode = Mode.TAP
        draft.consents[Purpose.KEEP] = (True, mode, given, None)
        draw = rng.random()
        withdrawn = given + timedelta(days=rng.randrange(1 + (today - given).days)) if 0.88 <= draw < 0.93 else None
        draft.consents[Purpose.PROPOSE] = (draw < 0.93, mode, given, withdrawn)
        draft.consents[Purpose.FOLLOW_UP] = (rng.random() < 0.86, mode, given, None)
        draft.consents[Purpose.STATISTICS] = (rng.random() < 0.8, mode, given, None)
        if draft.stays:
            draft.consents[Purpose.SHOW_ABROAD] = (rng.random() < 0.65, mode, given, None)


class Codes:
    """Pseudonyms drawn from the world's own seed, each once."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.used = rng, set(Profile.objects.values_list("code", flat=True))

    def new(self) -> str:
        while (code := "".join(self.rng.choices(CODE_LETTERS, k=7))) in self.used:
            continue
        self.used.add(code)
        return code


def save(drafts: list[Draft], codes: Codes, staff: Staff, today: date) -> list[Person]:
    """Writes people with all that hangs on them, in bulk; one Person each, in the same order."""
    rng = codes.rng
    users = User.objects.bulk_create(
        # Without an address nobody can sign in; "!" is the mark of a password that fits nothing.
        User(email=None, language=draft.language, password="!", date_joined=moment(draft.created))  # noqa: S106
        for draft in drafts
    )
    profiles = Profile.objects.bulk_create(
        Profile(
            user=user,
            code=codes.new(),
            agency=staff.agencies[draft.agency] if draft.agency else None,
            counsellor=draft.witness,
            status=draft.status,
            place=draft.place,
            radius_km=draft.radius,
            would_move=draft.would_move,
            available_from=draft.available,
            isced=draft.isced,
            licences=draft.licences,
            wage_wish=draft.wage_wish,
            wage_currency=RATE[draft.country][0] if draft.wage_wish is not None else "",
            abroad_again=draft.abroad_again,
            created_at=moment(draft.created),
            changed_at=_changed(rng, draft, today),
        )
        for draft, user in zip(drafts, users, strict=True)
    )
    pairs = list(zip(drafts, [profile.pk for profile in profiles], strict=True))
    pour(
        Identity,
        ["profile", *SEALED],
        (
            (pk, *sealed(Identity, pk, dict(zip(SEALED, texts, strict=True))))
            for pk, texts in (
                (pk, (draft.given[0], draft.family[0], draft.given[1], draft.family[1],
                      PHONES[draft.country].format(rng.randrange(100)), str(today.year - draft.age)))
                for draft, pk in pairs
            )
        ),
    )  # fmt: skip
    IdentityKey.objects.write_missing()
    pour(
        Equality,
        ["profile", "sex", "age_band", "rural"],
        (
            (pk, "" if rng.random() < 0.03 else "woman" if draft.woman else "man", age_band(draft.age), draft.rural)
            for draft, pk in pairs
        ),
    )
    pour(
        Experience,
        ["profile", "occupation", "title", "country", "start_year", "end_year", "months", "band", "team_size", "tasks"],
        ((pk, *line) for draft, pk in pairs for line in draft.experiences),
    )
    pour(
        ProfileSkill,
        ["profile", "skill", "evidence", "learned"],
        ((pk, skill, evidence, learned) for draft, pk in pairs for skill, (evidence, learned) in draft.skills.items()),
    )
    pour(
        ProfileLanguage,
        ["profile", "language", "understood", "spoken", "read", "written"],
        ((pk, *line) for draft, pk in pairs for line in draft.languages),
    )
    pour(
        Stay,
        ["profile", "country", "band", "seasons", "scheme_name"],
        ((pk, *line) for draft, pk in pairs for line in draft.stays),
    )
    pour(
        Wish,
        ["profile", "occupation", "priority"],
        ((pk, trade.pk, number) for draft, pk in pairs for number, trade in enumerate(draft.wishes, start=1)),
    )
    ReturnContext.objects.bulk_create(
        ReturnContext(profile_id=pk, kind=draft.returned, programme=draft.programme)
        for draft, pk in pairs
        if draft.returned
    )
    qualifications = Qualification.objects.bulk_create(
        Qualification(profile_id=pk, title=title, country=country, year=year, isced=level)
        for draft, pk in pairs
        for title, country, year, level in draft.diplomas
    )
    states = {pk: draft for draft, pk in pairs if draft.recognition}
    RecognitionCase.objects.bulk_create(
        RecognitionCase(
            qualification=row,
            state=states[row.profile_id].recognition,
            authority="Commission nationale des équivalences (démo)",
            documents=[{"name": "Relevé de notes traduit", "there": states[row.profile_id].recognition != "preparing"}],
            submitted_on=today - timedelta(days=70) if states[row.profile_id].recognition != "advised" else None,
        )
        for row in qualifications
        if row.profile_id in states and row.country != states[row.profile_id].country
    )
    at, on = Consent._meta.get_field("given_at"), Consent._meta.get_field("expires_on")
    # A few hundred days are told a hundred thousand times.
    morning = cache(lambda day: prepared(at, moment(day)))
    afternoon = cache(lambda day: prepared(at, moment(day, 15)))
    a_year_on = cache(lambda day: prepared(on, day + HOLDS))
    pour(
        Consent,
        ["person", "purpose", "recipient", "granted", "text_version", "language", "mode", "witness", "given_at",
         "expires_on", "withdrawn_at"],
        (
            (user.pk, purpose, "", granted, CURRENT[purpose].version, draft.language, mode,
             draft.witness.pk if mode == Mode.ORAL and draft.witness else None, morning(given), a_year_on(given),
             afternoon(withdrawn) if withdrawn else None)
            for draft, user in zip(drafts, users, strict=True)
            for purpose, (granted, mode, given, withdrawn) in draft.consents.items()
        ),
    )  # fmt: skip
    return [
        Person(
            profile_id=pk,
            user_id=user.pk,
            country=draft.country,
            agency=draft.agency,
            place=draft.place,
            created=draft.created,
            trades=tuple(dict.fromkeys([draft.trade.pk] + [line[0] for line in draft.experiences])),
            skills=frozenset(draft.skills),
            findable=draft.status == "active" and _agreed(draft),
            woman=draft.woman,
            abroad=bool(draft.stays),
            age=draft.age,
            seasons=sum(stay[2] for stay in draft.stays),
            was_in=frozenset(stay[0] for stay in draft.stays),
            follow_up=draft.consents[Purpose.FOLLOW_UP][0],
        )
        for (draft, pk), user in zip(pairs, users, strict=True)
    ]


def _agreed(draft: Draft) -> bool:
    granted, _, _, withdrawn = draft.consents[Purpose.PROPOSE]
    return granted and withdrawn is None


def _changed(rng: random.Random, draft: Draft, today: date) -> datetime:
    return moment(draft.created + timedelta(days=rng.randrange(1 + (today - draft.created).days)), 14)


def load(
    rng: random.Random,
    today: date,
    trades: Trades,
    towns: Map,
    staff: Staff,
    count: int,
    asked: list[tuple[str, Trade]],
) -> list[Person]:
    """`count` people in batches; `asked` are the (region, trade) pairs of the open openings."""
    generator, codes = Generator(rng, today, trades, towns, staff, asked), Codes(rng)
    out: list[Person] = []
    batch: list[Draft] = []
    for draft in generator.people(count):
        batch.append(draft)
        if len(batch) == BATCH:
            out += save(batch, codes, staff, today)
            batch = []
    return out + (save(batch, codes, staff, today) if batch else [])
