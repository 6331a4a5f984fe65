"""The cast and the house rules of the suite."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client, TestCase
from django.utils import timezone

from accounts import sms
from matching import crowd
from skills import similarity, suggest

pytest_plugins = ["tests.programs"]

# What no page may hold: template code left over, scripts, styles and handlers inside the page. A block of JSON-LD is
# data, which no browser runs.
FORBIDDEN = re.compile(
    r"\{\{|\{%|<style|<script(?! type=\"application/ld\+json\">)(?![^>]*\bsrc=)|\son[a-z]+=\"|\sstyle=\""
)


class Reader(Client):
    """Reads every page as a careful reader would: what must never be on a page fails the test by itself."""

    def request(self, **asked: object) -> object:
        # What waits for the end of the transaction happens at the end of the request, as it would outside of tests.
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = super().request(**asked)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            found = FORBIDDEN.search(response.content.decode())
            assert not found, f"{asked.get('PATH_INFO')}: {found.group()}"
        return response


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """After a test that commits every table is emptied, the log that lets nobody empty it too."""
    ops = connection.ops
    flush = ops.execute_sql_flush

    def unguarded(statements: list[str]) -> object:
        if connection.vendor == "postgresql":
            role = "SET session_replication_role = "
            statements = [f"{role}replica", *statements, f"{role}DEFAULT"]
        return flush(statements)

    ops.execute_sql_flush = unguarded


@pytest.fixture(autouse=True)
def words_are_read_anew(settings, tmp_path) -> None:
    """A rolled-back test gives its number of the vocabulary to the next one, with other words behind it."""
    similarity.forget()
    crowd.forget()
    sms.taken.clear()
    settings.VAR_DIR = tmp_path
    suggest.forget()


@pytest.fixture
def read() -> Callable[..., Reader]:
    """read(amina): a browser in which Amina, or somebody's user, is signed in; read(): nobody is."""

    def signed_in(who: object = None) -> Reader:
        browser = Reader(headers={"accept-language": "en"})
        if who is not None:
            browser.force_login(getattr(who, "user", who))
        return browser

    return signed_in


# Amina: a person with a file at Samira's agency. Bao: works for an employer. Chidi: a stranger who can sign in.
# Dalia: scheme officer of a programme. Samira: counsellor.


@pytest.fixture
def cast(db):
    """Everybody, an opening that Amina can do, and a scheme with an open intake: what most pages need."""
    from types import SimpleNamespace

    from accounts.models import Agency, Membership
    from mobility_schemes.models import Agreement, EligibilityRule, FunnelCount, Intake, QuotaLine, Scheme
    from skills.models import Vocabulary
    from tests import world

    weld, plans, cut = (world.skill(name) for name in ("weld steel", "read plans", "cut metal"))
    welder = world.occupation("welder", "7212", (weld, plans))
    # A second occupation: what everybody needs tells nobody apart.
    world.occupation("tailor", "7531", (world.skill("sew"),))
    Vocabulary.changed()
    today = date.today()

    eimea = world.agency()
    Agency.objects.filter(pk=eimea.pk).update(phone="+212 535 00 00 00")
    samira = world.counsellor("Samira", eimea)
    amina = world.person(
        "Amina",
        of=eimea,
        skills={weld: 4, plans: 1},
        worked={welder: 60},
        wishes=(welder,),
        speaks={"ar": 6, "fr": 3},
        available_from=today,
        counsellor=samira,
    )
    bao = world.user("Bao")
    firm = world.employer(member=bao)
    opening = world.opening(
        welder, by=firm, required=(weld, plans), preferred=(cut,), languages={"fr": 2}, deadline=today + timedelta(7)
    )
    chidi = world.user("Chidi")
    dalia = world.user("Dalia")
    programme = Agency.objects.create(name="Programme Wasl", kind="programme", country="MA")
    Membership.objects.create(user=dalia, agency=programme, role="officer")

    agreement = Agreement.objects.create(
        title_en="Accord", title_fr="Accord", title_ar="اتفاق", kind="labour_agreement"
    )
    scheme = Scheme.objects.create(
        agreement=agreement, code="huelva", name_en="Strawberry season", name_fr="Saison", name_ar="موسم",
        origin_country="MA", destination_country="ES", pathway="seasonal", max_months_in_12=9,
    )  # fmt: skip
    scheme.occupations.add(welder)
    line = QuotaLine.objects.create(
        scheme=scheme, label="Campaign", starts_on=today, ends_on=today + timedelta(200), kind="contingent",
        places=20000, as_of=today, source_title="Orden GECCO", source_kind="law", confidence="to_verify",
    )  # fmt: skip
    intake = Intake.objects.create(
        scheme=scheme, quota_line=line, label="Campaign", opens_on=today, closes_on=today + timedelta(30), status="open"
    )
    for step, people in (("applied", 60000), ("selected", 5000)):
        FunnelCount.objects.create(intake=intake, step=step, people=people, as_of=today, source="Press of the day")
    EligibilityRule.objects.create(scheme=scheme, attribute="age", operator="at_least", value=18, origin="law")
    EligibilityRule.objects.create(
        scheme=scheme, attribute="sex", operator="equals", value="woman", origin="practice", sensitive=True
    )
    return SimpleNamespace(
        amina=amina, bao=bao, chidi=chidi, dalia=dalia, samira=samira, agency=eimea, firm=firm, opening=opening,
        scheme=scheme, intake=intake, welder=welder, weld=weld, plans=plans, cut=cut, now=timezone.now(),
    )  # fmt: skip
