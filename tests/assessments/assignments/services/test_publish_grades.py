"""Publishing, its undoing within the hour, and rectifying: what counts, where, and how often."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from assessments.assignments.api import rectify_grade
from assessments.assignments.models import Grade, Submission
from assessments.assignments.rules.states import SubmissionState
from assessments.assignments.services.publish_grades import ToPublish, publish_grades
from assessments.assignments.services.undo_publication import undo_batch, undo_publication
from assessments.competencies.api import levels_in_edition, levels_of_person
from assessments.competencies.models import Evidence
from courses.learning.api import EditionState, EnrolmentState
from courses.learning.models import ActivityProgress, Edition, Enrolment
from lms.core import clock
from lms.core.access import Reach, Scope
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.events.models import OutboxEvent
from lms.core.ids import new_id
from tests.factories.assignments import (
    ALL,
    TRAINER,
    grade,
    make_world,
    publish,
    return_for_correction,
    send,
)
from tests.factories.learning import make_progress


def _progress(session, who):
    session.expire_all()
    return session.get(ActivityProgress, (who.enrolment_id, who.activity_id))


def _events(session, name="GradePublished"):
    return session.scalars(select(OutboxEvent).where(OutboxEvent.name == name)).all()


def _close(session, world):
    edition = session.get(Edition, world.edition_id)
    edition.state, edition.closed_at = EditionState.CLOSED, clock.now()
    session.commit()


def _graded(session, **over):
    world = make_world(session)
    who = world.people[0]
    submission_id = send(who)
    grade(submission_id, **over)
    return world, who, submission_id


def test_publishing_reports_the_mark_grants_evidence_and_tells_once(session):
    world, who, submission_id = _graded(session)

    publish(submission_id)

    progress = _progress(session, who)
    assert (progress.score_percent, progress.is_waiting) == (77, False)
    assert progress.finished_at is not None
    assert session.get(Submission, submission_id).state is SubmissionState.PUBLISHED
    levels = {item.code: item.level for item in levels_in_edition(session, world.edition_id)}
    assert levels == {"G1": 2, "T4": 3}, "the highest of two criteria of one competency counts"
    assert [event.payload["score_percent"] for event in _events(session)] == [77]


def test_publishing_twice_is_publishing_once(session):
    _world, _who, submission_id = _graded(session)

    publish(submission_id)
    again = publish(submission_id)

    assert (again.published, again.left) == ((), ())
    assert len(_events(session)) == 1
    assert len(session.scalars(select(Evidence)).all()) == 3


def test_all_are_published_together_and_undone_together(session):
    world = make_world(session, people=3)
    submissions = [send(who) for who in world.people]
    for submission_id in submissions:
        grade(submission_id)
    items = [ToPublish(submission_id=key, lock_number=1) for key in submissions]

    with unit_of_work() as inside:
        outcome = publish_grades(inside, TRAINER, ALL, items + items)
    with unit_of_work() as inside:
        undone = undo_batch(inside, TRAINER, ALL, outcome.batch_id)

    assert (len(outcome.published), undone) == (3, 3)
    states = set(session.scalars(select(Submission.state)))
    assert states == {SubmissionState.GRADED}


def test_grade_that_changed_since_the_preview_is_left(session):
    _world, who, submission_id = _graded(session)
    grade(submission_id, {"c1": 1, "c2": 1, "c3": 1}, lock=1)

    outcome = publish(submission_id, lock=1)

    assert outcome.left == (submission_id,)
    assert _progress(session, who).score_percent is None


def test_without_evidence_in_a_criterion_is_told_to_learning(session):
    _world, who, submission_id = _graded(session, levels={"c1": 3, "c2": 3, "c3": 0})

    publish(submission_id)

    progress = _progress(session, who)
    assert (progress.score_percent, progress.has_criterion_without_evidence) == (75, True)


def test_publishing_the_last_thing_passes_the_course_and_undoing_takes_it_back(session):
    world, who, submission_id = _graded(session)
    make_progress(session, who.enrolment_id, world.course.activities["01-modulo/01-leccion"])

    publish(submission_id)
    session.expire_all()
    passed = session.get(Enrolment, who.enrolment_id).state
    session.commit()
    with unit_of_work() as inside:
        undo_publication(inside, TRAINER, ALL, [submission_id])

    session.expire_all()
    assert passed is EnrolmentState.PASSED
    assert session.get(Enrolment, who.enrolment_id).state is EnrolmentState.IN_PROGRESS
    assert len(_events(session, "CoursePassWithdrawn")) == 1


def test_undoing_withdraws_the_evidence_and_the_mark_and_deletes_nothing(session):
    world, who, submission_id = _graded(session)
    publish(submission_id)
    session.commit()

    with unit_of_work() as inside:
        assert undo_publication(inside, TRAINER, ALL, [submission_id]) == 1
    with unit_of_work() as inside:
        assert undo_publication(inside, TRAINER, ALL, [submission_id]) == 0

    progress = _progress(session, who)
    assert (progress.score_percent, progress.is_waiting) == (None, True)
    assert levels_in_edition(session, world.edition_id) == []
    rows = session.scalars(select(Evidence)).all()
    assert len(rows) == 3
    assert all(row.withdrawn_at and row.withdrawal_reason for row in rows)


def test_after_an_hour_it_stays(session):
    _world, who, submission_id = _graded(session)
    publish(submission_id)
    session.commit()

    late = clock.frozen_at(clock.now() + timedelta(minutes=61))
    with late, pytest.raises(ConflictError) as refusal, unit_of_work() as inside:
        undo_publication(inside, TRAINER, ALL, [submission_id])

    assert refusal.value.code == "undo_too_late"
    assert _progress(session, who).score_percent == 77


def test_undoing_the_second_version_brings_back_the_mark_of_the_first(session):
    world, who, submission_id = _graded(session)
    publish(submission_id)
    return_for_correction(submission_id)
    send(who, "Mejorada", base_number=1)
    grade(submission_id, {"c1": 3, "c2": 3, "c3": 3}, version=2)
    publish(submission_id)
    session.commit()
    best = _progress(session, who).score_percent
    session.commit()

    with unit_of_work() as inside:
        undo_publication(inside, TRAINER, ALL, [submission_id])

    assert (best, _progress(session, who).score_percent) == (100, 77)
    levels = {item.code: item.level for item in levels_of_person(session, who.person_id)}
    assert levels == {"G1": 2, "T4": 3}
    assert world.edition_id


def test_published_again_after_undoing_counts_again(session):
    world, who, submission_id = _graded(session)
    publish(submission_id)
    session.commit()
    with unit_of_work() as inside:
        undo_publication(inside, TRAINER, ALL, [submission_id])

    publish(submission_id)

    assert _progress(session, who).score_percent == 77
    assert {i.code for i in levels_in_edition(session, world.edition_id)} == {"G1", "T4"}


def test_closed_edition_neither_publishes_nor_undoes(session):
    world, _who, submission_id = _graded(session)
    _close(session, world)

    assert publish(submission_id).left == (submission_id,)


def test_stranger_publishes_nothing_and_undoes_nothing(session):
    _world, _who, submission_id = _graded(session)
    stranger = Reach(ids={Scope.EDITION: frozenset({new_id()})})

    with pytest.raises(NotFoundError):
        publish(submission_id, reach=stranger)
    batch = publish(submission_id).batch_id
    with pytest.raises(NotFoundError), unit_of_work() as inside:
        undo_batch(inside, TRAINER, stranger, batch)

    session.expire_all()
    assert session.get(Submission, submission_id).state is SubmissionState.PUBLISHED


def test_rectifying_after_the_closing_changes_mark_and_evidence_and_keeps_the_old_rows(session):
    world, who, submission_id = _graded(session)
    publish(submission_id)
    session.commit()
    _close(session, world)

    with unit_of_work() as inside:
        score = rectify_grade(
            inside,
            TRAINER,
            submission_id,
            levels={"c1": 3, "c2": 3, "c3": 3},
            reason="Error de lectura.",
        )

    assert score == 100
    assert _progress(session, who).score_percent == 100
    rows = session.scalars(select(Evidence)).all()
    assert len(rows) == 6
    assert sum(row.withdrawn_at is None for row in rows) == 3
    assert len(_events(session)) == 1, "rectifying publishes no event of its own"


def test_rectifying_the_total_alone_keeps_the_levels(session):
    _world, who, submission_id = _graded(session)
    publish(submission_id)
    session.commit()

    with unit_of_work() as inside:
        rectify_grade(
            inside, TRAINER, submission_id, override_percent=51, reason="Recurso de la persona."
        )

    grade_row = session.scalars(select(Grade)).one()
    assert (grade_row.score_percent, grade_row.override_reason) == (51, "Recurso de la persona.")
    assert _progress(session, who).score_percent == 51


@pytest.mark.parametrize(
    "wrong",
    [
        {"levels": {"c1": 3}, "reason": "x"},
        {"levels": {"c1": 4, "c2": 0, "c3": 0}, "reason": "x"},
        {"override_percent": 101, "reason": "x"},
        {"override_percent": 50, "reason": "  "},
    ],
)
def test_rectifying_refuses_half_a_rubric_and_silence(session, wrong):
    _world, who, submission_id = _graded(session)
    publish(submission_id)
    session.commit()

    with pytest.raises(DomainError), unit_of_work() as inside:
        rectify_grade(inside, TRAINER, submission_id, **wrong)

    assert _progress(session, who).score_percent == 77


def test_correction_needs_its_reason_and_tells_the_person(session):
    world = make_world(session)
    who = world.people[0]
    submission_id = send(who)

    with pytest.raises(DomainError):
        return_for_correction(submission_id, reason=" ")
    return_for_correction(submission_id)

    event = _events(session, "CorrectionRequested")[0]
    assert event.payload["person_id"] == str(who.person_id)
    assert _progress(session, who).is_waiting is False
    with pytest.raises(ConflictError):
        return_for_correction(submission_id)
