"""Questions that moderators chose the paragraph for, as they see them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.insight import phrases
from bot.replies.blocks import Button, Reply, joined
from bot.replies.escaping import inline, mention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.storage.values import Link
    from knowledge import Quote

NO_LINKS = Reply(
    "**No question is answered by a moderator's choice.**\n"
    "-# `/report unanswered` has a button to choose a paragraph for a question."
)
_NAMED = 100


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
    head = f"**Answered by a moderator: {position + 1:,} of {total:,}**"
    by = f"{mention(link.by)}, {phrases.ago(link.at)}"
    reply = Reply(f"{head} · {by}\n{phrases.asked(link.question, link.terms)}")
    if passage:
        reply = joined(reply, phrases.quoted(passage, room - len(reply.text) - 1), "\n")
    else:
        article = phrases.named(link.article, titles)
        gone = f"The paragraph stands in {article} no more, so I answer without it."
        reply = Reply(f"{reply.text}\n{gone}")
    buttons = (
        *phrases.beside("links", position, total),
        Button("Unlink", f"unlink:{position}:{link.number}"),
    )
    return replace(reply, buttons=buttons)


def unknown_paragraph(written: str) -> str:
    """Say how a paragraph is named, since that is not the name of one."""
    shown = inline(written, _NAMED)
    first = f"I know no paragraph “{shown}”" if shown else "No paragraph was named"
    return (
        f"{first}; nothing was changed. Write an article's id and the number behind its ¶, such as "
        "`orrin-point 4`; for a photo, `caption regatta 2`."
    )
