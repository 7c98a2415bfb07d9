"""What a moderator may propose, and what can become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.curation.libraries import Served
    from bot.curation.verdicts import Verdict
    from bot.storage.values import Change, State
    from knowledge import Article, Changes, KnowledgeBase, KnowledgeError, Reading


@dataclass(frozen=True, slots=True)
class Add:
    """Add an article, or a new version of one of the server's own."""

    reading: Reading


@dataclass(frozen=True, slots=True)
class Remove:
    """Take one of the server's own articles away."""

    article: str


@dataclass(frozen=True, slots=True)
class Reload:
    """Read the operator's articles again, and follow them."""


@dataclass(frozen=True, slots=True)
class Rollback:
    """Serve again what was served after a change."""

    number: int


Proposal: TypeAlias = Add | Remove | Reload | Rollback


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change that could be made now, looked at from all sides before it is.

    Attributes:
        server: Whose it is.
        proposal: What was proposed.
        old: What is served.
        new: What would be served.
        state: What the server would hold.
        changes: From the old snapshot to the new one.
        fresh: The readings that are not stored yet.
        shared: The operator's articles read anew, for a reload.
        article: The article it is about, if it is about one.
        before: What the server's tests say of the old snapshot.
        after: What they say of the new one.
        failures: The tests that pass now and would fail, each before and after.
        seconds: How long it took to get here.
        seen: The newest change of the operator's articles then.
    """

    server: int
    proposal: Proposal
    old: Served
    new: KnowledgeBase
    state: State
    changes: Changes
    fresh: tuple[Reading, ...] = ()
    shared: KnowledgeBase | None = None
    article: Article | None = None
    before: tuple[Verdict, ...] = ()
    after: tuple[Verdict, ...] = ()
    failures: tuple[tuple[Verdict, Verdict], ...] = ()
    seconds: float = 0.0
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Committed:
    """A change that is served now, with its line in the history."""

    change: Change
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Stopped:
    """A change that would break tests; it is made only when somebody insists."""

    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A proposal of what is so already."""

    base: KnowledgeBase
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Broken:
    """A reload that cannot be, and why."""

    problems: Sequence[KnowledgeError]


@dataclass(frozen=True, slots=True)
class NotOwn:
    """The article is not the server's own: the operator's, or none at all."""

    wanted: str
    shared: bool


@dataclass(frozen=True, slots=True)
class NoSuchChange:
    """The history has no such change, or what it served is not stored any more."""

    number: int
    pruned: bool


@dataclass(frozen=True, slots=True)
class TooMuch:
    """The server's own articles would have more bytes than they may."""

    size: int
    limit: int


Impossible: TypeAlias = Unchanged | Broken | NotOwn | NoSuchChange | TooMuch
