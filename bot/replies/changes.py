"""What moderators are told of changes: lines of a history, and how two versions differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.replies.blocks import LONGEST_TITLE, Button, Reply, numbered, pages
from bot.replies.edits import LEGEND, edited
from bot.replies.escaping import inline
from bot.replies.paging import FOOT
from bot.storage.values import Action
from knowledge import Edit, Fate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.storage.values import Change, Given, Version
    from knowledge import Article, ParagraphChange, Reading

# How many changes a page of the history has.
PAGE = 8
# For how many days quotes are told of that no longer stand in an article.
STALE_DAYS = 30
_PLACE, _TEXT, _MOST_NUMBERS = 50, 300, 20
# How much of a title a line shows: a page of them fits where a message holds least.
_DETAIL = 40
_FACTS = {
    "Title": "title",
    "Source": "source",
    "Author": "author",
    "Date": "published",
    "Link": "url",
    "Language": "language",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of an article.

    Attributes:
        older: The older one.
        newer: The newer one.
        before: What the older one says.
        after: What the newer one says.
        changes: What became of each paragraph.
        stale: Quotes given lately that the newer one does not say.
    """

    older: Version
    newer: Version
    before: Reading
    after: Reading
    changes: Sequence[ParagraphChange]
    stale: Sequence[Given]


def line(change: Change) -> str:
    """Return a change on one line: its number, when, who, what, and from what to what."""
    parts = [
        f"**#{change.number}** <t:{int(change.at.timestamp())}:f>",
        f"<@{change.by}>" if change.by else "",
        told(change),
        f"`{change.before}` → `{change.after}`",
        f"held at the operator's #{change.shared}" if change.pinned else "",
        "served although tests failed" if change.forced else "",
    ]
    return " · ".join(filter(None, parts))


def told(change: Change) -> str:
    """Return what a change did, in words."""
    detail = inline(change.detail, _DETAIL)
    words = {
        Action.START: "began with the operator's articles",
        Action.ADD: f"added **{detail}**",
        Action.REPLACE: f"replaced **{detail}**",
        Action.REMOVE: f"removed **{detail}**",
        Action.RELOAD: f"reloaded the operator's articles ({detail})",
        Action.ROLLBACK: f"rolled back to {detail}",
        Action.SHARED: "the operator's articles changed",
    }
    return words[change.action]


def choice(change: Change) -> str:
    """Return a change as a choice among others, in plain text."""
    words = " ".join(filter(None, (change.action.value, change.detail)))
    return f"#{change.number} · {change.at:%Y-%m-%d %H:%M} UTC · {words}"


def no_version(number: int, known: Sequence[int]) -> str:
    """Say that there is no such version of an article, and which there are."""
    if not number:
        return f"There is only one version of it, number {known[0]}: nothing to compare it with."
    if number in known:
        return f"Version {number} is not kept any more."
    numbers = ", ".join(map(str, known[:_MOST_NUMBERS]))
    more = ", …" if len(known) > _MOST_NUMBERS else ""
    return f"It has no version {number}; it has {numbers}{more}."


def history(changes: Sequence[Change], newest: int) -> Reply:
    """Return a page of a history, newest first, with buttons to those before and after it."""
    if not changes:
        return Reply("**Nothing has been changed here yet.**")
    first, last = changes[0].number, changes[-1].number
    buttons = (
        *([Button("Older", f"history:{last}")] if last > 1 else []),
        *([Button("Newer", f"history:{first + PAGE + 1}")] if first < newest else []),
    )
    lines = "\n".join(line(change) for change in changes)
    return Reply(f"**History**\n{lines}", buttons=buttons)


def difference(compared: Compared, room: int) -> list[Reply]:
    """Return how two versions of an article differ, paragraph by paragraph, and what that broke."""
    older, newer = compared.older, compared.newer
    head = f"**{inline(newer.title, LONGEST_TITLE)}**: version {older.number} → {newer.number}"
    fates = [change.fate for change in compared.changes]
    counts = ", ".join(
        f"{fates.count(fate)} {fate.value}" for fate in (Fate.ADDED, Fate.REMOVED, Fate.CHANGED)
    )
    blocks = [
        Reply(f"{head}\nParagraphs: {counts}\n{LEGEND}"),
        *_facts(compared.before.article, compared.after.article, room),
        *(Reply(_paragraph(change, room)) for change in compared.changes),
        *_stale(compared.stale),
    ]
    return pages(blocks, room - FOOT, "\n")


def _facts(before: Article, after: Article, room: int) -> list[Reply]:
    """Return what is known of an article otherwise than before."""
    differing: list[Reply] = []
    for told, name in _FACTS.items():
        old, new = str(getattr(before, name) or ""), str(getattr(after, name) or "")
        if old != new:
            runs = [(Edit.LEFT_OUT, old), (Edit.PUT_IN, new)]
            shown = edited([run for run in runs if run[1]], room // 3)
            differing.append(Reply(f"**{told}** {shown}"))
    return differing


def _paragraph(change: ParagraphChange, room: int) -> str:
    match change.before, change.after:
        case None, after if after:
            return f"**Added** {_place(after.label)} __{inline(after.text, _TEXT)}__"
        case before, None if before:
            return f"**Removed** {_place(before.label)} ~~{inline(before.text, _TEXT)}~~"
        case before, after if before and after:
            was = "" if before.label == after.label else f" (was {_place(before.label)})"
            shown = edited(change.words, room // 2)
            return f"**Changed** {_place(after.label)}{was} {shown}"
        case _:
            return ""


def _place(label: str) -> str:
    return inline(label, _PLACE)


def _stale(quotes: Sequence[Given]) -> list[Reply]:
    """Return the quotes that were given and do not stand in the newer version."""
    if not quotes:
        return [Reply(f"-# No quote given in the last {STALE_DAYS} days is stale.")]
    counted = numbered(len(quotes), "quote")
    head = f"**Stale**: {counted} given in the last {STALE_DAYS} days no longer stands there:"
    lines = [f"- {_place(one.label)}: {inline(one.text, _TEXT)}" for one in quotes]
    return [Reply(head), *map(Reply, lines)]
