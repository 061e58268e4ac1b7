"""Reads a lesson as its page shows it: text with figures, sources, and the way on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.content.api import LibraryCard, library_cards
from courses.learning.models import Activity, CourseVersion, Figure, Lesson
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _

_HEAD = 600
_VIEW_BOX = re.compile(r'viewBox="\s*[-\d.]+[ ,]+[-\d.]+[ ,]+(\d+(?:\.\d+)?)[ ,]+(\d+(?:\.\d+)?)')


@dataclass(frozen=True, kw_only=True)
class LessonFigure:
    """A figure of the lesson; its address is made of the hash."""

    name: str
    """As the text calls it: x.svg."""
    sha256: str
    alt: str
    caption: str
    source: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, kw_only=True)
class LessonSource:
    """A document that the lesson rests on, with the lines and what they say."""

    title: str
    lines: str
    facts: tuple[Mapping[str, str], ...]
    """Each with its text and, for laws and figures, valid_from and valid_to."""


@dataclass(frozen=True, kw_only=True)
class LessonText:
    """What the author wrote."""

    purpose: str
    body: str
    is_validated: bool
    host_unit: str | None
    figures: tuple[LessonFigure, ...]
    sources: tuple[LessonSource, ...]
    licence: str
    """As the author named it; may be empty."""
    library: tuple[LibraryCard, ...]
    """Entries of the library that the lesson names."""


def lesson_text(session: Session, activity_id: UUID) -> LessonText:
    """Return the text of a lesson; three statements. Raises NotFoundError for other activities.

    Who may read it is decided before, by the context of the activity.
    """
    row = session.execute(
        select(
            Lesson,
            Activity.course_version_id,
            CourseVersion.facts["licence"].as_string().label("licence"),
        )
        .join(Activity, Activity.id == Lesson.activity_id)
        .join(CourseVersion, CourseVersion.id == Activity.course_version_id)
        .where(Lesson.activity_id == activity_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos esta lección."))
    lesson: Lesson = row.Lesson
    return LessonText(
        purpose=lesson.purpose,
        body=lesson.body,
        is_validated=lesson.is_validated,
        host_unit=lesson.host_unit,
        figures=_figures(session, row.course_version_id, lesson.facts.get("figures", [])),
        sources=_sources(lesson.facts),
        licence=row.licence or "",
        library=library_cards(session, lesson.facts.get("library", [])),
    )


def figure_svg(session: Session, sha256: str) -> str | None:
    """Return the drawing with a hash, None when there is none."""
    return session.scalars(
        select(Figure.svg).where(Figure.sha256 == sha256).order_by(Figure.id).limit(1)
    ).first()


def _figures(
    session: Session, course_version_id: UUID, written: list[Mapping[str, Any]]
) -> tuple[LessonFigure, ...]:
    if not written:
        return ()
    rows = session.execute(
        select(Figure.path, Figure.sha256, func.substr(Figure.svg, 1, _HEAD).label("head")).where(
            Figure.course_version_id == course_version_id,
            Figure.path.in_([item["path"] for item in written]),
        )
    )
    known = {row.path: row for row in rows}
    return tuple(
        LessonFigure(
            name=item["path"].rsplit("/", 1)[-1],
            sha256=known[item["path"]].sha256,
            alt=item["alt"],
            caption=item["caption"],
            source=item.get("source", ""),
            **_size(known[item["path"]].head),
        )
        for item in written
        if item["path"] in known
    )


def _size(head: str) -> dict[str, int]:
    found = _VIEW_BOX.search(head)
    if found is None:
        return {}
    return {"width": round(float(found[1])), "height": round(float(found[2]))}


def _sources(facts: Mapping[str, Any]) -> tuple[LessonSource, ...]:
    titles: Mapping[str, str] = facts.get("sources", {})
    lines: dict[str, list[str]] = {}
    texts: dict[str, list[Mapping[str, str]]] = {}
    for item in facts.get("facts", []):
        code = item["source"]
        texts.setdefault(code, []).append(item)
        if item["lines"] not in lines.setdefault(code, []):
            lines[code].append(item["lines"])
    for item in facts.get("examples", []):
        texts.setdefault(item["source"], [])
        if item["lines"] not in lines.setdefault(item["source"], []):
            lines[item["source"]].append(item["lines"])
    return tuple(
        LessonSource(
            title=titles.get(code, code), lines=", ".join(lines[code]), facts=tuple(texts[code])
        )
        for code in texts
    )
