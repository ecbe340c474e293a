"""What the real channels need: order and origin of messages, progress of deliveries, links, evidence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("place", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("inbox", sa.Column("message", sa.String(255), nullable=True))
    op.add_column("outbox", sa.Column("done", sa.Integer, nullable=False, server_default="0"))
    op.add_column("transcript", sa.Column("message", sa.String(255), nullable=True))
    _link_codes()
    _evidence()
    _tally()


def _link_codes() -> None:
    op.create_table(
        "link_code",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("conversation_id", sa.Integer, nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_link_code_conversation_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_link_code"),
        sa.UniqueConstraint("code_hash", name="uq_link_code_code_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_link_code_conversation_id", "link_code", ["conversation_id"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("draft_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name="fk_evidence_draft_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("draft_id", "sha256", name="uq_evidence_draft_id_sha256"),
        sqlite_autoincrement=True,
    )


def _tally() -> None:
    op.create_table(
        "tally",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tally"),
        sa.UniqueConstraint("name", name="uq_tally_name"),
    )
