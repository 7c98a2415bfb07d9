"""What moderators are told: what is served, and what a reload did."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from bot.blocks import Reply, numbered, pages
from bot.escaping import inline
from bot.problems import describe
from knowledge import Changes, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.service import AnswerService, Reloaded
    from knowledge import Article, KnowledgeError

_TITLE, _PROBLEM = 100, 400
# The titles of each of three lists: together they fit where a message holds least.
_LIST_ROOM = 550


def reloaded(done: Reloaded) -> Reply:
    """Report a reload that is served now."""
    changes, served = done.changes, f"revision `{done.base.revision}`"
    if changes == Changes((), (), (), 0, 0, 0):
        return Reply(f"**Reloaded** in {done.seconds:.2f} s: nothing has changed · {served}")
    lines = [f"**Reloaded** in {done.seconds:.2f} s · {served}"]
    for word, articles, count in (
        ("added", changes.added, changes.paragraphs_added),
        ("removed", changes.removed, changes.paragraphs_removed),
        ("changed", changes.changed, changes.paragraphs_changed),
    ):
        lines.append(
            f"{word.capitalize()}: {numbered(len(articles), 'article')}, {numbered(count, 'paragraph')}"
        )
        lines += _listed(articles)
    return Reply("\n".join(lines))


def _listed(articles: Sequence[Article]) -> list[str]:
    lines = [f"- {inline(article.title, _TITLE)}" for article in articles]
    ends = accumulate(len(line) + 1 for line in lines)
    fitting = sum(1 for end in ends if end <= _LIST_ROOM)
    more = [f"- … and {len(lines) - fitting:,} more: see `/sources`"]
    return lines[:fitting] + (more if fitting < len(lines) else [])


def reload_failed(problems: Sequence[KnowledgeError], room: int) -> list[Reply]:
    """Report a reload that changed nothing, with what is wrong file by file."""
    intro = Reply("**Nothing was reloaded**: the articles served are the ones from before.")
    return pages([intro, *(_problem(problem) for problem in problems)], room, "\n")


def status(service: AnswerService, room: int) -> list[Reply]:
    """Report what is served, and what was left out when it was loaded."""
    base = service.base
    captions = sum(1 for passage in base.passages if passage.kind is Kind.CAPTION)
    intro = (
        f"**Serving** revision `{base.revision}` since <t:{int(service.since.timestamp())}:f>\n"
        f"{numbered(len(base.articles), 'article')}, "
        f"{numbered(len(base.passages) - captions, 'paragraph')}, {numbered(captions, 'caption')}"
    )
    blocks = [Reply(intro)]
    if service.problems:
        blocks.append(Reply("Left out, because something is wrong with them:"))
    return pages([*blocks, *(_problem(problem) for problem in service.problems)], room, "\n")


def _problem(problem: KnowledgeError) -> Reply:
    return Reply(f"- {inline(describe(problem), _PROBLEM)}")
