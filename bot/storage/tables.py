"""The tables."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    false,
    text,
)

from bot.storage.columns import Moment, Terms, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


# How columns are marked that hold a person's id: True where the row is that person's own.
PERSON = "person"


def _id(name: str = "server", *, key: bool = True) -> Column[int]:
    return Column(name, BigInteger, primary_key=key, autoincrement=False, nullable=False)


def _person(*, own: bool = False) -> Column[int]:
    """Hold a person's id, for `people.py` to export and to delete.

    Args:
        own: Whether the row is theirs and is deleted with them; otherwise they are one who did
            something for a server, and become nobody, 0.
    """
    return Column(
        "person",
        BigInteger,
        primary_key=own,
        autoincrement=False,
        nullable=False,
        info={PERSON: own},
    )


def _digest(*, key: bool = False) -> Column[str]:
    return Column("digest", String(64), primary_key=key, nullable=False)


# Packed readings by their SHA-256, compressed; servers share them.
contents = Table(
    "contents", metadata, _digest(key=True), Column("packed", LargeBinary, nullable=False)
)

# The last change of each server; the row that changes of one server wait for.
states = Table(
    "states",
    metadata,
    _id(),
    Column("number", BigInteger, nullable=False),
    Column("shared", BigInteger),  # the SHARED change it is held at
    Column("seen", BigInteger, nullable=False),  # the SHARED change its history has got to
)

changes = Table(
    "changes",
    metadata,
    _id(),
    _id("number"),
    Column("at", Moment, nullable=False),
    _person(),
    Column("action", String(16), nullable=False),
    Column("detail", Words, nullable=False),
    Column("revision_before", Words, nullable=False),
    Column("revision_after", Words, nullable=False),
    Column("shared", BigInteger, nullable=False),
    Column("pinned", Boolean, nullable=False),
    Column("forced", Boolean, nullable=False),
)

# Which article a server held at which place, from one change (`since`) up to another (`until`).
held = Table(
    "held",
    metadata,
    _id(),
    _id("since"),
    Column("position", Integer, primary_key=True, autoincrement=False, nullable=False),
    Column("until", BigInteger),
    Column("article", Words, nullable=False),
    _digest(),
    Index(None, "server", "until"),
    Index(None, "digest"),
)

versions = Table(
    "versions",
    metadata,
    _id(),
    _id("number"),
    Column("position", Integer, primary_key=True, autoincrement=False, nullable=False),
    Column("article", Words, nullable=False),
    Column("digest", String(64), ForeignKey("contents.digest"), nullable=False),
    Column("title", Words, nullable=False),
    Column("at", Moment, nullable=False),
    _person(),
    Index(None, "digest"),
)

# The last number given to a pin, a link or an unanswered question of a server.
numbers = Table(
    "numbers",
    metadata,
    _id(),
    Column("kind", String(16), primary_key=True, nullable=False),
    Column("last", BigInteger, nullable=False),
)

pins = Table(
    "pins",
    metadata,
    _id(),
    _id("number"),
    Column("question", Words, nullable=False),
    Column("article", Words, nullable=False),
    Column("text", Words, nullable=False),
    _person(),
    Column("at", Moment, nullable=False),
)

links = Table(
    "links",
    metadata,
    _id(),
    _id("number"),
    Column("question", Words, nullable=False),
    Column("terms", Terms, nullable=False),
    Column("article", Words, nullable=False),
    Column("text", Words, nullable=False),
    _person(),
    Column("at", Moment, nullable=False),
)

asked = Table(
    "asked",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _id(key=False),
    Column("at", Moment, nullable=False),
    Column("day", Date, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("confidence", Double, nullable=False),
    Index(None, "server", "at"),
    Index(None, "at"),
)

given = Table(
    "given",
    metadata,
    _id(),
    Column("day", Date, primary_key=True, nullable=False),
    Column("sha", String(64), primary_key=True, nullable=False),
    Column("article", Words, nullable=False),
    Column("label", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("times", BigInteger, nullable=False),
    Index(None, "day"),
)

unanswered = Table(
    "unanswered",
    metadata,
    _id(),
    _id("number"),
    Column("question", Words, nullable=False),
    Column("terms", Terms, nullable=False),
    Column("whole", BigInteger, nullable=False),  # what only equal terms have
    Column("missing", Terms, nullable=False),
    Column("article", Words),  # the nearest passage's, and its label and text
    Column("label", Words),
    Column("text", Words),
    Column("outcome", String(16), nullable=False),
    Column("times", BigInteger, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("dismissed", Boolean, nullable=False),
    Column("link", BigInteger),  # the link that answers it since `linked_at`
    Column("linked_at", Moment),
    Index(None, "server", "whole"),
    Index(None, "last_at"),
)

# By which terms near-duplicates of an unanswered question are found; see likeness.py.
signs = Table(
    "signs",
    metadata,
    _id(),
    _id("sign"),
    _id("number"),
    ForeignKeyConstraint(
        ["server", "number"], ["unanswered.server", "unanswered.number"], ondelete="CASCADE"
    ),
    Index(None, "server", "number"),
)

votes = Table(
    "votes",
    metadata,
    _id(),
    _id("message"),
    _person(own=True),
    Column("good", Boolean, nullable=False),
    Column("article", Words, nullable=False),
    Column("label", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "server", "at"),
)

# Those who switched the bot off for themselves.
ignored = Table("ignored", metadata, _person(own=True), Column("at", Moment, nullable=False))

settings = Table(
    "settings",
    metadata,
    _id(),
    Column("moderator_role", BigInteger),
    Column("answer", Double),
    Column("closest", Double),
    Column("language", Words, nullable=False),
    Column("handoff_role", BigInteger),
    Column("handoff_minutes", Integer, nullable=False),
    Column("log_channel", BigInteger),
    Column("digest", Boolean, nullable=False),
    Column("digest_at", Moment),
    Column("locale", String(16), nullable=False, server_default=text("''")),
    Column("threads", Boolean, nullable=False, server_default=false()),
)

# Where and when a server wants a quote a day, and by their texts which paragraphs it had.
daily = Table(
    "daily",
    metadata,
    _id(),
    Column("channel", BigInteger, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("since", Moment, nullable=False),
    Column("article", Words, nullable=False),
    Column("sent", Moment),
)

daily_shown = Table(
    "daily_shown", metadata, _id(), Column("sha", String(64), primary_key=True, nullable=False)
)

channels = Table(
    "channels",
    metadata,
    _id(),
    _id("channel"),
    Column("mode", String(16), nullable=False),
)
