"""Articles as moderators see them: the list, an outline, and a preview of one to be added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.replies.blocks import (
    LONGEST_NAME,
    LONGEST_TITLE,
    Button,
    Reply,
    facts,
    is_address,
    numbered,
    pages,
)
from bot.replies.escaping import escape, inline
from bot.replies.excerpts import plain
from bot.replies.paging import FOOT
from knowledge import Kind, Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.curation.shelf import Kept
    from bot.storage.values import Version
    from knowledge import LeftOut, Passage, Reading

# How many articles a page of the list has.
PAGE = 8
_TITLE, _FIRST_WORDS, _EXAMPLE = 60, 70, 60
# How much of the first paragraphs a preview shows, and of what was left out.
_PARAGRAPHS, _PARAGRAPH, _REASONS = 3, 500, 6


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that could be added.

    Attributes:
        reading: It, with its passages.
        replaces: The version of the server's own article that it would take the place of.
        is_same: Whether that says just the same.
    """

    reading: Reading
    replaces: Version | None = None
    is_same: bool = False


def listed(
    rows: Sequence[tuple[Kept, Version | None]], own: int, count: int, room: int
) -> list[Reply]:
    """Return a page of the articles, the server's own first.

    Args:
        rows: The articles of this page, each with the version that is served.
        own: How many own articles there are on all pages.
        count: How many articles there are on all pages.
        room: How many characters a message may have.
    """
    head = f"**{numbered(count, 'article')}**, {own:,} of them this server's own"
    return pages([Reply(head), *(Reply(_row(*row)) for row in rows)], room - FOOT, "\n")


def _row(kept: Kept, version: Version | None) -> str:
    told = [f"`{kept.article.id}`", counted(kept.reading)]
    if version:
        told.append(f"version {version.number} of <t:{int(version.at.timestamp())}:d>")
    if kept.is_own and version and version.by:
        told.append(f"by <@{version.by}>")
    if not kept.is_own:
        told.append("the operator's")
    return f"**{inline(kept.article.title, _TITLE)}**\n-# {' · '.join(told)}"


def counted(reading: Reading) -> str:
    """Return how many paragraphs and captions an article has."""
    captions = sum(1 for passage in reading.passages if passage.kind is Kind.CAPTION)
    paragraphs = numbered(len(reading.passages) - captions, "paragraph")
    return paragraphs + (f", {numbered(captions, 'caption')}" if captions else "")


def outline(reading: Reading, room: int) -> list[Reply]:
    """Return an article's headings and the first words of each paragraph, with its number."""
    title = f"**{inline(reading.article.title, LONGEST_TITLE)}**"
    blocks = [Reply("\n".join(filter(None, (title, _known(reading)))))]
    heading = ""
    for passage in reading.passages:
        above = f"**{inline(passage.heading, _TITLE)}**\n" if passage.heading != heading else ""
        heading = passage.heading
        blocks.append(Reply((above if heading else "") + _first_words(passage)))
    return pages(blocks, room - FOOT, "\n")


def _first_words(passage: Passage) -> str:
    return f"-# {inline(passage.label, LONGEST_NAME)} · {inline(passage.text, _FIRST_WORDS)}"


def _known(reading: Reading) -> str:
    article = reading.article
    told = (
        facts(article),
        f"`{article.id}`",
        counted(reading),
        f"language {inline(article.language, 10)}" if article.language else "",
        f"<{article.url}>" if is_address(article.url) else "",
    )
    return f"-# {' · '.join(filter(None, told))}"


def preview(draft: Draft, token: str, room: int) -> list[Reply]:
    """Return what was read of an article that is not served yet, with Confirm and Cancel."""
    head = pages([Reply(line) for line in _head(draft) if line], room, "\n")
    shown = _beginning(draft.reading.passages, room - len(head[-1].text) - 1)
    made = [*head[:-1], *pages([head[-1], *shown], room, "\n")]
    if draft.is_same:
        return made
    buttons = (Button("Confirm", f"confirm:{token}"), Button("Cancel", f"cancel:{token}"))
    return [*made[:-1], Reply(made[-1].text, made[-1].excerpts, buttons)]


def _head(draft: Draft) -> list[str]:
    title = inline(draft.reading.article.title, LONGEST_TITLE)
    lines = [f"**Preview**: nothing is added yet\n**{title}**", _known(draft.reading)]
    if draft.is_same:
        lines[0] = f"**Nothing to add**: this is what is served already\n**{title}**"
    elif draft.replaces:
        was = inline(draft.replaces.title, LONGEST_TITLE)
        lines.append(f"Replaces version {draft.replaces.number} of **{was}**")
    if draft.reading.left_out:
        lines.append("Left out:")
        lines += [_left_out(one) for one in draft.reading.left_out[:_REASONS]]
        more = sum(one.count for one in draft.reading.left_out[_REASONS:])
        lines.append(f"- and {more:,} more" if more else "")
    return [*lines, "It begins like this:"]


def _left_out(one: LeftOut) -> str:
    example = f": “{inline(one.example, _EXAMPLE)}”" if one.example else ""
    return f"- {one.count:,} × {inline(one.reason, LONGEST_NAME)}{example}"


def _beginning(passages: Sequence[Passage], room: int) -> list[Reply]:
    """Return the first paragraphs, verbatim, as many as find room."""
    shown: list[Reply] = []
    for passage in passages[:_PARAGRAPHS]:
        place = f"-# {escape(passage.label)}"
        left = min(_PARAGRAPH, room - len(place) - 2)
        if left < _FIRST_WORDS:
            break
        part = plain(Quote(passage, passage.span, passage.span), left)
        shown.append(Reply(f"{part.markup}\n{place}", (part,)))
        room -= len(part.markup) + len(place) + 2
    return shown
