"""The one table of who may see what: every field of a record has its place in it, and it says what it must."""

import pytest
from django.apps import apps

from returnees.models import Profile
from returnees.policy import SEEN, Role, Stage, Tier, may, role_of, sight, tier_of
from tests import world

RECORD = [
    field
    for model in apps.get_app_config("returnees").get_models()
    for field in model._meta.concrete_fields
    if not field.primary_key and field.name != "profile"
]
S = Stage


@pytest.mark.parametrize("field", RECORD, ids=str)
def test_every_field_of_a_record_has_a_tier(field):
    assert tier_of(field) in Tier


# The table of the field, written out: tier -> role -> at which stages an employer sees it (for others: yes or no).
EMPLOYERS = {"employer:card", "employer:abroad", "employer:named"}
EXPECTED = {
    Tier.WORK: {"person", "counsellor", "colleague", "ranker", "report", *EMPLOYERS},
    Tier.ABROAD: {"person", "counsellor", "report", "employer:abroad"},
    Tier.IDENTITY: {"person", "counsellor", "employer:named"},
    Tier.EQUALITY: {"person", "counsellor", "report"},
    Tier.RETURN: {"person", "counsellor", "report"},
    Tier.KEEPING: {"person", "counsellor"},
}


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stage", Stage)
def test_role_by_tier_by_stage(tier, role, stage):
    name = f"employer:{stage}" if role == Role.EMPLOYER else str(role)
    assert may(role, tier, stage) == (name in EXPECTED[tier])


def test_what_nobody_wrote_down_is_not_seen():
    assert set(SEEN) <= {(tier, role) for tier in Tier for role in Role}
    assert not any(may(Role.NOBODY, tier, stage) for tier in Tier for stage in Stage)


@pytest.mark.django_db
class TestRoles:
    def test_a_counsellor_sees_her_own_people_whole_and_a_colleague_only_their_work(self):
        samira, youssef = world.counsellor("Samira"), world.counsellor("Youssef")
        amina = world.person("Amina", counsellor=samira)
        assert (role_of(samira, amina), role_of(youssef, amina)) == (Role.COUNSELLOR, Role.COLLEAGUE)
        assert (sight(samira, amina)["identity"], sight(youssef, amina)["identity"]) == (True, False)
        assert sight(youssef, amina)["work"]
        assert list(Profile.objects.editable_by(samira)) == [amina]
        assert not Profile.objects.editable_by(youssef).exists()

    def test_a_file_that_waits_for_a_counsellor_is_open_to_all_of_its_agency(self):
        amina = world.person("Amina")
        assert role_of(world.counsellor("Youssef"), amina) == Role.COUNSELLOR

    def test_others_are_nobody(self):
        amina = world.person("Amina")
        there = world.counsellor("Leïla", of=world.agency("EIMEA Oujda"))
        assert role_of(amina.user, amina) == Role.PERSON
        assert {role_of(there, amina), role_of(world.user("Chidi"), amina)} == {Role.NOBODY}
