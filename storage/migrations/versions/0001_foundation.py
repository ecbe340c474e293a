"""The tables of the foundation: contacts, conversations, messages, drafts, work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _messages()
    _drafts()
    _work()


def _people() -> None:
    _table("contact", _time("created_at"))
    _table(
        "identity",
        _owner("contact"),
        _name("channel"),
        _sealed("address"),
        _name("address_hash", 64),
        _time("created_at"),
        unique=[["channel", "address_hash"]],
        indexes=[["contact_id"]],
    )
    _table(
        "conversation",
        _owner("identity"),
        _sealed("state"),
        _name("handled_by"),
        _time("due_at", nullable=True),
        _time("updated_at"),
        unique=[["identity_id"]],
        indexes=[["due_at"], ["updated_at"]],
    )
    _table(
        "consent",
        _owner("contact"),
        sa.Column("notice", sa.Text, nullable=False),
        _name("lang", 16),
        sa.Column("given", sa.Boolean, nullable=False),
        _time("at"),
        indexes=[["contact_id"]],
    )
    op.create_table(
        "key_check",
        sa.Column("id", sa.Integer, nullable=False),
        _sealed("word"),
        sa.PrimaryKeyConstraint("id", name="pk_key_check"),
    )


def _messages() -> None:
    _table(
        "inbox",
        _owner("conversation", nullable=True),
        _name("channel"),
        _name("event_id"),
        _sealed("payload", nullable=True),
        _time("received_at"),
        _time("due_at"),
        *_progress(),
        unique=[["channel", "event_id"]],
        indexes=[["conversation_id", "state"], ["state", "closed_at"]],
    )
    _table(
        "outbox",
        _owner("conversation"),
        _sealed("payload", nullable=True),
        _time("created_at"),
        _time("due_at"),
        _time("lease_until", nullable=True),
        *_progress(),
        indexes=[["conversation_id", "state"], ["state", "due_at"]],
    )
    _table(
        "transcript",
        _owner("conversation"),
        _name("speaker"),
        _sealed("text"),
        _time("at"),
        indexes=[["conversation_id"]],
    )


def _drafts() -> None:
    _table(
        "draft",
        _name("case", 32),
        _owner("contact", nullable=True),
        _name("programme", 64),
        _name("edition", 64),
        sa.Column("trial", sa.Boolean, nullable=False),
        _name("state", 32),
        sa.Column("version", sa.Integer, nullable=False),
        _sealed("answers"),
        _name("firm_name", nullable=True),
        _name("ubn", 32, nullable=True),
        _time("created_at"),
        _time("updated_at"),
        _time("handed_over_at", nullable=True),
        unique=[["case"]],
        indexes=[["contact_id"], ["ubn"]],
    )
    _table(
        "draft_event",
        _owner("draft"),
        _name("kind", 64),
        _name("actor"),
        _time("at"),
        _name("before", 32),
        _name("after", 32),
        sa.Column("version", sa.Integer, nullable=False),
        _sealed("detail"),
        _sealed("snapshot", nullable=True),
        indexes=[["draft_id"]],
    )


def _work() -> None:
    _table(
        "miss",
        _owner("contact", nullable=True, ondelete="SET NULL"),
        _sealed("question"),
        _name("entry", nullable=True),
        _name("kind", 16),
        _time("at"),
        indexes=[["contact_id"]],
    )
    _table(
        "staff_request",
        _owner("contact"),
        _name("kind", 64),
        _sealed("text"),
        _name("case", 32, nullable=True),
        _name("fact", 64, nullable=True),
        _name("state", 16),
        _time("created_at"),
        _time("closed_at", nullable=True),
        indexes=[["contact_id"]],
    )
    once = [["contact_id", "programme"]]
    _table(
        "subscription",
        _owner("contact"),
        _name("programme", 64),
        _name("edition", 64),
        _time("created_at"),
        unique=once,
    )
    _table(
        "job",
        _name("key"),
        _name("kind", 64),
        _owner("contact", nullable=True),
        _sealed("payload"),
        _time("due_at"),
        _time("lease_until", nullable=True),
        *_progress(),
        unique=[["key"]],
        indexes=[["contact_id"], ["state", "due_at"]],
    )


def _table(
    name: str,
    *parts: SchemaItem,
    unique: list[list[str]] | None = None,
    indexes: list[list[str]] | None = None,
) -> None:
    """A table with a growing id, its constraints named as the models name them."""
    columns: list[SchemaItem] = []
    for part in parts:
        columns.append(part)
        if isinstance(part, sa.Column) and "parent" in part.info:
            parent, ondelete = part.info["parent"]
            columns.append(
                sa.ForeignKeyConstraint([part.name], [f"{parent}.id"], name=f"fk_{name}_{part.name}", ondelete=ondelete)
            )
    op.create_table(
        name,
        sa.Column("id", sa.Integer, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *(sa.UniqueConstraint(*names, name=f"uq_{name}_{'_'.join(names)}") for names in unique or ()),
        sqlite_autoincrement=True,
    )
    for names in indexes or ():
        op.create_index(f"ix_{name}_{'_'.join(names)}", name, names)


def _owner(parent: str, *, nullable: bool = False, ondelete: str | None = None) -> sa.Column[int]:
    """The column that points at the row this one belongs to."""
    rule = ondelete or ("SET NULL" if parent == "conversation" and nullable else "CASCADE")
    return sa.Column(f"{parent}_id", sa.Integer, nullable=nullable, info={"parent": (parent, rule)})


def _name(name: str, length: int = 255, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _sealed(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _progress() -> tuple[SchemaItem, ...]:
    """How far a message or a job has come."""
    return (
        _name("state", 16),
        sa.Column("attempts", sa.Integer, nullable=False),
        _name("error", nullable=True),
        _time("closed_at", nullable=True),
    )
