"""What the picture of usage shows, before it is drawn: bars of days or weeks, rows of paragraphs.

It is drawn in a program of its own (see `chart`), which takes a `Picture` as JSON.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.replies.blocks import numbered
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
_TITLE, _LABEL = 200, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """The questions of a day or of a week.

    Attributes:
        name: Its (first) day, as it is written below the bar.
        counts: How many were answered, got the closest passage, were refused.
    """

    name: str
    counts: tuple[int, int, int]


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
        heading: What the bars are.
        bars: In the order of time, none left out.
        rows: The paragraphs quoted most, most often first.
    """

    heading: str
    bars: tuple[Bar, ...]
    rows: tuple[Row, ...]

    def packed(self) -> bytes:
        """Return it as JSON."""
        return json.dumps(asdict(self)).encode()


def unpack(packed: bytes) -> Picture:
    """Return the picture that `packed` makes JSON of."""
    held = json.loads(packed)
    bars = tuple(Bar(bar["name"], tuple(bar["counts"])) for bar in held["bars"])
    return Picture(held["heading"], bars, tuple(Row(**row) for row in held["rows"]))


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
    counts = [[0, 0, 0] for _ in range(number)]
    for day in days:
        ago = (until - day.day).days
        if 0 <= ago < span:
            held = counts[number - 1 - ago // step]
            for at, count in enumerate((day.answered, day.closest, day.refused)):
                held[at] += count
    starts = (step * (number - at) for at in range(number))
    bars = tuple(
        Bar(_written(until - timedelta(min(start, span) - 1)), (answered, closest, refused))
        for start, (answered, closest, refused) in zip(starts, counts, strict=True)
    )
    every = "day" if step == 1 else "week"
    last = "day" if span == 1 else f"{span} days"
    return Picture(f"Questions a {every}, the last {last}", bars, _rows(cited, titles))


def _written(day: date) -> str:
    return f"{day.day} {day:%b}"


def _rows(cited: Sequence[Cited], titles: Mapping[str, str]) -> tuple[Row, ...]:
    most = sorted(cited, key=lambda each: -each.count)[:ROWS]
    return tuple(
        Row(
            shorten(titles.get(each.article, each.article), _TITLE),
            shorten(each.article, _TITLE),
            shorten(each.label, _LABEL),
            each.count,
        )
        for each in most
    )


def alt_text(
    days: Sequence[Day], cited: Sequence[Cited], titles: Mapping[str, str] | None = None
) -> str:
    """Return the picture's numbers in words, in at most `ALT_ROOM` characters."""
    told = [f"Bar chart of the questions asked. {_counted(days)}"]
    rows = _rows(cited, titles or {})
    told += ["Paragraphs quoted most often:"] if rows else ["No paragraph was quoted."]
    for row in rows:
        title = " ".join(shorten(row.title, 80).split())
        told.append(f"{title}, {row.label}: {numbered(row.count, 'time')}.")
    return shorten(" ".join(told), ALT_ROOM)


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
        return "There were none."
    most, top = max((sum(totals([day])), day.day) for day in days)
    return (
        f"{numbered(total, 'question')}: {answered:,} answered, "
        f"{closest:,} given the closest passage, {refused:,} refused. "
        f"Most on {top.isoformat()}: {most:,}."
    )
