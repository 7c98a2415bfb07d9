"""What moderators are told of what is served and of what their changes did or would do."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, assert_never

from bot.curation.proposals import (
    Add,
    Broken,
    Committed,
    NoSuchChange,
    NotOwn,
    Prepared,
    Reload,
    Remove,
    Rollback,
    Stopped,
    TooMuch,
    Unchanged,
)
from bot.curation.verdicts import table
from bot.problems import describe
from bot.replies import changes
from bot.replies.blocks import Button, Reply, numbered, pages
from bot.replies.escaping import inline
from bot.storage.values import Action
from knowledge import Changes, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.curation.libraries import Served
    from bot.curation.proposals import Impossible, Proposal
    from bot.curation.shelf import Kept
    from bot.curation.verdicts import Verdict
    from bot.storage.values import Change
    from knowledge import Article, KnowledgeError

_TITLE, _PROBLEM = 100, 400
# The titles of each of three lists: together they fit where a message holds least.
_LIST_ROOM = 480
_NO_CHANGES = Changes((), (), (), 0, 0, 0)
# What stands around the tables of failing tests.
_AROUND = 300
KEPT = "**Nothing was changed.**"
# What stands for a token where nothing waits under one.
NOTHING = "-"
_DAMAGED = (
    "**What this server holds cannot be read**: its contents are missing from the database, or "
    "damaged there. So the operator's articles alone are served. `/knowledge rollback` to an "
    "earlier change mends that, and so does a database that is restored."
)
NOT_YOURS = f"{KEPT} That is one of the operator's articles, which only the operator takes away."


def refused(proposal: Proposal, found: Stopped | Impossible, token: str, room: int) -> list[Reply]:
    """Report a proposal that nothing came of.

    Args:
        proposal: What was proposed.
        found: What became of it.
        token: What a stopped change waits under, for somebody to insist.
        room: How many characters a message may have.
    """
    match found:
        case Stopped(prepared):
            return [_stopped(prepared, token, room)]
        case Broken(problems):
            return reload_failed(problems, room)
        case _:
            return [Reply(_impossible(proposal, found))]


def committed(done: Committed, undo: int) -> Reply:
    """Report a change that is served now.

    Args:
        done: The change.
        undo: The number to roll back to, to undo it.
    """
    change = done.change
    title = inline(change.detail, _TITLE)
    heads = {
        Action.ADD: f"**Added** {title}",
        Action.REPLACE: f"**Replaced** {title}",
        Action.REMOVE: f"**Removed** {title}",
        Action.RELOAD: f"**Reloaded** in {done.prepared.seconds:.2f} s",
        Action.ROLLBACK: f"**Rolled back** to what {title} served",
    }
    lines = [f"{heads.get(change.action, '**Changed**')} · revision `{change.after}`"]
    lines += _counts(done.prepared.changes)
    foot = f"-# This is change #{change.number}; `/knowledge rollback {undo}` undoes it"
    failed = f" · {numbered(len(done.prepared.failures), 'test')} failed" if change.forced else ""
    return Reply("\n".join([*lines, foot + failed]))


def _counts(changed: Changes) -> list[str]:
    if changed == _NO_CHANGES:
        return ["No paragraph has changed"]
    lines: list[str] = []
    for word, articles, count in (
        ("Added", changed.added, changed.paragraphs_added),
        ("Removed", changed.removed, changed.paragraphs_removed),
        ("Changed", changed.changed, changed.paragraphs_changed),
    ):
        if articles or count:
            counted = f"{numbered(len(articles), 'article')}, {numbered(count, 'paragraph')}"
            lines += [f"{word}: {counted}", *_listed(articles)]
    return lines


def _listed(articles: Sequence[Article]) -> list[str]:
    lines = [f"- {inline(article.title, _TITLE)}" for article in articles]
    ends = accumulate(len(line) + 1 for line in lines)
    fitting = sum(1 for end in ends if end <= _LIST_ROOM)
    more = [f"- … and {len(lines) - fitting:,} more: see `/sources`"]
    return lines[:fitting] + (more if fitting < len(lines) else [])


def _stopped(prepared: Prepared, token: str, room: int) -> Reply:
    buttons = (Button("Serve anyway", f"confirm:{token}"), Button("Cancel", f"cancel:{token}"))
    head = f"**Stopped**: {_failing(prepared)}. Nothing was changed."
    return Reply(f"{head}\n{_tables(prepared.failures, room - _AROUND)}", buttons=buttons)


def _failing(prepared: Prepared) -> str:
    count = len(prepared.failures)
    passes = "passes" if count == 1 else "pass"
    return f"{numbered(count, 'test')} that {passes} now would fail"


def _tables(failures: Sequence[tuple[Verdict, Verdict]], room: int) -> str:
    """Return the failing tests before and after, as many as find room."""
    shown = len(failures)
    while shown > 1 and sum(len(text) for text in _both(failures[:shown])) > room:
        shown -= 1
    before, after = _both(failures[:shown])
    left = len(failures) - shown
    more = f"\n-# … and {numbered(left, 'test')} more" if left else ""
    return f"Before:\n{before}\nAfter:\n{after}{more}"


def _both(failures: Sequence[tuple[Verdict, Verdict]]) -> list[str]:
    sides = ([before for before, _ in failures], [after for _, after in failures])
    return ["```\n" + "\n".join(table(side)) + "\n```" for side in sides]


def _impossible(proposal: Proposal, found: Unchanged | NotOwn | NoSuchChange | TooMuch) -> str:
    match found:
        case Unchanged():
            return _unchanged(proposal, found)
        case NotOwn(wanted, shared):
            of = "is the operator's" if shared else "is not here any more"
            return f"{KEPT} The article `{wanted}` {of}; `/knowledge list` shows which are yours."
        case NoSuchChange(0):
            return f"{KEPT} Some of what would be served is not kept any more."
        case NoSuchChange(number, pruned):
            why = (
                "is too old: some of what it served is not kept any more"
                if pruned
                else "is not in the history; `/knowledge history` shows which are"
            )
            return f"{KEPT} Change #{number} {why}."
        case TooMuch(size, limit):
            held = f"{size:,} bytes of text of its own; the limit is {limit:,}"
            return f"{KEPT} With it this server would have {held}."
        case _:
            assert_never(found)


def _unchanged(proposal: Proposal, found: Unchanged) -> str:
    served = f"nothing has changed · revision `{found.base.revision}`"
    match proposal:
        case Reload():
            return f"**Reloaded** in {found.seconds:.2f} s: {served}"
        case Rollback(number):
            return f"**Already so**: what #{number} served is served now, {served}"
        case Add() | Remove():
            return f"**Already so**: {served}"
        case _:
            assert_never(proposal)


def dry_run(found: Prepared | Impossible, room: int) -> list[Reply]:
    """Report what a reload would do."""
    if isinstance(found, Unchanged):
        return [Reply(f"**Dry run**: nothing would change · revision `{found.base.revision}`")]
    if not isinstance(found, Prepared):
        return refused(Reload(), found, "", room)
    lines = [f"**Dry run**: nothing was changed. A reload would serve `{found.new.revision}`"]
    lines += _counts(found.changes)
    if found.after and not found.failures:
        lines.append(f"-# Of {numbered(len(found.after), 'test')}, none that passes now would fail")
    blocks = [Reply("\n".join(lines))]
    if found.failures:
        tables = _tables(found.failures, room - _AROUND - len(blocks[0].text))
        blocks.append(Reply(f"It would be stopped: {_failing(found)}.\n{tables}"))
    return pages(blocks, room, "\n")


def removal(kept: Kept) -> Reply:
    """Ask whether an article is to be taken away."""
    title = inline(kept.article.title, _TITLE)
    buttons = (Button("Remove", f"remove:{kept.digest}"), Button("Cancel", f"cancel:{NOTHING}"))
    count = numbered(len(kept.reading.passages), "passage")
    text = f"Remove **{title}** with its {count}? It can be undone by `/knowledge rollback`."
    return Reply(text, buttons=buttons)


def reload_failed(problems: Sequence[KnowledgeError], room: int) -> list[Reply]:
    """Report a reload that changed nothing, with what is wrong file by file."""
    intro = Reply("**Nothing was reloaded**: the articles served are the ones from before.")
    return pages([intro, *(_problem(problem) for problem in problems)], room, "\n")


def status(
    served: Served,
    last: Change | None,
    since: datetime,
    problems: Sequence[KnowledgeError],
    room: int,
) -> list[Reply]:
    """Report what a server is answered from.

    Args:
        served: That.
        last: The last change, if there was one.
        since: When the operator's articles were read.
        problems: What is wrong with articles of the operator's that were left out then.
        room: How many characters a message may have.
    """
    base, own = served.base, len(served.held)
    captions = sum(1 for passage in base.passages if passage.kind is Kind.CAPTION)
    at = max(last.at, since) if last else since
    lines = [
        f"**Serving** revision `{base.revision}` since <t:{int(at.timestamp())}:f>",
        ", ".join(
            (
                numbered(len(base.articles), "article"),
                numbered(len(base.passages) - captions, "paragraph"),
                numbered(captions, "caption"),
            )
        ),
        f"{numbered(own, 'article')} of this server's own; {_following(served)}",
    ]
    if last:
        lines.append(f"Last change: {changes.line(last)}")
    blocks = [Reply("\n".join(lines))]
    if served.damaged:
        blocks.append(Reply(_DAMAGED))
    if problems:
        blocks.append(Reply("Left out, because something is wrong with them:"))
    return pages([*blocks, *(_problem(problem) for problem in problems)], room, "\n")


def _following(served: Served) -> str:
    held = served.state.shared
    if held is None:
        return "the operator's articles are followed"
    return f"the operator's articles are held at their change #{held}; `/knowledge reload` follows"


def _problem(problem: KnowledgeError) -> Reply:
    return Reply(f"- {inline(describe(problem), _PROBLEM)}")
