"""Drafts are kept, plans are sent once and complete the course."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from assessments.transfer.models import Commitment, Plan, PlanEvent, Supervisor
from assessments.transfer.queries.plan_page import plan_context
from assessments.transfer.rules.plan import SupervisorInput
from assessments.transfer.rules.states import PlanState
from assessments.transfer.services.write_plan import change_plan_state, save_draft, send_plan
from courses.learning.models import Enrolment
from courses.learning.rules.states import EnrolmentState
from lms.core.access import SYSTEM
from lms.core.errors import ConflictError, DomainError
from lms.core.events.models import OutboxEvent
from tests.factories.transfer import BOSS, a_commitment, a_plan, make_learner, send


def _events(session, name):
    return list(session.scalars(select(OutboxEvent).where(OutboxEvent.name == name)))


def test_sending_the_plan_passes_the_course_and_tells_it(session):
    learner = make_learner(session)

    send(session, learner)

    assert session.get_one(Enrolment, learner.id).state is EnrolmentState.PASSED
    assert len(_events(session, "PlanSent")) == 1
    assert len(_events(session, "CoursePassed")) == 1
    plan = session.scalars(select(Plan)).one()
    assert (plan.state, plan.efficacy_before, plan.efficacy_after) == (PlanState.SENT, 4, 8)
    assert session.scalars(select(Supervisor)).one().name == "Rosa Condori"


def test_sending_twice_tells_it_once_and_keeps_both_in_the_history(session):
    learner = make_learner(session)

    send(session, learner)
    send(session, learner, a_plan(a_commitment(target=7.0)))

    assert len(_events(session, "PlanSent")) == 1
    assert session.scalars(select(Commitment)).one().target == 7
    history = session.scalars(select(PlanEvent).order_by(PlanEvent.created_at, PlanEvent.id)).all()
    assert [row.content["commitments"][0]["target"] for row in history] == [5, 7]


def test_a_commitment_taken_out_before_sending_again_is_gone(session):
    learner = make_learner(session)
    send(session, learner, a_plan(a_commitment(), a_commitment(action="otra cosa")))

    send(session, learner)

    assert len(session.scalars(select(Commitment)).all()) == 1


def test_a_target_equal_to_today_is_refused_beside_its_field(session):
    learner = make_learner(session)
    context = plan_context(session, learner.person_id, learner.id)

    with pytest.raises(DomainError) as refusal:
        send_plan(session, learner.actor, context, a_plan(a_commitment(target=0.0)))

    assert refusal.value.field == "target"
    assert session.scalars(select(Plan)).all() == []


def test_a_draft_may_be_half_and_wrong_and_passes_nothing(session):
    learner = make_learner(session)
    context = plan_context(session, learner.person_id, learner.id)

    save_draft(session, context, {"commitments-0-target": "doce"})
    save_draft(session, context, {"commitments-0-target": "12"})
    session.commit()

    plan = session.scalars(select(Plan)).one()
    assert (plan.state, plan.draft) == (PlanState.DRAFT, {"commitments-0-target": "12"})
    assert session.get_one(Enrolment, learner.id).state is EnrolmentState.IN_PROGRESS


def test_an_agreed_plan_is_not_changed(session):
    learner = make_learner(session)
    send(session, learner)
    plan = session.scalars(select(Plan)).one()
    change_plan_state(session, SYSTEM, plan, PlanState.AGREED)
    session.commit()

    with pytest.raises(ConflictError):
        send(session, learner)


def test_a_withdrawn_person_sends_no_plan(session):
    learner = make_learner(session)
    session.get_one(Enrolment, learner.id).state = EnrolmentState.WITHDRAWN
    session.commit()

    with pytest.raises(ConflictError):
        send(session, learner)


def test_another_superior_ends_the_one_before(session):
    learner = make_learner(session)
    send(session, learner)

    send(session, learner, a_plan(supervisor=replace(BOSS, name="Luis Choque")))

    rows = session.scalars(select(Supervisor).order_by(Supervisor.created_at, Supervisor.id)).all()
    assert [(row.name, row.valid_to is None) for row in rows] == [
        ("Rosa Condori", False),
        ("Luis Choque", True),
    ]


def test_the_participants_own_address_as_superior_is_flagged(session):
    learner = make_learner(session)

    send(
        session,
        learner,
        a_plan(supervisor=SupervisorInput(name="Yo", email="ana@municipio.invalid")),
    )

    assert session.scalars(select(Supervisor)).one().flags == ["same_as_participant"]


def test_the_third_participant_who_gives_a_contact_flags_it_for_all(session):
    first = make_learner(session, email="a@x.invalid")
    others = [
        make_learner(session, first.edition, email=f"{name}@x.invalid") for name in ("b", "c")
    ]

    for learner in (first, *others):
        send(session, learner)

    assert [row.flags for row in session.scalars(select(Supervisor))] == [["shared"]] * 3
