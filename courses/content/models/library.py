"""Tables of the library: entries, their names, words to search, relations and mentions."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from courses.content.rules.library import RelationKind
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class LibraryEntry(Identified, Changing, Base):
    """What one system, unit, norm or practice is and how it works."""

    __tablename__ = "content_library_entry"
    __table_args__ = (CheckConstraint("position > 0", name="position"),)

    code: Mapped[str] = mapped_column(String(40), unique=True)
    """The id of the source's list: 003-44."""
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(index=True)
    """Alphabetical place, counted when loading: databases do not sort letters alike."""
    source: Mapped[str] = mapped_column(String(20))
    source_title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(40))
    country: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(200))
    theme: Mapped[str] = mapped_column(String(40))
    year: Mapped[int | None] = mapped_column()
    summary: Mapped[str] = mapped_column(Text)
    """First sentences of the text, without marks."""
    body: Mapped[str] = mapped_column(Text)
    """Markdown."""
    facts: Mapped[list[Any]] = mapped_column()
    """Each with text, source and lines."""


class LibraryName(Base):
    """A name by which people know an entry: its own first, then the others."""

    __tablename__ = "content_library_name"
    __table_args__ = (Index("ix_content_library_name_folded", "folded"),)

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("content_library_entry.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    """0 is the entry's own name."""
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(250))
    """Without case, accents and signs."""


class LibraryToken(Base):
    """A stem of an entry's words, with how much finding it there says."""

    __tablename__ = "content_library_token"
    __table_args__ = (Index("ix_content_library_token_token", "token"),)

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("content_library_entry.id", ondelete="CASCADE"), primary_key=True
    )
    token: Mapped[str] = mapped_column(String(60), primary_key=True)
    weight: Mapped[int] = mapped_column()


class LibraryRelation(Base):
    """An entry that another names: a practice or an organisation."""

    __tablename__ = "content_library_relation"

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("content_library_entry.id", ondelete="CASCADE"), primary_key=True
    )
    related_id: Mapped[UUID] = mapped_column(
        ForeignKey("content_library_entry.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[RelationKind] = mapped_column(
        state_enum(RelationKind, "library_relation_kind"), primary_key=True
    )
    position: Mapped[int] = mapped_column()


class LibraryMention(Identified, Base):
    """A lesson in which an entry appears."""

    __tablename__ = "content_library_mention"
    __table_args__ = (UniqueConstraint("entry_id", "lesson"),)

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey("content_library_entry.id", ondelete="CASCADE"), index=True
    )
    lesson: Mapped[str] = mapped_column(String(240))
    """COURSE/MODULE/LESSON."""
    position: Mapped[int] = mapped_column()
    """Place in the whole programme."""
    course_title: Mapped[str] = mapped_column(String(200))
    lesson_title: Mapped[str] = mapped_column(String(200))
