"""A list of many messages → one of them, with buttons to those beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.locales import gettext
from bot.replies.blocks import Button, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LONGEST_ID = 100
# What the line below a page takes, to be left free on it.
FOOT = 40


def page(made: Sequence[Reply], at: int, custom_id: Callable[[int], str]) -> Reply:
    """Return one page of several.

    Args:
        made: The pages; at least one, each with `FOOT` characters of room left.
        at: Which one, from 0; the last one where there are not so many.
        custom_id: Tells the id of a button that leads to a page.
    """
    if len(made) == 1:
        return made[0]
    at = max(0, min(at, len(made) - 1))
    beside = ((gettext("Back"), at - 1), (gettext("Next"), at + 1))
    buttons = [Button(label, custom_id(to)) for label, to in beside if 0 <= to < len(made)]
    fitting = tuple(button for button in buttons if len(button.custom_id) <= _LONGEST_ID)
    foot = gettext("-# Page {page} of {pages}", page=at + 1, pages=len(made))
    text = f"{made[at].text}\n{foot}"
    return replace(made[at], text=text, buttons=(*made[at].buttons, *fitting))
