"""Does the gradebook show the figures of a workbook computed by hand, in few statements?"""

import csv
import time
import tracemalloc
import uuid
from pathlib import Path

import pytest
from sqlalchemy import insert

from assessments.gradebook.queries.gradebook_page import gradebook_page
from assessments.gradebook.queries.gradebook_table import gradebook_table
from assessments.gradebook.queries.participants import Wanted
from assessments.gradebook.services.close_edition import close_edition
from assessments.gradebook.services.set_weights import set_weights
from courses.learning.api import edition_card
from courses.learning.models import Activity, ActivityProgress, Edition, Enrolment
from courses.learning.rules.states import ActivityKindName, EditionState, EnrolmentState
from lms.accounts.models import Person
from lms.accounts.rules import naming
from lms.core import clock, ids
from lms.core.access import SYSTEM, Reach, Scope
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import NotFoundError
from lms.core.files.spreadsheets import csv_file
from tests.factories.gradebook import (
    EVERYTHING,
    ISSUER,
    T1,
    T2,
    make_marked_course,
    make_marked_edition,
    make_participant,
    marks,
)
from tests.factories.learning import make_course, make_edition
from tests.support.statements import counted_statements

WORKBOOK = Path(__file__).parents[1] / "data" / "notas.csv"


def workbook():
    lines = [x for x in WORKBOOK.read_text().splitlines() if not x.startswith("#")]
    return list(csv.DictReader(lines))


def typed(text):
    return text if text == "x" else int(text) if text else None


def fill(session, edition):
    for row in workbook():
        given = marks(typed(row["task_1"]), typed(row["task_2"]), typed(row["final_test"]))
        make_participant(
            session,
            edition,
            {slug: mark for slug, mark in given.items() if mark is not None},
            state=EnrolmentState(row["state"]),
            first_surname=row["surname"],
            second_surname=None,
        )


def finals(session, edition):
    page = gradebook_page(session, EVERYTHING, edition.id, wanted=Wanted(), number=1)
    return {p.name.split(",")[0]: p.final.percent for p in page.page.rows}


def test_figures_before_the_closing_are_those_of_the_workbook(session):
    edition = make_marked_edition(session)
    fill(session, edition)

    assert finals(session, edition) == {r["surname"]: typed(r["so_far"]) for r in workbook()}


def test_figures_after_the_closing_are_those_of_the_workbook(session):
    edition = make_marked_edition(session)
    fill(session, edition)
    with unit_of_work():
        close_edition(session, SYSTEM, EVERYTHING, edition.id, ISSUER)

    assert finals(session, edition) == {r["surname"]: typed(r["at_the_end"]) for r in workbook()}


def test_exported_rows_are_those_of_the_workbook(session):
    edition = make_marked_edition(session)
    fill(session, edition)

    head, *rows = gradebook_table(session, edition_card(session, edition.id))

    assert list(head)[4:8] == [
        "Tarea 1 (peso 30)",
        "Tarea 2 (peso 30)",
        "Prueba final (peso 40)",
        "Cuestionarios logrados",
    ]
    shown = {row[0].split(",")[0]: (*row[4:7], row[9]) for row in rows}
    assert shown == {
        r["surname"]: (
            *("exenta" if r[k] == "x" else typed(r[k]) for k in ("task_1", "task_2", "final_test")),
            typed(r["so_far"]),
        )
        for r in workbook()
    }


def test_own_weights_of_an_edition_replace_those_of_the_course(session):
    edition = make_marked_edition(session)
    make_participant(session, edition, marks(80, 70, 90))
    ids_ = edition.course.activities
    # 0.50*80 + 0.50*70 + 0*90 = 40 + 35 = 75
    with unit_of_work():
        set_weights(
            session,
            SYSTEM,
            EVERYTHING,
            edition.id,
            {ids_[T1]: 50, ids_[T2]: 50, ids_["prueba-final"]: 0},
            reason="Sin prueba final",
        )

    assert list(finals(session, edition).values()) == [75]


def test_lesson_quizzes_show_as_done_or_not(session):
    course = make_course(session, lessons=3, has_quizzes=True, rules={"quiz_percent": 60})
    edition = make_edition(session, course)
    one, two, three = (s for s in course.activities if s.endswith("preguntas"))
    make_participant(session, edition, {one: 60, two: 59, three: "x"})

    (row,) = gradebook_page(session, EVERYTHING, edition.id, wanted=Wanted(), number=1).page.rows

    assert (row.quizzes_done, row.quizzes_asked, row.final.percent) == (1, 2, None)


def test_people_are_found_by_words_of_their_name_and_by_state(session):
    edition = make_marked_edition(session)
    make_participant(session, edition, first_surname="Ñáñez", given_names="José")
    make_participant(session, edition, first_surname="Rojas", state=EnrolmentState.PASSED)

    def names(**wanted):
        page = gradebook_page(session, EVERYTHING, edition.id, wanted=Wanted(**wanted), number=1)
        return [p.name.split(" ")[0] for p in page.page.rows], page.page.total

    assert names(words="jose nan") == (["Ñáñez"], 1)
    assert names(states=frozenset({EnrolmentState.PASSED})) == (["Rojas"], 1)
    assert names(words="100%") == ([], 0)


def test_another_editions_gradebook_is_not_found(session):
    edition = make_marked_edition(session)
    foreign = Reach(ids={Scope.EDITION: frozenset({ids.new_id()})})

    with pytest.raises(NotFoundError):
        gradebook_page(session, foreign, edition.id, wanted=Wanted(), number=1)


def crowd(session, people: int, activities: int):
    """An edition with so many people and marked activities, written set by set."""
    course = make_marked_course(session)
    for n in range(activities - 3):
        session.add(
            Activity(
                id=ids.new_id(),
                course_version_id=course.version_id,
                kind=ActivityKindName.ASSIGNMENT,
                slug=f"mas-{n}",
                title=f"Más {n}",
                position=100 + n,
                weight=1,
            )
        )
    session.flush()
    edition = make_edition(session, course)
    activity_ids = list(
        session.scalars(
            Activity.__table__.select()
            .with_only_columns(Activity.id)
            .where(Activity.course_version_id == course.version_id, Activity.weight.is_not(None))
        )
    )
    now = clock.now()
    key = naming.search_key("Ana", "Quispe")
    persons = [
        {
            "id": uuid.uuid4(),
            "given_names": "Ana",
            "first_surname": "Quispe",
            "document_number": str(7_000_000 + n),
            "document_type": "carnet",
            "document_complement": "",
            "search_key": key,
            "sound_key": key,
            "is_fictional": False,
            "created_at": now,
            "updated_at": now,
        }
        for n in range(people)
    ]
    session.execute(insert(Person), persons)
    enrolments = [
        {
            "id": uuid.uuid4(),
            "edition_id": edition.id,
            "person_id": p["id"],
            "state": EnrolmentState.IN_PROGRESS,
            "pass_count": 0,
            "created_at": now,
            "updated_at": now,
        }
        for p in persons
    ]
    session.execute(insert(Enrolment), enrolments)
    for start in range(0, people, 500):
        session.execute(
            insert(ActivityProgress),
            [
                {
                    "enrolment_id": e["id"],
                    "activity_id": activity_id,
                    "opened_at": now,
                    "score_percent": (n * 7) % 101,
                    "is_waiting": False,
                    "has_criterion_without_evidence": False,
                    "is_exempt": False,
                }
                for e in enrolments[start : start + 500]
                for n, activity_id in enumerate(activity_ids)
            ],
        )
    session.commit()
    return edition


@pytest.mark.parametrize("people", [60, 130])
def test_statements_of_a_page_do_not_grow_with_people(session, people):
    edition = crowd(session, people, 40)

    with counted_statements(db.engine) as statements:
        page = gradebook_page(session, EVERYTHING, edition.id, wanted=Wanted(), number=1)

    assert (len(page.page.rows), len(page.layout.marked)) == (50, 40)
    assert len(statements) == 5


def test_state_of_the_edition_decides_whether_missing_is_zero(session):
    edition = make_marked_edition(session)
    make_participant(session, edition, {T1: 60}, state=EnrolmentState.RECOVERY)
    make_participant(session, edition, {T1: 60}, state=EnrolmentState.FAILED, first_surname="Zeta")
    row = session.get_one(Edition, edition.id)
    row.state, row.closed_at = EditionState.CLOSED, clock.now()
    session.commit()

    found = finals(session, edition)

    # In recovery the mark is still *so far*: 60; failed: 0.30*60 = 18.
    assert list(found.values()) == [60, 18]


@pytest.mark.slow
def test_gradebook_of_5_000_people_by_40_activities(session):
    edition = crowd(session, 5_000, 40)
    session.expunge_all()

    with counted_statements(db.engine) as statements:
        began = time.perf_counter()
        page = gradebook_page(session, EVERYTHING, edition.id, wanted=Wanted(), number=100)
        print(f"page of 50: {time.perf_counter() - began:.3f} s")
    assert (len(page.page.rows), page.page.total, len(statements)) == (50, 5_000, 5)

    card = edition_card(session, edition.id)
    tracemalloc.start()
    try:
        with csv_file(gradebook_table(session, card)) as file:
            peak = tracemalloc.get_traced_memory()[1]
            lines = sum(1 for _line in file)
    finally:
        tracemalloc.stop()
    assert lines == 5_001
    assert peak < 64 * 1024 * 1024
