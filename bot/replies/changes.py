"""What moderators are told of changes: lines of a history, and how two versions differ."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.locales import date, gettext, gettext_noop, ngettext
from bot.replies.blocks import LONGEST_TITLE, Button, Reply, labelled, pages
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
    gettext_noop("Title"): "title",
    gettext_noop("Source"): "source",
    gettext_noop("Author"): "author",
    gettext_noop("Date"): "published",
    gettext_noop("Link"): "url",
    gettext_noop("Language"): "language",
}
# What a change did, among others to choose from.
_CHOICES = {
    Action.START: gettext_noop("start"),
    Action.ADD: gettext_noop("add"),
    Action.REPLACE: gettext_noop("replace"),
    Action.REMOVE: gettext_noop("remove"),
    Action.RELOAD: gettext_noop("reload"),
    Action.ROLLBACK: gettext_noop("rollback"),
    Action.SHARED: gettext_noop("shared"),
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
        _held(change) if change.pinned else "",
        gettext("served although tests failed") if change.forced else "",
    ]
    return " · ".join(filter(None, parts))


def _held(change: Change) -> str:
    return gettext("held at the operator's #{number}", number=str(change.shared))


def told(change: Change) -> str:
    """Return what a change did, in words."""
    detail = inline(change.detail, _DETAIL)
    words = {
        Action.START: gettext("began with the operator's articles"),
        Action.ADD: gettext("added **{title}**", title=detail),
        Action.REPLACE: gettext("replaced **{title}**", title=detail),
        Action.REMOVE: gettext("removed **{title}**", title=detail),
        Action.RELOAD: gettext("reloaded the operator's articles ({counts})", counts=detail),
        Action.ROLLBACK: gettext("rolled back to {change}", change=detail),
        Action.SHARED: gettext("the operator's articles changed"),
    }
    return words[change.action]


def choice(change: Change) -> str:
    """Return a change as a choice among others, in plain text."""
    words = " ".join(filter(None, (gettext(_CHOICES[change.action]), change.detail)))
    return f"#{change.number} · {change.at:%Y-%m-%d %H:%M} UTC · {words}"


def no_version(number: int, known: Sequence[int]) -> str:
    """Say that there is no such version of an article, and which there are."""
    if not number:
        return gettext(
            "There is only one version of it, number {number}: nothing to compare it with.",
            number=str(known[0]),
        )
    if number in known:
        return gettext("Version {number} is not kept any more.", number=str(number))
    numbers = ", ".join(map(str, known[:_MOST_NUMBERS]))
    more = ", …" if len(known) > _MOST_NUMBERS else ""
    return gettext(
        "It has no version {number}; it has {numbers}.",
        number=str(number),
        numbers=numbers + more,
    )


def history(changes: Sequence[Change], newest: int) -> Reply:
    """Return a page of a history, newest first, with buttons to those before and after it."""
    if not changes:
        return Reply(gettext("**Nothing has been changed here yet.**"))
    first, last = changes[0].number, changes[-1].number
    buttons = (
        *([Button(gettext("Older"), f"history:{last}")] if last > 1 else []),
        *([Button(gettext("Newer"), f"history:{first + PAGE + 1}")] if first < newest else []),
    )
    lines = "\n".join(line(change) for change in changes)
    return Reply(f"{gettext('**History**')}\n{lines}", buttons=buttons)


def difference(compared: Compared, room: int) -> list[Reply]:
    """Return how two versions of an article differ, paragraph by paragraph, and what that broke."""
    older, newer = compared.older, compared.newer
    head = gettext(
        "**{title}**: version {older} → {newer}",
        title=inline(newer.title, LONGEST_TITLE),
        older=str(older.number),
        newer=str(newer.number),
    )
    blocks = [
        Reply("\n".join((head, _counted(compared.changes), gettext(LEGEND)))),
        *_facts(compared.before.article, compared.after.article, room),
        *(Reply(_paragraph(change, room)) for change in compared.changes),
        *_stale(compared.stale),
    ]
    return pages(blocks, room - FOOT, "\n")


def _counted(changes: Sequence[ParagraphChange]) -> str:
    fates = [change.fate for change in changes]
    added, removed, changed = map(fates.count, (Fate.ADDED, Fate.REMOVED, Fate.CHANGED))
    return gettext(
        "Paragraphs: {added}, {removed}, {changed}",
        added=ngettext("{count} added", "{count} added", added),
        removed=ngettext("{count} removed", "{count} removed", removed),
        changed=ngettext("{count} changed", "{count} changed", changed),
    )


def _facts(before: Article, after: Article, room: int) -> list[Reply]:
    """Return what is known of an article otherwise than before."""
    differing: list[Reply] = []
    for told, name in _FACTS.items():
        old, new = _said(getattr(before, name)), _said(getattr(after, name))
        if old != new:
            runs = [(Edit.LEFT_OUT, old), (Edit.PUT_IN, new)]
            shown = edited([run for run in runs if run[1]], room // 3)
            differing.append(Reply(f"**{gettext(told)}** {shown}"))
    return differing


def _said(fact: object) -> str:
    return date(fact) if isinstance(fact, datetime.date) else str(fact or "")


def _paragraph(change: ParagraphChange, room: int) -> str:
    match change.before, change.after:
        case None, after if after:
            place, text = _place(after.label), inline(after.text, _TEXT)
            return gettext("**Added** {place} __{text}__", place=place, text=text)
        case before, None if before:
            place, text = _place(before.label), inline(before.text, _TEXT)
            return gettext("**Removed** {place} ~~{text}~~", place=place, text=text)
        case before, after if before and after:
            return _changed(_place(before.label), _place(after.label), change, room)
        case _:
            return ""


def _changed(before: str, after: str, change: ParagraphChange, room: int) -> str:
    shown = edited(change.words, room // 2)
    if before == after:
        return gettext("**Changed** {place} {words}", place=after, words=shown)
    return gettext(
        "**Changed** {place} (was {before}) {words}", place=after, before=before, words=shown
    )


def _place(label: str) -> str:
    return labelled(label, _PLACE)


def _stale(quotes: Sequence[Given]) -> list[Reply]:
    """Return the quotes that were given and do not stand in the newer version."""
    if not quotes:
        none = ngettext(
            "-# No quote given in the last {count} day is stale.",
            "-# No quote given in the last {count} days is stale.",
            STALE_DAYS,
        )
        return [Reply(none)]
    head = ngettext(
        "**Stale**: {count} quote given in the last {days} days no longer stands there:",
        "**Stale**: {count} quotes given in the last {days} days no longer stand there:",
        len(quotes),
        days=STALE_DAYS,
    )
    lines = [f"- {_place(one.label)}: {inline(one.text, _TEXT)}" for one in quotes]
    return [Reply(head), *map(Reply, lines)]
