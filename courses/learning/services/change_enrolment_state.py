"""Withdraws, reinstates, marks as dropped out and opens recovery, each with its reason."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.models import ActivityProgress, Edition, Enrolment
from courses.learning.queries.obstacles import seats_left
from courses.learning.queries.running_days import days_still_run
from courses.learning.rules.states import WORKING, EditionState, EnrolmentState, may_change
from courses.learning.services.extend_dates import extend_dates
from courses.learning.services.find_for_change import enrolment_for_change
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor, Reach
from lms.core.errors import ConflictError, DomainError
from lms.core.events.outbox import publish
from lms.core.i18n import gettext as _
from lms.core.i18n import ngettext
from lms.domain_events import (
    ParticipantEnrolled,
    ParticipantWithdrawn,
    RecoveryEnded,
    RecoveryOpened,
)

_LEFT = frozenset({EnrolmentState.WITHDRAWN, EnrolmentState.DROPPED_OUT})


def withdraw_enrolment(
    session: Session, actor: Actor, reach: Reach, enrolment_id: UUID, *, reason: str
) -> None:
    """Take somebody out of an edition; work already done stays on record."""
    _leave(session, actor, reach, enrolment_id, EnrolmentState.WITHDRAWN, reason)


def mark_dropped_out(
    session: Session, actor: Actor, reach: Reach, enrolment_id: UUID, *, reason: str
) -> None:
    """Note that somebody stopped coming without a word."""
    _leave(session, actor, reach, enrolment_id, EnrolmentState.DROPPED_OUT, reason)


def reinstate_enrolment(
    session: Session, actor: Actor, reach: Reach, enrolment_id: UUID, *, reason: str
) -> None:
    """Bring back who left: with progress as it stood. Raises ConflictError without a free seat."""
    enrolment = enrolment_for_change(session, reach, enrolment_id)
    if enrolment.state in WORKING:
        return
    if enrolment.state not in _LEFT:
        raise ConflictError(_("Solo se reincorpora a quien fue retirado o abandonó."))
    edition = session.get_one(Edition, enrolment.edition_id, with_for_update=True)
    if edition.state is EditionState.CLOSED:
        raise ConflictError(_("La edición está cerrada y ya no admite reincorporaciones."))
    if seats_left(session, edition) == 0:
        raise ConflictError(
            _("Se completaron los %(seats)s cupos. Amplíelos y reincorpore.", seats=edition.seats),
            code="edition_full",
        )
    state = EnrolmentState.IN_PROGRESS if enrolment.started_at else EnrolmentState.ENROLLED
    _change(session, actor, enrolment, state, "learning.reinstate_enrolment", reason)
    publish(
        session,
        ParticipantEnrolled(
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            edition_id=enrolment.edition_id,
            returned_at=clock.now(),
        ),
    )


def open_recovery(
    session: Session, actor: Actor, reach: Reach, enrolment_id: UUID, *, until: date, reason: str
) -> None:
    """Let somebody who did not pass work again until a day, also when the edition is closed."""
    enrolment = enrolment_for_change(session, reach, enrolment_id)
    is_new = enrolment.state is not EnrolmentState.RECOVERY
    if is_new:
        _change(
            session,
            actor,
            enrolment,
            EnrolmentState.RECOVERY,
            "learning.open_recovery",
            reason,
        )
        publish(
            session,
            RecoveryOpened(
                enrolment_id=enrolment_id,
                until=until,
                reason=reason,
                marks_before=_marks(session, enrolment_id),
                opened_at=clock.now(),
            ),
        )
    extend_dates(
        session,
        actor,
        reach,
        enrolment.edition_id,
        until=until,
        reason=reason,
        enrolment_id=enrolment_id,
        is_told=not is_new,
    )


def end_recovery(
    session: Session, actor: Actor, reach: Reach, enrolment_id: UUID, *, reason: str
) -> None:
    """Close a recovery that was not used: the course stays not passed."""
    enrolment = enrolment_for_change(session, reach, enrolment_id)
    if enrolment.state is EnrolmentState.FAILED:
        return
    if enrolment.state is not EnrolmentState.RECOVERY:
        raise ConflictError(_("Esta persona no está en recuperación."))
    _change(session, actor, enrolment, EnrolmentState.FAILED, "learning.end_recovery", reason)
    publish(
        session,
        RecoveryEnded(
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            edition_id=enrolment.edition_id,
            ended_at=clock.now(),
        ),
    )


def fail_unfinished(
    session: Session, actor: Actor, edition_id: UUID, *, cut_short_reason: str | None = None
) -> tuple[UUID, ...]:
    """Mark as not passed all who still worked in an edition; return their enrolments, in order.

    Who closes the edition calls it in the same unit of work; again it changes nothing.
    cut_short_reason: why people lose days of an extension or a recovery that still runs, kept with
    each of them; None when nobody meant that, and then such people raise ConflictError.
    """
    cut_short = _whose_days_run(session, edition_id)
    if cut_short:
        _refuse_cutting_short(len(cut_short), cut_short_reason)
    found = session.scalars(
        select(Enrolment)
        .where(Enrolment.edition_id == edition_id, Enrolment.state.in_(WORKING))
        .order_by(Enrolment.id)
        .with_for_update()
    ).all()
    for enrolment in found:
        reason = cut_short_reason if enrolment.id in cut_short else None
        _change(session, actor, enrolment, EnrolmentState.FAILED, "learning.fail_enrolment", reason)
    return tuple(enrolment.id for enrolment in found)


def _whose_days_run(session: Session, edition_id: UUID) -> frozenset[UUID]:
    edition = session.get_one(Edition, edition_id)
    today = clock.today(edition.zone)
    return frozenset(session.scalars(select(Enrolment.id).where(days_still_run(edition_id, today))))


def _refuse_cutting_short(people: int, reason: str | None) -> None:
    if reason is None:
        raise ConflictError(
            ngettext(
                "El plazo de %(num)s persona sigue corriendo. Marque la casilla si debe terminar "
                "hoy, o cierre después de su último día.",
                "El plazo de %(num)s personas sigue corriendo. Marque la casilla si debe terminar "
                "hoy, o cierre después de su último día.",
                people,
            ),
            code="days_running",
            field="cut_short",
        )
    if not reason.strip():
        raise DomainError(
            _("Escriba por qué terminan antes los plazos que siguen."),
            code="reason",
            field="cut_short_reason",
        )


def _marks(session: Session, enrolment_id: UUID) -> tuple[tuple[str, int], ...]:
    rows = session.execute(
        select(ActivityProgress.activity_id, ActivityProgress.score_percent)
        .where(
            ActivityProgress.enrolment_id == enrolment_id,
            ActivityProgress.score_percent.is_not(None),
        )
        .order_by(ActivityProgress.activity_id)
    )
    return tuple((str(row.activity_id), row.score_percent or 0) for row in rows)


def _leave(
    session: Session,
    actor: Actor,
    reach: Reach,
    enrolment_id: UUID,
    state: EnrolmentState,
    reason: str,
) -> None:
    enrolment = enrolment_for_change(session, reach, enrolment_id)
    if enrolment.state is state:
        return
    if not reason.strip():
        raise DomainError(_("Escriba el motivo."), code="reason", field="reason")
    action = "withdraw" if state is EnrolmentState.WITHDRAWN else "drop_out"
    _change(session, actor, enrolment, state, f"learning.{action}_enrolment", reason)
    publish(
        session,
        ParticipantWithdrawn(
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            edition_id=enrolment.edition_id,
            left_at=clock.now(),
        ),
    )


def _change(
    session: Session,
    actor: Actor,
    enrolment: Enrolment,
    state: EnrolmentState,
    action: str,
    reason: str | None,
) -> None:
    if not may_change(enrolment.state, state):
        raise ConflictError(
            _("La inscripción cambió mientras tanto y ya no admite este paso. Vuelva a abrirla."),
            code="enrolment_state",
        )
    if reason is not None and not reason.strip():
        raise DomainError(_("Escriba el motivo."), code="reason", field="reason")
    before = enrolment.state
    enrolment.state = state
    enrolment.state_reason = reason
    record_change(
        session,
        actor,
        action=action,
        object_kind="enrolment",
        object_id=enrolment.id,
        before={"state": before},
        after={"state": state},
        reason=reason,
    )
