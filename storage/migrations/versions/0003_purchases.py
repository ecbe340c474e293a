"""What a firm's purchase lists need: the files with what was made of them, and what was said once for the next file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _purchase_file()
    _remembered()


def _purchase_file() -> None:
    op.create_table(
        "purchase_file",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("contact_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("agreed", sa.Boolean, nullable=False),
        sa.Column("result_name", sa.Text, nullable=True),
        sa.Column("result", sa.LargeBinary, nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_purchase_file_contact_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_purchase_file"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_purchase_file_contact_id", "purchase_file", ["contact_id"])
    op.create_index("ix_purchase_file_updated_at", "purchase_file", ["updated_at"])


def _remembered() -> None:
    op.create_table(
        "remembered",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("contact_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_remembered_contact_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_remembered"),
        sa.UniqueConstraint("contact_id", "kind", "key_hash", name="uq_remembered_contact_id_kind_key_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_remembered_updated_at", "remembered", ["updated_at"])
