"""What a change does: to articles and paragraphs, counted, and to tests, before and after."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from bot.curation.verdicts import table
from bot.locales import gettext, gettext_noop, ngettext
from bot.replies import counts
from bot.replies.escaping import inline
from knowledge import Changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.curation.verdicts import Verdict
    from knowledge import Article

_TITLE = 100
# The titles of each of three lists: together they fit where a message holds least.
_LIST_ROOM = 480
_NO_CHANGES = Changes((), (), (), 0, 0, 0)


def counted(changed: Changes) -> list[str]:
    """Return how many articles and paragraphs a change adds, takes away and changes, as lines."""
    if changed == _NO_CHANGES:
        return [gettext("No paragraph has changed")]
    lines: list[str] = []
    for told, articles, count in (
        (
            gettext_noop("Added: {articles}, {paragraphs}"),
            changed.added,
            changed.paragraphs_added,
        ),
        (
            gettext_noop("Removed: {articles}, {paragraphs}"),
            changed.removed,
            changed.paragraphs_removed,
        ),
        (
            gettext_noop("Changed: {articles}, {paragraphs}"),
            changed.changed,
            changed.paragraphs_changed,
        ),
    ):
        if articles or count:
            both = (counts.articles(len(articles)), counts.paragraphs(count))
            lines += [gettext(told, articles=both[0], paragraphs=both[1]), *_listed(articles)]
    return lines


def _listed(articles: Sequence[Article]) -> list[str]:
    lines = [f"- {inline(article.title, _TITLE)}" for article in articles]
    ends = accumulate(len(line) + 1 for line in lines)
    fitting = sum(1 for end in ends if end <= _LIST_ROOM)
    left = len(lines) - fitting
    more = ngettext(
        "… and {count} more: see `/sources`", "… and {count} more: see `/sources`", left
    )
    return lines[:fitting] + ([f"- {more}"] if left else [])


def tables(failures: Sequence[tuple[Verdict, Verdict]], room: int) -> str:
    """Return the failing tests before and after, as many as find room."""
    shown = len(failures)
    while shown > 1 and sum(len(text) for text in _both(failures[:shown])) > room:
        shown -= 1
    before, after = _both(failures[:shown])
    left = len(failures) - shown
    more = ngettext("-# … and {count} test more", "-# … and {count} tests more", left)
    lines = (gettext("Before:"), before, gettext("After:"), after, more if left else "")
    return "\n".join(filter(None, lines))


def _both(failures: Sequence[tuple[Verdict, Verdict]]) -> list[str]:
    sides = ([before for before, _ in failures], [after for _, after in failures])
    return ["```\n" + "\n".join(table(side)) + "\n```" for side in sides]
