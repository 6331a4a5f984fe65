"""Two processes at the same door at the same moment, on either database."""

import subprocess
import sys

import pytest

from tests.programs import ROOT, Environment, ask

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]

RACERS = 3
START = """
import django, sys
django.setup()
racer = int(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
"""


@pytest.fixture(params=["laptop", "database"])
def installation(request: pytest.FixtureRequest) -> Environment:
    return request.getfixturevalue(request.param)


def race(installation: Environment, code: str) -> list[str]:
    """What each process printed of `code`; they set off together once all of them are ready."""
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", START + code, str(number)],
            cwd=ROOT,
            env=installation | {"DJANGO_SETTINGS_MODULE": "config.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(RACERS)
    ]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n", racer.stderr.read()
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    told = [racer.communicate(timeout=120) for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * RACERS, told
    return [out.strip() for out, _err in told]


FORGET = """
from matching.models import Ranking, RankerVersion
Ranking.objects.all().delete()
RankerVersion.objects.all().delete()
"""
LIVE = "from matching.models import RankerVersion\nprint(*RankerVersion.objects.filter(live=True))"


def test_the_first_ranker_is_written_once_and_goes_live(installation):
    ask(installation, FORGET)
    told = race(installation, "from matching.ranking import ensure_version\nprint(ensure_version())")
    assert told == ["priors-1"] * RACERS
    assert ask(installation, LIVE) == "priors-1"


def test_a_ranker_that_goes_live_meanwhile_stays_the_only_one(installation):
    ask(
        installation,
        FORGET
        + """
from matching.curves import PRIORS
for name in ("learned", "priors-1"):
    RankerVersion.objects.create(name=name, curves=PRIORS.as_json())
""",
    )
    told = race(
        installation,
        """
import time
from django.db import transaction
from matching.models import RankerVersion
from matching.ranking import ensure_version, live
if racer == 0:
    with transaction.atomic():
        RankerVersion.objects.filter(name="learned").update(live=True)
        time.sleep(2)
else:
    # The other has not committed yet: nothing is live for us to see.
    time.sleep(1)
    print(ensure_version().live, live()[0])
""",
    )
    assert told == ["", *["False learned"] * (RACERS - 1)]
    assert ask(installation, LIVE) == "learned"


def test_everybody_who_asks_at_once_gets_the_same_list(installation):
    opening = ask(
        installation,
        """
from accounts.models import User
from employers.models import Opening
from matching.ranking import rank
samira = User.objects.get(email="samira@example.org")
print(max(Opening.objects.visible_to(samira), key=lambda opening: rank(opening, by=samira).rows.count()).pk)
"""
        + FORGET,
    )
    told = race(
        installation,
        f"""
from accounts.models import User
from employers.models import Opening
from matching.ranking import rank
ranking = rank(Opening.objects.get(pk={opening}), by=User.objects.get(email="samira@example.org"))
print(ranking.version, list(ranking.rows.values_list("rank", "profile")))
""",
    )
    assert told == [told[0]] * RACERS
    assert "[(1, " in told[0]
    assert ask(installation, LIVE) == "priors-1"


SOMEBODY = """
from accounts.models import Consent, User
somebody, _made = User.objects.get_or_create(email="races@example.org")
answers = Consent.objects.filter(person=somebody, purpose="statistics")
"""
ANSWER = """
from accounts.consents import give, refuse
for _ in range(5):
    (give if racer % 2 else refuse)(somebody, "statistics", mode="tap", by=somebody)
"""


def test_answers_at_the_same_moment_come_one_after_the_other(installation):
    ask(installation, SOMEBODY + "answers.delete()")
    race(installation, SOMEBODY + ANSWER)
    told = ask(installation, SOMEBODY + "print(answers.count(), answers.filter(withdrawn_at=None).count())")
    assert told == f"{RACERS * 5} 1"


WAITING = """
from accounts.models import Membership, User
from employers import actions
from employers.models import Employer, Opening, OpeningMove
officer, _made = User.objects.get_or_create(email="officer@example.org")
firms = Employer.objects.filter(level__gte=2, agency__isnull=False, openings__isnull=False)
firm = firms.order_by("pk").first()
Membership.objects.get_or_create(user=officer, agency=firm.agency, role="officer")
one = Opening.objects.filter(employer=firm).order_by("pk").first()
"""
SUBMITTED = """
OpeningMove.objects.filter(opening=one).delete()
words = dict(title="Soudeur", description="Souder.", training="", wage_min=99999, wage_max=None)
Opening.objects.filter(pk=one.pk).update(state="submitted", **words)
"""
DECIDE = """
try:
    if racer == 0:
        print(actions.publish(one, by=officer).state)
    else:
        print(actions.reject(one, by=officer, reason="nopost").state)
except actions.NotNow:
    print("too late")
"""


def test_two_officers_who_decide_at_once_decide_one_after_the_other(installation):
    """Publishing and then refusing is a way; refusing twice, or publishing what has been refused, is none."""
    ask(installation, WAITING + SUBMITTED)
    told = race(installation, WAITING + DECIDE)
    assert told.count("rejected") == 1 and told.count("too late") in {RACERS - 1, RACERS - 2}, told
    moves = ask(
        installation,
        WAITING + 'print(*OpeningMove.objects.filter(opening=one).values_list("before", "after").order_by("pk"))',
    )
    assert moves in {"('submitted', 'rejected')", "('submitted', 'published') ('published', 'rejected')"}


MET = """
from accounts.models import Event
from engagement import actions
from engagement.models import Introduction
row = Introduction.objects.filter(stage="proposed", opening__employer__members__may_meet=True).order_by("pk").first()
bao, amina = row.opening.employer.members.filter(may_meet=True).first().user, row.profile.user
"""
BOTH_AT_ONCE = """
deeds = [
    lambda: actions.decline(row, by=amina, reason="wage"),
    lambda: actions.decline_by_employer(row, by=bao, reason="skills"),
    lambda: actions.shortlist(row, by=bao),
]
try:
    deeds[racer]()
    print("done")
except actions.NotNow:
    print("not now")
"""


def test_a_person_and_two_people_of_the_firm_act_at_once_and_one_answer_stands(installation):
    pk = ask(installation, MET + "actions.accept(row, by=amina)\nprint(row.pk)")
    told = race(installation, MET.replace('stage="proposed", ', f"pk={pk}, ") + BOTH_AT_ONCE)
    assert sorted(told[:2]) == ["done", "not now"], "of two who end it one does"
    ended = f"""
row = Introduction.objects.get(pk={pk})
lines = Event.objects.filter(subject_type="engagement.introduction", subject_id={pk}, name="introduction.declined")
print(row.stage, row.declined_by, lines.count())
"""
    who = "person" if told[0] == "done" else "employer"
    assert ask(installation, MET.splitlines()[1] + "\nfrom engagement.models import Introduction" + ended) == (
        f"declined {who} 1"
    )
