"""What moderators are told about questions: without an answer, feedback, usage, the weekly digest.

`titles` are the articles' titles by their ids; an article that is gone is named by its id.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.insight import phrases
from bot.insight.picture import totals
from bot.locales import gettext, name_of, ngettext, percent
from bot.replies import counts
from bot.replies.blocks import Button, Reply, joined, pages
from bot.replies.escaping import inline
from bot.voting import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.storage.values import Cited, Day, Unanswered, Vote
    from knowledge import Quote

# How many votes a report shows, the latest ones.
LATEST = 20
_REASON = 300
_MOST_CITED, _MOST_ASKED = 5, 3


def no_files() -> Reply:
    """Say that a table cannot be attached."""
    told = gettext("I may not attach files here. Allow me *Attach Files*, or ask for pages.")
    return Reply(told)


def no_unanswered(days: int) -> Reply:
    """Say that there is nothing to do."""
    lately = phrases.lately(days)
    none = gettext("**No question is without an answer** {lately}.", lately=lately)
    left_out = gettext("-# Those that you linked or dismissed are not counted.")
    return Reply(f"{none}\n{left_out}")


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
        intro = Reply("\n".join((reply.text, gettext("The nearest passage:"))))
        reply = joined(intro, phrases.quoted(passage, room - len(intro.text) - 1), "\n")
    elif row.nearest:
        gone = gettext(
            "The nearest passage was {place}, which has changed since.",
            place=phrases.place(row.nearest.article, row.nearest.label, titles),
        )
        reply = Reply(f"{reply.text}\n{gone}")
    place = f"{days}:{position}:{row.number}"
    buttons = (
        *phrases.beside(f"unanswered:{days}", position, total),
        Button(gettext("Answered by…"), f"linkto:{place}"),
        Button(gettext("Dismiss"), f"dismiss:{place}"),
    )
    return replace(reply, buttons=buttons)


def attached(what: str, days: int, rows: int, total: int) -> Reply:
    """Say what a table holds that is attached."""
    facts = {"what": what, "lately": phrases.lately(days), "rows": counts.rows(rows)}
    if rows < total:
        told = gettext("**{what}** {lately}: {rows} of {total}, attached.", **facts, total=total)
    else:
        told = gettext("**{what}** {lately}: {rows}, attached.", **facts)
    return Reply(told)


def _about(row: Unanswered, position: int, total: int) -> list[str]:
    head = ngettext(
        "**Without an answer: {position} of {total}** · asked {count} time, last {ago}",
        "**Without an answer: {position} of {total}** · asked {count} times, last {ago}",
        row.count,
        position=position + 1,
        total=total,
        ago=phrases.ago(row.last),
    )
    lines = [head, phrases.asked(row.question, row.terms)]
    if row.missing:
        lines.append(gettext("Found nowhere: {words}", words=phrases.words(row.missing)))
    return lines


def feedback(
    votes: Sequence[Vote], room: int, *, days: int, titles: Mapping[str, str]
) -> list[Reply]:
    """Return how people voted on answers, with the latest votes; `votes` are newest first."""
    if not votes:
        return [Reply(gettext("**No feedback** {lately}.", lately=phrases.lately(days)))]
    intro = [_opinions(votes, days)]
    if len(votes) > LATEST:
        more = gettext(
            "-# The latest {latest} are below; with `{option}: csv` I attach all of them.",
            latest=LATEST,
            option=name_of("format"),
        )
        intro.append(more)
    votes = votes[:LATEST]
    return pages([Reply("\n".join(intro)), *(_vote(vote, titles) for vote in votes)], room)


def _opinions(votes: Sequence[Vote], days: int) -> str:
    good = sum(1 for vote in votes if vote.good)
    bad = len(votes) - good
    return gettext(
        "**Feedback** {lately}: {helpful}, {unhelpful}",
        lately=phrases.lately(days),
        helpful=ngettext("{count} found it helpful", "{count} found it helpful", good),
        unhelpful=ngettext("{count} did not", "{count} did not", bad),
    )


def _vote(vote: Vote, titles: Mapping[str, str]) -> Reply:
    ago = phrases.ago(vote.at)
    helpful = gettext("**Helpful** {ago}", ago=ago)
    lines = [helpful if vote.good else gettext("**Not helpful** {ago}", ago=ago)]
    if vote.reason.strip():
        reason = inline(in_words(vote.reason), _REASON)
        lines.append(gettext("Reason: {reason}", reason=reason))
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
    lately, total = phrases.lately(span), sum(totals(days))
    none = gettext("**Usage** {lately}: no question was asked", lately=lately)
    head = gettext(
        "**Usage** {lately}: {questions}", lately=lately, questions=counts.questions(total)
    )
    lines = [head, *(f"- {kind}" for kind in _kinds(days))] if total else [none]
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
    lines = [_week(days)]
    if rows:
        lines.append(gettext("**Without an answer**"))
    for row in rows[:_MOST_ASKED]:
        lines.append(phrases.often(phrases.briefly(row.question, row.terms), row.count))
    lines += _most_cited(cited[:_MOST_ASKED], titles)
    hints = gettext("-# `/report unanswered` goes through them · `/report usage` has a picture")
    return Reply(_fitting(lines, room - len(hints) - 1) + f"\n{hints}")


def _week(days: Sequence[Day]) -> str:
    total = sum(totals(days))
    if not total:
        return gettext("**The last week**: no question was asked")
    answered, closest, refused = _kinds(days)
    return gettext(
        "**The last week**: {questions}, {answered}, {closest}, {refused}",
        questions=counts.questions(total),
        answered=answered,
        closest=closest,
        refused=refused,
    )


def _kinds(days: Sequence[Day]) -> tuple[str, str, str]:
    """Return how many questions were answered, got the closest passage, were refused."""
    answered, closest, refused = totals(days)
    total = max(1, answered + closest + refused)
    return (
        ngettext(
            "{count} answered ({share})",
            "{count} answered ({share})",
            answered,
            share=percent(answered / total),
        ),
        ngettext(
            "{count} given the closest passage ({share})",
            "{count} given the closest passage ({share})",
            closest,
            share=percent(closest / total),
        ),
        ngettext(
            "{count} refused ({share})",
            "{count} refused ({share})",
            refused,
            share=percent(refused / total),
        ),
    )


def _most_cited(cited: Iterable[Cited], titles: Mapping[str, str]) -> list[str]:
    most = sorted(cited, key=lambda each: -each.count)[:_MOST_CITED]
    lines = [
        phrases.often(phrases.place(each.article, each.label, titles), each.count) for each in most
    ]
    return [gettext("**Quoted most**"), *lines] if lines else []


def _fitting(lines: Sequence[str], room: int) -> str:
    ends = accumulate(len(line) + 1 for line in lines)
    return "\n".join(line for line, end in zip(lines, ends, strict=True) if end <= room + 1)
