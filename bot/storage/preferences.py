"""What moderators set for their servers, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class DailyQuote:
    """When and where a server wants one quote a day.

    Attributes:
        server: The server.
        channel: Where.
        minute: When, in minutes after midnight.
        zone: Where it is that time of day, by its IANA name.
        since: When this was set; what was due before is not sent.
        article: The id of the only article to quote; empty for all that the server is answered
            from.
        sent: When the last one was sent; None before the first.
    """

    server: int
    channel: int
    minute: int
    zone: str
    since: datetime
    article: str = ""
    sent: datetime | None = None


class Mode(StrEnum):
    """When a channel is answered in: on mention, every question, new threads, never."""

    MENTION = "mention"
    QUESTIONS = "questions"
    THREADS = "threads"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What the moderators of a server set; None, empty or absent is the operator's default.

    Attributes:
        moderator_role: Who may change the server's knowledge.
        answer: The confidence an answer needs, from 0 to 1.
        closest: The confidence a closest passage needs, from 0 to 1.
        language: The language of questions; empty to detect it.
        handoff_role: Who is asked where there is no answer.
        handoff_minutes: At most once in so many minutes.
        log_channel: Where changes and digests go.
        digest: Whether there is a weekly digest.
        locale: The language that the bot speaks there, a key of `bot.locales.LOCALES`; empty to go
            by whoever asks, and by the server's own language where nobody does.
        threads: Whether a long exchange in a channel moves into a thread.
        channels: The mode of each channel that has one.
    """

    moderator_role: int | None = None
    answer: float | None = None
    closest: float | None = None
    language: str = ""
    handoff_role: int | None = None
    handoff_minutes: int = 30
    log_channel: int | None = None
    digest: bool = False
    locale: str = ""
    threads: bool = False
    channels: Mapping[int, Mode] = field(default_factory=dict[int, Mode])
