"""Questions as tests → messages: what was pinned, the table of a run, the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curation.pinning import Full, number_of
from bot.curation.verdicts import NO_ANSWER, table, worded
from bot.locales import gettext, gettext_noop, ngettext
from bot.replies import counts
from bot.replies.blocks import LONGEST_NAME, Reply, citation, joined, pages
from bot.replies.escaping import inline, mention, shorten
from bot.replies.excerpts import plain
from bot.replies.paging import FOOT, page
from bot.rereading import Unclear
from knowledge import Kind, Quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.curation.expecting import Unknown
    from bot.curation.pinning import Pinned, Removed
    from bot.curation.verdicts import Verdict
    from bot.storage.values import Pin
    from knowledge import Passage

# The names of the buttons that turn pages.
RUN, LIST = "tested", "tests"
NO_TESTS = gettext_noop(
    "**There are no tests yet.** `/knowledge test add` makes one, and so does the message menu "
    "*Pin as test*."
)
NO_QUESTION = gettext_noop("There is no question in this that I could pin.")
UNSEEN = gettext_noop("I cannot see the question of this reply. Please use `/knowledge test add`.")
UNCLEAR = {
    Unclear.NO_ANSWER: gettext_noop(
        "This is no answer to a question. Please use the menu on one that is, or on a question."
    ),
    Unclear.GONE: gettext_noop(
        "The paragraph that this quotes is in no article any more, so nothing was pinned."
    ),
}
NO_SUCH_TEST = gettext_noop(
    "There is no test with this question. `/knowledge test list` shows all."
)
_ALLOWED = gettext_noop(
    "Please write an article's name and a number, such as `orrin-point 4`, for a photo "
    "`caption orrin-point 4`, or `{nothing}`."
)
_FOLLOWED = gettext_noop("-# That answer went by what was said before. A test is asked on its own.")
# What an article lacks, by what was asked for and whether it has any of that.
_LACKING = {
    (Kind.PARAGRAPH, True): gettext_noop(
        "I know no paragraph “{written}”: {article} is there, but its paragraphs go up to {most}."
    ),
    (Kind.PARAGRAPH, False): gettext_noop(
        "I know no paragraph “{written}”: {article} is there, but it has no paragraphs."
    ),
    (Kind.CAPTION, True): gettext_noop(
        "I know no paragraph “{written}”: {article} is there, but its photos go up to {most}."
    ),
    (Kind.CAPTION, False): gettext_noop(
        "I know no paragraph “{written}”: {article} is there, but it has no photos."
    ),
}
_QUESTION, _LINE, _PARAGRAPH = 300, 120, 700
# How many tests a page shows, and the width of two lines of the table.
_RUN_PAGE, _TWO_LINES = 20, 92
_HEAD = 200


def too_long(limit: int) -> str:
    """Return that a question is too long for a test."""
    return ngettext(
        "This is too long for a question: a test may have {count} character.",
        "This is too long for a question: a test may have {count} characters.",
        limit,
    )


def pinned(done: Pinned | Full, room: int, *, followed: bool = False) -> Reply:
    """Return what was pinned to what and whether it passes now, or that there is no more room.

    Args:
        done: What became of it.
        room: How many characters the reply may have.
        followed: Whether it was pinned from an answer that went by what was said before.
    """
    if isinstance(done, Full):
        return Reply(_full(done.limit))
    question = inline(done.verdict.pin.question, _QUESTION)
    lines = [gettext("**Pinned as a test:** {question}", question=question), _told(done.verdict)]
    if done.before:
        before = inline(worded(done.before), LONGEST_NAME)
        lines.append(
            gettext("-# It takes the place of the test that expected {before}.", before=before)
        )
    if followed:
        lines.append(gettext(_FOLLOWED))
    text = "\n".join(lines)
    reply = Reply(text)
    return joined(reply, _paragraph(done.passage, room - len(text))) if done.passage else reply


def _full(limit: int) -> str:
    return ngettext(
        "This server has {count} test, which is as many as it may have. Nothing was pinned; "
        "`/knowledge test remove` makes room.",
        "This server has {count} tests, which is as many as it may have. Nothing was pinned; "
        "`/knowledge test remove` makes room.",
        limit,
    )


def _told(verdict: Verdict) -> str:
    """Return what must answer, and what does."""
    expected, got = (inline(worded(one), LONGEST_NAME) for one in (verdict.expected, verdict.got))
    if verdict.expected == NO_ANSWER:
        return (
            gettext("Nothing may answer it, and nothing does: it passes.")
            if verdict.passed
            else gettext(
                "Nothing may answer it; at the moment **{got}** does, so **it fails**.", got=got
            )
        )
    if verdict.passed:
        return gettext("**{expected}** must answer it, and does: it passes.", expected=expected)
    if verdict.got == NO_ANSWER:
        return gettext(
            "**{expected}** must answer it; at the moment nothing does, so **it fails**.",
            expected=expected,
        )
    return gettext(
        "**{expected}** must answer it; at the moment **{got}** does, so **it fails**.",
        expected=expected,
        got=got,
    )


def _paragraph(passage: Passage, room: int) -> Reply:
    place = citation(passage)
    quote = Quote(passage, passage.span, passage.span)
    shown = plain(quote, min(_PARAGRAPH, room - len(place) - 3))
    return Reply(f"{shown.markup}\n{place}", (shown,))


def ran(verdicts: Sequence[Verdict], at: int, room: int) -> Reply:
    """Return a page of a run: how many passed, and a table with its rows in pairs.

    Args:
        verdicts: In the order they are shown.
        at: Which page, from 0.
        room: How many characters it may have.
    """
    if not verdicts:
        return Reply(gettext(NO_TESTS))
    passed = sum(verdict.passed for verdict in verdicts)
    head = ngettext(
        "**{passed} of {count} test passes**",
        "**{passed} of {count} tests pass**",
        len(verdicts),
        passed=passed,
    )
    size = min(_RUN_PAGE, (room - FOOT - _HEAD) // _TWO_LINES)
    parts = [verdicts[first : first + size] for first in range(0, len(verdicts), size)]
    made = [Reply("\n".join((head, "```", *table(part), "```"))) for part in parts]
    return page(made, at, lambda to: f"{RUN}:{to}")


def listed(tests: Sequence[tuple[Pin, str]], at: int, room: int) -> Reply:
    """Return a page of the list of tests, each with what must answer it.

    Args:
        tests: In the order they are shown.
        at: Which page, from 0.
        room: How many characters it may have.
    """
    if not tests:
        return Reply(gettext(NO_TESTS))
    lines = [Reply(_line(pin, expected)) for pin, expected in tests]
    head = Reply(f"**{counts.tests(len(tests))}**")
    return page(pages([head, *lines], room - FOOT, "\n"), at, lambda to: f"{LIST}:{to}")


def _line(pin: Pin, expected: str) -> str:
    by = f"{mention(pin.by)}, <t:{int(pin.at.timestamp())}:d>"
    return f"- {inline(pin.question, _LINE)}\n-# {inline(worded(expected), LONGEST_NAME)} · {by}"


def removed(done: Removed) -> Reply:
    """Return which test is gone, and how many are left."""
    question = inline(done.pin.question, _QUESTION)
    lines = (
        gettext("**Removed the test:** {question}", question=question),
        ngettext("-# {count} test left", "-# {count} tests left", done.left),
    )
    return Reply("\n".join(lines))


def unknown(found: Unknown) -> Reply:
    """Return that there is no such paragraph, and what may be written instead."""
    written = inline(found.written, LONGEST_NAME)
    allowed = gettext(_ALLOWED, nothing=gettext(NO_ANSWER))
    if not found.article:
        return Reply(f"{gettext('I know no paragraph “{written}”.', written=written)} {allowed}")
    told = gettext(
        _LACKING[found.kind, bool(found.most)],
        written=written,
        article=inline(found.article, LONGEST_NAME),
        most=str(found.most),
    )
    return Reply(f"{told} {allowed}")


def question_choices(tests: Sequence[Pin], typed: str, limit: int) -> list[tuple[str, str]]:
    """Return the tests to offer, as names and values: those that hold every word typed."""
    words = typed.casefold().split()
    fitting = [pin for pin in tests if all(word in pin.question.casefold() for word in words)]
    return [(shorten(pin.question, LONGEST_NAME), number_of(pin)) for pin in fitting[:limit]]
