"""What is written in the picture of usage, in one language, so that the font can be asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.locales import DEFAULT, brief_date, current, gettext, ngettext, speaking
from bot.replies.blocks import labelled
from bot.replies.escaping import unescape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_LABEL = 24


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of a picture.

    Attributes:
        locale: Their language, in which its numbers are written too.
        heading: What the bars are.
        days: The (first) day of each bar.
        kinds: What it is to be answered, to get the closest passage, to be refused.
        quoted: What the rows are.
        no_question: What is said where there is no bar.
        no_row: What is said where there is no row.
        labels: The place of each row in its article, which the font may lack letters of.
    """

    locale: str
    heading: str
    days: tuple[str, ...]
    kinds: tuple[str, str, str]
    quoted: str
    no_question: str
    no_row: str
    labels: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All that the font must be able to draw: what is written whatever the articles are."""
        return (self.heading, *self.days, *self.kinds, self.quoted, self.no_question, self.no_row)


def unpacked(held: dict[str, Any]) -> Wording:
    """Return the wording that JSON made a dictionary of."""
    answered, closest, refused = held.pop("kinds")
    days, labels = tuple(held.pop("days")), tuple(held.pop("labels"))
    return Wording(days=days, kinds=(answered, closest, refused), labels=labels, **held)


def wordings(
    days: Sequence[date], span: int, labels: Sequence[str], *, weekly: bool
) -> tuple[Wording, ...]:
    """Return the texts in the language that is spoken now, then in English.

    Args:
        days: The first day of each bar.
        span: How many days the bars show together.
        labels: Where each row stands in its article, as articles call that.
        weekly: Whether each bar is a week.
    """
    own = _worded(days, span, labels, weekly=weekly)
    if own.locale == DEFAULT:
        return (own,)
    with speaking(DEFAULT):
        return (own, _worded(days, span, labels, weekly=weekly))


def label_in_words(label: str) -> str:
    """Return where something stands in an article, in the language that is spoken now."""
    return unescape(labelled(label, _LABEL))


def _worded(days: Sequence[date], span: int, labels: Sequence[str], *, weekly: bool) -> Wording:
    return Wording(
        locale=current(),
        heading=_weeks(span) if weekly else _days(span),
        days=tuple(brief_date(day) for day in days),
        kinds=(gettext("answered"), gettext("closest passage"), gettext("refused")),
        quoted=gettext("Paragraphs quoted most"),
        no_question=gettext("No question was asked in these days."),
        no_row=gettext("No paragraph was quoted in these days."),
        labels=tuple(map(label_in_words, labels)),
    )


def _days(span: int) -> str:
    return ngettext("Questions a day, the last day", "Questions a day, the last {count} days", span)


def _weeks(span: int) -> str:
    return ngettext(
        "Questions a week, the last day", "Questions a week, the last {count} days", span
    )
