"""Questions that moderators chose the paragraph for, as they see them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.insight import phrases
from bot.locales import gettext
from bot.replies.blocks import Button, Reply, joined
from bot.replies.escaping import inline, mention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.storage.values import Link
    from knowledge import Quote

_NAMED = 100


def no_links() -> Reply:
    """Say that no paragraph was chosen for any question, and where that is done."""
    none = gettext("**No question is answered by a moderator's choice.**")
    how = gettext("-# `/report unanswered` has a button to choose a paragraph for a question.")
    return Reply(f"{none}\n{how}")


def answered(
    link: Link,
    position: int,
    total: int,
    passage: Quote | None,
    room: int,
    titles: Mapping[str, str],
) -> Reply:
    """Return a question that a moderator chose the paragraph for, with a button to take that back.

    Args:
        link: The question.
        position: Its place among the `total` ones, from 0.
        total: How many there are.
        passage: The paragraph, where it still stands in an article.
        room: How many characters the text may have.
        titles: For a paragraph that is gone.
    """
    head = gettext(
        "**Answered by a moderator: {position} of {total}** · {moderator}, {ago}",
        position=position + 1,
        total=total,
        moderator=mention(link.by),
        ago=phrases.ago(link.at),
    )
    reply = Reply(f"{head}\n{phrases.asked(link.question, link.terms)}")
    if passage:
        reply = joined(reply, phrases.quoted(passage, room - len(reply.text) - 1), "\n")
    else:
        gone = gettext(
            "The paragraph stands in {title} no more, so I answer without it.",
            title=phrases.named(link.article, titles),
        )
        reply = Reply(f"{reply.text}\n{gone}")
    buttons = (
        *phrases.beside("links", position, total),
        Button(gettext("Unlink"), f"unlink:{position}:{link.number}"),
    )
    return replace(reply, buttons=buttons)


def unknown_paragraph(written: str) -> str:
    """Say how a paragraph is named, since that is not the name of one."""
    shown = inline(written, _NAMED)
    if shown:
        told = gettext("I know no paragraph “{name}”; nothing was changed.", name=shown)
    else:
        told = gettext("No paragraph was named; nothing was changed.")
    how = gettext(
        "Write an article's id and the number behind its ¶, such as `orrin-point 4`; for a photo, "
        "`caption regatta 2`."
    )
    return f"{told} {how}"
