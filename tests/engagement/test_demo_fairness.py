"""Nobody in the demo world is hired, or stays, because of who they are: what it shows, it shows of chance."""

import math
import re
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import time_machine
from django.test import TestCase

from engagement import demo
from engagement.demo import history
from engagement.models import Introduction, Placement
from returnees.models import Profile


def groups() -> dict[int, tuple[float, float]]:
    """Profile -> (is a woman, was abroad), of those who said."""
    rows = Profile.objects.exclude(equality__sex="").values_list("pk", "equality__sex", "stays__country")
    return {pk: (float(sex == "woman"), float(country is not None)) for pk, sex, country in rows}


def t_values(outcome: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """t of each column in a least-squares regression (n outcomes on n × k columns, both centred), HC0 errors."""
    inverse = np.linalg.inv(columns.T @ columns)
    slope = inverse @ columns.T @ outcome
    scores = columns * (outcome - columns @ slope)[:, None]
    return slope / np.sqrt(np.diag(inverse @ (scores.T @ scores) @ inverse))


class LargeWorld(TestCase):
    """Many people and hires, so that an advantage would stand out of the noise."""

    @classmethod
    def setUpClass(cls) -> None:
        noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
        cls.enterClassContext(time_machine.travel(noon, tick=False))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        demo.build(people=3000, openings=600, seed=11, today=date(2026, 11, 22))

    def test_who_is_hired_of_those_proposed_does_not_depend_on_sex_or_on_having_been_abroad(self):
        known = groups()
        skills = defaultdict(set)
        for profile, skill in Profile.objects.filter(introductions__isnull=False).values_list("pk", "skills__skill"):
            skills[profile].add(skill)
        lists = defaultdict(list)
        rows = Introduction.objects.filter(opening__state="filled", profile__in=list(known)).prefetch_related(
            "opening__needs"
        )
        for row in rows:
            required = {need.skill_id for need in row.opening.needs.all() if need.required}
            cover = len(skills[row.profile_id] & required) / len(required)
            lists[row.opening_id].append((float(row.stage == "hired"), *known[row.profile_id], cover))
        # Compared within each opening: those on the same list, the same day.
        centred = [np.array(rows) - np.mean(rows, axis=0) for rows in lists.values() if len(rows) > 1]
        table = np.concatenate(centred)
        assert len(table) > 700
        woman, abroad, cover = t_values(table[:, 0], table[:, 1:])
        assert abs(woman) < 3 and abs(abroad) < 3
        assert cover > 3  # the skills that a post asks for do count

    def test_who_stays_does_not_depend_on_sex_or_on_having_been_abroad(self):
        known = groups()
        rows = []
        for row in Placement.objects.filter(started_on__lte=date(2026, 5, 1)).select_related("introduction"):
            if row.introduction.profile_id in known:
                stayed = row.ended_on is None or (row.ended_on - row.started_on).days > 183
                rows.append((float(stayed), *known[row.introduction.profile_id]))
        table = np.array(rows) - np.mean(rows, axis=0)
        assert len(table) > 200
        assert (np.abs(t_values(table[:, 0], table[:, 1:])) < 3).all()

    def test_people_are_given_skills_whoever_they_are(self):
        known = groups()
        rows = []
        done = Profile.objects.values_list("pk", "wishes__occupation", "isced").filter(wishes__priority=1)
        trade_of = {pk: trade for pk, trade, _ in done}
        counts = defaultdict(int)
        for profile in Profile.objects.values_list("skills__profile", flat=True):
            counts[profile] += 1
        by_trade = defaultdict(list)
        for pk, (woman, abroad) in known.items():
            by_trade[trade_of[pk]].append((math.log(1 + counts[pk]), woman, abroad))
        rows = [np.array(of) - np.mean(of, axis=0) for of in by_trade.values() if len(of) > 5]
        assert (np.abs(t_values(np.concatenate(rows)[:, 0], np.concatenate(rows)[:, 1:])) < 3.5).all()


def test_the_history_never_reads_who_somebody_is():
    source = Path(history.__file__).read_text(encoding="utf-8")
    read = re.findall(r"\.(woman|abroad|was_in|seasons|age)\b|\b(Equality|Stay|Identity|ReturnContext)\b", source)
    assert read == []
