"""Stores the modules, activities, lessons and figures of a new course version."""

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.content.api import stored_fact
from courses.content.parsed import ParsedCourse, ParsedLesson, ParsedModule
from courses.learning.models import (
    Activity,
    Course,
    CourseVersion,
    Figure,
    Lesson,
    Module,
)
from courses.learning.rules.states import ActivityKindName
from courses.learning.rules.weights import share_weights
from lms.core import ids

_PLAN_TITLE = "Plan para usar lo aprendido en mi trabajo"
_DIAGNOSTIC_TITLE = "Prueba de diagnóstico"
_FINAL_TITLE = "Prueba final"


def content_activities(session: Session, parsed: ParsedCourse) -> dict[str, UUID]:
    """Return the activities of the version with this very content, by slug.

    Empty while learning's own section has not stored it.
    """
    newest = (
        select(CourseVersion.id)
        .join(Course, Course.id == CourseVersion.course_id)
        .where(Course.slug == parsed.slug, CourseVersion.content_hash == parsed.content_hash)
        .order_by(CourseVersion.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Activity.slug, Activity.id).where(Activity.course_version_id == newest)
    )
    return {slug: activity_id for slug, activity_id in rows}  # noqa: C416 - rows are not pairs


def store_activities(session: Session, parsed: ParsedCourse, version_id: UUID) -> None:
    """Add everything that hangs on a version; the order is diagnostic, modules, test, plan."""
    activities = _Activities(version_id, _weights(parsed))
    if parsed.diagnostic is not None:
        activities.add(
            ActivityKindName.DIAGNOSTIC,
            "diagnostico",
            parsed.diagnostic.title or _DIAGNOSTIC_TITLE,
            is_required=False,
        )
    modules: list[Module] = []
    lessons: list[Lesson] = []
    for position, parsed_module in enumerate(parsed.modules, 1):
        module = _module(parsed_module, version_id, position)
        modules.append(module)
        lessons += _add_module(activities, parsed, parsed_module, module.id)
    if parsed.final_test is not None:
        title = parsed.final_test.title or _FINAL_TITLE
        activities.add(ActivityKindName.FINAL_TEST, "prueba-final", title)
    if parsed.modules:
        activities.add(
            ActivityKindName.PLAN, "plan", _PLAN_TITLE, is_required=parsed.rules.plan_sent
        )
    # No relationships join these classes, so each kind of row is sent before what points to it.
    for rows in (modules, activities.rows, lessons, list(_figures(parsed, version_id))):
        session.add_all(rows)
        session.flush()


class _Activities:
    """The activities of a version, numbered as they are added."""

    def __init__(self, version_id: UUID, weights: dict[str, int]) -> None:
        self.rows: list[Activity] = []
        self._version_id = version_id
        self._weights = weights

    def add(
        self,
        kind: ActivityKindName,
        slug: str,
        title: str,
        *,
        module_id: UUID | None = None,
        minutes: int | None = None,
        is_required: bool = True,
    ) -> UUID:
        """Add the next activity and return its id."""
        activity = Activity(
            id=ids.new_id(),
            course_version_id=self._version_id,
            module_id=module_id,
            kind=kind,
            slug=slug,
            title=title[:200],
            position=len(self.rows) + 1,
            is_required=is_required,
            minutes=minutes,
            weight=self._weights.get(slug),
        )
        self.rows.append(activity)
        return activity.id


def _weights(parsed: ParsedCourse) -> dict[str, int]:
    tasks = [module.task.slug for module in parsed.modules if module.task is not None]
    return share_weights(tasks, "prueba-final" if parsed.final_test is not None else None)


def _module(parsed: ParsedModule, version_id: UUID, position: int) -> Module:
    return Module(
        id=ids.new_id(),
        course_version_id=version_id,
        slug=parsed.slug,
        position=position,
        title=parsed.title,
        purpose=parsed.purpose,
    )


def _add_module(
    activities: _Activities, course: ParsedCourse, module: ParsedModule, module_id: UUID
) -> list[Lesson]:
    lessons: list[Lesson] = []
    for lesson in module.lessons:
        activity_id = activities.add(
            ActivityKindName.LESSON,
            lesson.slug,
            lesson.title,
            module_id=module_id,
            minutes=lesson.minutes,
        )
        lessons.append(_lesson(course, lesson, activity_id))
        if lesson.questions is not None:
            activities.add(
                ActivityKindName.QUIZ,
                f"{lesson.slug}/preguntas",
                f"Preguntas: {lesson.title}",
                module_id=module_id,
            )
    if module.task is not None:
        activities.add(
            ActivityKindName.ASSIGNMENT, module.task.slug, module.task.title, module_id=module_id
        )
    return lessons


def _lesson(course: ParsedCourse, parsed: ParsedLesson, activity_id: UUID) -> Lesson:
    return Lesson(
        activity_id=activity_id,
        purpose=parsed.purpose,
        body=parsed.body.replace("](figuras/", "](figura:"),
        is_validated=parsed.is_validated,
        host_unit=parsed.host_unit,
        facts=_facts(course, parsed),
    )


def _facts(course: ParsedCourse, parsed: ParsedLesson) -> dict[str, Any]:
    """Return what the lesson's page shows under its text; titles of sources come with it."""
    cited = {fact.source for fact in parsed.facts} | {item.source for item in parsed.examples}
    return {
        "facts": [stored_fact(fact, course.programme.norms) for fact in parsed.facts],
        "general": list(parsed.general),
        "examples": [
            {"country": item.country, "year": item.year, "source": item.source, "lines": item.lines}
            for item in parsed.examples
        ],
        "competencies": list(parsed.competencies),
        "library": list(parsed.library),
        "figures": [
            {"path": item.path, "alt": item.alt, "caption": item.caption, "source": item.source}
            for item in parsed.figures
        ],
        "sources": {item.code: item.title for item in course.sources if item.code in cited},
    }


def _figures(parsed: ParsedCourse, version_id: UUID) -> Iterator[Figure]:
    seen: set[str] = set()
    for figure in (
        figure
        for module in parsed.modules
        for lesson in module.lessons
        for figure in lesson.figures
    ):
        if figure.path in seen:
            continue
        seen.add(figure.path)
        yield Figure(
            course_version_id=version_id,
            path=figure.path,
            svg=figure.svg,
            sha256=hashlib.sha256(figure.svg.encode()).hexdigest(),
            alt=figure.alt,
            caption=figure.caption,
        )
