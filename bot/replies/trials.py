"""Questions as tests → messages: what was pinned, the table of a run, the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curation.pinning import Full, number_of
from bot.curation.verdicts import NO_ANSWER, table
from bot.replies.blocks import LONGEST_NAME, Reply, citation, joined, numbered, pages
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
NO_TESTS = (
    "**There are no tests yet.** `/knowledge test add` makes one, and so does the message menu "
    "*Pin as test*."
)
NO_QUESTION = "There is no question in this that I could pin."
UNSEEN = "I cannot see the question of this reply. Please use `/knowledge test add`."
TOO_LONG = "This is too long for a question: a test may have {limit:,} characters."
UNCLEAR = {
    Unclear.NO_ANSWER: "This is no answer to a question. Please use the menu on one that is, or on "
    "a question.",
    Unclear.GONE: "The paragraph that this quotes is in no article any more, so nothing was pinned.",
}
NO_SUCH_TEST = "There is no test with this question. `/knowledge test list` shows all."
_ALLOWED = (
    "Please write an article's name and a number, such as `orrin-point 4`, for a photo "
    "`caption orrin-point 4`, or `no answer`."
)
_FULL = (
    "This server has {limit:,} tests, which is as many as it may have. Nothing was pinned; "
    "`/knowledge test remove` makes room."
)
_FOLLOWED = "-# That answer went by what was said before. A test is asked on its own."
_QUESTION, _LINE, _PARAGRAPH = 300, 120, 700
# How many tests a page shows, and the width of two lines of the table.
_RUN_PAGE, _TWO_LINES = 20, 92
_HEAD = 200


def pinned(done: Pinned | Full, room: int, *, followed: bool = False) -> Reply:
    """Return what was pinned to what and whether it passes now, or that there is no more room.

    Args:
        done: What became of it.
        room: How many characters the reply may have.
        followed: Whether it was pinned from an answer that went by what was said before.
    """
    if isinstance(done, Full):
        return Reply(_FULL.format(limit=done.limit))
    pin = done.verdict.pin
    text = f"**Pinned as a test:** {inline(pin.question, _QUESTION)}\n{_told(done.verdict)}"
    if done.before:
        before = inline(done.before, LONGEST_NAME)
        text += f"\n-# It takes the place of the test that expected {before}."
    if followed:
        text += f"\n{_FOLLOWED}"
    reply = Reply(text)
    return joined(reply, _paragraph(done.passage, room - len(text))) if done.passage else reply


def _told(verdict: Verdict) -> str:
    """Return what must answer, and what does."""
    expected, got = (inline(one, LONGEST_NAME) for one in (verdict.expected, verdict.got))
    nothing, silent = verdict.expected == NO_ANSWER, verdict.got == NO_ANSWER
    must = "Nothing may answer it" if nothing else f"**{expected}** must answer it"
    if verdict.passed:
        return (
            f"{must}, and nothing does: it passes." if nothing else f"{must}, and does: it passes."
        )
    does = "nothing does" if silent else f"**{got}** does"
    return f"{must}; at the moment {does}, so **it fails**."


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
        return Reply(NO_TESTS)
    passed = sum(verdict.passed for verdict in verdicts)
    verb = "passes" if len(verdicts) == 1 else "pass"
    head = f"**{passed:,} of {numbered(len(verdicts), 'test')} {verb}**"
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
        return Reply(NO_TESTS)
    lines = [Reply(_line(pin, expected)) for pin, expected in tests]
    head = Reply(f"**{numbered(len(tests), 'test')}**")
    return page(pages([head, *lines], room - FOOT, "\n"), at, lambda to: f"{LIST}:{to}")


def _line(pin: Pin, expected: str) -> str:
    by = f"{mention(pin.by)}, <t:{int(pin.at.timestamp())}:d>"
    return f"- {inline(pin.question, _LINE)}\n-# {inline(expected, LONGEST_NAME)} · {by}"


def removed(done: Removed) -> Reply:
    """Return which test is gone, and how many are left."""
    question = inline(done.pin.question, _QUESTION)
    return Reply(f"**Removed the test:** {question}\n-# {numbered(done.left, 'test')} left")


def unknown(found: Unknown) -> Reply:
    """Return that there is no such paragraph, and what may be written instead."""
    written = inline(found.written, LONGEST_NAME)
    if not found.article:
        return Reply(f"I know no paragraph “{written}”. {_ALLOWED}")
    article = inline(found.article, LONGEST_NAME)
    noun = "photos" if found.kind is Kind.CAPTION else "paragraphs"
    held = f"its {noun} go up to {found.most:,}" if found.most else f"it has no {noun}"
    return Reply(f"I know no paragraph “{written}”: {article} is there, but {held}. {_ALLOWED}")


def question_choices(tests: Sequence[Pin], typed: str, limit: int) -> list[tuple[str, str]]:
    """Return the tests to offer, as names and values: those that hold every word typed."""
    words = typed.casefold().split()
    fitting = [pin for pin in tests if all(word in pin.question.casefold() for word in words)]
    return [(shorten(pin.question, LONGEST_NAME), number_of(pin)) for pin in fitting[:limit]]
