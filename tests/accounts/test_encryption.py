"""Who a person is cannot be read where it is kept, nor moved to another person, and can still be found again."""

import base64
from io import StringIO

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection

from accounts.encryption import Unsealable, blind, is_current, seal, unseal
from returnees.models import Identity
from tests import world

PLACE = "returnees.identity.phone:12"
KEYS = {"new": b"n" * 32, "old": b"o" * 32}


def test_a_sealed_text_comes_back_and_is_never_sealed_the_same_way_twice():
    assert unseal(seal("فاطنة", PLACE), PLACE) == "فاطنة"
    assert seal("Amina", PLACE) != seal("Amina", PLACE)


@pytest.mark.parametrize("place", ["returnees.identity.phone:13", "returnees.identity.given_name:12"])
def test_a_text_moved_to_another_row_or_column_is_not_opened(place):
    with pytest.raises(Unsealable, match="sealed for another place"):
        unseal(seal("Amina", PLACE), place)


def test_every_changed_byte_is_noticed():
    name, _, box = seal("Amina", PLACE).partition(":")
    raw = base64.urlsafe_b64decode(box + "=" * (-len(box) % 4))
    for at in range(len(raw)):
        changed = bytes([*raw[:at], raw[at] ^ 1, *raw[at + 1 :]])
        with pytest.raises(Unsealable):
            unseal(f"{name}:{base64.urlsafe_b64encode(changed).decode().rstrip('=')}", PLACE)


def test_a_key_is_replaced_while_the_old_texts_are_still_read(settings):
    settings.FIELD_KEYS = {"old": KEYS["old"]}
    before = seal("Amina", PLACE)
    settings.FIELD_KEYS = KEYS
    assert (unseal(before, PLACE), is_current(before), is_current(seal("Amina", PLACE))) == ("Amina", False, True)
    settings.FIELD_KEYS = {"new": KEYS["new"]}
    with pytest.raises(Unsealable, match="no key 'old'"):
        unseal(before, PLACE)


def test_a_blind_key_is_the_same_for_the_same_text_and_purpose_only(settings):
    key = blind("+212600000000", "phone")
    assert key == blind("+212600000000", "phone")
    assert len({key, blind("+212600000001", "phone"), blind("+212600000000", "name")}) == 3
    settings.INDEX_KEY = b"another key of thirty-two bytes!"
    assert blind("+212600000000", "phone") != key


@pytest.fixture
def amina(db):
    return world.person("Amina")


def at_rest(column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM returnees_identity")  # noqa: S608
        return cursor.fetchone()[0]


def test_the_database_holds_no_name(amina):
    Identity(profile=amina, given_name="Amina", given_name_ar="أمينة", phone="").save()
    assert at_rest("given_name").startswith("test:") and "Amina" not in at_rest("given_name")
    assert at_rest("phone") == ""
    kept = Identity.objects.get()
    assert (kept.given_name, kept.given_name_ar, kept.phone) == ("Amina", "أمينة", "")


def test_an_untouched_text_is_kept_as_it_is_and_a_changed_one_sealed_anew(amina):
    before = at_rest("given_name")
    Identity.objects.get().save()
    assert at_rest("given_name") == before
    kept = Identity.objects.get()
    kept.given_name = "Amna"
    kept.save(update_fields=["given_name"])
    assert at_rest("given_name") != before
    assert Identity.objects.get().given_name == "Amna"


def test_keys_are_replaced_and_the_old_one_taken_away(amina, settings):
    settings.FIELD_KEYS = {**KEYS, **settings.FIELD_KEYS}
    said = StringIO()
    call_command("reseal", stdout=said)
    assert "returnees.Identity: 1 sealed anew" in said.getvalue()
    settings.FIELD_KEYS = {"new": KEYS["new"]}
    assert str(Identity.objects.get()) == "Amina"
    said = StringIO()
    call_command("reseal", stdout=said)
    assert "returnees.Identity: 0 sealed anew" in said.getvalue()


def test_a_name_copied_from_another_persons_row_is_not_shown(amina):
    other = world.person("Fatna")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE returnees_identity SET given_name = %s", [at_rest("given_name")])
    assert Identity.objects.get(profile=amina).given_name == "Amina"
    with pytest.raises(Unsealable):
        str(Identity.objects.get(profile=other))


def test_sealed_texts_are_neither_searched_nor_changed_by_update(amina):
    with pytest.raises(FieldError, match="keep a blind key"):
        Identity.objects.filter(given_name="Amina").exists()
    with pytest.raises(FieldError, match="saved with its row only"):
        Identity.objects.update(given_name="Amna")
