"""Unanswered questions: rows, and which of them are near-duplicates of a question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, select

from bot.storage import likeness
from bot.storage.database import portions
from bot.storage.tables import signs, unanswered
from bot.storage.values import Given, Outcome, Unanswered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.values import Asked

# How many questions that share a sign are compared: the newest.
MOST_COMPARED = 2_000


@dataclass(slots=True)
class Known:
    """The unanswered questions of a server that others may be near-duplicates of."""

    rows: dict[int, Unanswered] = field(default_factory=dict[int, Unanswered])
    _terms: dict[int, frozenset[str]] = field(default_factory=dict[int, frozenset[str]])
    _signed: defaultdict[int, set[int]] = field(
        default_factory=lambda: defaultdict[int, set[int]](set)
    )
    _same: dict[frozenset[str], int] = field(default_factory=dict[frozenset[str], int])

    def put(self, row: Unanswered) -> None:
        """Add a question, or put it in the place of an earlier wording."""
        self.rows[row.number] = row
        terms = self._terms[row.number] = frozenset(row.terms)
        self._same[terms] = row.number
        for sign in likeness.signs(row.terms):
            self._signed[sign].add(row.number)

    def equal(self, terms: Iterable[str]) -> Unanswered | None:
        """Return the question that has these terms."""
        wanted = frozenset(terms)
        number = self._same.get(wanted)
        # A question that was worded anew since is found by its new terms alone.
        return self.rows[number] if number and self._terms[number] == wanted else None

    def alike(self, terms: Iterable[str]) -> list[Unanswered]:
        """Return the near-duplicates of a question, the newest first."""
        wanted = frozenset(terms)
        near = {number for sign in likeness.signs(wanted) for number in self._signed[sign]}
        numbers = (n for n in near if likeness.alike(wanted, self._terms[n]))
        return [self.rows[n] for n in sorted(numbers, reverse=True)]


async def known(connection: AsyncConnection, server: int, terms: Sequence[Iterable[str]]) -> Known:
    """Read the questions of a server that may be near-duplicates of some others."""
    signed = sorted({sign for one in terms for sign in likeness.signs(one)})
    same = sorted({likeness.whole(one) for one in terms})
    queries = [_signed(server, some) for some in portions(signed)]
    queries += [_same(server, some) for some in portions(same)]
    found = Known()
    for query in queries:
        for row in reversed((await connection.execute(query)).all()):
            found.put(question_of(row))
    return found


def _signed(server: int, some: Collection[int]) -> Select[Any]:
    numbers = select(signs.c.number).where(signs.c.server == server, signs.c.sign.in_(some))
    return (
        select(unanswered)
        .where(unanswered.c.server == server, unanswered.c.number.in_(numbers))
        .order_by(unanswered.c.number.desc())
        .limit(MOST_COMPARED)
    )


def _same(server: int, some: Collection[int]) -> Select[Any]:
    return select(unanswered).where(unanswered.c.server == server, unanswered.c.whole.in_(some))


def question_of(row: Row[Any]) -> Unanswered:
    """Return the question of a row."""
    nearest = None if row.text is None else Given(row.article, row.label, row.text)
    return Unanswered(
        server=row.server,
        number=row.number,
        question=row.question,
        terms=row.terms,
        missing=row.missing,
        nearest=nearest,
        outcome=Outcome(row.outcome),
        count=row.times,
        first=row.first_at,
        last=row.last_at,
    )


def columns_of(question: Unanswered) -> dict[str, Any]:
    """Return the columns of a question, without its server and its number."""
    nearest = question.nearest
    return {
        "question": question.question,
        "terms": question.terms,
        "whole": likeness.whole(question.terms),
        "missing": question.missing,
        "article": nearest.article if nearest else None,
        "label": nearest.label if nearest else None,
        "text": nearest.text if nearest else None,
        "outcome": question.outcome.value,
        "times": question.count,
        "first_at": question.first,
        "last_at": question.last,
    }


def new_question(event: Asked, number: int) -> Unanswered:
    """Return a question that was asked for the first time."""
    return Unanswered(
        server=event.server,
        number=number,
        question=event.question,
        terms=event.terms,
        missing=event.missing,
        nearest=event.nearest,
        outcome=event.outcome,
        count=1,
        first=event.at,
        last=event.at,
    )


def asked_again(question: Unanswered, event: Asked) -> Unanswered:
    """Return a question that was asked once more; the newest wording stays."""
    counted = replace(
        question,
        count=question.count + 1,
        first=min(question.first, event.at),
        last=max(question.last, event.at),
    )
    if event.at < question.last:
        return counted
    return replace(
        counted,
        question=event.question,
        terms=event.terms,
        missing=event.missing,
        nearest=event.nearest,
        outcome=event.outcome,
    )
