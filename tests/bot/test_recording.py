"""What was asked is written in the background, in order, within a bound."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.recording import Recorder, Tally
from bot.storage import Asked, Given, Outcome, StorageError

_AT = datetime(2024, 5, 6, tzinfo=UTC)


def _asked(number: int) -> Asked:
    return Asked(number, _AT, Outcome.REFUSED, 0.0)


class _Book:
    """Takes what is written; fails as often as it is told to."""

    def __init__(self, failures: int = 0, error: Exception | None = None) -> None:
        self.written: list[int] = []
        self._failures = failures
        self._error = error or StorageError("it is away")
        self.open = asyncio.Event()
        self.open.set()

    async def write(self, events: Sequence[Asked]) -> None:
        await self.open.wait()
        if self._failures:
            self._failures -= 1
            raise self._error
        self.written += [event.server for event in events]


async def test_everything_is_written_in_the_order_it_was_asked() -> None:
    book = _Book()
    recorder = Recorder(book.write)
    recorder.start()

    for number in range(1_000):
        recorder.record(_asked(number))
    await recorder.close()

    assert book.written == list(range(1_000))


async def test_what_cannot_be_written_now_is_written_later_and_in_order() -> None:
    book = _Book(failures=3)
    recorder = Recorder(book.write, pause=0.001)
    recorder.start()

    for number in range(10):
        recorder.record(_asked(number))
        await asyncio.sleep(0)
    await recorder.flush()
    await recorder.close()

    assert book.written == list(range(10))
    assert recorder.lost == 0


async def test_beyond_the_bound_questions_are_counted_as_lost(
    caplog: pytest.LogCaptureFixture,
) -> None:
    book = _Book()
    book.open.clear()
    recorder = Recorder(book.write)
    recorder.start()

    for number in range(6_000):
        recorder.record(_asked(number))
    await recorder.close(0.01)

    assert recorder.lost == 1_000
    assert caplog.messages[0] == "the database is behind; further questions are not recorded"
    assert caplog.messages[-1] == "5000 questions could not be recorded"


async def test_questions_that_break_the_writer_do_not_end_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    book = _Book(failures=1, error=ValueError("odd"))
    recorder = Recorder(book.write)
    recorder.start()

    recorder.record(_asked(1))
    await recorder.flush()
    recorder.record(_asked(2))
    await recorder.close()

    assert book.written == [2]
    assert recorder.lost == 1
    assert "1 questions cannot be recorded" in caplog.messages


async def test_a_recorder_that_never_started_closes_at_once() -> None:
    recorder = Recorder(_Book().write)

    await recorder.close()

    assert recorder.lost == 0


def test_a_question_that_is_edited_counts_in_the_place_of_what_it_was() -> None:
    tally = Tally()
    one, two = Given("a", "¶ 1", "One."), Given("a", "¶ 2", "Two.")
    later = [_AT + timedelta(seconds=seconds) for seconds in range(4)]
    refused = Asked(1, _AT, Outcome.REFUSED, 0.1, terms=("zeppelin",), question="Zeppelin?")
    answered = Asked(1, later[1], Outcome.ANSWERED, 0.9, quotes=(one,))
    again = replace(answered, at=later[2], quotes=(one, two))
    back = replace(refused, at=later[3])

    counted = [tally.counted(asked) for asked in (refused, answered, again, back)]

    assert counted == [
        refused,
        replace(answered, instead=_AT),
        replace(again, quotes=(two,), instead=later[1]),
        replace(back, terms=(), instead=later[2]),
    ]
