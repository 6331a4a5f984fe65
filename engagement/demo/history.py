"""Two years of introductions, hires, placements, follow-ups and contacts with employers.

Who is proposed and who is hired follows from skills shared and distance, and from chance; how long somebody stays
follows from chance alone. No draw here reads whether a person is a woman or was abroad: the fields `woman` and
`abroad` of Person are not touched in this module, and a test reads its text to make sure.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from accounts.consents import CURRENT, HOLDS
from accounts.models import Agency, Consent, User
from employers.models import Employer, Opening
from engagement.actions import recipient_of, reference_of
from engagement.models import Commitment, EngagementEvent, FollowUp, Introduction, Outcome, Placement, Stage
from returnees.models import Profile

from .agencies import Staff
from .employers import Known, moment
from .openings import Offer
from .people import Person

End, Kind, Refusal = Placement.End, EngagementEvent.Kind, EngagementEvent.Refusal
Reason, Decliner, Result = Introduction.Reason, Introduction.Decliner, FollowUp.Result

# Of a hundred hires: how many have left before 6 and before 12 months; how many answer to nobody at 6 months.
LEFT_BEFORE_6, LEFT_BEFORE_12, LOST = 0.29, 0.42, 0.2
ENDS = ([End.RESIGNED, End.CONTRACT_ENDED, End.FAMILY, End.DISMISSED, End.CONDITIONS, End.FIRM, End.ABROAD],
        [32, 24, 12, 10, 12, 4, 6])  # fmt: skip
SITUATION = {
    End.RESIGNED: (["employed_formal", "employed_informal", "self_employed"], [70, 15, 15]),
    End.CONTRACT_ENDED: (["seeking", "employed_formal", "training", "employed_informal"], [55, 20, 10, 15]),
    End.FAMILY: (["not_seeking"], [1]),
    End.DISMISSED: (["seeking", "employed_informal"], [70, 30]),
    End.CONDITIONS: (["seeking", "employed_formal"], [60, 40]),
    End.FIRM: (["seeking", "self_employed"], [70, 30]),
    End.ABROAD: (["abroad_regular"], [1]),
}
MONTHS = (3, 6, 12)
POOL = 300


@dataclass
class Hire:
    """A hire before it is rows: `left` is the true day of leaving, known to nobody where `lost`."""

    introduction: Introduction
    placement: Placement
    person: Person
    offer: Offer
    left: date | None = None
    reason: str = ""
    lost: bool = False


def km(one: object, other: object) -> float:
    """Distance of two places in km on a sphere of 6,371 km, by the haversine formula."""
    north, south = math.radians(one.latitude), math.radians(other.latitude)  # type: ignore[attr-defined]
    across = math.radians(one.longitude - other.longitude)  # type: ignore[attr-defined]
    half = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def fit(person: Person, offer: Offer) -> float:
    """How well somebody fits, about 0 to 2: the share of required skills, having done the trade, nearness."""
    cover = len(person.skills.intersection(offer.required)) / max(1, len(offer.required))
    done = 0.4 if offer.trade.pk in person.trades else 0.0
    return cover + done + 0.5 * math.exp(-km(person.place, offer.known.site.place) / 60)


class Pool:
    """People by the skills they have, to find some hundred who could do an offer without asking everybody."""

    def __init__(self, people: list[Person]) -> None:
        self.by_skill: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.people = people
        self.placed: set[int] = set()
        for number, person in enumerate(people):
            if person.findable and not person.told:
                for skill in person.skills:
                    self.by_skill[person.country, skill].append(number)

    def for_offer(self, rng: random.Random, offer: Offer, on: date) -> list[Person]:
        """At most POOL people of the country with two of the required skills, registered by then and not placed."""
        shared: dict[int, int] = defaultdict(int)
        for skill in offer.required:
            for number in self.by_skill[offer.known.firm.country, skill]:
                shared[number] += 1
        fair = [
            self.people[number]
            for number in sorted(shared)
            if shared[number] >= 2 and number not in self.placed and self.people[number].created <= on
        ]
        self._at = {id(self.people[number]): number for number in shared}
        return rng.sample(fair, POOL) if len(fair) > POOL else fair

    def place(self, person: Person) -> None:
        """Takes somebody out of all later lists."""
        self.placed.add(self._at[id(person)])


def proposer(staff: Staff, person: Person) -> User:
    names = staff.counsellors.get(person.agency)
    return names[0] if names else staff.users["samira@example.org"]


def load(rng: random.Random, today: date, offers: list[Offer], people: list[Person], staff: Staff) -> list[Hire]:
    """Introductions on every opening that was shown, hires on those that were filled, and what came after."""
    pool = Pool(people)
    introductions: list[Introduction] = []
    hires: list[Hire] = []
    told = [offer for offer in offers if offer.row.published_at and offer.row.employer.level >= Employer.Level.DOCUMENT]
    for offer in sorted(told, key=lambda offer: offer.row.published_at):
        if offer.reserved:
            continue
        state = offer.row.state
        published = offer.row.published_at.date()
        if state in {Opening.State.FILLED, Opening.State.EXPIRED, Opening.State.WITHDRAWN}:
            _past(rng, offer, published, pool, staff, introductions, hires)
        elif state == Opening.State.PUBLISHED and published < today - timedelta(days=4):
            _live(rng, today, offer, published, pool, staff, introductions)
    _careers(rng, today, hires)
    Introduction.objects.bulk_create(introductions)
    consents(today, [(row, hire.person, hire.offer) for hire in hires for row in [hire.introduction]])
    Placement.objects.bulk_create([hire.placement for hire in hires])
    follow_ups(rng, today, hires)
    # Somebody at work is not looking: their file pauses, and comes back when they say so.
    at_work = [hire.person for hire in hires if hire.left is None]
    Profile.objects.filter(pk__in=[person.profile_id for person in at_work]).update(status=Profile.Status.PAUSED)
    return hires


def _best(rng: random.Random, people: list[Person], offer: Offer, count: int, noise: float) -> list[Person]:
    scored = [(fit(person, offer) + rng.gauss(0, noise), number) for number, person in enumerate(people)]
    return [people[number] for _, number in sorted(scored, reverse=True)[:count]]


def _introduction(
    staff: Staff, offer: Offer, person: Person, stage: str, proposed: date, since: date, who: str = "", why: str = ""
) -> Introduction:
    return Introduction(
        profile_id=person.profile_id,
        opening=offer.row,
        stage=stage,
        proposed_by=proposer(staff, person),
        proposed_at=moment(proposed, 10),
        stage_at=moment(max(since, proposed), 16),
        declined_by=who,
        reason=why,
    )


def _declined(rng: random.Random, filled: bool) -> tuple[str, str]:
    """Who declined and why, as such lists go: the person over wage and distance, the employer over skills."""
    who = rng.choices([Decliner.PERSON, Decliner.EMPLOYER, Decliner.AGENCY], [40, 50, 10])[0]
    if who == Decliner.PERSON:
        return who, rng.choices([Reason.WAGE, Reason.DISTANCE, Reason.HOURS, Reason.OTHER_JOB], [35, 30, 15, 20])[0]
    if who == Decliner.AGENCY:
        return who, Reason.NO_ANSWER
    reasons = [Reason.SKILLS, Reason.EXPERIENCE, Reason.LANGUAGE, Reason.PAPERS, Reason.NO_ANSWER, Reason.FILLED]
    return who, rng.choices(reasons, [25, 20, 10, 5, 10, 30 if filled else 0])[0]


def _past(
    rng: random.Random,
    offer: Offer,
    published: date,
    pool: Pool,
    staff: Staff,
    introductions: list[Introduction],
    hires: list[Hire],
) -> None:
    """An opening that is over: those best proposed, of them the posts hired where it was filled, the rest declined."""
    filled = offer.row.state == Opening.State.FILLED
    closed = offer.row.closed_at.date()
    posts = offer.row.posts
    proposed = _best(rng, pool.for_offer(rng, offer, closed - timedelta(days=8)), offer,
                     posts * 2 + rng.randint(2, 4) if filled else rng.randint(1, 4), 0.25)  # fmt: skip
    hired = _best(rng, proposed, offer, posts, 0.35) if filled else []
    if filled and len(hired) < posts:
        # Too few could do it: the posts that were left are not told as filled.
        offer.row.posts = max(1, len(hired))
        offer.row.state = Opening.State.FILLED if hired else Opening.State.EXPIRED
        offer.row.save(update_fields=["posts", "state"])
    days = (closed - published).days
    for person in proposed:
        first = max(published + timedelta(days=rng.randrange(1, max(2, days // 2))), person.created)
        if person in hired:
            on = max(first, closed - timedelta(days=rng.randrange(0, 5)))
            row = _introduction(staff, offer, person, Stage.HIRED, first, on)
            low, high = offer.row.wage_monthly, offer.row.wage_max or offer.row.wage_min
            ratio = Decimal(str(round(rng.uniform(0, 0.6), 2)))
            span = (high - offer.row.wage_min) * (low / offer.row.wage_min)
            placement = Placement(
                introduction=row,
                started_on=on + timedelta(days=rng.randrange(2, 15)),
                contract=offer.row.contract,
                wage_monthly=(low + span * ratio).quantize(Decimal("0.01")),
                subsidised=offer.row.contract == Opening.Contract.INSERTION or rng.random() < 0.08,
                declared=rng.choices([True, None, False], [84, 12, 4])[0],
            )
            hires.append(Hire(row, placement, person, offer))
            pool.place(person)
        else:
            who, why = _declined(rng, filled)
            since = first + timedelta(days=rng.randrange(1, max(2, (closed - first).days + 1)))
            row = _introduction(staff, offer, person, Stage.DECLINED, first, since, who, why)
        introductions.append(row)


LIVE = ([Stage.PROPOSED, Stage.ACCEPTED, Stage.SHORTLISTED, Stage.INTERVIEWED, Stage.OFFERED, Stage.DECLINED],
        [30, 18, 16, 12, 4, 20])  # fmt: skip


def _live(
    rng: random.Random,
    today: date,
    offer: Offer,
    published: date,
    pool: Pool,
    staff: Staff,
    introductions: list[Introduction],
) -> None:
    """An open opening: a few people on their way, at every stage before the hire; a third have none yet."""
    if rng.random() < 0.33:
        return
    count = rng.randint(1, min(8, 2 + offer.row.posts))
    for person in _best(rng, pool.for_offer(rng, offer, today - timedelta(days=2)), offer, count, 0.25):
        first = max(published + timedelta(days=1), person.created, today - timedelta(days=45))
        first += timedelta(days=rng.randrange(max(1, (today - first).days)))
        since = first + timedelta(days=rng.randrange(1 + (today - first).days))
        stage = rng.choices(*LIVE)[0]
        who, why = _declined(rng, False) if stage == Stage.DECLINED else ("", "")
        introductions.append(_introduction(staff, offer, person, stage, first, since, who, why))


def consents(today: date, accepted: list[tuple[Introduction, Person, Offer]]) -> None:
    """The yes to giving one's name, for each firm and opening, of those who went on to meet it."""
    Consent.objects.bulk_create(
        Consent(
            person_id=person.user_id,
            purpose=Consent.Purpose.SHARE_NAME,
            recipient=recipient_of(offer.row),
            reference=reference_of(offer.row),
            granted=True,
            text_version=CURRENT[Consent.Purpose.SHARE_NAME].version,
            language="fr",
            mode=Consent.Mode.TAP,
            given_at=row.proposed_at,
            expires_on=row.proposed_at.date() + HOLDS,
        )
        for row, person, offer in accepted
    )


def _even(rng: random.Random, count: int) -> list[float]:
    """`count` numbers spread evenly over 0 to 1, in random order: shares come out near what was meant."""
    values = [(number + rng.random()) / count for number in range(count)]
    rng.shuffle(values)
    return values


def months_stayed(u: float) -> float:
    """The months after which somebody leaves, for a draw of 0 to 1: the inverse of the share that has left."""
    if u < LEFT_BEFORE_6:
        return 0.5 + 5.4 * u / LEFT_BEFORE_6
    if u < LEFT_BEFORE_12:
        return 6.2 + 5.7 * (u - LEFT_BEFORE_6) / (LEFT_BEFORE_12 - LEFT_BEFORE_6)
    return 12.5 + 60 * (u - LEFT_BEFORE_12) / (1 - LEFT_BEFORE_12)


def _careers(rng: random.Random, today: date, hires: list[Hire]) -> None:
    """How long everybody stays, and whom the follow-up loses. Blind draws, spread evenly over all hires."""
    if not hires:
        return
    stays, losses = _even(rng, len(hires)), _even(rng, len(hires))
    turns: dict[tuple[bool, bool], int] = defaultdict(int)
    for hire, u, v in zip(hires, stays, losses, strict=True):
        start = hire.placement.started_on
        left = start + timedelta(days=round(months_stayed(u) * 30.44))
        reason = rng.choices(*ENDS)[0]
        term = start + timedelta(days=365)
        if hire.placement.contract == Opening.Contract.INSERTION and left > term:
            # Every other contract that reaches its end becomes a job, among those that answer and those that do not.
            turn = (v < LOST, term <= today)
            turns[turn] += 1
            if turns[turn] % 2:
                left, reason = term, End.CONTRACT_ENDED
        hire.lost = v < LOST
        if left <= today:
            hire.left, hire.reason = left, reason
            if not hire.lost:
                hire.placement.ended_on, hire.placement.end_reason = left, reason


def follow_ups(rng: random.Random, today: date, hires: list[Hire]) -> None:
    """The questions at 3, 6 and 12 months to both sides: answered, refused, not reached after three tries, or due."""
    rows: list[FollowUp] = []
    outcomes: list[Outcome] = []
    for hire in hires:
        start = hire.placement.started_on
        sides = [FollowUp.Whom.EMPLOYER, FollowUp.Whom.PERSON] if hire.person.follow_up else [FollowUp.Whom.EMPLOYER]
        stopped: set[str] = set()
        for month in MONTHS:
            due = start + timedelta(days=round(month * 30.44))
            answered = rng.choice([whom for whom in sides if whom not in stopped] or sides)
            for whom in sides:
                if whom in stopped:
                    continue
                row = FollowUp(placement=hire.placement, month=month, whom=whom, due_on=due)
                rows.append(row)
                if due > today - timedelta(days=21):
                    row.attempts = (
                        2 if due < today - timedelta(days=12) else 1 if due < today - timedelta(days=4) else 0
                    )
                    continue
                silent = hire.lost and month >= 6
                if not silent and (whom == answered or rng.random() < 0.7):
                    row.result, row.attempts = Result.DONE, rng.choice([1, 1, 1, 2, 3])
                    row.done_on = due + timedelta(days=rng.randrange(0, 10))
                    outcomes.append(_outcome(rng, row, hire))
                elif rng.random() < 0.25:
                    row.result, row.attempts = Result.REFUSED, 1
                    # A refusal ends the questions for good.
                    stopped.add(whom)
                else:
                    row.result, row.attempts = Result.UNREACHABLE, 3
    FollowUp.objects.bulk_create(rows)
    Outcome.objects.bulk_create(outcomes)


def _outcome(rng: random.Random, row: FollowUp, hire: Hire) -> Outcome:
    if hire.left is None or hire.left > row.due_on:
        formal = hire.placement.declared is not False
        return Outcome(
            follow_up=row, kind="employed_formal" if formal else "employed_informal", same_employer=True
        )  # fmt: skip
    return Outcome(follow_up=row, kind=rng.choices(*SITUATION[hire.reason])[0], same_employer=False)


def employer_events(
    rng: random.Random, today: date, known: list[Known], offers: list[Offer], hires: list[Hire], staff: Staff
) -> None:
    """Contacts, visits, pledges, postings, hires and refusals, dated so that each follows what it rests on."""
    events: list[EngagementEvent] = []
    pledges: list[Commitment] = []
    posted: dict[int, list[Offer]] = defaultdict(list)
    hired: dict[int, list[Hire]] = defaultdict(list)
    for offer in offers:
        if offer.row.published_at and offer.row.employer.level >= Employer.Level.DOCUMENT:
            posted[offer.row.employer_id].append(offer)
    for hire in hires:
        hired[hire.offer.row.employer_id].append(hire)
    silent = 0
    for one in known:
        by = _staff_of(staff, one.row.agency)

        def add(kind: str, on: date, firm: Known = one, who: User | None = by, **facts: object) -> None:
            if on <= today:
                events.append(EngagementEvent(employer=firm.row, kind=kind, on=on, by=who, **facts))

        shown = sorted(posted[one.row.pk], key=lambda offer: offer.row.published_at)
        if not shown:
            silent += 1
            _prospect(rng, today, silent, add)
            continue
        first = shown[0].row.published_at.date()
        start = first - timedelta(days=rng.randrange(30, 90))
        add(Kind.FIRST_CONTACT, start)
        add(rng.choice([Kind.VISIT, Kind.EVENT_ATTENDED]), start + timedelta(days=rng.randrange(5, 25)))
        if rng.random() < 0.5:
            add(Kind.NEEDS_SURVEY, start + timedelta(days=rng.randrange(10, 29)))
        if rng.random() < 0.4:
            signed = start + timedelta(days=rng.randrange(12, 29))
            add(Kind.COMMITMENT, signed)
            due = today + timedelta(days=rng.randrange(20, 240))
            pledges.append(
                Commitment(employer=one.row, hires=rng.choice([3, 5, 5, 8, 10]), signed_on=signed, due_on=due)
            )
        for offer in shown:
            on = offer.row.published_at.date()
            add(Kind.OPENING_POSTED, on)
            if rng.random() < 0.6:
                add(Kind.SHORTLIST_REVIEWED, on + timedelta(days=rng.randrange(6, 20)))
        last: date | None = None
        for hire in sorted(hired[one.row.pk], key=lambda hire: hire.placement.started_on):
            on = hire.placement.started_on
            if last is None or (on - last).days >= 60:
                add(Kind.INTERVIEW, on - timedelta(days=15))
                add(Kind.REPEAT_HIRE if last else Kind.HIRE, on)
                last = on
        for hire in hired[one.row.pk][:3]:
            seen = hire.placement.started_on + timedelta(days=186)
            if not hire.lost and hire.left is None:
                add(Kind.RETENTION_CHECK, seen)
    champions = [one for one in known if len(hired[one.row.pk]) >= 3][:2]
    for one, kind in zip(champions, (Kind.TESTIMONY, Kind.REFERRAL), strict=False):
        on = today - timedelta(days=45)
        events.append(EngagementEvent(employer=one.row, kind=kind, on=on, by=_staff_of(staff, one.row.agency)))
    EngagementEvent.objects.bulk_create(events)
    Commitment.objects.bulk_create(pledges)


def _staff_of(staff: Staff, agency: Agency | None) -> User | None:
    return staff.counsellors[agency.name][0] if agency else None


REFUSALS = list(Refusal)


def _prospect(rng: random.Random, today: date, number: int, add: object) -> None:
    """A firm without an opening: most unknown or written to in vain, some visited, some who said no and why."""
    ago = today - timedelta(days=rng.randrange(40, 330))
    course = number % 6
    if course in {0, 1}:
        if rng.random() < 0.5:
            add(Kind.FIRST_CONTACT, ago, two_way=False)  # type: ignore[operator]
        return
    add(Kind.FIRST_CONTACT, ago)  # type: ignore[operator]
    if course == 2:
        add(Kind.REFUSAL, ago + timedelta(days=14), reason=REFUSALS[(number // 6) % len(REFUSALS)])  # type: ignore[operator]
    elif course == 3:
        add(Kind.CALL, ago + timedelta(days=20))  # type: ignore[operator]
    elif course == 4:
        add(Kind.EVENT_ATTENDED, ago + timedelta(days=18))  # type: ignore[operator]
    else:
        # Spoke once, more than a year ago, and never since.
        add(Kind.CALL, today - timedelta(days=410), two_way=True)  # type: ignore[operator]
