"""The one table of who may see what: every field of a record has its place in it, and it says what it must."""

import pytest
from django.apps import apps

from accounts.consents import give, withdraw
from returnees.models import Contest, Profile
from returnees.policy import (
    SEEN,
    Role,
    Stage,
    Tier,
    employer_sight,
    may,
    role_of,
    sight,
    stage_for,
    stages,
    tier_of,
)
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


# The table of the field, written out: tier -> role, with the stage for those outside (for others: yes or no).
EMPLOYERS = {"employer:card", "employer:abroad", "employer:named", "employer:whole"}
PARTNERS = {"partner:named", "partner:whole"}
EXPECTED = {
    Tier.WORK: {"person", "counsellor", "colleague", "ranker", "report", *EMPLOYERS, *PARTNERS},
    Tier.ABROAD: {"person", "counsellor", "report", "employer:abroad", "employer:whole", "partner:whole"},
    Tier.IDENTITY: {"person", "counsellor", "employer:named", "employer:whole", *PARTNERS},
    Tier.EQUALITY: {"person", "counsellor", "report"},
    Tier.RETURN: {"person", "counsellor", "report"},
    Tier.KEEPING: {"person", "counsellor"},
}


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stage", Stage)
def test_role_by_tier_by_stage(tier, role, stage):
    name = f"{role}:{stage}" if role in {Role.EMPLOYER, Role.PARTNER} else str(role)
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


@pytest.mark.django_db
class TestStages:
    """How far Bao's firm has come with Amina for its opening, read from her answers each time."""

    def test_each_answer_moves_it_and_each_withdrawal_moves_it_back(self):
        amina = world.person("Amina", agrees=None)
        seen = [stage_for(amina, "opening:7")]
        given = []
        for purpose, facts in (
            ("propose", {}),
            ("show_abroad", {}),
            ("share_name", {"recipient": "Bao · Welder", "reference": "opening:7"}),
        ):
            given.append(give(amina.user, purpose, mode="tap", by=amina.user, **facts))
            seen.append(stage_for(amina, "opening:7"))
        for row in given:
            withdraw(row, by=amina.user)
            seen.append(stage_for(amina, "opening:7"))
        # Whoever has said yes to one employer and then stops being proposed has not taken that yes back.
        assert seen == [S.NONE, S.CARD, S.ABROAD, S.WHOLE, S.WHOLE, S.NAMED, S.NONE]

    def test_a_yes_to_one_opening_is_none_to_another(self):
        amina = world.person("Amina")
        give(amina.user, "share_name", mode="tap", by=amina.user, recipient="Bao · Welder", reference="opening:7")
        assert (stage_for(amina, "opening:7"), stage_for(amina, "opening:70")) == (S.NAMED, S.CARD)

    @pytest.mark.parametrize(
        ("status", "stage"), [("active", S.NAMED), ("paused", S.NAMED), ("closed", S.NONE), ("merged", S.NONE)]
    )
    def test_who_pauses_at_work_is_still_known_there_and_a_closed_file_is_not(self, status, stage):
        amina = world.person("Amina", status=status)
        give(amina.user, "share_name", mode="tap", by=amina.user, recipient="Bao · Welder", reference="opening:7")
        assert stage_for(amina, "opening:7") == stage

    def test_a_contested_file_is_shown_to_no_employer(self):
        amina = world.person("Amina")
        give(amina.user, "share_name", mode="tap", by=amina.user, recipient="Bao · Welder", reference="opening:7")
        Contest.objects.create(profile=amina, matter="not_me")
        assert stage_for(amina, "opening:7") == S.NONE

    def test_it_costs_the_same_for_one_and_for_many(self, django_assert_num_queries):
        people = [world.person(f"P{number}") for number in range(5)]
        for some in (people[:1], people):
            with django_assert_num_queries(3):
                stages(some, "opening:7")

    def test_what_an_employer_sees_is_what_the_table_says(self):
        assert employer_sight(S.NAMED) == {
            "work": True, "abroad": False, "identity": True, "equality": False, "return": False, "keeping": False,
        }  # fmt: skip
