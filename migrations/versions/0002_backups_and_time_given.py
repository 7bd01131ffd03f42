"""Where backups lie, and how much time each stage's clock was given."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "backup",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("path", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("marked", sa.Boolean(), nullable=False),
        sa.Column("round_ids", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup")),
        sa.UniqueConstraint("path", name=op.f("uq_backup_path")),
    )
    with op.batch_alter_table("stage_clock", schema=None) as batch_op:
        batch_op.add_column(sa.Column("given_ms", sa.BigInteger(), nullable=False, server_default="0"))
    _give_what_was_planned()


def _give_what_was_planned() -> None:
    """Count what a clock of the version before got as its planned minutes: what was added then is not known."""
    link = op.get_bind()
    for item_id, stages in link.execute(sa.text("SELECT id, stages FROM agenda_item")).all():
        for entry in json.loads(stages) if isinstance(stages, str) else stages:
            given = {"ms": round((entry["minutes"] or 0) * 60_000), "item": item_id, "stage": entry["stage"]}
            link.execute(sa.text("UPDATE stage_clock SET given_ms = :ms WHERE item_id = :item AND stage = :stage"), given)


def downgrade() -> None:
    with op.batch_alter_table("stage_clock", schema=None) as batch_op:
        batch_op.drop_column("given_ms")
    op.drop_table("backup")
