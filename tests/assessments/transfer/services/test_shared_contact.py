"""A contact given for three people is doubtful for all of them, at once and in the figures."""

from sqlalchemy import select

from assessments.transfer.models import Commitment, Milestone, Supervisor
from assessments.transfer.rules.answers import Question
from assessments.transfer.rules.states import Audience
from assessments.transfer.services.answer_milestone import GivenAnswer, Source, answer_milestone
from assessments.transfer.services.set_supervisor import set_supervisor
from lms.audit.models import AuditLine
from lms.core.access import SYSTEM
from tests.factories.learning import make_edition, make_enrolment
from tests.factories.transfer import (
    BOSS,
    make_learner,
    make_open_milestone,
    make_plan_course,
    send,
)


def _name_boss(session, *enrolment_ids):
    for enrolment_id in enrolment_ids:
        set_supervisor(session, SYSTEM, enrolment_id, BOSS, reason="Plan enviado")
    session.commit()


def _flags(session):
    return [row.flags for row in session.scalars(select(Supervisor))]


def test_one_person_in_three_courses_has_the_same_superior_and_no_flag(session):
    first = make_learner(session)
    again = [
        make_enrolment(
            session,
            make_edition(session, make_plan_course(session)),
            first.person_id,
        )
        for n in range(2)
    ]
    second = make_learner(session, first.edition, email="b@x.invalid")

    _name_boss(session, first.id, *again, second.id)
    assert _flags(session) == [[]] * 4

    third = make_learner(session, first.edition, email="c@x.invalid")
    _name_boss(session, third.id)
    assert _flags(session) == [["shared"]] * 5


def test_the_third_person_takes_the_confirmation_from_the_figures_at_once(session):
    learner = make_learner(session)
    send(session, learner)
    others = [
        make_learner(session, learner.edition, email=f"{name}@x.invalid").id for name in ("b", "c")
    ]
    milestone_id = make_open_milestone(session, learner)
    commitment_id = session.scalars(select(Commitment.id)).one()
    for audience, code in (
        (Audience.PARTICIPANT, "aplicado"),
        (Audience.SUPERVISOR, "mas_de_una_vez"),
    ):
        answer_milestone(
            session,
            SYSTEM,
            milestone_id,
            Source(informant=audience),
            GivenAnswer(question=Question.STATE, commitment_id=commitment_id, codes=(code,)),
        )
    _name_boss(session, others[0])
    assert session.get_one(Milestone, milestone_id).evidence_level == 2

    _name_boss(session, others[1])

    assert session.get_one(Milestone, milestone_id).evidence_level == 0
    flagged = session.scalars(
        select(AuditLine).where(AuditLine.action == "transfer.flag_contact")
    ).all()
    assert len(flagged) == 2
