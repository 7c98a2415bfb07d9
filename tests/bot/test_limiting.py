"""Limits: a minute's questions at once, the rest evenly; few are told, and little is remembered."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.limiting import Limiter, Refusal

ANN, BEN, GENERAL, HARBOUR = 1, 2, 1, 20


@dataclass
class Clock:
    """A clock that stands until it is turned."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def _asked(limiter: Limiter, person: int, channel: int | None, times: int) -> int:
    """Ask so often, and return how many questions are answered."""
    return [limiter.ask(person, channel) for _ in range(times)].count(None)


def test_a_person_may_ask_a_minutes_questions_at_once_wherever_they_ask() -> None:
    limiter = Limiter(10, 0, Clock())

    assert _asked(limiter, ANN, GENERAL, 6) + _asked(limiter, ANN, HARBOUR, 6) == 10
    assert _asked(limiter, BEN, GENERAL, 12) == 10
    assert limiter.refused == 4


def test_what_was_asked_comes_back_evenly_over_a_minute() -> None:
    clock = Clock()
    limiter = Limiter(10, 0, clock)
    _asked(limiter, ANN, GENERAL, 10)

    clock.now += 5.9
    assert limiter.ask(ANN, GENERAL) == Refusal(seconds=1, person=True, told=True)
    clock.now += 0.1
    assert _asked(limiter, ANN, GENERAL, 2) == 1
    clock.now += 3600
    assert _asked(limiter, ANN, GENERAL, 20) == 10


def test_all_in_one_channel_share_its_limit_which_does_not_touch_another() -> None:
    limiter = Limiter(0, 3, Clock())

    answered = [_asked(limiter, person, GENERAL, 1) for person in range(5)]

    assert answered == [1, 1, 1, 0, 0]
    assert _asked(limiter, ANN, HARBOUR, 1) == 1
    assert _asked(limiter, ANN, None, 9) == 9


def test_a_refused_question_costs_nobody_anything() -> None:
    clock = Clock()
    limiter = Limiter(5, 1, clock)
    _asked(limiter, BEN, GENERAL, 1)
    assert _asked(limiter, ANN, GENERAL, 20) == 0

    assert _asked(limiter, ANN, None, 9) == 5


def test_the_longest_wait_is_told_and_whose_limit_it_is() -> None:
    limiter = Limiter(1, 30, Clock())
    _asked(limiter, ANN, GENERAL, 1)
    own = limiter.ask(ANN, GENERAL)
    of_all = Limiter(0, 1, Clock())
    _asked(of_all, BEN, GENERAL, 1)
    shared = of_all.ask(ANN, GENERAL)

    assert own
    assert shared
    assert own.text == "You ask faster than I answer. Please ask again in 60 seconds."
    assert shared.text == "Many are asking here just now. Please ask again in 60 seconds."
    assert Refusal(1, person=True, told=True).text.endswith(" in 1 second.")


@pytest.mark.parametrize(("person", "channel"), [(1, 0), (0, 1)])
def test_the_first_three_are_told_to_wait_and_not_the_tenth(person: int, channel: int) -> None:
    clock = Clock()
    limiter = Limiter(person, channel, clock)
    _asked(limiter, ANN, GENERAL, 1)

    refusals = [limiter.ask(ANN, GENERAL) for _ in range(10)]

    assert [one.told for one in refusals if one] == [True] * 3 + [False] * 7


def test_in_a_flood_of_an_hour_one_a_minute_is_told() -> None:
    clock = Clock()
    limiter = Limiter(10, 0, clock)
    told = 0
    for _ in range(3600):
        clock.now += 1
        refusal = limiter.ask(ANN, GENERAL)
        told += bool(refusal and refusal.told)

    assert 55 <= told <= 65


def test_who_is_told_often_leaves_others_in_their_channel_a_word() -> None:
    limiter = Limiter(1, 60, Clock())
    _asked(limiter, ANN, GENERAL, 20)
    _asked(limiter, BEN, GENERAL, 1)

    refusal = limiter.ask(BEN, GENERAL)

    assert refusal
    assert refusal.told


def test_no_limit_remembers_nobody() -> None:
    limiter = Limiter(0, 0, Clock())

    assert _asked(limiter, ANN, GENERAL, 1000) == 1000
    assert len(limiter) == limiter.refused == 0


def test_only_the_latest_are_remembered_and_who_asks_stays() -> None:
    limiter = Limiter(1, 0, Clock(), most=10)
    _asked(limiter, ANN, GENERAL, 1)

    for person in range(100, 1100):
        limiter.ask(person, GENERAL)
        assert limiter.ask(ANN, GENERAL) is not None

    assert len(limiter) == 10


@given(
    st.integers(1, 20),
    st.integers(0, 30),
    st.lists(st.tuples(st.floats(0, 40), st.integers(1, 3)), max_size=120),
)
def test_nobody_gets_more_than_two_minutes_worth_in_any_minute_and_waiting_helps(
    person: int, channel: int, steps: list[tuple[float, int]]
) -> None:
    clock = Clock()
    limiter = Limiter(person, channel, clock)
    answered: dict[int, list[float]] = {}
    for pause, who in steps:
        clock.now += pause
        if limiter.ask(who, GENERAL) is None:
            answered.setdefault(who, []).append(clock.now)

    for times in answered.values():
        assert all(sum(at <= one < at + 60 for one in times) <= 2 * person for at in times)
    if refusal := limiter.ask(ANN, GENERAL):
        clock.now += refusal.seconds
        assert limiter.ask(ANN, GENERAL) is None
