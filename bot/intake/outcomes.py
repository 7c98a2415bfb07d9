"""What comes of a conversion: a text, or why there is none. Parent and child share these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a file is, by its content."""

    TEXT = "text"
    PDF = "pdf"
    ARCHIVE = "archive"


class Reason(StrEnum):
    """Why a document could not be converted."""

    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    MANY_PAGES = "many-pages"
    MEMORY = "memory"
    NO_CONVERTER = "no-converter"
    NO_TEXT = "no-text"
    NOT_WORD = "not-word"
    SLOW = "slow"
    TOO_LONG = "too-long"
    UNPACKED = "unpacked"


@dataclass(frozen=True, slots=True)
class Converted:
    """A document's text, as UTF-8.

    Attributes:
        text: The text.
        suffix: What kind of text it is: `.txt` or `.html`.
    """

    text: bytes
    suffix: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that has no text to give.

    Attributes:
        reason: Why.
        count: How many pages it has, where these are too many.
    """

    reason: Reason
    count: int = 0


class ConversionError(Exception):
    """A converter met what it cannot convert; it never leaves the child."""

    def __init__(self, reason: Reason, count: int = 0) -> None:
        """Take the facts."""
        super().__init__(reason, count)
        self.failed = Failed(reason, count)
