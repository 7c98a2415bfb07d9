"""What a check found: how bad it is, what is so, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report.

    Attributes:
        check: What was looked at, in a word or two.
        level: How bad it is.
        says: What is so; it never holds a secret.
        do: What to do about it; empty where there is nothing to do.
    """

    check: str
    level: Level
    says: str
    do: str = ""


def ok(check: str, says: str) -> Finding:
    """Return that all is well."""
    return Finding(check, Level.OK, says)


def warning(check: str, says: str, do: str) -> Finding:
    """Return that something works less well than it could."""
    return Finding(check, Level.WARNING, says, do)


def error(check: str, says: str, do: str) -> Finding:
    """Return that something does not work."""
    return Finding(check, Level.ERROR, says, do)
