"""Rows from before the column: what is published or used up is held, nothing else."""

from alembic.script import ScriptDirectory
from sqlalchemy import select, text, update

from assessments.quizzes.services.start_attempt import start_attempt
from assessments.quizzes.services.submit_attempt import submit_attempt
from courses.learning.api import own_activity_context
from courses.learning.models import ActivityProgress
from lms.bootstrap.schema import alembic_config
from lms.core.db.unit_of_work import unit_of_work
from tests.factories.assignments import grade, make_world, publish, return_for_correction, send
from tests.factories.quizzes import make_quiz, make_seat


def _attempt(session, seat, *, is_sent=True):
    context = own_activity_context(session, seat.person_id, seat.enrolment_id, seat.activity_id)
    with unit_of_work() as inside:
        attempt_id = start_attempt(inside, seat.actor, context)
        if is_sent:
            submit_attempt(inside, seat.actor, attempt_id)


def test_the_fill_says_what_the_services_would_have_said(session):
    world = make_world(session, people=3)
    published, returned, _untouched = world.people
    for who in (published, returned):
        submission_id = send(who)
        grade(submission_id)
        publish(submission_id)
    return_for_correction(submission_id)
    once, free = make_quiz(session, max_attempts=1), make_quiz(session)
    seats = [make_seat(session, once), make_seat(session, once), make_seat(session, free)]
    _attempt(session, seats[0])
    _attempt(session, seats[1], is_sent=False)
    _attempt(session, seats[2])
    said = _held(session)
    session.execute(update(ActivityProgress).values(is_held=False))

    fill = ScriptDirectory.from_config(alembic_config()).get_revision("0075").module
    session.execute(text(fill.PUBLISHED))
    session.execute(text(fill.WITHOUT_ATTEMPTS))

    assert _held(session) == said == {published.enrolment_id, seats[0].enrolment_id}


def _held(session):
    session.expire_all()
    return set(
        session.scalars(select(ActivityProgress.enrolment_id).where(ActivityProgress.is_held))
    )
