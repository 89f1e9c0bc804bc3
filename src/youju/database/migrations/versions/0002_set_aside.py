"""Answers that another one took the place of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("answers", sa.Column("set_aside_at", sa.String(32)))


def downgrade() -> None:
    op.drop_column("answers", "set_aside_at")
