"""Can somebody in recovery finish the course after the closing, and does the acta follow?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from assessments.assignments.queries.publish_preview import publish_preview
from assessments.assignments.queries.queue_filter import QueueFilter
from assessments.assignments.services.undo_publication import undo_publication
from assessments.gradebook.models import Act
from assessments.gradebook.queries.acts import act_content
from assessments.gradebook.services.close_edition import close_edition
from assessments.questions.api import get_question
from assessments.quizzes.models import Attempt, Quiz
from assessments.quizzes.queries.correction_effect import correction
from assessments.quizzes.queries.open_attempts import open_attempts
from assessments.quizzes.queries.own_attempt import attempt_facts
from assessments.quizzes.rules.states import AttemptState, FeedbackWhen, LateDecision
from assessments.quizzes.services.decide_late_answer import decide_late_answer
from assessments.quizzes.services.grade_essay import grade_essay
from assessments.quizzes.services.save_answer import GivenAnswer, save_answer
from assessments.quizzes.services.start_attempt import start_attempt
from assessments.quizzes.services.submit_attempt import submit_attempt
from assessments.quizzes.services.submit_expired import submit_expired
from assessments.transfer.queries.learner_home import learner_transfer
from courses.learning.api import EnrolmentState, end_recovery, open_recovery, own_activity_context
from courses.learning.models import Enrolment
from lms.core import clock
from lms.core.access import SYSTEM, Access
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError
from tests.factories.assignments import (
    TRAINER,
    grade,
    make_framework,
    make_task,
    publish,
    return_for_correction,
    send,
)
from tests.factories.gradebook import EVERYTHING, ISSUER
from tests.factories.issuing import run_due_jobs
from tests.factories.learning import make_course, make_edition
from tests.factories.quizzes import essay, make_quiz, make_seat, single

CLOSED_AT = datetime(2027, 3, 20, 14, 0, tzinfo=UTC)
LAST_DAY = date(2027, 4, 30)
POOR = {"c1": 1, "c2": 1, "c3": 1}
RULES = {"all_lessons": False, "plan_sent": False, "quiz_percent": 70}


@pytest.fixture
def world(session):
    """Somebody who failed a task in an edition that was closed, and is in recovery now."""
    course = make_course(session, lessons=1, has_tasks=True, has_plan=True, rules=RULES)
    task_id = course.activities["01-modulo/tarea"]
    make_task(session, task_id, make_framework(session))
    quiz = make_quiz(session, [single(1), essay()], course=course)
    edition = make_edition(session, course, ends_on=date(2027, 3, 15))
    seat = make_seat(session, quiz, edition)
    seat.quiz = quiz
    seat.task = type(seat)(**{**vars(seat), "activity_id": task_id})
    seat.submission_id = send(seat.task)
    grade(seat.submission_id, POOR)
    publish(seat.submission_id)
    with clock.frozen_at(CLOSED_AT):
        with unit_of_work() as inside:
            close_edition(inside, SYSTEM, EVERYTHING, edition.id, ISSUER)
        assert _state(session, seat) is EnrolmentState.FAILED
        with unit_of_work() as inside:
            open_recovery(
                inside, SYSTEM, EVERYTHING, seat.enrolment_id, until=LAST_DAY, reason="Salud"
            )
    with clock.frozen_at(CLOSED_AT + timedelta(days=2)):
        yield seat


def _state(session, seat):
    session.expire_all()
    return session.get_one(Enrolment, seat.enrolment_id).state


def _begin(seat):
    with unit_of_work() as session:
        context = own_activity_context(
            session, seat.person_id, seat.enrolment_id, seat.quiz.activity_id
        )
        return start_attempt(session, seat.actor, context)


def _answer(seat, attempt_id, number, value, **over):
    given = {"fields": {"r": [value]}, "is_flagged": False, "sequence": None, "claimed_at": None}
    with unit_of_work() as session:
        return save_answer(
            session,
            seat.person_id,
            attempt_id,
            GivenAnswer(question_id=seat.quiz.questions[number], **(given | over)),
        )


def _submit(seat, attempt_id):
    with unit_of_work() as session:
        return submit_attempt(session, seat.actor, attempt_id)


def test_recovery_goes_through_quiz_task_and_publication_to_its_acta(session, world):
    attempt_id = _begin(world)
    assert not _answer(world, attempt_id, 0, "2").is_late
    assert not _answer(world, attempt_id, 1, "En 2019, en Tipuani.").is_late
    assert _submit(world, attempt_id) is AttemptState.SUBMITTED
    with unit_of_work() as inside:
        facts = attempt_facts(inside, attempt_id)
        question_id = world.quiz.questions[1]
        grade_essay(inside, TRAINER, facts, question_id, percent=80, comment="Bien.")

    return_for_correction(world.submission_id)
    assert send(world.task, "Segunda entrega.", base_number=1) == world.submission_id
    grade(world.submission_id, version=2)
    shown = publish_preview(session, EVERYTHING, QueueFilter())
    assert [row.submission_id for row in shown] == [world.submission_id]
    assert publish(world.submission_id).published == (world.submission_id,)

    assert _state(session, world) is EnrolmentState.PASSED
    run_due_jobs()
    session = db.session()
    acts = session.scalars(select(Act).order_by(Act.sequence)).all()
    assert [act.rectifies_id for act in acts] == [None, acts[0].id]
    [row] = act_content(session, acts[1].id).rows
    assert (row.previous_state_word, row.state_word) == ("no aprobada", "aprobada")
    # Now the acts say it: the button of the hour may not take it back any more.
    with pytest.raises(ConflictError, match="acta"), unit_of_work() as inside:
        undo_publication(inside, TRAINER, EVERYTHING, [world.submission_id])


def test_an_attempt_of_a_recovery_shows_on_the_home_and_is_sent_when_its_time_ends(session, world):
    session.get_one(Quiz, world.quiz.activity_id).time_limit_minutes = 10
    session.commit()
    attempt_id = _begin(world)
    asking = Access(person_id=world.person_id)

    [waiting] = open_attempts(session, asking, person_id=world.person_id).attempts
    plans = learner_transfer(session, asking).plans
    clock.advance(timedelta(minutes=12))
    with unit_of_work() as inside:
        submit_expired(inside, {})

    session.expire_all()
    assert waiting.activity_id == world.quiz.activity_id
    assert [plan.enrolment_id for plan in plans] == [world.enrolment_id]
    assert session.get_one(Attempt, attempt_id).state is not AttemptState.OPEN


def test_late_answers_and_keys_of_a_recovery_are_decided_and_corrected(session, world):
    attempt_id = _begin(world)
    _submit(world, attempt_id)
    question_id = world.quiz.questions[0]
    assert _answer(world, attempt_id, 0, "2", sequence=2, claimed_at=clock.now()).is_late

    with unit_of_work() as inside:
        facts = attempt_facts(inside, attempt_id)
        decide_late_answer(inside, TRAINER, facts, question_id, LateDecision.ACCEPTED)

    session.expire_all()
    question = get_question(session, world.quiz.activity_id, question_id)
    found = correction(session, EVERYTHING, question, question.body, 70)
    assert session.get_one(Attempt, attempt_id).score_percent == 50
    assert (found.closed_attempts, found.effect.attempts) == (0, 1)


def test_right_answers_shown_at_the_end_wait_for_the_end_of_the_recovery(session, world):
    session.get_one(Quiz, world.quiz.activity_id).feedback_when = FeedbackWhen.CLOSED
    session.commit()
    attempt_id = _begin(world)
    _submit(world, attempt_id)

    before = attempt_facts(session, attempt_id).shows_feedback
    with unit_of_work() as inside:
        end_recovery(inside, SYSTEM, EVERYTHING, world.enrolment_id, reason="No siguió.")

    assert (before, attempt_facts(session, attempt_id).shows_feedback) == (False, True)


def test_what_a_recovery_left_undone_is_closed_with_it(session, world):
    attempt_id = _begin(world)
    return_for_correction(world.submission_id)
    send(world.task, "Segunda entrega.", base_number=1)
    with unit_of_work() as inside:
        end_recovery(inside, SYSTEM, EVERYTHING, world.enrolment_id, reason="No siguió.")

    with pytest.raises(ConflictError, match="cerrada"):
        _submit(world, attempt_id)
    with pytest.raises(ConflictError, match="rectificación"):
        grade(world.submission_id, version=2)
    assert open_attempts(session, Access(person_id=world.person_id), person_id=None).attempts == ()
