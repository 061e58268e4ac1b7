"""Computes a milestone's result out of the latest answers and stores it beside the milestone."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.statistics.reasons import defined
from assessments.statistics.transfer.attainment import attainment
from assessments.transfer.models import (
    Answer,
    Commitment,
    Evidence,
    Milestone,
    ReinforcementTask,
    StopRequest,
    Supervisor,
)
from assessments.transfer.models.answer import LATEST_LAST
from assessments.transfer.queries.milestone_facts import commitments_of_enrolment
from assessments.transfer.rules.answers import (
    SCORE,
    STATE_SEEN,
    CommitmentState,
    Question,
    Seen,
)
from assessments.transfer.rules.outcome import CommitmentAnswers, outcome_of
from assessments.transfer.rules.states import Audience, MilestoneState, RequestState
from lms.core import ids
from lms.core.i18n import gettext as _

CLOSED = frozenset({MilestoneState.ANSWERED, MilestoneState.CLOSED_WITHOUT_ANSWER})


def recompute(session: Session, milestone: Milestone) -> None:
    """Store the result of a milestone as its latest answers make it; six statements."""
    if milestone.state is MilestoneState.STOPPED:
        return
    commitments = commitments_of_enrolment(session, milestone.enrolment_id)
    said = _latest(session, milestone.id)
    shown = set(
        session.scalars(select(Evidence.commitment_id).where(Evidence.milestone_id == milestone.id))
    )
    excluded = excluded_commitments(session, milestone.enrolment_id, milestone.due_on)
    supervisor = (
        session.get(Supervisor, milestone.supervisor_id) if milestone.supervisor_id else None
    )
    outcome = outcome_of(
        [_of(one, said, shown, excluded) for one in commitments],
        is_trusted=supervisor is not None and supervisor.is_trusted,
    )
    milestone.has_plan = bool(commitments)
    milestone.result_low = outcome.low
    milestone.result_observed = outcome.observed
    milestone.result_high = outcome.high
    milestone.attainment = _attainment(session, milestone, commitments)
    milestone.is_answer = outcome.is_answer
    milestone.is_achieved = outcome.is_achieved
    milestone.evidence_level = None if outcome.evidence is None else int(outcome.evidence)
    milestone.is_excluded = outcome.is_excluded
    milestone.compared_count = outcome.compared
    milestone.disagreement_count = outcome.disagreements
    if milestone.state in CLOSED:
        open_reinforcement(session, milestone)


def recompute_of_supervisor(session: Session, supervisor_id: UUID) -> int:
    """Recompute every milestone at which a superior was asked; return how many."""
    rows = session.scalars(select(Milestone).where(Milestone.supervisor_id == supervisor_id)).all()
    for milestone in rows:
        recompute(session, milestone)
    return len(rows)


def open_reinforcement(session: Session, milestone: Milestone) -> None:
    """Give the tutor a task where a closed milestone stayed below target; once a milestone."""
    if not milestone.is_answer or milestone.is_achieved or milestone.is_excluded:
        return
    standing = session.scalar(
        select(ReinforcementTask.id).where(ReinforcementTask.milestone_id == milestone.id)
    )
    if standing is None:
        session.add(
            ReinforcementTask(
                id=ids.new_id(),
                milestone_id=milestone.id,
                coaching_note=_(
                    "Converse quince minutos: ¿en qué momento se presentó la situación?, "
                    "¿qué hizo?, ¿qué lo impidió? Acuerden un paso más pequeño y una fecha."
                ),
            )
        )


def has_scored_answer(session: Session, milestone: Milestone) -> bool:
    """Tell whether anybody's latest word on a commitment says how it went.

    *Ya no corresponde* and *no puedo saberlo* do not; the word of a superior whose contact waits
    for confirmation does, for it may still come to count.
    """
    return any(
        CommitmentState(code) in SCORE
        if informant is Audience.PARTICIPANT
        else STATE_SEEN[Seen(code)] is not None
        for (_commitment, informant), code in _latest(session, milestone.id).items()
    )


def excluded_commitments(session: Session, enrolment_id: UUID, due_on: date) -> frozenset[UUID]:
    """Return the commitments that coordination took out, with cause, up to a milestone's day."""
    found = session.scalars(
        select(StopRequest.commitment_id)
        .join(Milestone, Milestone.id == StopRequest.milestone_id)
        .where(
            StopRequest.enrolment_id == enrolment_id,
            StopRequest.state == RequestState.APPROVED,
            StopRequest.commitment_id.is_not(None),
            Milestone.due_on <= due_on,
        )
    )
    return frozenset(one for one in found if one is not None)


def _latest(session: Session, milestone_id: UUID) -> dict[tuple[UUID, Audience], str]:
    rows = session.execute(
        select(Answer.commitment_id, Answer.informant, Answer.value)
        .where(Answer.milestone_id == milestone_id, Answer.question == Question.STATE)
        .order_by(*LATEST_LAST)
    )
    # Later rows overwrite earlier ones: the latest answer wins, whatever way it came in, and one
    # in time wins over a late one.
    return {(row.commitment_id, row.informant): row.value["codes"][0] for row in rows}


def _attainment(
    session: Session, milestone: Milestone, commitments: list[Commitment]
) -> float | None:
    rows = session.execute(
        select(Answer.commitment_id, Answer.value)
        .where(Answer.milestone_id == milestone.id, Answer.question == Question.INDICATOR)
        .order_by(*LATEST_LAST)
    )
    actual = {row.commitment_id: row.value["number"] for row in rows}
    parts = [
        attainment(baseline=one.baseline, target=one.target, actual=actual[one.id])
        for one in commitments
        if one.baseline is not None and one.target is not None and actual.get(one.id) is not None
    ]
    numbers = defined(parts)
    return sum(numbers) / len(numbers) if numbers else None


def _of(
    one: Commitment,
    said: Mapping[tuple[UUID, Audience], str],
    shown: set[UUID],
    excluded: frozenset[UUID],
) -> CommitmentAnswers:
    own = said.get((one.id, Audience.PARTICIPANT))
    seen = said.get((one.id, Audience.SUPERVISOR))
    return CommitmentAnswers(
        own=CommitmentState(own) if own else None,
        seen=Seen(seen) if seen else None,
        has_document=one.id in shown,
        is_excluded=one.id in excluded,
        weight=one.weight,
    )
