"""Answers: each kept, the latest counts, two informants side by side."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from assessments.transfer.models import (
    Answer,
    Commitment,
    FactorAnswer,
    Link,
    Milestone,
    ReinforcementTask,
    StopRequest,
    Supervisor,
)
from assessments.transfer.rules.answers import Question
from assessments.transfer.rules.plan import SupervisorInput
from assessments.transfer.rules.states import Audience, Channel, MilestoneState, StopKind
from assessments.transfer.services.answer_milestone import GivenAnswer, Source, answer_milestone
from assessments.transfer.services.decide_stop import ask_to_stop, decide_stop
from assessments.transfer.services.outcomes import recompute_of_supervisor
from assessments.transfer.services.set_supervisor import confirm_contact
from lms.core import clock
from lms.core.access import SYSTEM
from lms.core.errors import ConflictError, DomainError
from tests.factories.transfer import (
    a_commitment,
    a_plan,
    make_learner,
    make_open_milestone,
    move_to,
    run_due_steps,
    send,
)

OWN = Source(informant=Audience.PARTICIPANT)
BOSS = Source(informant=Audience.SUPERVISOR)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def asked(session):
    learner = make_learner(session)
    send(session, learner)
    milestone_id = make_open_milestone(session, learner)
    return milestone_id, session.scalars(select(Commitment.id)).one()


def _state(session, milestone_id, commitment_id, source, code, text=""):
    answer_milestone(
        session,
        SYSTEM,
        milestone_id,
        source,
        GivenAnswer(question=Question.STATE, commitment_id=commitment_id, codes=(code,), text=text),
    )
    session.commit()
    return session.get_one(Milestone, milestone_id)


def test_own_word_is_v0_with_a_document_v1_and_confirmed_v3(session, asked):
    first = _state(session, *asked, OWN, "aplicado")
    assert (first.evidence_level, first.is_achieved) == (0, True)

    answer_milestone(
        session,
        SYSTEM,
        asked[0],
        OWN,
        GivenAnswer(
            question=Question.EVIDENCE,
            commitment_id=asked[1],
            files=(FileStorage(io.BytesIO(PDF), "acta.pdf"),),
            is_confidential=True,
        ),
    )
    session.commit()
    assert session.get_one(Milestone, asked[0]).evidence_level == 1
    assert _state(session, *asked, BOSS, "mas_de_una_vez").evidence_level == 3


def test_both_answers_stay_and_the_difference_is_counted(session, asked):
    _state(session, *asked, OWN, "aplicado")

    milestone = _state(session, *asked, BOSS, "no_pudiendo")

    assert (milestone.result_observed, milestone.is_achieved) == (0.0, False)
    assert (milestone.compared_count, milestone.disagreement_count) == (1, 1)
    assert len(session.scalars(select(Answer)).all()) == 2


def test_paper_after_link_wins_and_both_are_kept(session, asked):
    _state(session, *asked, OWN, "no_aplicado")

    milestone = _state(
        session,
        *asked,
        Source(informant=Audience.PARTICIPANT, channel=Channel.PAPER),
        "aplicado",
    )

    assert milestone.result_observed == 1.0
    rows = session.scalars(select(Answer).order_by(Answer.answered_at, Answer.id)).all()
    assert [row.channel for row in rows] == [Channel.LINK, Channel.PAPER]


def test_attainment_follows_the_way_from_today_to_target(session, asked):
    answer_milestone(
        session,
        SYSTEM,
        asked[0],
        OWN,
        GivenAnswer(question=Question.INDICATOR, commitment_id=asked[1], number=4.0),
    )
    session.commit()

    assert session.get_one(Milestone, asked[0]).attainment == pytest.approx(0.8)


@pytest.mark.parametrize(
    "given",
    [
        GivenAnswer(question=Question.SUPPORT, codes=("tiempo",)),
        GivenAnswer(question=Question.STATE, codes=("aplicado",)),
        GivenAnswer(question=Question.HELPED, codes=("TIEMPO", "MEDIOS", "EQUIPO", "OTRO")),
        GivenAnswer(question=Question.SHARED, codes=("mil",)),
    ],
)
def test_an_answer_that_the_question_does_not_admit_is_refused(session, asked, given):
    with pytest.raises(DomainError):
        answer_milestone(session, SYSTEM, asked[0], OWN, given)


def test_factors_are_those_named_last(session, asked):
    for codes in (("TIEMPO", "MEDIOS"), ("EQUIPO",)):
        answer_milestone(
            session, SYSTEM, asked[0], OWN, GivenAnswer(question=Question.HINDERED, codes=codes)
        )
        session.commit()

    assert [row.factor for row in session.scalars(select(FactorAnswer))] == ["EQUIPO"]


def test_a_late_answer_is_marked_and_opens_a_closed_milestone(session, asked):
    milestone = session.get_one(Milestone, asked[0])
    move_to(milestone.closes_on + timedelta(days=1))
    session.commit()
    run_due_steps(session)

    late = _state(session, *asked, OWN, "parcial")

    assert late.state is MilestoneState.ANSWERED
    assert session.scalars(select(Answer)).one().is_late


def test_what_was_said_in_time_is_not_changed_late_and_nothing_is_taken_after_the_end(
    session, asked
):
    _state(session, *asked, OWN, "aplicado")
    milestone = session.get_one(Milestone, asked[0])
    move_to(milestone.closes_on + timedelta(days=1))
    session.commit()
    with pytest.raises(ConflictError):
        _state(session, *asked, OWN, "no_aplicado")
    session.rollback()
    move_to(milestone.ends_on + timedelta(days=1))
    with pytest.raises(ConflictError):
        _state(session, *asked, BOSS, "una_vez")


def test_the_last_day_counts_until_midnight_of_la_paz(session, asked):
    milestone = session.get_one(Milestone, asked[0])
    move_to(milestone.closes_on, hour=23)
    session.commit()

    _state(session, *asked, OWN, "aplicado")

    assert not session.scalars(select(Answer)).one().is_late


def test_no_longer_applies_needs_a_cause_and_coordinations_word(session, asked):
    with pytest.raises(DomainError):
        _state(session, *asked, OWN, "ya_no_corresponde")
    session.rollback()
    milestone = _state(session, *asked, OWN, "ya_no_corresponde", "Cambió la norma")
    assert (milestone.is_excluded, milestone.is_answer) == (False, False)
    request = session.scalars(select(StopRequest)).one()

    decide_stop(session, SYSTEM, request.id, is_approved=True)
    session.commit()

    rows = session.scalars(select(Milestone)).all()
    assert {(row.state, row.stop_kind, row.is_excluded) for row in rows} == {
        (MilestoneState.STOPPED, StopKind.NO_LONGER_APPLIES, True)
    }


def test_one_of_two_commitments_left_out_leaves_the_other_to_count(session):
    learner = make_learner(session)
    send(session, learner, a_plan(a_commitment(), a_commitment(action="otra cosa")))
    milestone_id = make_open_milestone(session, learner)
    first, second = session.scalars(select(Commitment.id).order_by(Commitment.position)).all()
    _state(session, milestone_id, first, OWN, "ya_no_corresponde", "Cambió la norma")
    decide_stop(session, SYSTEM, session.scalars(select(StopRequest.id)).one(), is_approved=True)
    session.commit()

    milestone = _state(session, milestone_id, second, OWN, "aplicado")

    assert (milestone.state, milestone.result_low) == (MilestoneState.OPEN, 1.0)


def test_a_reassigned_person_stops_here_and_goes_on_at_the_next_milestone(session, asked):
    request = ask_to_stop(
        session, asked[0], kind=StopKind.REASSIGNED, cause="Otro puesto", asked_by="Ana"
    )
    decide_stop(session, SYSTEM, request, is_approved=True)
    session.commit()

    states = {row.days: (row.state, row.stop_kind) for row in session.scalars(select(Milestone))}
    assert states == {
        30: (MilestoneState.STOPPED, StopKind.REASSIGNED),
        90: (MilestoneState.PLANNED, None),
        180: (MilestoneState.PLANNED, None),
    }
    assert session.scalars(select(Supervisor)).one().valid_to is not None


def _change_of_post(session, milestone_id, kind):
    request = ask_to_stop(session, milestone_id, kind=kind, cause="Otro puesto", asked_by="Ana")
    stopped = decide_stop(session, SYSTEM, request, is_approved=True)
    session.commit()
    return stopped


@pytest.mark.parametrize(
    ("kind", "later"),
    [
        (StopKind.REASSIGNED, MilestoneState.PLANNED),
        (StopKind.NO_LONGER_APPLIES, MilestoneState.STOPPED),
    ],
)
def test_a_change_of_post_after_the_answer_leaves_the_answer_counting(session, asked, kind, later):
    _state(session, *asked, OWN, "aplicado")
    _state(session, *asked, BOSS, "mas_de_una_vez")

    stopped = _change_of_post(session, asked[0], kind)

    milestone = session.get_one(Milestone, asked[0])
    assert (milestone.state, milestone.is_excluded) == (MilestoneState.OPEN, False)
    assert (milestone.is_achieved, milestone.evidence_level) == (True, 2)
    states = {row.days: row.state for row in session.scalars(select(Milestone)) if row.days > 30}
    assert states == {90: later, 180: later}
    assert stopped == list(states.values()).count(MilestoneState.STOPPED)
    assert session.scalars(select(Link).where(Link.revoked_at.is_(None))).first() is not None
    move_to(milestone.closes_on + timedelta(days=1))
    session.commit()
    run_due_steps(session)
    assert session.get_one(Milestone, asked[0]).state is MilestoneState.ANSWERED


@pytest.mark.parametrize(
    ("source", "code", "text"),
    [
        (OWN, "ya_no_corresponde", "Cambió la norma"),
        (BOSS, "no_puedo_saberlo", ""),
    ],
)
def test_an_answer_that_says_nothing_of_the_work_does_not_hold_a_stop_back(
    session, asked, source, code, text
):
    _state(session, *asked, source, code, text)

    assert _change_of_post(session, asked[0], StopKind.REASSIGNED) == 1
    assert session.get_one(Milestone, asked[0]).state is MilestoneState.STOPPED


def test_the_word_of_a_superior_who_waits_for_confirmation_is_not_lost_by_a_stop(session):
    learner = make_learner(session)
    boss = SupervisorInput(name="Yo", email="ana@municipio.invalid")
    send(session, learner, a_plan(supervisor=boss))
    milestone_id = make_open_milestone(session, learner)
    commitment_id = session.scalars(select(Commitment.id)).one()
    _state(session, milestone_id, commitment_id, BOSS, "mas_de_una_vez")

    assert _change_of_post(session, milestone_id, StopKind.REASSIGNED) == 0
    assert session.get_one(Milestone, milestone_id).state is MilestoneState.OPEN


def test_a_declined_request_changes_nothing_and_needs_a_reason(session, asked):
    request = ask_to_stop(
        session, asked[0], kind=StopKind.REASSIGNED, cause="Otro puesto", asked_by="Ana"
    )
    with pytest.raises(DomainError):
        decide_stop(session, SYSTEM, request, is_approved=False)
    session.rollback()
    request = ask_to_stop(
        session, asked[0], kind=StopKind.REASSIGNED, cause="Otro puesto", asked_by="Ana"
    )
    decide_stop(session, SYSTEM, request, is_approved=False, note="Sigue en su puesto")
    session.commit()

    assert session.get_one(Milestone, asked[0]).state is MilestoneState.OPEN
    with pytest.raises(ConflictError):
        decide_stop(session, SYSTEM, request, is_approved=True)


def test_a_doubtful_superior_counts_only_once_confirmed(session):
    learner = make_learner(session)
    send(
        session,
        learner,
        a_plan(supervisor=SupervisorInput(name="Yo", email="ana@municipio.invalid")),
    )
    milestone_id = make_open_milestone(session, learner)
    commitment_id = session.scalars(select(Commitment.id)).one()
    _state(session, milestone_id, commitment_id, OWN, "aplicado")
    assert _state(session, milestone_id, commitment_id, BOSS, "mas_de_una_vez").evidence_level == 0
    supervisor = session.scalars(select(Supervisor)).one()

    confirm_contact(session, SYSTEM, supervisor.id)
    recompute_of_supervisor(session, supervisor.id)
    session.commit()

    assert session.get_one(Milestone, milestone_id).evidence_level == 2


def test_below_target_at_closing_gives_the_tutor_one_task(session, asked):
    _state(session, *asked, OWN, "parcial")
    milestone = session.get_one(Milestone, asked[0])
    move_to(milestone.closes_on + timedelta(days=1))
    session.commit()
    run_due_steps(session)
    _state(session, *asked, BOSS, "sin_ocasion")

    assert len(session.scalars(select(ReinforcementTask)).all()) == 1


def _sheet(answered_on):
    return Source(informant=Audience.PARTICIPANT, channel=Channel.PAPER, answered_on=answered_on)


def test_a_sheet_counts_from_its_own_day_and_a_later_link_wins_over_it(session, asked):
    opened = session.get_one(Milestone, asked[0]).due_on
    move_to(opened + timedelta(days=4))
    session.commit()
    _state(session, *asked, OWN, "aplicado")
    move_to(opened + timedelta(days=9))

    milestone = _state(session, *asked, _sheet(opened), "no_aplicado")

    assert milestone.result_observed == 1.0
    assert clock.local_date(milestone.answered_at) == opened
    paper = session.scalars(select(Answer).where(Answer.channel == Channel.PAPER)).one()
    assert (clock.local_date(paper.answered_at), paper.is_late) == (opened, False)
    assert clock.local_date(paper.created_at) == opened + timedelta(days=9)


def test_a_sheet_filled_in_time_and_typed_after_the_closing_is_not_late(session, asked):
    closes_on = session.get_one(Milestone, asked[0]).closes_on
    move_to(closes_on + timedelta(days=5))
    session.commit()
    run_due_steps(session)
    assert session.get_one(Milestone, asked[0]).state is MilestoneState.CLOSED_WITHOUT_ANSWER

    milestone = _state(session, *asked, _sheet(closes_on), "aplicado")

    assert (milestone.state, milestone.is_achieved) == (MilestoneState.ANSWERED, True)
    assert not session.scalars(select(Answer)).one().is_late


def test_a_sheet_filled_in_time_wins_over_a_late_link(session, asked):
    closes_on = session.get_one(Milestone, asked[0]).closes_on
    move_to(closes_on + timedelta(days=5))
    session.commit()
    assert _state(session, *asked, OWN, "no_aplicado").result_observed == 0.0

    assert _state(session, *asked, _sheet(closes_on), "aplicado").result_observed == 1.0


@pytest.mark.parametrize(("days", "code"), [(1, "future"), (-1, "before_opening")])
def test_a_sheet_is_neither_of_tomorrow_nor_older_than_its_milestone(session, asked, days, code):
    day = session.get_one(Milestone, asked[0]).due_on + timedelta(days=days)
    session.commit()

    with pytest.raises(DomainError) as refused:
        _state(session, *asked, _sheet(day), "aplicado")

    assert (refused.value.code, refused.value.field) == (code, "answered_on")


def test_an_older_sheet_neither_takes_factors_back_nor_asks_to_leave_out(session, asked):
    opened = session.get_one(Milestone, asked[0]).due_on
    move_to(opened + timedelta(days=4))
    session.commit()
    _state(session, *asked, OWN, "aplicado")
    for source, codes in ((OWN, ("EQUIPO",)), (_sheet(opened), ("TIEMPO",))):
        answer_milestone(
            session, SYSTEM, asked[0], source, GivenAnswer(question=Question.HELPED, codes=codes)
        )
    session.commit()

    _state(session, *asked, _sheet(opened), "ya_no_corresponde", "Cambió la norma")

    assert [row.factor for row in session.scalars(select(FactorAnswer))] == ["EQUIPO"]
    assert session.scalars(select(StopRequest)).all() == []
