"""Paging: one page of several, with buttons to those beside it."""

import pytest

from bot.replies.blocks import CONTENT_ROOM, Button, Reply
from bot.replies.paging import FOOT, page
from tests.bot.messages import fits, labels

PAGES = [Reply(letter * (CONTENT_ROOM - FOOT)) for letter in "abc"]


def _id(at: int) -> str:
    return f"list:{at}"


def test_a_single_page_is_shown_as_it_is() -> None:
    alone = Reply("a", buttons=(Button("x", "y:z"),))

    assert page([alone], 0, _id) is alone
    assert page([alone], 9, _id) is alone


@pytest.mark.parametrize(
    ("at", "shown", "expected"),
    [
        (0, 1, [("Next", "list:1")]),
        (1, 2, [("Back", "list:0"), ("Next", "list:2")]),
        (2, 3, [("Back", "list:1")]),
        (99, 3, [("Back", "list:1")]),
        (-5, 1, [("Next", "list:1")]),
    ],
)
def test_a_page_says_which_it_is_and_leads_to_those_beside_it(
    at: int, shown: int, expected: list[tuple[str, str]]
) -> None:
    made = page(PAGES, at, _id)

    assert made.text.endswith(f"\n-# Page {shown} of 3")
    assert [(button.label, button.custom_id) for button in made.buttons] == expected
    assert fits(made, CONTENT_ROOM)


def test_buttons_of_the_page_itself_stay() -> None:
    made = page([Reply("a", buttons=(Button("x", "y:z"),)), Reply("b")], 0, _id)

    assert labels(made) == ["x", "Next"]


def test_a_button_whose_id_finds_no_room_is_left_out() -> None:
    assert len(page(PAGES, 1, lambda at: f"list:{at}{'x' * 94}").buttons) == 2
    assert page(PAGES, 1, lambda at: f"list:{at}{'x' * 95}").buttons == ()
