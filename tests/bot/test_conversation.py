"""Conversations: a few turns, for minutes, of as many people as ask at once."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import Conversations

_MINUTE = 60.0


class _Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


def test_what_was_said_is_remembered() -> None:
    held = Conversations()

    held.remember("a", "first")

    assert held.turns("a") == ("first",)
    assert held.turns("b") == ()


def test_the_latest_turn_comes_first_and_only_three_are_kept() -> None:
    held = Conversations(_Clock())

    for turn in ("one", "two", "three", "four"):
        held.remember("a", turn, held.turns("a"))

    assert held.turns("a") == ("four", "three", "two")


def test_a_turn_without_those_before_it_starts_anew() -> None:
    held = Conversations(_Clock())
    held.remember("a", "one")

    held.remember("a", "two")

    assert held.turns("a") == ("two",)


def test_turns_are_forgotten_after_fifteen_minutes() -> None:
    clock = _Clock()
    held = Conversations(clock)
    held.remember("a", "one")

    clock.seconds += 15 * _MINUTE
    at_the_end = held.turns("a")
    clock.seconds += 1
    past_it = held.turns("a")

    assert (at_the_end, past_it) == (("one",), ())


def test_a_new_turn_keeps_a_conversation_for_another_fifteen_minutes() -> None:
    clock = _Clock()
    held = Conversations(clock)
    held.remember("a", "one")
    clock.seconds += 14 * _MINUTE
    held.remember("a", "two", held.turns("a"))

    clock.seconds += 14 * _MINUTE

    assert held.turns("a") == ("two", "one")


def test_of_more_than_500_conversations_the_oldest_are_forgotten() -> None:
    held = Conversations(_Clock())
    held.remember(0, "first")
    for key in range(1, 500):
        held.remember(key, "later")
    held.remember(0, "again")

    held.remember(500, "last")

    assert [key for key in range(501) if not held.turns(key)] == [1]


@given(st.lists(st.tuples(st.integers(0, 700), st.text(min_size=1, max_size=3)), max_size=900))
def test_no_more_than_500_conversations_of_three_turns_are_ever_held(
    said: list[tuple[int, str]],
) -> None:
    held = Conversations(_Clock())

    for key, turn in said:
        held.remember(key, turn, held.turns(key))

    kept = [held.turns(key) for key in range(701) if held.turns(key)]
    assert len(kept) == min(500, len({key for key, _ in said}))
    assert all(len(turns) <= 3 for turns in kept)


def test_nothing_is_remembered_where_everybody_speaks_or_nothing_was_answered() -> None:
    conversations = Conversations()

    conversations.remember(None, "Who fitted the burner? Tobias Wren did.")
    conversations.remember("key", "")

    assert conversations.turns(None) == ()
    assert conversations.turns("key") == ()
