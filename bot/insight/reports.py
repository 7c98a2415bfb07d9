"""What moderators are told about questions: without an answer, feedback, usage, the weekly digest.

`titles` are the articles' titles by their ids; an article that is gone is named by its id.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.insight import phrases
from bot.insight.picture import totals
from bot.replies.blocks import Button, Reply, joined, numbered, pages
from bot.replies.escaping import inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.storage.values import Cited, Day, Unanswered, Vote
    from knowledge import Quote

# How many votes a report shows, the latest ones.
LATEST = 20
NO_FILES = Reply("I may not attach files here. Allow me *Attach Files*, or ask for pages.")
_REASON = 300
_MOST_CITED, _MOST_ASKED = 5, 3


def no_unanswered(days: int) -> Reply:
    """Say that there is nothing to do."""
    return Reply(
        f"**No question is without an answer** in {phrases.last(days)}.\n"
        "-# Those that you linked or dismissed are not counted."
    )


def unanswered(
    row: Unanswered,
    position: int,
    total: int,
    passage: Quote | None,
    room: int,
    *,
    days: int,
    titles: Mapping[str, str],
) -> Reply:
    """Return one question without an answer, with buttons to the ones beside it.

    Args:
        row: The question.
        position: Its place among the `total` ones of the last `days`, from 0.
        total: How many there are.
        passage: The passage that came nearest, where it still stands in an article.
        room: How many characters the text may have.
        days: How many days are looked at.
        titles: For a nearest passage that cannot be quoted.
    """
    reply = Reply("\n".join(_about(row, position, total)))
    if passage:
        intro = Reply(f"{reply.text}\nThe nearest passage:")
        reply = joined(intro, phrases.quoted(passage, room - len(intro.text) - 1), "\n")
    elif row.nearest:
        place = phrases.place(row.nearest.article, row.nearest.label, titles)
        reply = Reply(f"{reply.text}\nThe nearest passage was {place}, which has changed since.")
    place = f"{days}:{position}:{row.number}"
    buttons = (
        *phrases.beside(f"unanswered:{days}", position, total),
        Button("Answered by…", f"linkto:{place}"),
        Button("Dismiss", f"dismiss:{place}"),
    )
    return replace(reply, buttons=buttons)


def attached(what: str, days: int, rows: int, total: int) -> Reply:
    """Say what a table holds that is attached."""
    more = f" of {total:,}" if rows < total else ""
    return Reply(f"**{what}** in {phrases.last(days)}: {numbered(rows, 'row')}{more}, attached.")


def _about(row: Unanswered, position: int, total: int) -> list[str]:
    head = f"**Without an answer: {position + 1:,} of {total:,}**"
    lines = [f"{head} · asked {numbered(row.count, 'time')}, last {phrases.ago(row.last)}"]
    lines.append(phrases.asked(row.question, row.terms))
    if row.missing:
        lines.append(f"Found nowhere: {phrases.words(row.missing)}")
    return lines


def feedback(
    votes: Sequence[Vote], room: int, *, days: int, titles: Mapping[str, str]
) -> list[Reply]:
    """Return how people voted on answers, with the latest votes; `votes` are newest first."""
    if not votes:
        return [Reply(f"**No feedback** in {phrases.last(days)}.")]
    good = sum(1 for vote in votes if vote.good)
    counts = f"{good:,} found it helpful, {len(votes) - good:,} did not"
    intro = f"**Feedback** in {phrases.last(days)}: {counts}"
    if len(votes) > LATEST:
        intro += f"\n-# The latest {LATEST} are below; with `format: csv` I attach all of them."
    return pages([Reply(intro), *(_vote(vote, titles) for vote in votes[:LATEST])], room)


def _vote(vote: Vote, titles: Mapping[str, str]) -> Reply:
    lines = [f"**{'Helpful' if vote.good else 'Not helpful'}** {phrases.ago(vote.at)}"]
    if vote.reason.strip():
        lines.append(f"Reason: {inline(vote.reason, _REASON)}")
    if vote.article:
        lines.append(f"-# {phrases.place(vote.article, vote.label, titles)}")
    return Reply("\n".join(lines))


def usage(
    days: Sequence[Day],
    cited: Sequence[Cited],
    room: int,
    *,
    span: int,
    titles: Mapping[str, str],
) -> Reply:
    """Return how many questions of the last `span` days were answered, and what was quoted most."""
    head, *rest = _counts(days)
    lines = [f"**Usage** in {phrases.last(span)}: {head}", *(f"- {line}" for line in rest)]
    return Reply(_fitting([*lines, *_most_cited(cited, titles)], room))


def digest(
    days: Sequence[Day],
    rows: Sequence[Unanswered],
    cited: Sequence[Cited],
    room: int,
    *,
    titles: Mapping[str, str],
) -> Reply:
    """Return the last week in a few lines; `rows` are what had no answer, most often asked first."""
    head, *rest = _counts(days)
    lines = [f"**The last week**: {', '.join([head, *rest])}"]
    if rows:
        lines.append("**Without an answer**")
    for row in rows[:_MOST_ASKED]:
        asked = phrases.briefly(row.question, row.terms)
        lines.append(f"- {asked}: {numbered(row.count, 'time')}")
    lines += _most_cited(cited[:_MOST_ASKED], titles)
    hints = "-# `/report unanswered` goes through them · `/report usage` has a picture"
    return Reply(_fitting(lines, room - len(hints) - 1) + f"\n{hints}")


def _counts(days: Sequence[Day]) -> list[str]:
    """Return how many questions there were, then how many of each kind."""
    counts = totals(days)
    total = sum(counts)
    if not total:
        return ["no question was asked"]
    kinds = ("answered", "given the closest passage", "refused")
    parts = [
        f"{count:,} {kind} ({count / total:.0%})" for kind, count in zip(kinds, counts, strict=True)
    ]
    return [numbered(total, "question"), *parts]


def _most_cited(cited: Iterable[Cited], titles: Mapping[str, str]) -> list[str]:
    most = sorted(cited, key=lambda each: -each.count)[:_MOST_CITED]
    lines = [
        f"- {phrases.place(each.article, each.label, titles)}: {numbered(each.count, 'time')}"
        for each in most
    ]
    return ["**Quoted most**", *lines] if lines else []


def _fitting(lines: Sequence[str], room: int) -> str:
    ends = accumulate(len(line) + 1 for line in lines)
    return "\n".join(line for line, end in zip(lines, ends, strict=True) if end <= room + 1)
