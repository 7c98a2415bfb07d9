"""What the tests of reports share: rows as storage gives them."""

import re
from datetime import UTC, date, datetime, timedelta

from bot.replies.blocks import Reply
from bot.replies.excerpts import is_verbatim
from bot.storage.values import Cited, Day, Given, Link, Outcome, Unanswered, Vote
from knowledge import KnowledgeBase, Quote

# The custom ids of the buttons below reports, as `bot.cogs.linking` reads them.
_BUTTONS = (
    r"unanswered:[0-9]{1,3}:[0-9]{1,6}|(?:linkto|dismiss):[0-9]{1,3}:[0-9]{1,6}:[0-9]{1,19}"
    r"|links:[0-9]{1,6}|unlink:[0-9]{1,6}:[0-9]{1,19}"
)
UNTIL = date(2026, 3, 30)
AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
NEAR = Given("a0", "¶ 2", "Whale oil fed the lamp until 1907.")


def day(ago: int, answered: int = 0, closest: int = 0, refused: int = 0) -> Day:
    """Return a day so many before the last one."""
    return Day(UNTIL - timedelta(ago), answered, closest, refused)


def cited(count: int, article: str = "a0", label: str = "¶ 4", text: str = "Text.") -> Cited:
    """Return a quote that was shown so often."""
    return Cited(article, label, text, count)


def unanswered(
    question: str = "Who paid for the lamp?",
    terms: tuple[str, ...] = ("lamp", "paid"),
    missing: tuple[str, ...] = ("paid",),
    nearest: Given | None = NEAR,
) -> Unanswered:
    """Return a question that was asked five times."""
    return Unanswered(
        7, 12, question, terms, missing, nearest, Outcome.CLOSEST, 5, AT, AT + timedelta(days=1)
    )


def vote(*, good: bool = False, article: str = "a0", reason: str = "") -> Vote:
    """Return what somebody thought of an answer."""
    return Vote(7, 88, 4242424242, good, article, "¶ 4", reason, AT)


def link(question: str = "Who paid?", article: str = "a0", text: str = NEAR.text) -> Link:
    """Return a question that a moderator chose the paragraph for."""
    return Link(7, 3, question, ("lamp", "paid"), article, text, 4242424242, AT)


def quote_of(base: KnowledgeBase, at: int = 1) -> Quote:
    """Return a passage, quoted whole."""
    passage = base.passages[at]
    return Quote(passage, passage.span, base.sentences[at][0].span)


def fits(reply: Reply, room: int) -> bool:
    """Tell whether Discord takes a report, and whether its buttons are understood."""
    return (
        0 < len(reply.text.strip()) <= len(reply.text) <= room
        and all(is_verbatim(part) and part.markup in reply.text for part in reply.excerpts)
        and len(reply.buttons) <= 5
        and all(re.fullmatch(_BUTTONS, button.custom_id) for button in reply.buttons)
    )
