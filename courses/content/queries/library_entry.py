"""One entry of the library with what it is joined to."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.content.models import LibraryEntry, LibraryMention, LibraryName, LibraryRelation
from courses.content.rules.library import RelationKind
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class RelatedEntry:
    """An entry to which another leads."""

    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class MentioningCourse:
    """A course with its lessons in which the entry appears."""

    slug: str
    title: str
    lessons: tuple[str, ...]
    """Titles."""
    paths: tuple[str, ...]
    """MODULE/LESSON of each, as its activity is called."""


@dataclass(frozen=True, kw_only=True)
class LibraryEntryPage:
    """What the page of an entry shows."""

    name: str
    other_names: tuple[str, ...]
    kind: str
    country: str
    place: str
    theme: str
    year: int | None
    source_title: str
    body: str
    facts: tuple[dict[str, Any], ...]
    """Each with text and lines."""
    practices: tuple[RelatedEntry, ...]
    organisations: tuple[RelatedEntry, ...]
    named_by: tuple[RelatedEntry, ...]
    courses: tuple[MentioningCourse, ...]

    @property
    def lesson_paths(self) -> tuple[tuple[str, str], ...]:
        """Return each lesson as its course's slug and its activity's."""
        return tuple((course.slug, path) for course in self.courses for path in course.paths)


def library_entry_page(session: Session, slug: str) -> LibraryEntryPage:
    """Return an entry by the name of its file; five statements. Raises NotFoundError."""
    entry = session.scalars(select(LibraryEntry).where(LibraryEntry.slug == slug)).one_or_none()
    if entry is None:
        raise NotFoundError(_("Esta ficha no está en la biblioteca."))
    relations = _relations(session, entry.id)
    return LibraryEntryPage(
        name=entry.name,
        other_names=tuple(
            session.scalars(
                select(LibraryName.name)
                .where(LibraryName.entry_id == entry.id, LibraryName.position > 0)
                .order_by(LibraryName.position)
            )
        ),
        kind=entry.kind,
        country=entry.country,
        place=entry.place,
        theme=entry.theme,
        year=entry.year,
        source_title=entry.source_title,
        body=entry.body,
        facts=tuple(entry.facts),
        practices=relations[RelationKind.PRACTICE],
        organisations=relations[RelationKind.ORGANISATION],
        named_by=_named_by(session, entry.id),
        courses=_courses(session, entry.id),
    )


def _relations(session: Session, entry_id: UUID) -> dict[RelationKind, tuple[RelatedEntry, ...]]:
    found: dict[RelationKind, list[RelatedEntry]] = {kind: [] for kind in RelationKind}
    for row in session.execute(
        select(LibraryRelation.kind, LibraryEntry.slug, LibraryEntry.name)
        .join(LibraryEntry, LibraryEntry.id == LibraryRelation.related_id)
        .where(LibraryRelation.entry_id == entry_id)
        .order_by(LibraryRelation.position, LibraryEntry.position)
    ):
        found[row.kind].append(RelatedEntry(slug=row.slug, name=row.name))
    return {kind: tuple(entries) for kind, entries in found.items()}


def _named_by(session: Session, entry_id: UUID) -> tuple[RelatedEntry, ...]:
    """Return the entries that lead here and to which this one does not lead."""
    own = select(LibraryRelation.related_id).where(LibraryRelation.entry_id == entry_id)
    rows = session.execute(
        select(LibraryEntry.slug, LibraryEntry.name)
        .where(
            LibraryEntry.id.in_(
                select(LibraryRelation.entry_id).where(LibraryRelation.related_id == entry_id)
            ),
            LibraryEntry.id.not_in(own),
        )
        .order_by(LibraryEntry.position)
    )
    return tuple(RelatedEntry(slug=row.slug, name=row.name) for row in rows)


def _courses(session: Session, entry_id: UUID) -> tuple[MentioningCourse, ...]:
    rows = session.execute(
        select(LibraryMention.lesson, LibraryMention.course_title, LibraryMention.lesson_title)
        .where(LibraryMention.entry_id == entry_id)
        .order_by(LibraryMention.position)
    ).all()
    found: list[MentioningCourse] = []
    for slug, group in groupby(rows, key=lambda row: row.lesson.split("/", 1)[0]):
        own = list(group)
        found.append(
            MentioningCourse(
                slug=slug,
                title=own[0].course_title,
                lessons=tuple(row.lesson_title for row in own),
                paths=tuple(row.lesson.split("/", 1)[1] for row in own),
            )
        )
    return tuple(found)
