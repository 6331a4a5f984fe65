"""The door keeps nothing of whoever leaves."""

import pytest
from django.contrib.sessions.models import Session

from accounts import actions, codes, messages
from accounts.forgetting import forget_ways
from accounts.models import Code, Message

pytestmark = pytest.mark.django_db

AMINAS, OTHERS = "+212612345678", "+221771234567"


def test_codes_and_texts_to_her_addresses_go_and_those_of_others_stay(read):
    amina = actions.open_account(AMINAS, language="en")
    actions.sign_in_with(amina, "amina@example.org")
    other = actions.open_account(OTHERS, language="en")
    for address, user in ((AMINAS, None), ("amina@example.org", amina), (OTHERS, other)):
        codes.ask(Code.Purpose.SIGN_IN, address, network="203.0.113.7", user=user)
    messages.send(amina, "way_added")
    read(amina).get("/")
    read(other).get("/")
    forget_ways(amina)
    assert Code.objects.get().user == other
    assert {message.to for message in Message.objects.filter(user=None)} == {OTHERS}
    assert Session.objects.count() == 1
