"""Watching: when a channel is answered in, and which threads have just begun."""

from types import SimpleNamespace

import pytest

from bot.storage import Mode, ServerSettings
from bot.watching import NAMES, NEED_CONTENTS, Openings, is_off, mode_of, opening

_CHANNEL = SimpleNamespace(id=1)
_THREAD = SimpleNamespace(id=9, parent_id=1)


@pytest.mark.parametrize("channel", [_CHANNEL, _THREAD])
def test_a_channel_that_nobody_set_is_answered_in_on_mention(channel: SimpleNamespace) -> None:
    assert mode_of({2: Mode.OFF}, {3}, channel) is Mode.MENTION


@pytest.mark.parametrize("channel", [_CHANNEL, _THREAD])
@pytest.mark.parametrize("mode", Mode)
def test_a_servers_setting_counts_more_than_the_operators(
    channel: SimpleNamespace, mode: Mode
) -> None:
    assert mode_of({}, {1}, channel) is Mode.QUESTIONS
    assert mode_of({1: mode}, {1, 9}, channel) is mode
    assert is_off(ServerSettings(channels={1: mode}), channel) is (mode is Mode.OFF)


def test_a_channel_of_the_operators_may_be_a_thread() -> None:
    assert mode_of({}, {9}, _THREAD) is Mode.QUESTIONS
    assert mode_of({}, {9}, _CHANNEL) is Mode.MENTION


def test_nothing_is_off_where_there_is_no_channel() -> None:
    assert not is_off(ServerSettings(channels={1: Mode.OFF}), None)


def test_every_mode_has_a_name() -> None:
    assert set(NAMES) == set(Mode)
    assert Mode.OFF not in NEED_CONTENTS


@pytest.mark.parametrize(
    ("title", "text", "question", "around"),
    [
        ("Who built it?", "I mean the tower.", "Who built it?", "I mean the tower."),
        ("谁建的？", "", "谁建的？", ""),
        ("The lamp", "Hi. Who fitted it? Thanks!", "The lamp Who fitted it?", None),
        ("The lamp", "Who? When?\nI see.", "The lamp Who? When?", None),
        ("The lamp", "Tell me about it.", "The lamp Tell me about it.", ""),
        ("The lamp", "", "The lamp", ""),
    ],
)
def test_a_thread_opens_with_its_title_as_the_question_or_the_subject(
    title: str, text: str, question: str, around: str | None
) -> None:
    assert opening(title, text) == (question, text if around is None else around)


def test_the_first_message_of_a_post_has_its_id_and_counts_once() -> None:
    openings = Openings()
    openings.began(9)

    taken = [openings.take(9, number, by_owner=True) for number in (9, 9, 10)]

    assert taken == [True, False, False]


def test_the_first_message_of_a_thread_is_what_its_opener_says_next() -> None:
    openings = Openings()
    openings.began(9)

    taken = [openings.take(9, at, by_owner=mine) for at, mine in ((10, False), (11, True))]

    assert taken == [False, True]
    assert not openings.take(9, 12, by_owner=True)


def test_a_thread_from_before_has_no_first_message() -> None:
    assert not Openings().take(9, 10, by_owner=True)


def test_only_the_latest_threads_are_remembered() -> None:
    openings = Openings(most=2)
    for thread in (1, 2, 3):
        openings.began(thread)

    taken = [openings.take(thread, 10, by_owner=True) for thread in (1, 2, 3)]

    assert taken == [False, True, True]
