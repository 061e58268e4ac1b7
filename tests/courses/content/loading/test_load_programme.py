"""Loading: once is enough, versions are kept, what learners did is never touched."""

import time
from datetime import date

import pytest
from sqlalchemy import func, select

from courses.content.loading.load_programme import load_programme
from courses.content.models import ContentLoad, LibraryEntry, LibraryToken
from courses.content.parsing.programme import read_programme
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
from lms.audit.models import AuditLine
from lms.core import clock, features
from lms.core.access import SYSTEM
from lms.core.features import ContentSection, Feature
from tests.support.sign_in import make_person

LESSON = "courses/bases/modules/01-gestor/01-leccion.md"
TABLES = (
    Programme, Course, CourseVersion, Module, Activity, Lesson, Figure, LibraryEntry, LibraryToken,
    ContentLoad, AuditLine,
)  # fmt: skip


def _load(session, folder):
    report = load_programme(session, SYSTEM, read_programme(folder.root).programme)
    session.commit()
    return report


def _counts(session):
    return {
        table.__name__: session.scalar(select(func.count()).select_from(table)) for table in TABLES
    }


def test_a_course_becomes_a_version_with_its_activities_in_order(session, folder):
    _load(session, folder)

    rows = session.execute(
        select(Activity.slug, Activity.kind, Activity.weight, Activity.is_required).order_by(
            Activity.position
        )
    ).all()
    assert [tuple(row) for row in rows] == [
        ("diagnostico", "diagnostic", None, False),
        ("01-gestor/01-leccion", "lesson", None, True),
        ("01-gestor/01-leccion/preguntas", "quiz", None, True),
        ("01-gestor/tarea", "assignment", 60, True),
        ("prueba-final", "final_test", 40, True),
        ("plan", "plan", None, True),
    ]
    version = session.scalars(select(CourseVersion)).one()
    assert (version.number, version.published_at) == (1, clock.now())
    assert version.rules["quiz_percent"] == 70
    assert version.facts["commitment_examples"][0]["unit"] == "quejas"
    lesson = session.scalars(select(Lesson)).one()
    assert "](figura:rasgos.svg)" in lesson.body
    assert lesson.facts["sources"] == {"003": "Modelo de cooperación"}
    assert session.scalars(select(Figure.path)).all() == ["modules/01-gestor/figuras/rasgos.svg"]


def test_loading_the_same_again_changes_nothing(session, folder):
    _load(session, folder)
    before = _counts(session)

    report = _load(session, folder)

    assert _counts(session) == before
    assert report.changed == ()
    assert report.unchanged == ("bases", "biblioteca")


def test_changed_content_makes_a_version_and_editions_keep_theirs(session, folder):
    _load(session, folder)
    first = session.scalars(select(CourseVersion)).one()
    lesson = session.scalars(select(Activity).where(Activity.kind == "lesson")).one()
    edition = Edition(
        course_id=first.course_id,
        course_version_id=first.id,
        code="GM-0-1",
        title="Bases",
        starts_on=date(2027, 3, 1),
        ends_on=date(2027, 4, 1),
        zone="America/La_Paz",
    )
    session.add(edition)
    session.flush()
    person = make_person(session)
    enrolment = Enrolment(edition_id=edition.id, person_id=getattr(person, "id", person))
    session.add(enrolment)
    session.flush()
    session.add(
        ActivityProgress(enrolment_id=enrolment.id, activity_id=lesson.id, finished_at=clock.now())
    )
    session.commit()
    folder.replace(LESSON, "De servidor a gestor", "De servidora a gestora")

    _load(session, folder)

    titles = session.execute(
        select(CourseVersion.number, Activity.title)
        .join(Activity, Activity.course_version_id == CourseVersion.id)
        .where(Activity.kind == "lesson")
        .order_by(CourseVersion.number)
    ).all()
    assert [tuple(row) for row in titles] == [
        (1, "De servidor a gestor"),
        (2, "De servidora a gestora"),
    ]
    session.expire_all()
    assert session.scalars(select(Edition)).one().course_version_id == first.id
    assert session.scalars(select(ActivityProgress)).one().activity_id == lesson.id


def test_going_back_to_older_content_is_a_new_version(session, folder):
    _load(session, folder)
    folder.replace(LESSON, "De servidor a gestor", "Otro título")
    _load(session, folder)
    folder.replace(LESSON, "Otro título", "De servidor a gestor")

    _load(session, folder)

    assert session.scalars(select(CourseVersion.number).order_by(CourseVersion.number)).all() == [
        1,
        2,
        3,
    ]


def test_a_changed_framework_makes_no_version_but_runs_the_sections(session, folder):
    _load(session, folder)
    folder.replace("competencies.yaml", "description: Gestiona.", "description: Gestiona bien.")

    report = _load(session, folder)

    assert report.changed == ("bases",)
    assert session.scalar(select(func.count()).select_from(CourseVersion)) == 1


def test_a_feature_installed_later_gets_its_turn(session, folder, monkeypatch):
    _load(session, folder)
    seen = []
    late = Feature(
        name="late",
        content_sections=(ContentSection(name="late", load=lambda _s, c: seen.append(c.slug)),),
    )
    monkeypatch.setattr(features, "_installed", [*features.installed(), late])

    _load(session, folder)
    _load(session, folder)

    assert seen == ["bases"]


def test_prerequisites_follow_the_file(session):
    load_programme(session, SYSTEM, read_programme().programme)
    session.commit()

    required = session.execute(
        select(Course.slug, func.count(Prerequisite.required_course_id))
        .outerjoin(Prerequisite, Prerequisite.course_id == Course.id)
        .group_by(Course.slug)
    ).all()

    assert dict(map(tuple, required)) == {
        "bases": 0, "conflictos": 1, "facilitacion": 1, "asistencia-tecnica": 1,
        "desarrollo-local": 1, "territorios-inteligentes": 1, "finanzas-publicas": 1,
    }  # fmt: skip


def test_an_entry_keeps_its_id_and_a_removed_one_goes(session, folder):
    _load(session, folder)
    kept = session.scalars(select(LibraryEntry.id).where(LibraryEntry.code == "003-2")).one()
    folder.replace("biblioteca/003-002-agencia.md", "Agencia de Prácticas", "Agencia Municipal")
    folder.remove("biblioteca/003-001-gamlp.md")
    folder.replace(LESSON, "[003-1]", "[003-2]")

    _load(session, folder)

    rows = session.execute(select(LibraryEntry.id, LibraryEntry.name, LibraryEntry.position)).all()
    assert [tuple(row) for row in rows] == [(kept, "Agencia Municipal", 1)]


@pytest.mark.real_clock
@pytest.mark.slow
def test_the_shipped_programme_loads_in_time_and_then_in_less(session):
    started = time.monotonic()
    load_programme(session, SYSTEM, read_programme().programme)
    session.commit()
    first = time.monotonic() - started
    started = time.monotonic()

    report = load_programme(session, SYSTEM, read_programme().programme)
    session.commit()

    assert report.changed == ()
    assert first < 30
    assert time.monotonic() - started < 5
