"""The demonstration holds every state of the path, once, and nothing of its past happens again.

Few tests, each of one house: on PostgreSQL every one loads the demonstration anew.
"""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from assessments.assignments.models import Submission
from assessments.assignments.rules.states import SubmissionState
from assessments.gradebook.models import Act
from assessments.quizzes.models import Attempt
from assessments.transfer.models import Milestone, Plan, Reminder, StopRequest, SuccessCase
from assessments.transfer.models.follow_on import CaseState
from assessments.transfer.models.link import ReminderChannel, ReminderState
from assessments.transfer.queries.dashboard import dashboard
from assessments.transfer.queries.dashboard_tables import TransferFilter
from assessments.transfer.queries.frozen_dashboard import CutFilter, cut_list
from assessments.transfer.rules.states import MilestoneState, PlanState, RequestState
from certificates.issuing.models import Award, Certificate, Folio
from certificates.issuing.rules.states import AwardState, CertificateState
from courses.learning.models import Edition, Enrolment
from courses.learning.rules.states import EditionState, EnrolmentState
from lms.accounts.demo import demo_person_id
from lms.accounts.models import User
from lms.bootstrap.demonstration import MARK, bring_demonstration, load_demonstration
from lms.core import clock
from lms.core.access import Reach, Role, Scope
from lms.core.db.base import Base
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.jobs.models import Job, JobState
from lms.core.mail.models import OutgoingMail
from lms.messages.models import Notice

EVERYTHING = Reach(everything=True)


@pytest.fixture
def school(demonstration, session):
    """The session of a school with the demonstration."""
    return session


def _states(session, column):
    return set(session.scalars(select(column).distinct()))


def test_every_state_of_a_course(school):
    assert _states(school, Enrolment.state) == set(EnrolmentState)
    assert _states(school, Edition.state) == {EditionState.OPEN, EditionState.CLOSED}
    assert _states(school, Submission.state) == set(SubmissionState)
    best = select(func.max(Attempt.score_percent)).group_by(Attempt.enrolment_id)
    assert set(school.scalars(best)) == {100}
    assert school.scalar(select(func.max(Attempt.number))) == 2


def test_every_state_of_the_follow_up_and_work_in_its_lists(school):
    assert _states(school, Milestone.state) == set(MilestoneState)
    assert _states(school, Plan.state) >= {
        PlanState.SENT,
        PlanState.AGREED,
        PlanState.CHANGE_PROPOSED,
        PlanState.NOT_MY_POST,
    }
    assert _states(school, SuccessCase.state) >= {
        CaseState.PROPOSED,
        CaseState.INTERVIEWED,
        CaseState.PUBLISHED,
    }
    assert _states(school, StopRequest.state) == {RequestState.ASKED, RequestState.APPROVED}
    waiting = school.execute(
        select(Reminder.channel, func.min(Reminder.created_at))
        .where(Reminder.state == ReminderState.WAITING)
        .group_by(Reminder.channel)
    ).all()
    assert {row[0] for row in waiting} == {ReminderChannel.HAND, ReminderChannel.PHONE}
    assert all(row[1] > clock.now() - timedelta(days=7) for row in waiting)


def test_figures_at_ninety_days_are_printed_for_the_school_and_its_sponsor(school):
    found = dashboard(school, EVERYTHING, TransferFilter(days=90))

    assert not found.is_reserved
    assert (found.total.finished, found.total.answered) == (19, 16)
    assert found.total.disagreements == 2
    printed = [row for row in found.by_organization.rows if not row.is_reserved]
    assert len(printed) >= 2
    assert found.helped.lines
    assert found.hindered.lines
    assert cut_list(school, EVERYTHING, CutFilter(), number=1).total
    sponsor = school.scalar(select(Edition.sponsor_id).where(Edition.sponsor_id.is_not(None)))

    paid = dashboard(
        school, Reach(ids={Scope.SPONSOR: frozenset({sponsor})}), TransferFilter(days=90)
    )
    assert paid.total.finished == 19


def test_every_state_of_a_certificate_and_one_of_who_signs_in(school):
    assert _states(school, Certificate.state) == set(CertificateState)
    assert _states(school, Award.state) >= {
        AwardState.ELIGIBLE,
        AwardState.APPROVED,
        AwardState.DECLINED,
    }
    assert all(school.scalars(select(Certificate.is_demonstration)))
    assert school.scalar(select(func.count()).where(Folio.annulled_at.is_not(None))) == 1
    assert school.scalar(select(func.count()).select_from(Act)) == 2

    own = demo_person_id(school, Role.PARTICIPANT)
    certificate = school.scalars(select(Certificate).where(Certificate.person_id == own)).one()
    assert certificate.state is CertificateState.ISSUED
    states = school.scalars(
        select(Milestone.state)
        .where(Milestone.enrolment_id == certificate.enrolment_id)
        .order_by(Milestone.days)
    ).all()
    assert states == [MilestoneState.ANSWERED, MilestoneState.ANSWERED, MilestoneState.OPEN]
    assert school.scalar(select(func.count()).where(Notice.person_id == own)) > 3


def test_nobody_is_written_to_and_nothing_happens_again(school, demonstration):
    assert school.scalar(select(func.count()).select_from(OutgoingMail)) == 0
    late = school.scalars(
        select(Job.kind).where(
            Job.state == JobState.READY,
            Job.run_at < clock.start_of_day(clock.today()),
            Job.kind.in_(("core.deliver_event", "messages.notify", "issuing.draw_certificate")),
        )
    ).all()
    assert late == []
    school.commit()
    before = _counts(demonstration)

    load_demonstration(demonstration)

    assert _counts(demonstration) == before


def test_only_another_demonstration_or_an_empty_database_is_loaded(
    demonstration, tmp_path, monkeypatch
):
    loads = []
    monkeypatch.setattr("lms.bootstrap.demonstration.load_demonstration", loads.append)

    assert bring_demonstration(demonstration, tmp_path)
    assert not bring_demonstration(demonstration, tmp_path)
    (tmp_path / MARK).write_text("another")
    assert bring_demonstration(demonstration, tmp_path)
    with demonstration.app_context(), unit_of_work() as session:
        session.execute(update(User).values(active=False))
    assert bring_demonstration(demonstration, tmp_path)
    assert len(loads) == 3


def _counts(app):
    with app.app_context():
        counts = {
            table.name: db.session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }
        db.session.remove()
    return counts
