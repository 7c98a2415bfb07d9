"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_DOUBLE: sa.types.TypeEngine[float] = sa.Double()


def upgrade() -> None:
    """Make them."""
    _articles()
    _questions()
    _people()


def _articles() -> None:
    op.create_table(
        "contents",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_contents"),
    )
    op.create_table(
        "states",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("shared", sa.BigInteger(), nullable=True),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("server", name="pk_states"),
    )
    op.create_table(
        "changes",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("revision_before", sa.Text(), nullable=False),
        sa.Column("revision_after", sa.Text(), nullable=False),
        sa.Column("shared", sa.BigInteger(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("forced", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("server", "number", name="pk_changes"),
    )
    op.create_table(
        "held",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("server", "since", "position", name="pk_held"),
    )
    op.create_index("ix_held_digest", "held", ["digest"])
    op.create_index("ix_held_server_until", "held", ["server", "until"])
    op.create_table(
        "versions",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["contents.digest"], name="fk_versions_digest"),
        sa.PrimaryKeyConstraint("server", "number", "position", name="pk_versions"),
    )
    op.create_index("ix_versions_digest", "versions", ["digest"])


def _questions() -> None:
    op.create_table(
        "numbers",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("server", "kind", name="pk_numbers"),
    )
    op.create_table(
        "pins",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("server", "number", name="pk_pins"),
    )
    op.create_table(
        "links",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("server", "number", name="pk_links"),
    )
    op.create_table(
        "asked",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("confidence", _DOUBLE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_asked"),
    )
    op.create_index("ix_asked_at", "asked", ["at"])
    op.create_index("ix_asked_server_at", "asked", ["server", "at"])
    op.create_table(
        "given",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sha", sa.String(length=64), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("server", "day", "sha", name="pk_given"),
    )
    op.create_index("ix_given_day", "given", ["day"])
    op.create_table(
        "unanswered",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("whole", sa.BigInteger(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dismissed", sa.Boolean(), nullable=False),
        sa.Column("link", sa.BigInteger(), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("server", "number", name="pk_unanswered"),
    )
    op.create_index("ix_unanswered_server_whole", "unanswered", ["server", "whole"])
    op.create_index("ix_unanswered_last_at", "unanswered", ["last_at"])
    op.create_table(
        "signs",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("sign", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["server", "number"],
            ["unanswered.server", "unanswered.number"],
            name="fk_signs_server_number",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("server", "sign", "number", name="pk_signs"),
    )
    op.create_index("ix_signs_server_number", "signs", ["server", "number"])


def _people() -> None:
    op.create_table(
        "votes",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("server", "message", "person", name="pk_votes"),
    )
    op.create_index("ix_votes_server_at", "votes", ["server", "at"])
    op.create_table(
        "settings",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("moderator_role", sa.BigInteger(), nullable=True),
        sa.Column("answer", _DOUBLE, nullable=True),
        sa.Column("closest", _DOUBLE, nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("handoff_role", sa.BigInteger(), nullable=True),
        sa.Column("handoff_minutes", sa.Integer(), nullable=False),
        sa.Column("log_channel", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("digest_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("server", name="pk_settings"),
    )
    op.create_table(
        "channels",
        sa.Column("server", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("server", "channel", name="pk_channels"),
    )
