"""Articles as moderators see them: the list, an outline, and a preview of one to be added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.locales import gettext, ngettext
from bot.locales.bidi import isolated
from bot.replies import counts, losses
from bot.replies.blocks import (
    LONGEST_TITLE,
    Button,
    Reply,
    facts,
    is_address,
    labelled,
    pages,
)
from bot.replies.escaping import inline
from bot.replies.excerpts import plain
from bot.replies.paging import FOOT
from knowledge import Kind, Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.curation.shelf import Kept
    from bot.storage.values import Version
    from knowledge import Article, LeftOut, Passage, Reading

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
    held = ngettext("**{count} article**", "**{count} articles**", count)
    of_own = ngettext("{count} of them this server's own", "{count} of them this server's own", own)
    head = f"{held} · {of_own}"
    return pages([Reply(head), *(Reply(_row(*row)) for row in rows)], room - FOOT, "\n")


def _row(kept: Kept, version: Version | None) -> str:
    told = [f"`{kept.article.id}`", counted(kept.reading)]
    if version:
        day = f"<t:{int(version.at.timestamp())}:d>"
        told.append(gettext("version {number} of {day}", number=str(version.number), day=day))
    if kept.is_own and version and version.by:
        told.append(gettext("by {person}", person=f"<@{version.by}>"))
    if not kept.is_own:
        told.append(gettext("the operator's"))
    return f"**{inline(kept.article.title, _TITLE)}**\n-# {' · '.join(told)}"


def counted(reading: Reading) -> str:
    """Return how many paragraphs and captions an article has."""
    captions = sum(1 for passage in reading.passages if passage.kind is Kind.CAPTION)
    paragraphs = counts.paragraphs(len(reading.passages) - captions)
    if not captions:
        return paragraphs
    pictured = counts.captions(captions)
    return gettext("{paragraphs}, {captions}", paragraphs=paragraphs, captions=pictured)


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
    return f"-# {labelled(passage.label)} · {isolated(inline(passage.text, _FIRST_WORDS))}"


def _known(reading: Reading) -> str:
    article = reading.article
    told = (
        facts(article),
        f"`{article.id}`",
        counted(reading),
        _language(article) if article.language else "",
        f"<{article.url}>" if is_address(article.url) else "",
    )
    return f"-# {' · '.join(filter(None, told))}"


def _language(article: Article) -> str:
    return gettext("language {code}", code=inline(article.language, 10))


def preview(draft: Draft, token: str, room: int) -> list[Reply]:
    """Return what was read of an article that is not served yet, with Confirm and Cancel."""
    head = pages([Reply(line) for line in _head(draft) if line], room, "\n")
    shown = _beginning(draft.reading.passages, room - len(head[-1].text) - 1)
    made = [*head[:-1], *pages([head[-1], *shown], room, "\n")]
    if draft.is_same:
        return made
    buttons = (
        Button(gettext("Confirm"), f"confirm:{token}"),
        Button(gettext("Cancel"), f"cancel:{token}"),
    )
    return [*made[:-1], Reply(made[-1].text, made[-1].excerpts, buttons)]


def _head(draft: Draft) -> list[str]:
    title = inline(draft.reading.article.title, LONGEST_TITLE)
    head = (
        gettext("**Nothing to add**: this is what is served already")
        if draft.is_same
        else gettext("**Preview**: nothing is added yet")
    )
    lines = [f"{head}\n**{title}**", _known(draft.reading)]
    if draft.replaces and not draft.is_same:
        lines.append(
            gettext(
                "Replaces version {number} of **{title}**",
                number=str(draft.replaces.number),
                title=inline(draft.replaces.title, LONGEST_TITLE),
            )
        )
    if draft.reading.left_out:
        lines.append(gettext("Left out:"))
        lines += [f"- {_left_out(one)}" for one in draft.reading.left_out[:_REASONS]]
        more = sum(one.count for one in draft.reading.left_out[_REASONS:])
        and_more = ngettext("and {count} more", "and {count} more", more)
        lines.append(f"- {and_more}" if more else "")
    return [*lines, gettext("It begins like this:")]


def _left_out(one: LeftOut) -> str:
    reason, example = losses.name_of(one.reason), inline(one.example, _EXAMPLE)
    if not example:
        return gettext("{number} × {reason}", number=one.count, reason=reason)
    return gettext(
        "{number} × {reason}: “{example}”", number=one.count, reason=reason, example=example
    )


def _beginning(passages: Sequence[Passage], room: int) -> list[Reply]:
    """Return the first paragraphs, verbatim, as many as find room."""
    shown: list[Reply] = []
    for passage in passages[:_PARAGRAPHS]:
        place = f"-# {labelled(passage.label)}"
        left = min(_PARAGRAPH, room - len(place) - 2)
        if left < _FIRST_WORDS:
            break
        part = plain(Quote(passage, passage.span, passage.span), left)
        shown.append(Reply(f"{part.markup}\n{place}", (part,)))
        room -= len(part.markup) + len(place) + 2
    return shown
