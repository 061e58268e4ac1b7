"""Milestones stand once, on working days, and stop when the pass is taken back."""

from datetime import date

from sqlalchemy import func, select

from assessments.transfer.models import Milestone, MilestoneStep
from assessments.transfer.rules.states import MilestoneState, StopKind
from assessments.transfer.services.make_milestones import make_milestones
from assessments.transfer.subscribers import on_course_passed, on_pass_withdrawn
from courses.learning.models import Enrolment
from courses.learning.services.evaluate_completion import withdraw_pass
from lms.core import clock
from lms.core.access import SYSTEM
from lms.core.db.engine import db
from lms.core.jobs.models import Job
from lms.core.jobs.run import run_job
from lms.domain_events import CoursePassed, CoursePassWithdrawn
from tests.factories.learning import make_organization
from tests.factories.transfer import make_learner, send


def _passed(learner, sequence=1):
    return CoursePassed(
        enrolment_id=learner.id,
        person_id=learner.person_id,
        edition_id=learner.edition.id,
        course_id=learner.edition.course.id,
        passed_at=clock.now(),
        passed_on=clock.today(),
        sequence=sequence,
    )


def test_delivering_twice_makes_three_milestones_once(session):
    learner = make_learner(session)
    send(session, learner)

    on_course_passed(session, _passed(learner))
    session.commit()
    on_course_passed(session, _passed(learner))
    session.commit()

    rows = session.scalars(select(Milestone).order_by(Milestone.days)).all()
    assert [(row.days, row.due_on) for row in rows] == [
        (30, date(2027, 3, 31)),
        # The 30th is a Sunday.
        (90, date(2027, 5, 31)),
        # The 28th is a Saturday.
        (180, date(2027, 8, 30)),
    ]
    assert all(row.has_plan and row.state is MilestoneState.PLANNED for row in rows)
    assert session.scalar(select(func.count()).select_from(MilestoneStep)) == 21


def test_the_job_of_the_event_makes_them(session):
    learner = make_learner(session)
    send(session, learner)

    jobs = session.scalars(select(Job.id).where(Job.kind == "core.deliver_event")).all()
    session.commit()
    for job_id in jobs:
        run_job(job_id)

    # A job gives its session back: what follows reads with a new one.
    assert db.session().scalar(select(func.count()).select_from(Milestone)) == 3


def test_a_department_has_its_own_holiday(session):
    la_paz = make_organization(session, "Caranavi", department="La Paz")
    beni = make_organization(session, "Trinidad", department="Beni")
    learners = [make_learner(session, organization_id=one) for one in (la_paz, beni)]

    for learner in learners:
        # 16 July is the day of La Paz, a Friday in 2027.
        make_milestones(session, learner.id, sequence=1, passed_on=date(2027, 6, 16))
    session.commit()

    found = {
        row.enrolment_id: row.due_on
        for row in session.scalars(select(Milestone).where(Milestone.days == 30))
    }
    assert found == {learners[0].id: date(2027, 7, 19), learners[1].id: date(2027, 7, 16)}


def test_steps_are_due_in_the_morning_of_the_editions_zone(session):
    learner = make_learner(session)
    make_milestones(session, learner.id, sequence=1, passed_on=clock.today())
    session.commit()

    moments = {
        row.kind: row.due_at
        for row in session.scalars(
            select(MilestoneStep)
            .join(Milestone, Milestone.id == MilestoneStep.milestone_id)
            .where(Milestone.days == 30)
        )
    }
    assert {moment.hour for moment in moments.values()} == {12}
    assert moments["pre_notice"].date() == date(2027, 3, 24)


def test_a_pass_taken_back_stops_them_and_the_next_pass_makes_new_ones(session):
    learner = make_learner(session)
    send(session, learner)
    on_course_passed(session, _passed(learner))
    enrolment = session.get_one(Enrolment, learner.id)
    withdraw_pass(session, SYSTEM, enrolment, reason="Nota corregida")
    on_pass_withdrawn(
        session,
        CoursePassWithdrawn(
            enrolment_id=learner.id,
            person_id=learner.person_id,
            edition_id=learner.edition.id,
            reason="Nota corregida",
        ),
    )
    session.commit()

    rows = session.scalars(select(Milestone)).all()
    assert {(row.state, row.stop_kind) for row in rows} == {
        (MilestoneState.STOPPED, StopKind.PASS_WITHDRAWN)
    }
    # Delivered after the pass was taken back: nothing is made for it.
    on_course_passed(session, _passed(learner, sequence=1))
    session.commit()
    assert session.scalar(select(func.count()).select_from(Milestone)) == 3
