"""Values for the tests of storage."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from bot.storage import Action, Asked, Given, Held, NewChange, Outcome

HERE, THERE = 2**63 - 1, 10**17
NOW = datetime(2026, 3, 5, 12, 30, 15, 123456, tzinfo=UTC)
LONG_AGO = datetime(1999, 12, 31, tzinfo=UTC)

# What no database takes as it is, and what it becomes.
HOSTILE = "a\x00b\ud800c'; DROP TABLE pins; -- \U0001f409\u202e%s{}\\"
CLEANED = HOSTILE.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")


def minutes(count: float) -> datetime:
    """Return so many minutes after NOW."""
    return NOW + timedelta(minutes=count)


def digest_of(text: str) -> str:
    """Return the digest of what stands for a packed reading."""
    return sha256(text.encode()).hexdigest()


def change(server: int, expects: int, articles: Mapping[str, str], **rest: object) -> NewChange:
    """Return a change to these articles: ids and what stands for their packed readings."""
    plain = NewChange(
        server=server,
        expects=expects,
        at=NOW,
        by=7,
        action=Action.ADD,
        detail="",
        before="before",
        after="after",
        held=tuple(Held(name, digest_of(text)) for name, text in articles.items()),
        shared=None,
        contents={digest_of(text): text.encode() for text in articles.values()},
        titles={digest_of(text): text.title() for text in articles.values()},
        forced=False,
        keep=10,
    )
    return replace(plain, **rest)  # pyright: ignore[reportArgumentType] (the fields of NewChange)


def refused(
    server: int, terms: str, at: datetime = NOW, question: str = "", nearest: Given | None = None
) -> Asked:
    """Return a question that had no answer; its text is its terms unless given."""
    return Asked(
        server=server,
        at=at,
        outcome=Outcome.REFUSED,
        confidence=0.1,
        terms=tuple(terms.split()),
        question=question or terms,
        nearest=nearest,
        missing=("zeppelin",),
    )


def answered(server: int, *quotes: Given, at: datetime = NOW, confidence: float = 0.9) -> Asked:
    """Return a question that was answered with these quotes."""
    return Asked(server, at, Outcome.ANSWERED, confidence, ("a",), "a?", quotes=quotes)
