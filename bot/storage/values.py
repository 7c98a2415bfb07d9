"""What is stored, as values. Times are aware, ids have 64 bits; nothing here needs a database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

# The scope of the operator's articles; Discord gives no server this id.
SHARED = 0


class Action(StrEnum):
    """What a change did."""

    START = "start"
    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"
    RELOAD = "reload"
    ROLLBACK = "rollback"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Held:
    """An article of a server and the SHA-256 of its packed reading."""

    article: str
    digest: str


@dataclass(frozen=True, slots=True)
class State:
    """What a server holds of its own.

    Attributes:
        server: The server, or SHARED.
        number: Its last change; 0 before the first.
        held: Its own articles, in order.
        shared: The SHARED change it is held at; None where it follows the newest.
    """

    server: int
    number: int
    held: tuple[Held, ...] = ()
    shared: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a server's history.

    Attributes:
        server: The server, or SHARED.
        number: From 1 on, without gaps.
        at: When.
        by: Who; 0 where it was nobody's doing.
        action: What was done.
        detail: To what, in words or as an article's id.
        before: The revision that was served until then.
        after: The revision that is served from then on.
        shared: The SHARED change that was served with it; 0 before the first.
        pinned: Whether the server is held there, rather than following the newest.
        forced: Whether it was served although pinned tests failed.
    """

    server: int
    number: int
    at: datetime
    by: int
    action: Action
    detail: str
    before: str
    after: str
    shared: int
    pinned: bool
    forced: bool


@dataclass(frozen=True, slots=True)
class NewChange:
    """A change to commit; what a `Change` has, too, means the same.

    Attributes:
        expects: The last change's number that it was prepared on.
        held: Every own article of the server from then on, in order.
        shared: The SHARED change to hold the server at; None to follow the newest.
        contents: Packed readings by digest; those that are stored already may be left out.
        titles: Titles by digest or by article id, for the list of versions.
        keep: How many versions of each article to keep, at least 1.
        seen: The newest SHARED change it was prepared on, to be told of a newer one; None where
            that does not matter.
        brings: The SHARED change that it is the reason for, which needs no line of its own.
    """

    server: int
    expects: int
    at: datetime
    by: int
    action: Action
    detail: str
    before: str
    after: str
    held: tuple[Held, ...]
    shared: int | None
    contents: Mapping[str, bytes]
    titles: Mapping[str, str]
    forced: bool
    keep: int
    seen: int | None = None
    brings: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article: the change that brought it, what it is, when and by whom."""

    server: int
    article: str
    number: int
    digest: str
    title: str
    at: datetime
    by: int


@dataclass(frozen=True, slots=True)
class Pin:
    """A question that is a test: `text` is the paragraph of `article` that must answer it.

    Nothing must where `article` is empty. `number` is never given twice in a server.
    """

    server: int
    number: int
    question: str
    article: str
    text: str
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A question that a moderator gave a paragraph to; `terms` are its normal terms.

    It is known again by these. `article` and `text` are the paragraph's, and `number` is never
    given twice in a server.
    """

    server: int
    number: int
    question: str
    terms: tuple[str, ...]
    article: str
    text: str
    by: int
    at: datetime


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    CLOSEST = "closest"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Given:
    """A quote that was shown: its article's id, its place in words, its text."""

    article: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked, without its asker.

    Attributes:
        server: Where.
        at: When.
        outcome: What became of it.
        confidence: From 0 to 1.
        terms: Its normal terms; without any it is never listed as unanswered.
        question: Its text; may be empty.
        nearest: The best passage there was.
        missing: Its words that stand nowhere.
        quotes: What was shown.
        instead: When the question was asked that this one takes the place of; None where it takes
            no other's.
    """

    server: int
    at: datetime
    outcome: Outcome
    confidence: float
    terms: tuple[str, ...] = ()
    question: str = ""
    nearest: Given | None = None
    missing: tuple[str, ...] = ()
    quotes: tuple[Given, ...] = ()
    instead: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was not answered, however often and in whatever near-duplicate words.

    Attributes:
        number: Never given twice in a server.
        question: The newest text; may be empty.
        terms: The newest normal terms.
        missing: Its words that stand nowhere.
        nearest: The best passage there was.
        outcome: What became of it last.
        count: How often it was asked.
        first: When it was asked first.
        last: When it was asked last.
    """

    server: int
    number: int
    question: str
    terms: tuple[str, ...]
    missing: tuple[str, ...]
    nearest: Given | None
    outcome: Outcome
    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """A day (UTC) and how many of its questions were answered, nearly answered, refused."""

    day: date
    answered: int
    closest: int
    refused: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote and how often it was shown."""

    article: str
    label: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Vote:
    """What a person thought of an answer; each has one vote on a message.

    `article` and `label` name the quote; `reason` may be empty. The question is not kept, since
    that would say who asked it.
    """

    server: int
    message: int
    person: int
    good: bool
    article: str
    label: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Erased:
    """What was deleted of a person: rows of their own, and others that name them no more."""

    rows: int
    names: int
