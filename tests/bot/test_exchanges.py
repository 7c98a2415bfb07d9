"""Exchanges: which message was answered by what, for a while, for the latest ones."""

from types import SimpleNamespace
from typing import Any, cast

from bot.exchanges import Exchange, Exchanges, Once


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def _message(number: int) -> Any:
    return cast("Any", SimpleNamespace(id=number))


def _begun(exchanges: Exchanges, number: int) -> Exchange:
    begun = exchanges.begin(_message(number))
    assert begun is not None
    exchanges.keep(begun)
    return begun


def test_a_message_begins_one_exchange() -> None:
    exchanges = Exchanges()
    _begun(exchanges, 7)

    assert exchanges.begin(_message(7)) is None


def test_a_message_that_asked_nothing_may_begin_again() -> None:
    exchanges = Exchanges()
    exchanges.drop(_begun(exchanges, 7))

    assert exchanges.begin(_message(7)) is not None


def test_an_edit_counts_for_ten_minutes() -> None:
    clock = _Clock()
    exchanges = Exchanges(clock)
    begun = _begun(exchanges, 7)
    edited = _message(7)

    clock.now = 600.0
    assert exchanges.edited(edited) is begun
    assert begun.message is edited
    clock.now = 600.1
    assert exchanges.edited(edited) is None
    assert exchanges.edited(_message(8)) is None


def test_a_deleted_question_stays_known_as_gone() -> None:
    exchanges = Exchanges()
    begun = _begun(exchanges, 7)

    assert exchanges.deleted(7) is begun
    assert begun.gone
    assert exchanges.begin(_message(7)) is None
    assert exchanges.deleted(8) is None


def test_only_the_latest_questions_are_remembered() -> None:
    exchanges = Exchanges(most=2)
    for number in (1, 2, 3):
        _begun(exchanges, number)

    assert [exchanges.deleted(number) is not None for number in (1, 2, 3)] == [False, True, True]


def test_an_event_is_taken_once_and_only_the_latest_are_remembered() -> None:
    once = Once(most=2)

    taken = [once.take(event) for event in (1, 1, 2, 3, 3, 1)]

    assert taken == [True, False, True, True, False, True]
