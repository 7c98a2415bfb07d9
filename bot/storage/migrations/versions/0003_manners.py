"""Which language a server reads, whether long exchanges move into a thread, a quote a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the tables."""
    empty = sa.text("''")
    locale = sa.Column("locale", sa.String(16), nullable=False, server_default=empty)
    op.add_column("settings", locale)
    off = sa.Column("threads", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("settings", off)
    op.create_table(
        "daily",
        sa.Column("server", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("sent", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("server", name="pk_daily"),
    )
    op.create_table(
        "daily_shown",
        sa.Column("server", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sha", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("server", "sha", name="pk_daily_shown"),
    )
