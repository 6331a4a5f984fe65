"""Amina was registered twice. Samira joins the two files, and can part them again for thirty days."""

from datetime import date, timedelta

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from accounts.models import Consent, Event
from engagement.models import Introduction
from mobility_schemes.models import Application
from returnees import merging
from returnees.merging import NotJoined
from returnees.models import (
    ClaimCode,
    EvidenceStep,
    Experience,
    Identity,
    Merge,
    NotTheSame,
    Profile,
    ProfileSkill,
    Qualification,
    RecognitionCase,
    Stay,
)
from tests import world

pytestmark = pytest.mark.django_db

# What joining and parting leave behind, and keys that are written anew with their row.
LEFT = {"accounts.event", "returnees.merge", "returnees.identitykey", "sessions.session"}


def everything():
    """Every row of every table, sealed texts opened, without the moment of the last change."""
    found = {}
    for model in apps.get_models():
        if model._meta.label_lower not in LEFT:
            names = [one.attname for one in model._meta.concrete_fields if one.name != "changed_at"]
            rows = model._default_manager.all()
            found[model._meta.label_lower] = {row.pk: {name: getattr(row, name) for name in names} for row in rows}
    return found


def registered(cast, **facts):
    """A file that a counsellor opened: nobody signs in with it."""
    profile = world.person("Amina", of=cast.agency, **facts)
    profile.user.set_unusable_password()
    profile.user.save()
    return profile


@pytest.fixture
def files(cast):
    """The kept file, and a second one of the same person with something of everything."""
    amina = cast.amina
    again = registered(
        cast, skills={cast.weld: 6, cast.cut: 2}, worked={cast.welder: 60}, wishes=(cast.welder,),
        speaks={"fr": 5, "es": 2}, agrees=None, counsellor=cast.samira, radius_km=50, wage_wish=4000,
        wage_currency="MAD",
    )  # fmt: skip
    tailor = world.occupation("tailor", "7531")
    Experience.objects.create(profile=again, occupation=tailor, country="ES", months=24)
    world.Wish.objects.create(profile=again, occupation=tailor, priority=2)
    EvidenceStep.objects.create(
        skill=again.skills.get(skill=cast.weld), step=6, by=cast.samira, vouched_by="OFPPT", seen_on=date(2025, 1, 1)
    )
    for one in (amina, again):
        Qualification.objects.create(profile=one, title="CAP", country="MA", year=2004, isced=3)
    RecognitionCase.objects.create(qualification=again.qualifications.get(), state="advised")
    Stay.objects.create(profile=again, country="ES", band="1-3y")
    Introduction.objects.create(profile=again, opening=cast.opening)
    Application.objects.create(profile=again, intake=cast.intake)
    identity = again.identity
    identity.family_name, identity.phone = "Alaoui", "+212600000001"
    identity.save()
    fresh = Profile.objects.select_related("user")
    return fresh.get(pk=amina.pk), fresh.get(pk=again.pk)


def test_what_is_in_both_files_is_in_the_kept_one_once(cast, files):
    kept, other = files
    merging.merge(kept, other, by=cast.samira, theirs={"profile.radius_km", "language.fr"})
    kept = Profile.objects.get(pk=kept.pk)
    assert sorted(kept.experiences.values_list("occupation__code", flat=True)) == ["tailor", "welder"]
    assert dict(kept.skills.values_list("skill__code", "evidence")) == {
        "weld-steel": 6,
        "read-plans": 1,
        "cut-metal": 2,
    }
    assert EvidenceStep.objects.get().skill.profile == kept
    assert list(kept.wishes.values_list("occupation__code", "priority")) == [("welder", 1), ("tailor", 2)]
    assert dict(kept.languages.values_list("language", "spoken")) == {"ar": 6, "fr": 5, "es": 2}
    assert kept.qualifications.get().recognition.state == "advised"
    assert kept.stays.get().country == "ES"
    assert kept.introductions.get().opening == cast.opening
    assert Application.objects.get().profile == kept
    assert (kept.radius_km, kept.wage_wish, kept.wage_currency) == (50, 4000, "MAD")
    assert (kept.identity.family_name, kept.identity.phone) == ("Alaoui", "+212600000001")


def test_undoing_puts_every_row_back(cast, files):
    kept, other = files
    world.consent(other, "share_name", granted=True, recipient="Bao", reference="opening:1")
    world.consent(other, granted=False)
    NotTheSame.objects.create(first=other, second=world.person("Zineb"), by=cast.samira)
    ClaimCode.objects.create(profile=other, key="k", expires_at=timezone.now() + timedelta(30))
    before = everything()
    joined = merging.merge(kept, other, by=cast.samira, theirs={"profile.radius_km", "identity.phone"})
    assert everything() != before
    merging.undo(joined, by=cast.samira)
    after = everything()
    assert {label: rows for label, rows in after.items() if rows != before[label]} == {}
    with pytest.raises(NotJoined, match="undone"):
        merging.undo(joined, by=cast.samira)


def test_what_was_written_since_stays(cast, files):
    kept, other = files
    joined = merging.merge(kept, other, by=cast.samira, theirs={"profile.radius_km"})
    Profile.objects.filter(pk=kept.pk).update(radius_km=10)
    mine = Stay.objects.create(profile=kept, country="IT", band="1-3y")
    merging.undo(joined, by=cast.samira)
    assert Profile.objects.get(pk=kept.pk).radius_km == 10
    assert list(kept.stays.all()) == [mine]


@pytest.mark.parametrize(
    ("ours", "theirs", "holds"),
    [
        ("yes", "yes", True),
        ("yes", "no", False),
        ("no", "yes", False),
        ("yes", "withdrawn", False),
        ("withdrawn", "yes", False),
        (None, "yes", True),
        ("yes", None, True),
        ("no", None, False),
    ],
)
def test_the_stricter_answer_holds(cast, ours, theirs, holds):
    kept, other = registered(cast, agrees=None), registered(cast, agrees=None)
    for profile, answer in ((kept, ours), (other, theirs)):
        if answer:
            row = world.consent(profile, granted=answer != "no")
            if answer == "withdrawn":
                Consent.objects.filter(pk=row.pk).update(withdrawn_at=timezone.now())
    merging.merge(kept, other, by=cast.samira)
    assert Profile.objects.findable().filter(pk__in=[kept.pk, other.pk]).exists() == holds
    assert not Profile.objects.findable().filter(pk=other.pk).exists()


def test_the_earlier_end_holds(cast):
    kept, other = registered(cast), registered(cast)
    soon = date.today() + timedelta(10)
    Consent.objects.filter(person=other.user).update(expires_on=soon)
    merging.merge(kept, other, by=cast.samira)
    assert Consent.objects.live().get(person=kept.user).expires_on == soon


def test_the_other_file_is_out_of_sight_and_leads_to_the_kept_one(cast, files):
    kept, other = files
    merging.merge(kept, other, by=cast.samira)
    assert other not in Profile.objects.visible_to(cast.samira)
    assert merging.led_to(other.code, cast.samira) == kept
    assert merging.led_to(other.code, cast.chidi) is None
    assert merging.led_to(kept.code, cast.samira) is None


def test_an_account_that_somebody_signs_in_with_stays(cast, files):
    kept, other = files
    other.user.set_password("demo")
    other.user.save()
    kept.user.set_unusable_password()
    kept.user.save()
    assert merging.in_order(kept, other) == (other, kept)
    with pytest.raises(NotJoined, match="claimed"):
        merging.merge(kept, other, by=cast.samira)
    kept.user.set_password("demo")
    kept.user.save()
    with pytest.raises(NotJoined, match="both claimed"):
        merging.in_order(kept, other)
    with pytest.raises(NotJoined, match="both claimed"):
        merging.merge(other, kept, by=cast.samira)


def test_two_counsellors_join_once(cast, files):
    kept, other = files
    merging.merge(kept, other, by=cast.samira)
    for pair in ((kept, other), (other, kept)):
        with pytest.raises(NotJoined, match="gone"):
            merging.merge(*pair, by=cast.samira)
    assert Merge.objects.count() == 1
    with pytest.raises(NotJoined, match="itself"):
        merging.merge(kept, kept, by=cast.samira)


def test_files_of_two_agencies_are_not_joined(cast, files):
    Profile.objects.filter(pk=files[1].pk).update(agency=world.agency("Elsewhere"))
    with pytest.raises(NotJoined, match="agencies"):
        merging.merge(*files, by=cast.samira)


def test_after_thirty_days_it_stays_and_what_was_left_goes(cast, files):
    kept, other = files
    joined = merging.merge(kept, other, by=cast.samira)
    with time_machine.travel(timezone.now() + timedelta(29)):
        merging.forget_joined()
        assert Merge.objects.get() == joined
    with time_machine.travel(timezone.now() + timedelta(30, 1)):
        with pytest.raises(NotJoined, match="late"):
            merging.undo(joined, by=cast.samira)
        merging.forget_joined()
        merging.forget_joined()
    assert not Profile.objects.filter(pk=other.pk).exists()
    assert not Identity.objects.filter(pk=other.pk).exists()
    assert ProfileSkill.objects.filter(profile=kept).count() == 3
    assert Profile.objects.get(pk=kept.pk).introductions.exists()


def test_the_log_says_who_and_holds_no_name(cast, files):
    kept, other = files
    joined = merging.merge(kept, other, by=cast.samira)
    merging.undo(joined, by=cast.samira)
    lines = Event.objects.filter(subject_id__in=[kept.pk, other.pk], name__startswith="profile.")
    assert [(line.name, line.by_id) for line in lines.order_by("pk")] == [
        ("profile.joined", cast.samira.pk),
        ("profile.joined_into", cast.samira.pk),
        ("profile.parted_again", cast.samira.pk),
        ("profile.parted_again", cast.samira.pk),
    ]
    assert "Amina" not in str([line.facts for line in lines])
