"""What moderators are told of what is served and of what their changes did or would do."""

from __future__ import annotations

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
from bot.locales import gettext, gettext_noop, ngettext, number
from bot.problems import describe
from bot.replies import changes, counts, effects
from bot.replies.blocks import Button, Reply, pages
from bot.replies.escaping import inline
from bot.storage.values import Action
from knowledge import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.curation.libraries import Served
    from bot.curation.proposals import Impossible, Proposal
    from bot.curation.shelf import Kept
    from bot.storage.values import Change
    from knowledge import KnowledgeError

_TITLE, _PROBLEM = 100, 400
# What stands around the tables of failing tests.
_AROUND = 300
KEPT = gettext_noop("**Nothing was changed.**")
# What stands for a token where nothing waits under one.
NOTHING = "-"
_DAMAGED = gettext_noop(
    "**What this server holds cannot be read**: its contents are missing from the database, or "
    "damaged there. So the operator's articles alone are served. `/knowledge rollback` to an "
    "earlier change mends that, and so does a database that is restored."
)
_OWN = gettext_noop(
    "The article `{wanted}` is the operator's; `/knowledge list` shows which are yours."
)
_MISSING = gettext_noop(
    "The article `{wanted}` is not here any more; `/knowledge list` shows which are yours."
)
_TOO_OLD = gettext_noop("Change #{number} is too old: some of what it served is not kept any more.")
_UNKNOWN = gettext_noop(
    "Change #{number} is not in the history; `/knowledge history` shows which are."
)


def not_yours() -> str:
    """Say that an article is the operator's."""
    return _kept(
        gettext("That is one of the operator's articles, which only the operator takes away.")
    )


def _kept(why: str) -> str:
    return f"{gettext(KEPT)} {why}"


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
        Action.ADD: gettext("**Added** {title}", title=title),
        Action.REPLACE: gettext("**Replaced** {title}", title=title),
        Action.REMOVE: gettext("**Removed** {title}", title=title),
        Action.RELOAD: gettext(
            "**Reloaded** in {seconds} s", seconds=number(done.prepared.seconds, 2)
        ),
        Action.ROLLBACK: gettext("**Rolled back** to what {title} served", title=title),
    }
    head = heads.get(change.action) or gettext("**Changed**")
    lines = [f"{head} · {_revision(change.after)}", *effects.counted(done.prepared.changes)]
    foot = gettext(
        "-# This is change #{number}; `/knowledge rollback {undo}` undoes it",
        number=str(change.number),
        undo=str(undo),
    )
    failures = len(done.prepared.failures)
    failed = ngettext("{count} test failed", "{count} tests failed", failures)
    return Reply("\n".join([*lines, f"{foot} · {failed}" if change.forced else foot]))


def _revision(revision: str) -> str:
    return gettext("revision `{revision}`", revision=revision)


def _stopped(prepared: Prepared, token: str, room: int) -> Reply:
    buttons = (
        Button(gettext("Serve anyway"), f"confirm:{token}"),
        Button(gettext("Cancel"), f"cancel:{token}"),
    )
    head = ngettext(
        "**Stopped**: {count} test that passes now would fail. Nothing was changed.",
        "**Stopped**: {count} tests that pass now would fail. Nothing was changed.",
        len(prepared.failures),
    )
    return Reply(f"{head}\n{effects.tables(prepared.failures, room - _AROUND)}", buttons=buttons)


def _impossible(proposal: Proposal, found: Unchanged | NotOwn | NoSuchChange | TooMuch) -> str:
    match found:
        case Unchanged():
            return _unchanged(proposal, found)
        case NotOwn(wanted, shared):
            return _kept(gettext(_OWN if shared else _MISSING, wanted=wanted))
        case NoSuchChange(0):
            return _kept(gettext("Some of what would be served is not kept any more."))
        case NoSuchChange(change, pruned):
            return _kept(gettext(_TOO_OLD if pruned else _UNKNOWN, number=str(change)))
        case TooMuch(size, limit):
            return _kept(
                ngettext(
                    "With it this server would have {count} byte of text of its own; the limit is "
                    "{limit}.",
                    "With it this server would have {count} bytes of text of its own; the limit is "
                    "{limit}.",
                    size,
                    limit=limit,
                )
            )
        case _:
            assert_never(found)


def _unchanged(proposal: Proposal, found: Unchanged) -> str:
    match proposal:
        case Reload():
            seconds = number(found.seconds, 2)
            told = gettext("**Reloaded** in {seconds} s: nothing has changed", seconds=seconds)
        case Rollback(change):
            told = gettext(
                "**Already so**: what #{number} served is served now, nothing has changed",
                number=str(change),
            )
        case Add() | Remove():
            told = gettext("**Already so**: nothing has changed")
        case _:
            assert_never(proposal)
    return f"{told} · {_revision(found.base.revision)}"


def dry_run(found: Prepared | Impossible, room: int) -> list[Reply]:
    """Report what a reload would do."""
    if isinstance(found, Unchanged):
        told = gettext("**Dry run**: nothing would change")
        return [Reply(f"{told} · {_revision(found.base.revision)}")]
    if not isinstance(found, Prepared):
        return refused(Reload(), found, "", room)
    head = gettext(
        "**Dry run**: nothing was changed. A reload would serve `{revision}`",
        revision=found.new.revision,
    )
    lines = [head, *effects.counted(found.changes)]
    if found.after and not found.failures:
        lines.append(
            ngettext(
                "-# Of {count} test, none that passes now would fail",
                "-# Of {count} tests, none that passes now would fail",
                len(found.after),
            )
        )
    blocks = [Reply("\n".join(lines))]
    if found.failures:
        tables = effects.tables(found.failures, room - _AROUND - len(blocks[0].text))
        stopped = ngettext(
            "It would be stopped: {count} test that passes now would fail.",
            "It would be stopped: {count} tests that pass now would fail.",
            len(found.failures),
        )
        blocks.append(Reply(f"{stopped}\n{tables}"))
    return pages(blocks, room, "\n")


def removal(kept: Kept) -> Reply:
    """Ask whether an article is to be taken away."""
    title = inline(kept.article.title, _TITLE)
    buttons = (
        Button(gettext("Remove"), f"remove:{kept.digest}"),
        Button(gettext("Cancel"), f"cancel:{NOTHING}"),
    )
    text = ngettext(
        "Remove **{title}** with its {count} passage? It can be undone by `/knowledge rollback`.",
        "Remove **{title}** with its {count} passages? It can be undone by `/knowledge rollback`.",
        len(kept.reading.passages),
        title=title,
    )
    return Reply(text, buttons=buttons)


def reload_failed(problems: Sequence[KnowledgeError], room: int) -> list[Reply]:
    """Report a reload that changed nothing, with what is wrong file by file."""
    intro = Reply(
        gettext("**Nothing was reloaded**: the articles served are the ones from before.")
    )
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
        gettext(
            "**Serving** revision `{revision}` since {when}",
            revision=base.revision,
            when=f"<t:{int(at.timestamp())}:f>",
        ),
        gettext(
            "{articles}, {paragraphs}, {captions}",
            articles=counts.articles(len(base.articles)),
            paragraphs=counts.paragraphs(len(base.passages) - captions),
            captions=counts.captions(captions),
        ),
        ngettext(
            "{count} article of this server's own; {following}",
            "{count} articles of this server's own; {following}",
            own,
            following=_following(served),
        ),
    ]
    if last:
        lines.append(gettext("Last change: {change}", change=changes.line(last)))
    blocks = [Reply("\n".join(lines))]
    if served.damaged:
        blocks.append(Reply(gettext(_DAMAGED)))
    if problems:
        blocks.append(Reply(gettext("Left out, because something is wrong with them:")))
    return pages([*blocks, *(_problem(problem) for problem in problems)], room, "\n")


def _following(served: Served) -> str:
    held = served.state.shared
    if held is None:
        return gettext("the operator's articles are followed")
    return gettext(
        "the operator's articles are held at their change #{number}; `/knowledge reload` follows",
        number=str(held),
    )


def _problem(problem: KnowledgeError) -> Reply:
    return Reply(f"- {inline(describe(problem), _PROBLEM)}")
