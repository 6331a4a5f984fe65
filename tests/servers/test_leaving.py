"""A list for a partner is made by one process while somebody withdraws in another, on either database; and the file of
a laptop's database holds no byte of somebody who is erased."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import ROOT, Environment, ask

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]
CANARY = "qz7kanari"


@pytest.fixture(params=["laptop", "database"])
def installation(request: pytest.FixtureRequest) -> Environment:
    return request.getfixturevalue(request.param)


START = """
from datetime import date, timedelta
from accounts.models import Agency, Consent, User
from returnees.copies import actions
from returnees.models import Export, ExportedPerson, Profile
samira = User.objects.get(email="samira@example.org")
agency = Agency.objects.get(pk=samira.agency_ids[0])
"""
AGREE = (
    START
    + """
Export.objects.all().delete()
Consent.objects.filter(purpose="partner").delete()
people = list(Profile.objects.editable_by(samira).filter(agency=agency).exclude(user=samira).order_by("pk")[:3])
for one in people:
    Consent.objects.create(person=one.user, purpose="partner", recipient="OTE", granted=True, text_version="1",
        language="fr", mode="tap", expires_on=date.today() + timedelta(days=9))
export = Export.objects.create(kind="partner", by=samira, agency=agency, partner="OTE", reason="courses")
print(export.pk, *[one.pk for one in people])
"""
)
# Waits inside the making, before the line of the last person is written.
MAKE = """
import django, sys
django.setup()
from returnees.copies import actions
write_out, last = actions.write_out, int(sys.argv[2])
def slowly(export, pk):
    if pk == last:
        print("at the last", flush=True)
        sys.stdin.readline()
    return write_out(export, pk)
actions.write_out = slowly
actions.make(sys.argv[1])
"""


def test_who_withdraws_while_the_list_is_made_is_not_in_it(installation):
    export, *people = ask(installation, AGREE).split()
    assert len(people) == 3
    maker = subprocess.Popen(
        [sys.executable, "-c", MAKE, export, people[-1]],
        cwd=ROOT,
        env=installation | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert maker.stdout.readline() == "at the last\n", maker.stderr.read()
    withdraw = (
        START
        + f"""
from accounts import consents
person = Profile.objects.get(pk={people[-1]}).user
print(consents.withdraw(Consent.objects.get(person=person, purpose="partner"), by=person))
"""
    )
    assert ask(installation, withdraw) == "True"
    maker.communicate("go\n", timeout=60)
    assert maker.returncode == 0
    told = ask(
        installation,
        START
        + f"""
export = Export.objects.get(pk="{export}")
print(export.state, *ExportedPerson.objects.filter(export=export).order_by("profile").values_list("profile", flat=True))
one = Profile.objects.get(pk={people[0]})
from accounts import consents
consents.withdraw(Consent.objects.get(person=one.user, purpose="partner"), by=one.user)
text = actions.fetch(export, by=samira)[1].decode()
print([Profile.objects.get(pk=pk).code in text for pk in ({", ".join(people)})])
""",
    )
    assert told.splitlines() == [f"ready {people[0]} {people[1]}", "[False, True, False]"]


def test_no_byte_of_the_erased_is_left_in_the_files_of_a_laptop(laptop):
    """Deleted bytes are overwritten, and the write-ahead log is emptied."""
    home = Path(laptop["VAR_DIR"])

    def holders() -> list[str]:
        files = [file for file in home.rglob("*") if file.is_file()]
        return sorted(file.name for file in files if CANARY.encode() in file.read_bytes())

    plant = f"""
from accounts.models import Place, User
from accounts import messages
from returnees.models import Identity, Profile
from skills.models import Concept
user = User.objects.create_user(language="fr")
zineb = Profile.objects.create(user=user, place=Place.objects.first())
Identity.objects.create(profile=zineb, given_name="Zineb", phone="+212612345679")
job = Concept.objects.filter(kind="occupation").first()
for _ in range(200):
    zineb.experiences.create(occupation=job, months=3, tasks="{CANARY} " * 9)
messages.send("+212612345679", "code", code="{CANARY}")
messages.send_waiting()
print(zineb.pk)
"""
    pk = ask(laptop, plant)
    assert "wasl.sqlite3" in " ".join(holders()) and any(name.endswith(".txt") for name in holders())
    erase = f"""
from returnees.erasing import erase
from returnees.models import Profile
zineb = Profile.objects.get(pk={pk})
erase(zineb, by=zineb.user, reason="asked")
"""
    ask(laptop, erase)
    assert holders() == []
