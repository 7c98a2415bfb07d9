"""What is being answered at the moment: a reference for the log, and when it came.

Each event of the gateway begins anew; the tasks that it starts inherit it, whatever they start.
"""

from __future__ import annotations

import secrets
import time
from contextvars import ContextVar
from dataclasses import dataclass, field

# What people start; other events are nobody's question.
_STARTED = frozenset({"INTERACTION_CREATE", "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"})


@dataclass(frozen=True, slots=True)
class Followed:
    """One question, command, button or other thing that a person started.

    Attributes:
        reference: What stands in each line of the log about it, and in an apology.
        since: When it came, in seconds of a clock that only goes forward.
    """

    reference: str = field(default_factory=lambda: secrets.token_hex(4))
    since: float = field(default_factory=time.monotonic)


_current: ContextVar[Followed | None] = ContextVar("followed", default=None)


def begin() -> Followed:
    """Follow something new from here on."""
    followed = Followed()
    _current.set(followed)
    return followed


def follow(event: str) -> None:
    """Begin with an event of the gateway, by Discord's name; what nobody started has no reference."""
    if event in _STARTED:
        begin()
    else:
        _current.set(None)


def current() -> Followed | None:
    """Return what is followed here, if anything is."""
    return _current.get()


def reference() -> str:
    """Return the reference of what is followed here; empty where nothing is."""
    followed = _current.get()
    return followed.reference if followed else ""


def seconds() -> float:
    """Return how long ago it came; 0 where nothing is followed."""
    followed = _current.get()
    return time.monotonic() - followed.since if followed else 0.0
