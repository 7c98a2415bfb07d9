"""Handing off: whom to ask where there is no answer, and how often at most."""

import pytest

from bot.handoff import HandOff, asked_for_help
from bot.replies.blocks import Reply
from bot.storage import ServerSettings
from knowledge import ask
from tests.bot.messages import ALWAYS, BASE, CLOSEST, NEVER, WHEN

_SETTINGS = ServerSettings(handoff_role=7, handoff_minutes=10)
_REFUSED = ask(BASE, WHEN, thresholds=NEVER)


def test_a_role_is_asked_once_in_so_many_minutes_in_each_server() -> None:
    now = 0.0
    handoff = HandOff(lambda: now)

    first = [handoff.role(server, _SETTINGS, _REFUSED) for server in (1, 1, 2)]
    now = 599.9
    early = handoff.role(1, _SETTINGS, _REFUSED)
    now = 600.0
    later = handoff.role(1, _SETTINGS, _REFUSED)

    assert (first, early, later) == ([7, 0, 7], 0, 7)


def test_a_shorter_pause_counts_from_the_last_time() -> None:
    now = 0.0
    handoff = HandOff(lambda: now)
    handoff.role(1, _SETTINGS, _REFUSED)

    now = 60.0

    assert handoff.role(1, ServerSettings(handoff_role=8, handoff_minutes=1), _REFUSED) == 8


def test_nobody_is_asked_where_no_role_is_set() -> None:
    assert HandOff().role(1, ServerSettings(), _REFUSED) == 0


def test_nobody_is_asked_where_there_is_an_answer() -> None:
    assert HandOff().role(1, _SETTINGS, ask(BASE, WHEN, thresholds=ALWAYS)) == 0


def test_a_closest_passage_is_no_answer() -> None:
    assert HandOff().role(1, _SETTINGS, ask(BASE, WHEN, thresholds=CLOSEST)) == 7


@pytest.mark.parametrize("question", ["?!", "", "of the and"])
def test_nobody_is_asked_what_holds_no_word(question: str) -> None:
    handoff = HandOff()

    assert handoff.role(1, _SETTINGS, ask(BASE, question)) == 0
    assert handoff.role(1, _SETTINGS, _REFUSED) == 7


def test_a_reply_that_calls_a_role_leaves_room_for_it() -> None:
    def part(room: int) -> Reply:
        return Reply("x" * room)

    called = asked_for_help(part, 7)(2000)

    assert (called.calls, len(called.text)) == (7, 1900)
    assert asked_for_help(part, 0)(2000) == Reply("x" * 2000)
