"""The draft of a grade: kept, whole or not, and never lost between two trainers."""

import pytest
from sqlalchemy import select

from assessments.assignments.models import Grade, Submission
from assessments.assignments.rules.states import SubmissionState
from assessments.assignments.services.save_grade import GradeChangedError
from courses.learning.api import EditionState
from courses.learning.models import ActivityProgress, Edition
from lms.audit.models import AuditLine
from lms.core import clock
from lms.core.access import Actor, Reach, Scope
from lms.core.errors import ConflictError, NotFoundError
from lms.core.ids import new_id
from tests.factories.assignments import (
    WHOLE,
    grade,
    make_world,
    publish,
    return_for_correction,
    send,
    write,
)
from tests.support.sign_in import make_person


def _state(session, submission_id):
    session.expire_all()
    return session.get(Submission, submission_id).state


def test_half_a_grade_is_kept_and_stays_in_the_queue(session):
    submission_id = send(make_world(session).people[0])

    saved = grade(submission_id, {"c1": 2}, comment="Busque el dato.", is_finished=True)

    row = session.scalars(select(Grade)).one()
    assert saved.missing == ("c2", "c3")
    assert (row.levels, row.comment, row.score_percent) == ({"c1": 2}, "Busque el dato.", None)
    assert _state(session, submission_id) is SubmissionState.SUBMITTED


def test_whole_grade_waits_to_be_published_and_nobody_is_told(session):
    who = make_world(session).people[0]
    submission_id = send(who)

    saved = grade(submission_id)

    assert saved.is_whole
    assert session.scalars(select(Grade.score_percent)).one() == 77
    assert _state(session, submission_id) is SubmissionState.GRADED
    assert session.get(ActivityProgress, (who.enrolment_id, who.activity_id)).score_percent is None


def test_whole_grade_saved_as_a_draft_stays_in_the_queue(session):
    submission_id = send(make_world(session).people[0])

    grade(submission_id, is_finished=False)

    assert _state(session, submission_id) is SubmissionState.SUBMITTED


def test_taking_a_level_away_brings_it_back_to_the_queue(session):
    submission_id = send(make_world(session).people[0])
    grade(submission_id)

    grade(submission_id, {"c1": 1}, lock=1, is_finished=False)

    assert _state(session, submission_id) is SubmissionState.SUBMITTED


def test_two_trainers_at_once_nothing_is_lost(session):
    submission_id = send(make_world(session).people[0])
    first, second = (Actor(person_id=make_person(session).id) for _ in range(2))
    grade(submission_id, {"c1": 3}, actor=first, comment="De la primera.", is_finished=False)

    with pytest.raises(GradeChangedError):
        grade(submission_id, {"c1": 1}, actor=second, comment="De la segunda.", is_finished=False)

    row = session.scalars(select(Grade)).one()
    assert (row.levels, row.comment) == ({"c1": 3}, "De la primera.")
    assert row.saved_by_person_id == first.person_id


def test_the_same_grade_again_is_no_conflict_even_with_an_old_lock(session):
    submission_id = send(make_world(session).people[0])
    first = grade(submission_id, comment="Bien.")

    again = grade(submission_id, comment="Bien.", lock=0)

    assert again.lock_number == first.lock_number


def test_drafts_of_a_removed_trainer_serve_the_next_one(session):
    world = make_world(session, people=20)
    removed, newcomer = (Actor(person_id=make_person(session).id) for _ in range(2))
    reach = Reach(ids={Scope.EDITION: frozenset({world.edition_id})})
    submissions = [send(who) for who in world.people]
    for submission_id in submissions:
        grade(submission_id, {"c1": 2}, actor=removed, is_finished=False)

    for submission_id in submissions:
        grade(submission_id, WHOLE, lock=1, actor=newcomer, reach=reach)

    grades = session.scalars(select(Grade)).all()
    assert len(grades) == 20
    assert {(row.score_percent, row.saved_by_person_id) for row in grades} == {
        (77, newcomer.person_id)
    }


def test_total_by_hand_needs_its_reason(session):
    submission_id = send(make_world(session).people[0])

    without = grade(submission_id, override_percent=85)
    with_reason = grade(
        submission_id, lock=1, override_percent=85, override_reason="Trabajo en equipo."
    )

    assert without.lacks_reason
    assert with_reason.is_whole
    assert session.scalars(select(Grade.score_percent)).one() == 85
    line = session.scalars(
        select(AuditLine).where(AuditLine.action == "assignments.finish_submission")
    ).one()
    assert line.reason == "Trabajo en equipo."


def test_levels_that_the_rubric_does_not_have_are_left_out(session):
    submission_id = send(make_world(session).people[0])

    grade(submission_id, {"c1": 7, "c2": -1, "c9": 2, "c3": 3}, is_finished=False)

    assert session.scalars(select(Grade)).one().levels == {"c3": 3}


def test_grade_of_an_older_version_is_refused(session):
    world = make_world(session)
    who = world.people[0]
    submission_id = send(who)
    return_for_correction(submission_id)
    write(who, "Otra versión", base_number=1)
    send(who, "Otra versión", base_number=2)

    with pytest.raises(ConflictError) as refusal:
        grade(submission_id, version=1)

    assert refusal.value.code == "newer_version"


def test_published_grade_is_not_written_over(session):
    submission_id = send(make_world(session).people[0])
    grade(submission_id)
    publish(submission_id)

    with pytest.raises(ConflictError) as refusal:
        grade(submission_id, {"c1": 0, "c2": 0, "c3": 0}, lock=1)

    assert refusal.value.code == "not_gradable"


def test_closed_edition_is_not_graded(session):
    world = make_world(session)
    submission_id = send(world.people[0])
    edition = session.get(Edition, world.edition_id)
    edition.state, edition.closed_at = EditionState.CLOSED, clock.now()
    session.commit()

    with pytest.raises(ConflictError) as refusal:
        grade(submission_id)

    assert refusal.value.code == "edition_closed"


def test_other_editions_have_no_submission_here(session):
    submission_id = send(make_world(session).people[0])

    with pytest.raises(NotFoundError):
        grade(submission_id, reach=Reach(ids={Scope.EDITION: frozenset({new_id()})}))


def test_draft_of_a_participant_is_not_graded(session):
    write(make_world(session).people[0])
    submission_id = session.scalars(select(Submission.id)).one()

    with pytest.raises(NotFoundError):
        grade(submission_id)
