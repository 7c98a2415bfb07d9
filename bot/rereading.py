"""A reply of the bot → what it gave as the answer: read from its buttons, or else from its quote."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

import discord

from bot import addressing
from bot.curation.expecting import Rule
from bot.replies import places, understood
from knowledge import Match, Passage, find_source

if TYPE_CHECKING:
    from knowledge import KnowledgeBase

_WHY = "why:"


class Unclear(Enum):
    """Why a reply of the bot tells no paragraph."""

    NO_ANSWER = "no answer"
    GONE = "gone"


Said: TypeAlias = Passage | Rule | Unclear


def said_by(base: KnowledgeBase, reply: discord.Message) -> Said:
    """Return the paragraph that a reply quotes first, or that it found no answer.

    Args:
        base: The snapshot in which the paragraph is looked for.
        reply: A message of the bot. One whose article has changed since is understood by the words
            it quotes.
    """
    if understood.refuses(addressing.replied_in(reply)):
        return Rule.NOTHING
    code = _why(reply)
    if not code:
        return Unclear.NO_ANSWER
    if quotes := places.decode(base, code):
        return quotes[0].passage
    found = find_source(base, addressing.said_in(reply))
    return Unclear.GONE if found is None or found.match is Match.PARAPHRASE else found.quote.passage


def _why(reply: discord.Message) -> str:
    """Return the code of the quote that a reply gives reasons for; empty where it gives none."""
    rows = (row for row in reply.components if isinstance(row, discord.ActionRow))
    buttons = (one for row in rows for one in row.children if isinstance(one, discord.Button))
    ids = (button.custom_id or "" for button in buttons)
    return next((one.removeprefix(_WHY) for one in ids if one.startswith(_WHY)), "")
