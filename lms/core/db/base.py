"""The base class of every mapped class, with one naming of constraints."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, MetaData, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from lms.core import clock, ids
from lms.core.db.types import UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

JsonValue = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A JSON column on both databases."""


class Base(DeclarativeBase):
    """The base of every table; an explicit registry because Flask-SQLAlchemy refuses the map."""

    registry: ClassVar[registry] = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            UUID: Uuid(),
            datetime: UtcDateTime(),
            dict[str, Any]: JsonValue,
            list[Any]: JsonValue,
        },
    )


class Identified:
    """A table with a time-ordered id and the moment of its making."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new_id, sort_order=-100)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, sort_order=90)


class Changing:
    """A table whose rows change: the moment of the last change."""

    updated_at: Mapped[datetime] = mapped_column(
        default=clock.now, onupdate=clock.now, sort_order=91
    )
