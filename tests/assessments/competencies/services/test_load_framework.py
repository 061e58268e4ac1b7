"""Frozen versions: the same content is stored once, other content is another version."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from assessments.assignments import content_section as assignments_section
from assessments.assignments.models import Criterion, Task
from assessments.competencies.api import competency_ids, load_framework
from assessments.competencies.content_section import load
from assessments.competencies.models import Competency, Framework
from courses.content.loading.load_programme import load_programme
from courses.content.parsed import ParsedCompetency, ParsedFramework, ParsedLevel, Place
from courses.content.parsing.programme import read_programme
from lms.core.access import SYSTEM
from lms.core.errors import DomainError

PLACE = Place(file="competencies.yaml", line=3)
LEVELS = tuple(
    ParsedLevel(level=n, code=str(n), name=name, description="Qué es.")
    for n, name in enumerate(("sin evidencia", "inicia", "aplica", "multiplica"))
)


def _competency(code, **over):
    values = {
        "code": code,
        "name": f"Competencia {code}",
        "kind": "rasgo",
        "description": "Qué es.",
        "courses": ("bases",),
        "place": PLACE,
    } | over
    return ParsedCompetency(**values)


FRAMEWORK = ParsedFramework(
    code="PFGM-C",
    title="Marco",
    version=1,
    levels=LEVELS,
    competencies=(_competency("G1"), _competency("T4", kind="tecnica")),
)


def test_same_content_makes_no_new_version(session):
    first = load_framework(session, FRAMEWORK)
    session.commit()

    again = load_framework(session, FRAMEWORK)

    assert again.id == first.id
    assert len(session.scalars(select(Competency)).all()) == 2


def test_where_it_stands_in_the_file_is_not_content(session):
    load_framework(session, FRAMEWORK)
    session.commit()
    moved = replace(
        FRAMEWORK,
        competencies=(
            _competency("G1", place=Place(file="x.yaml", line=90), courses=("conflictos",)),
            FRAMEWORK.competencies[1],
        ),
    )

    assert load_framework(session, moved).number == 1


def test_other_words_make_another_version_and_leave_the_first(session):
    old = load_framework(session, FRAMEWORK).id
    session.commit()
    changed = replace(FRAMEWORK, competencies=(_competency("G1", name="Innovar"),))

    new = load_framework(session, changed)
    session.commit()

    assert new.number == 2
    assert session.get(Framework, old).number == 1
    names = session.scalars(select(Competency.name).where(Competency.framework_id == old)).all()
    assert "Innovar" not in names
    ids = competency_ids(session, "PFGM-C", ["G1", "T4"])
    assert session.get(Competency, ids["G1"]).name == "Innovar"
    assert "T4" not in ids, "only the newest version is given to new rubrics"


def test_section_loads_the_programmes_framework_once_for_every_course(session):
    class Programme:
        framework = FRAMEWORK

    class Course:
        programme = Programme

    load(session, Course)
    load(session, Course)

    assert len(session.scalars(select(Framework)).all()) == 1


def test_shipped_programme_brings_its_rubrics_idempotently(session):
    programme = read_programme().programme
    load_programme(session, SYSTEM, programme)
    session.commit()
    tasks = len(session.scalars(select(Task)).all())
    load_programme(session, SYSTEM, programme)
    session.commit()

    assert tasks > 5
    assert len(session.scalars(select(Task)).all()) == tasks
    weights: dict = {}
    for activity_id, weight in session.execute(select(Criterion.activity_id, Criterion.weight)):
        weights[activity_id] = weights.get(activity_id, 0) + weight
    assert set(weights.values()) == {100}
    assert len(weights) == tasks
    assert len(session.scalars(select(Framework)).all()) == 1


def test_rubric_that_does_not_add_up_is_refused_with_file_and_line(session, monkeypatch):
    from courses.content.parsed import ParsedCriterion, ParsedTask
    from lms.core.ids import new_id

    criterion = ParsedCriterion(
        id="c1",
        criterion="Uno",
        competency="G1",
        weight=90,
        sin_evidencia="a",
        inicia="b",
        aplica="c",
        multiplica="d",
        place=PLACE,
    )
    task = ParsedTask(
        slug="01-x/tarea",
        title="T",
        purpose="P",
        instructions="I",
        deliver=("texto",),
        weight_note=None,
        rubric=(criterion,),
        place=Place(file="courses/bases/modules/01-x/tarea.yaml", line=7),
    )

    class Module:
        pass

    class Programme:
        framework = FRAMEWORK

    class Course:
        programme = Programme
        modules = (Module,)

    Module.task = task
    monkeypatch.setattr(
        assignments_section, "content_activities", lambda _session, _course: {task.slug: new_id()}
    )

    with pytest.raises(DomainError) as refusal:
        assignments_section.load(session, Course)

    assert "tarea.yaml, línea 7" in refusal.value.message
    assert "90" in refusal.value.message
