"""Pending: what waits for a press is given to its owner, once, and never without bound."""

import re

import pytest

from bot.curation.pending import SECONDS, Pending


class Clock:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pending(clock: Clock) -> Pending[str]:
    return Pending(1000, clock)


def value(pending: Pending[str], token: str, server: int = 1, person: int = 2) -> str | None:
    with pending.taken(token, server, person) as found:
        return found


def test_a_value_is_taken_once_by_a_token_of_16_hexadecimal_digits(pending: Pending[str]) -> None:
    token = pending.keep("a", 1, 2, 10)

    assert re.fullmatch("[0-9a-f]{16}", token)
    assert value(pending, token) == "a"
    assert value(pending, token) is None


@pytest.mark.parametrize(("server", "person"), [(1, 3), (9, 2), (0, 0)])
def test_nobody_else_gets_it(pending: Pending[str], server: int, person: int) -> None:
    token = pending.keep("a", 1, 2, 10)

    assert value(pending, token, server, person) is None
    assert not pending.drop(token, server, person)
    assert value(pending, token) == "a"


def test_what_fails_puts_it_back(pending: Pending[str]) -> None:
    token = pending.keep("a", 1, 2, 10)

    with pytest.raises(OSError, match="gone"), pending.taken(token, 1, 2):
        raise OSError("gone")

    assert value(pending, token) == "a"


def test_it_cannot_be_taken_while_it_is_in_use(pending: Pending[str]) -> None:
    token = pending.keep("a", 1, 2, 10)

    with pending.taken(token, 1, 2) as first:
        assert value(pending, token) is None

    assert first == "a"


def test_a_dropped_value_is_gone(pending: Pending[str]) -> None:
    token = pending.keep("a", 1, 2, 10)

    assert pending.drop(token, 1, 2)
    assert not pending.drop(token, 1, 2)
    assert value(pending, token) is None


@pytest.mark.parametrize(("spent", "expected"), [(SECONDS - 1, "a"), (SECONDS, None)])
def test_it_waits_for_fifteen_minutes(
    pending: Pending[str], clock: Clock, spent: float, expected: str | None
) -> None:
    token = pending.keep("a", 1, 2, 10)

    clock.now += spent

    assert value(pending, token) == expected


def test_one_person_keeps_three_and_spares_the_others(pending: Pending[str]) -> None:
    other = pending.keep("other", 1, 3, 10)
    tokens = [pending.keep(str(at), 1, 2, 10) for at in range(5)]

    assert [value(pending, token) for token in tokens] == [None, None, "2", "3", "4"]
    assert value(pending, other, 1, 3) == "other"


def test_the_oldest_make_room_within_the_bytes_there_are(pending: Pending[str]) -> None:
    tokens = [pending.keep(str(at), at, 2, 400) for at in range(4)]

    assert [value(pending, token, at) for at, token in enumerate(tokens)] == [None, None, "2", "3"]


def test_the_newest_is_kept_however_large_it_is(pending: Pending[str]) -> None:
    token = pending.keep("a", 1, 2, 10_000)

    assert value(pending, token) == "a"


def test_no_more_than_two_hundred_wait_at_once(pending: Pending[str]) -> None:
    tokens = [pending.keep(str(at), at, 2, 1) for at in range(201)]

    assert value(pending, tokens[0], 0) is None
    assert value(pending, tokens[1], 1) == "1"
