"""Which language a server reads, and whether long exchanges move into a thread."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    empty = sa.text("''")
    locale = sa.Column("locale", sa.String(16), nullable=False, server_default=empty)
    op.add_column("settings", locale)
    off = sa.Column("threads", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("settings", off)
