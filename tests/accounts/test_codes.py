"""Six digits: sent to one address, for ten minutes, five guesses, one use, and not too many of them."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone

from accounts import codes, messages, sms
from accounts.models import Code

AMINAS, SAMIRAS = "+212612345678", "+212698765432"
HOME = "203.0.113.7"

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as travel:
        yield travel


def ask(address: str = AMINAS, network: str = HOME, **facts: object) -> Code:
    return codes.ask(Code.Purpose.SIGN_IN, address, network=network, **facts)


def sent() -> str:
    """The digits of the last SMS."""
    messages.send_waiting()
    return re.search(r"\d{6}", sms.taken[-1].text).group()


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06}"


def test_the_digits_sent_open_once(clock):
    code, digits = ask(), sent()
    assert codes.guess(code, digits) is True
    assert codes.guess(code, digits) is False


@pytest.mark.parametrize(
    "typed", [lambda d: f" {d[:3]} {d[3:]} ", lambda d: d.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))]
)
def test_the_digits_may_be_typed_with_spaces_and_in_arabic(typed, clock):
    code = ask()
    assert codes.guess(code, typed(sent())) is True


@pytest.mark.parametrize("typed", ["", "12345", "²³¹", "abcdef", "1" * 400])
def test_anything_else_is_a_wrong_guess(typed, clock):
    assert codes.guess(ask(), typed) is False


def test_after_five_guesses_the_right_digits_open_no_more(clock):
    code, digits = ask(), sent()
    assert [codes.guess(code, wrong(digits)) for _ in range(5)] == [False] * 5
    assert codes.guesses_left(code) == 0
    assert codes.guess(code, digits) is False


def test_it_holds_for_ten_minutes(clock):
    code, digits = ask(), sent()
    clock.shift(timedelta(minutes=10, seconds=1))
    assert codes.guess(code, digits) is False
    assert codes.guesses_left(code) == 0


def test_the_digits_of_one_code_do_not_open_another(clock):
    first, digits = ask(), sent()
    clock.shift(timedelta(minutes=1))
    second = ask()
    Code.objects.filter(pk=second.pk).update(digest=first.digest)
    second.refresh_from_db()
    assert codes.guess(second, digits) is False


def test_without_digits_there_is_nothing_to_guess(clock):
    code = ask(instead="no_account")
    messages.send_waiting()
    assert "No account opens with this number" in sms.taken[-1].text and not re.search(r"\d{6}", sms.taken[-1].text)
    assert not any(codes.guess(code, typed) for typed in ("", "000000"))


def test_the_next_one_comes_after_a_minute(clock):
    ask()
    clock.shift(timedelta(seconds=40))
    with pytest.raises(codes.TooMany) as told:
        ask()
    assert told.value.wait == timedelta(seconds=20)
    clock.shift(told.value.wait)
    ask()


def test_one_that_was_used_is_not_waited_for(clock):
    assert codes.guess(ask(), sent())
    ask()


def test_an_address_is_sent_five_an_hour_and_ten_a_day(clock):
    times = []
    for _ in range(26 * 60):
        try:
            # Each from elsewhere: it is the address that counts.
            ask(network=f"198.51.100.{len(times)}")
        except codes.TooMany as too_many:
            assert timedelta() < too_many.wait <= timedelta(days=1)
        else:
            times.append(timezone.now())
        clock.shift(timedelta(minutes=1))
    first = times[0]
    assert [int((time - first).total_seconds() / 60) for time in times] == [
        0, 1, 2, 3, 4, 60, 61, 62, 63, 64, 1440, 1441, 1442, 1443, 1444, 1500, 1501, 1502, 1503, 1504,
    ]  # fmt: skip


def test_one_address_that_is_sent_too_many_leaves_others_alone(clock):
    ask()
    with pytest.raises(codes.TooMany):
        ask()
    ask(SAMIRAS)


def test_a_network_that_asks_for_many_addresses_waits(clock):
    for number in range(30):
        ask(f"+2126000000{number:02}")
    with pytest.raises(codes.TooMany):
        ask()
    ask(network="198.51.100.1")
    clock.shift(timedelta(minutes=11))
    ask()


def test_a_refused_code_leaves_nothing(clock):
    ask()
    with pytest.raises(codes.TooMany):
        ask()
    messages.send_waiting()
    assert (Code.objects.count(), len(sms.taken)) == (1, 1)


def test_at_rest_nobody_reads_the_address_the_digits_or_the_network(clock):
    ask()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_code")
        row = repr(cursor.fetchall())
    assert not any(secret in row for secret in (AMINAS, sent(), HOME))


def test_what_is_over_is_forgotten(clock):
    code = ask()
    clock.shift(timedelta(minutes=11))
    codes.forget()
    code.refresh_from_db()
    assert code.to == ""
    clock.shift(timedelta(days=1))
    codes.forget()
    assert not Code.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_ten_requests_at_the_same_moment_one_sends_a_code():
    def asked(_: int) -> bool:
        try:
            ask()
        except codes.TooMany:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(10) as threads:
        assert sorted(threads.map(asked, range(10))) == [False] * 9 + [True]


@pytest.mark.django_db(transaction=True)
def test_of_twenty_guesses_at_the_same_moment_five_count():
    code = ask()

    def guessed(number: int) -> bool:
        try:
            return codes.guess(code, f"{number:06}")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(guessed, range(20)))
    code.refresh_from_db()
    assert code.guesses == 5
