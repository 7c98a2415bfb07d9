"""Reports as CSV, for spreadsheets and programs.

RFC 4180, UTF-8 with a byte order mark, without which Excel takes it for another encoding. Times are
UTC. No cell can be taken for a formula: see
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from bot.storage.values import Cited, Day, Unanswered, Vote

_Row = TypeVar("_Row")
# Discord takes files of 10 MB: https://discord.com/developers/docs/reference#uploading-files
MOST_BYTES = 9_000_000
# What a spreadsheet may begin a formula with; the wide forms stand on East Asian keyboards.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def fitting(
    make: Callable[[Sequence[_Row]], bytes], rows: Sequence[_Row], most: int = MOST_BYTES
) -> tuple[bytes, int]:
    """Return a table of the first rows that `make` writes in `most` bytes, and how many they are."""
    made = make(rows)
    while len(made) > most and rows:
        rows = rows[: len(rows) // 2]
        made = make(rows)
    return made, len(rows)


def unanswered_csv(rows: Iterable[Unanswered]) -> bytes:
    """Return the questions without an answer, each with the passage that came nearest."""
    header = (
        *("question", "terms", "found nowhere", "outcome", "times", "first (UTC)", "last (UTC)"),
        *("nearest article", "nearest place", "nearest passage"),
    )
    return _csv(header, (_unanswered(row) for row in rows))


def _unanswered(row: Unanswered) -> Sequence[str | int]:
    near = row.nearest
    return (
        row.question,
        " ".join(row.terms),
        " ".join(row.missing),
        row.outcome.value,
        row.count,
        _time(row.first),
        _time(row.last),
        *((near.article, near.label, near.text) if near else ("", "", "")),
    )


def feedback_csv(votes: Iterable[Vote]) -> bytes:
    """Return the votes, without who cast them."""
    header = ("time (UTC)", "vote", "article", "place", "reason")
    return _csv(
        header,
        (
            (
                _time(vote.at),
                "good" if vote.good else "bad",
                vote.article,
                vote.label,
                vote.reason,
            )
            for vote in votes
        ),
    )


def usage_csv(days: Iterable[Day]) -> bytes:
    """Return the questions of each day."""
    header = ("day", "answered", "closest", "refused")
    return _csv(
        header, ((day.day.isoformat(), day.answered, day.closest, day.refused) for day in days)
    )


def cited_csv(cited: Iterable[Cited]) -> bytes:
    """Return the paragraphs quoted, with how often."""
    header = ("article", "place", "times", "text")
    return _csv(header, ((each.article, each.label, each.count, each.text) for each in cited))


def _csv(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(header)
    table.writerows([_cell(cell) for cell in row] for row in rows)
    # Half a surrogate pair, which people can send, has no bytes.
    return codecs.BOM_UTF8 + written.getvalue().encode("utf-8", "replace")


def _cell(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _time(at: datetime) -> str:
    """Return a time as spreadsheets understand it."""
    return f"{at:%Y-%m-%d %H:%M:%S}"
