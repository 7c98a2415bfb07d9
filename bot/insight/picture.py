"""What the picture of usage shows, before it is drawn: bars of days or weeks, rows of paragraphs.

It is drawn in a program of its own (see `chart`), which takes a `Picture` as JSON. What is written
there goes with it in the language of who asked, and in English too, in case the font lacks that.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import locales
from bot.insight.wording import Wording, label_in_words, unpacked, wordings
from bot.locales import gettext, ngettext
from bot.replies import counts
from bot.replies.escaping import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.storage.values import Cited, Day

# Discord's limit for the description of an attachment, in characters:
# https://discord.com/developers/docs/resources/message#attachment-object
ALT_ROOM = 1024
# How many paragraphs the picture lists.
ROWS = 8
# More days than this are drawn as weeks, since their bars would be too thin to tell apart.
MOST_DAYS = 60
_WEEK = 7
_LONGEST = 200

# The questions of a day or of a week: answered, given the closest passage, refused.
Bar = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph and how often it was quoted.

    Attributes:
        title: Its article's title.
        article: Its article's id, for a title that the font cannot draw.
        label: Its place in the article (`¶ 4`).
        count: How many answers quoted it.
    """

    title: str
    article: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn.

    Attributes:
        wordings: What is written, best first; the last one can always be drawn.
        bars: In the order of time, none left out.
        rows: The paragraphs quoted most, most often first.
    """

    wordings: tuple[Wording, ...]
    bars: tuple[Bar, ...]
    rows: tuple[Row, ...]

    def packed(self) -> bytes:
        """Return it as JSON."""
        return json.dumps(asdict(self)).encode()


def unpack(packed: bytes) -> Picture:
    """Return the picture that `packed` makes JSON of."""
    held = json.loads(packed)
    worded = tuple(map(unpacked, held["wordings"]))
    bars = tuple((answered, closest, refused) for answered, closest, refused in held["bars"])
    return Picture(worded, bars, tuple(Row(**row) for row in held["rows"]))


def picture(
    days: Sequence[Day], cited: Sequence[Cited], titles: Mapping[str, str], until: date, span: int
) -> Picture:
    """Return what to draw of the `span` days that end with `until`, which is shown too.

    Days without a question need not be in `days`, and days outside the span are left out.
    `titles` are the articles' by their ids; an article without one is named by its id.
    """
    step = 1 if span <= MOST_DAYS else _WEEK
    # Whole weeks are counted from the last day backwards: the first one may be shorter.
    number = -(-span // step)
    bars = [[0, 0, 0] for _ in range(number)]
    for day in days:
        ago = (until - day.day).days
        if 0 <= ago < span:
            held = bars[number - 1 - ago // step]
            for at, count in enumerate((day.answered, day.closest, day.refused)):
                held[at] += count
    starts = (min(step * (number - at), span) for at in range(number))
    firsts = [until - timedelta(start - 1) for start in starts]
    rows = _rows(cited, titles)
    return Picture(
        wordings(firsts, span, [row.label for row in rows], weekly=step == _WEEK),
        tuple((answered, closest, refused) for answered, closest, refused in bars),
        rows,
    )


def _rows(cited: Sequence[Cited], titles: Mapping[str, str]) -> tuple[Row, ...]:
    most = sorted(cited, key=lambda each: -each.count)[:ROWS]
    return tuple(
        Row(
            shorten(titles.get(each.article, each.article), _LONGEST),
            shorten(each.article, _LONGEST),
            shorten(each.label, _LONGEST),
            each.count,
        )
        for each in most
    )


def alt_text(
    days: Sequence[Day], cited: Sequence[Cited], titles: Mapping[str, str] | None = None
) -> str:
    """Return the picture's numbers in words, in at most `ALT_ROOM` characters."""
    rows = _rows(cited, titles or {})
    most = gettext("Paragraphs quoted most often:") if rows else gettext("No paragraph was quoted.")
    told = [gettext("Bar chart of the questions asked."), _counted(days), most, *map(_told, rows)]
    return shorten(" ".join(told), ALT_ROOM)


def _told(row: Row) -> str:
    return ngettext(
        "{title}, {place}: {count} time.",
        "{title}, {place}: {count} times.",
        row.count,
        title=" ".join(shorten(row.title, 80).split()),
        place=label_in_words(row.label),
    )


def totals(days: Sequence[Day]) -> tuple[int, int, int]:
    """Return how many questions were answered, got the closest passage, were refused."""
    return (
        sum(day.answered for day in days),
        sum(day.closest for day in days),
        sum(day.refused for day in days),
    )


def _counted(days: Sequence[Day]) -> str:
    answered, closest, refused = totals(days)
    total = answered + closest + refused
    if not total:
        return gettext("There were none.")
    most, top = max((sum(totals([day])), day.day) for day in days)
    return gettext(
        "{questions}: {answered}, {closest}, {refused}. Most on {day}: {most}.",
        questions=counts.questions(total),
        answered=ngettext("{count} answered", "{count} answered", answered),
        closest=ngettext(
            "{count} given the closest passage", "{count} given the closest passage", closest
        ),
        refused=ngettext("{count} refused", "{count} refused", refused),
        day=locales.date(top),
        most=most,
    )
