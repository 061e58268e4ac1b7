"""Tutors' tasks and cases worth telling: done, proposed, interviewed, published with consent."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import Milestone, ReinforcementTask, SuccessCase
from assessments.transfer.models.follow_on import CaseKind, CaseState
from assessments.transfer.rules.cases import Ranked, proposed_cases
from assessments.transfer.rules.states import MilestoneState
from courses.learning.api import ENROLMENT
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _

CASE_DAYS = 90
"""Cases are looked for where the change had time to show. Source: reference section 5.3."""


def finish_task(session: Session, actor: Actor, task_id: UUID, *, note: str) -> None:
    """Write down what came of talking to a person below target."""
    if not note.strip():
        raise DomainError(_("Escriba en qué quedaron."), field="note")
    row = session.get_one(ReinforcementTask, task_id)
    row.done_note = note.strip()[:2000]
    row.done_at = clock.now()
    row.done_by_person_id = actor.person_id
    record_change(
        session,
        actor,
        action="transfer.finish_task",
        object_kind="reinforcement_task",
        object_id=row.id,
        after={"done_at": row.done_at},
    )


def propose_cases(session: Session, edition_id: UUID, *, days: int = CASE_DAYS) -> int:
    """Propose the top and bottom four of an edition; those that stand already stay. Returns new."""
    rows = session.execute(
        select(
            Milestone.id,
            Milestone.result_observed,
            Milestone.evidence_level,
            Milestone.is_achieved,
        )
        .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
        .outerjoin(SuccessCase, SuccessCase.milestone_id == Milestone.id)
        .where(
            ENROLMENT.c.edition_id == edition_id,
            Milestone.days == days,
            Milestone.state == MilestoneState.ANSWERED,
            Milestone.is_answer.is_(True),
            Milestone.is_excluded.is_(False),
        )
        .order_by(Milestone.id)
    )
    proposed = proposed_cases(
        [
            Ranked(
                key=row.id,
                observed=row.result_observed or 0.0,
                evidence=row.evidence_level or 0,
                is_achieved=row.is_achieved,
            )
            for row in rows
        ]
    )
    standing = set(
        session.scalars(
            select(SuccessCase.milestone_id).where(SuccessCase.milestone_id.in_(proposed))
        )
    )
    for milestone_id, is_success in proposed.items():
        if milestone_id not in standing:
            session.add(
                SuccessCase(
                    id=ids.new_id(),
                    milestone_id=milestone_id,
                    kind=CaseKind.SUCCESS if is_success else CaseKind.DIFFICULTY,
                )
            )
    return len(proposed) - len(standing)


def keep_interview(
    session: Session,
    actor: Actor,
    case_id: UUID,
    *,
    answers: Mapping[str, str],
    has_person_consent: bool,
    has_entity_consent: bool,
) -> None:
    """Keep what was told in the interview and which consents stand."""
    row = session.get_one(SuccessCase, case_id)
    row.interview = {name: text.strip()[:4000] for name, text in answers.items()}
    row.person_consent_at = (row.person_consent_at or clock.now()) if has_person_consent else None
    row.entity_consent_at = (row.entity_consent_at or clock.now()) if has_entity_consent else None
    # A consent taken back takes the case back as well.
    has_both = has_person_consent and has_entity_consent
    if row.state is CaseState.PROPOSED or (row.state is CaseState.PUBLISHED and not has_both):
        _change(session, actor, row, CaseState.INTERVIEWED)


def publish_case(session: Session, actor: Actor, case_id: UUID) -> None:
    """Let a case be told to others; raises ConflictError without both consents."""
    row = session.get_one(SuccessCase, case_id)
    if row.person_consent_at is None or row.entity_consent_at is None:
        raise ConflictError(
            _("Falta el consentimiento de la persona o de su entidad."), code="consent"
        )
    row.published_at = clock.now()
    _change(session, actor, row, CaseState.PUBLISHED)


def _change(session: Session, actor: Actor, row: SuccessCase, new: CaseState) -> None:
    before = row.state
    row.state = new
    record_change(
        session,
        actor,
        action="transfer.change_case",
        object_kind="success_case",
        object_id=row.id,
        before={"state": before},
        after={"state": new},
    )
