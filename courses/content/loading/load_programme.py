"""Loads a parsed programme; repeating it changes nothing."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.content.loading.load_library import (
    LIBRARY,
    RULES_VERSION,
    library_hash,
    store_library,
)
from courses.content.models import ContentLoad
from courses.content.parsed import ParsedCourse, ParsedProgramme
from courses.content.parsing.courses import hash_of
from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.features import ContentSection, installed

FOLDER = ":carpeta"
LIBRARY_ROW = ":biblioteca"
"""Names of rows that are no course: no slug has a colon."""


@dataclass(frozen=True, kw_only=True)
class LoadReport:
    """What a load changed, by name: slugs of courses, and `biblioteca`."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def load_programme(session: Session, actor: Actor, parsed: ParsedProgramme) -> LoadReport:
    """Bring the database to what was parsed, in the transaction of the caller.

    Content that is the same as at the last load is not touched, nor is what learners did.
    """
    changed: list[str] = []
    unchanged: list[str] = []
    for course in parsed.courses:
        (changed if load_course(session, actor, course) else unchanged).append(course.slug)
    (changed if load_library(session, actor, parsed) else unchanged).append(LIBRARY)
    return LoadReport(changed=tuple(changed), unchanged=tuple(unchanged))


def load_course(session: Session, actor: Actor, course: ParsedCourse) -> bool:
    """Run the content sections of every feature on a course; tell whether anything changed."""
    sections = _sections()
    loaded = _loaded(session, course.slug)
    content_hash = course.load_hash
    if loaded is not None and loaded.content_hash == content_hash:
        sections_done = set(loaded.sections)
        if all(section.name in sections_done for section in sections):
            return False
    for section in sections:
        section.load(session, course)
        # A section builds on the rows of those before it.
        session.flush()
    _note(session, actor, course.slug, content_hash, sections)
    return True


def load_library(session: Session, actor: Actor, parsed: ParsedProgramme) -> bool:
    """Store the entries of the library; tell whether anything changed."""
    content_hash = library_hash(parsed)
    loaded = _loaded(session, LIBRARY_ROW)
    if loaded is not None and loaded.content_hash == content_hash:
        return False
    store_library(session, parsed)
    _note(session, actor, LIBRARY_ROW, content_hash, ())
    return True


def has_library(session: Session) -> bool:
    """Tell whether a library was loaded before."""
    return _loaded(session, LIBRARY_ROW) is not None


def hash_of_folder(root: Path) -> str:
    """Return the SHA-256 of the files of a programme and of the rules that read them."""
    return hashlib.sha256(f"{RULES_VERSION} {hash_of(root)}".encode()).hexdigest()


def is_folder_loaded(session: Session, folder_hash: str) -> bool:
    """Tell whether a folder of files is the one loaded last, by every section installed now.

    It spares reading the files one by one at each start of the demonstration.
    """
    loaded = _loaded(session, FOLDER)
    return (
        loaded is not None
        and loaded.content_hash == folder_hash
        and {section.name for section in _sections()} <= set(loaded.sections)
    )


def note_folder(session: Session, folder_hash: str) -> None:
    """Remember that a folder without a problem was loaded whole."""
    loaded = _loaded(session, FOLDER)
    if loaded is None:
        loaded = ContentLoad(name=FOLDER)
        session.add(loaded)
    loaded.content_hash = folder_hash
    loaded.sections = [section.name for section in _sections()]


def _sections() -> list[ContentSection]:
    return sorted(
        (section for feature in installed() for section in feature.content_sections),
        key=lambda section: (section.order, section.name),
    )


def _loaded(session: Session, name: str) -> ContentLoad | None:
    return session.scalars(select(ContentLoad).where(ContentLoad.name == name)).one_or_none()


def _note(
    session: Session,
    actor: Actor,
    name: str,
    content_hash: str,
    sections: tuple[ContentSection, ...] | list[ContentSection],
) -> None:
    loaded = _loaded(session, name)
    before = {} if loaded is None else {"content_hash": loaded.content_hash}
    if loaded is None:
        loaded = ContentLoad(name=name)
        session.add(loaded)
    loaded.content_hash = content_hash
    loaded.sections = [section.name for section in sections]
    # The audit line names the row by its id.
    session.flush()
    record_change(
        session,
        actor,
        action="content.load",
        object_kind="content_load",
        object_id=loaded.id,
        before=before,
        after={"name": name, "content_hash": content_hash},
    )
