"""Makes courses, editions and enrolments: the least that is valid, committed and detached."""

import itertools
from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

from sqlalchemy.orm import Session

from courses.learning.models import (
    Activity,
    ActivityProgress,
    Course,
    CourseVersion,
    Edition,
    Enrolment,
    Figure,
    Lesson,
    Module,
    Prerequisite,
    Programme,
)
from courses.learning.rules.states import (
    ActivityKindName,
    CourseKind,
    CourseStatus,
    EditionState,
    EnrolmentState,
)
from lms.core import clock, ids
from lms.organizations.models import Organization, OrganizationKind

_numbers = itertools.count(1)
KIND = ActivityKindName


def make_organization(session: Session, name: str = "Trinidad", **over) -> UUID:
    row = Organization(
        id=ids.new_id(), **({"kind": OrganizationKind.MUNICIPALITY, "name": name} | over)
    )
    session.add(row)
    session.flush()
    found = row.id
    session.commit()
    return found


def make_course(
    session: Session,
    *,
    modules: int = 1,
    lessons: int = 2,
    has_quizzes: bool = False,
    has_tasks: bool = False,
    has_plan: bool = False,
    status: CourseStatus = CourseStatus.COMPLETE,
    after: UUID | None = None,
    rules: dict | None = None,
    body: str = "## Uno\n\nTexto de la lección.",
    **over,
) -> SimpleNamespace:
    """Return ids of a new course: id, version_id, activities by slug, in order."""
    n = next(_numbers)
    programme = Programme(
        id=ids.new_id(),
        code=f"P{n}",
        title="Programa de prueba",
        summary="Resumen.",
        zone="America/La_Paz",
        milestone_days=[30, 90, 180],
    )
    course = Course(
        id=ids.new_id(),
        programme_id=programme.id,
        **(
            {
                "code": f"GM-{n}",
                "slug": f"curso-{n}",
                "title": f"Curso {n}",
                "summary": "De qué trata.",
                "kind": CourseKind.BASE,
                "status": status,
                "hours": None,
                "position": n,
            }
            | over
        ),
    )
    version = CourseVersion(
        id=ids.new_id(),
        course_id=course.id,
        number=1,
        content_hash="0" * 64,
        rules=rules if rules is not None else {},
        facts={},
        published_at=clock.now(),
    )
    session.add(programme)
    session.flush()
    session.add(course)
    session.flush()
    session.add(version)
    if after is not None:
        session.add(Prerequisite(course_id=course.id, required_course_id=after))
    session.flush()
    activities = _activities(
        session, version.id, modules, lessons, has_quizzes, has_tasks, has_plan, body
    )
    found = SimpleNamespace(
        id=course.id,
        version_id=version.id,
        programme_id=programme.id,
        title=course.title,
        code=course.code,
        slug=course.slug,
        activities=activities,
    )
    session.commit()
    return found


def _activities(session, version_id, modules, lessons, has_quizzes, has_tasks, has_plan, body):
    rows: list[Activity] = []

    def add(kind, slug, title, module_id=None):
        row = Activity(
            id=ids.new_id(),
            course_version_id=version_id,
            module_id=module_id,
            kind=kind,
            slug=slug,
            title=title,
            position=len(rows) + 1,
            is_required=kind is not KIND.DIAGNOSTIC,
            minutes=6 if kind is KIND.LESSON else None,
        )
        session.add(row)
        session.flush()
        rows.append(row)
        return row

    for m in range(1, modules + 1):
        module = Module(
            id=ids.new_id(),
            course_version_id=version_id,
            slug=f"{m:02}-modulo",
            position=m,
            title=f"Módulo {m}",
            purpose="Para qué sirve.",
        )
        session.add(module)
        session.flush()
        for k in range(1, lessons + 1):
            slug = f"{module.slug}/{k:02}-leccion"
            lesson = add(KIND.LESSON, slug, f"Lección {m}.{k}", module.id)
            session.add(
                Lesson(
                    activity_id=lesson.id,
                    purpose="Al terminar podrá hacerlo.",
                    body=body,
                    is_validated=True,
                    host_unit=None,
                    facts={
                        "facts": [
                            {"id": "h1", "text": "Un hecho.", "source": "003", "lines": "276"}
                        ],
                        "sources": {"003": "Modelo de Cooperación Subnacional"},
                        "figures": [],
                    },
                )
            )
            if has_quizzes:
                add(KIND.QUIZ, f"{slug}/preguntas", f"Preguntas {m}.{k}", module.id)
        if has_tasks:
            add(KIND.ASSIGNMENT, f"{module.slug}/tarea", f"Tarea {m}", module.id)
    if has_plan:
        add(KIND.PLAN, "plan", "Plan para usar lo aprendido en mi trabajo")
    return {row.slug: row.id for row in rows}


def make_figure(session: Session, version_id: UUID, path: str, svg: str, sha256: str) -> None:
    session.add(
        Figure(
            id=ids.new_id(),
            course_version_id=version_id,
            path=path,
            svg=svg,
            sha256=sha256,
            alt="Qué muestra",
            caption="Una figura.",
        )
    )
    session.commit()


def make_edition(session: Session, course: SimpleNamespace | None = None, **over):
    """Return ids of a new open edition of March and April 2027."""
    course = course or make_course(session)
    n = next(_numbers)
    values = {
        "code": f"GM-X-{n}",
        "title": f"Edición {n}",
        "starts_on": date(2027, 2, 1),
        "ends_on": date(2027, 4, 30),
        "seats": None,
        "zone": "America/La_Paz",
        "state": EditionState.OPEN,
        "closed_at": datetime(2027, 2, 20, tzinfo=UTC)
        if over.get("state") is EditionState.CLOSED
        else None,
    } | over
    row = Edition(
        id=ids.new_id(), course_id=course.id, course_version_id=course.version_id, **values
    )
    session.add(row)
    session.flush()
    found = SimpleNamespace(id=row.id, code=row.code, title=row.title, course=course)
    session.commit()
    return found


def make_enrolment(session: Session, edition, person_id: UUID, **over) -> UUID:
    """Return the id of a new enrolment in progress."""
    state = over.get("state", EnrolmentState.IN_PROGRESS)
    values: dict = {"state": state}
    if state is EnrolmentState.PASSED:
        values |= {"passed_at": clock.now(), "passed_on": clock.today(), "pass_count": 1}
    row = Enrolment(id=ids.new_id(), edition_id=edition.id, person_id=person_id, **(values | over))
    session.add(row)
    session.flush()
    found = row.id
    session.commit()
    return found


def make_progress(session: Session, enrolment_id: UUID, activity_id: UUID, **over) -> None:
    """Finish an activity, unless columns are given."""
    values = over or {"finished_at": clock.now()}
    session.add(ActivityProgress(enrolment_id=enrolment_id, activity_id=activity_id, **values))
    session.commit()
