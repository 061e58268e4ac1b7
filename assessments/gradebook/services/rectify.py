"""Rectifies what an acta de notas says, by another numbered act with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.api import find_published_grade, rectify_grade
from assessments.gradebook.models import Act
from assessments.gradebook.queries.acts import rows_left_behind
from assessments.gradebook.queries.participants import EVERYBODY, Wanted
from assessments.gradebook.queries.rectifiable import Rectifiable, rectifiable
from assessments.gradebook.rules.act_content import ActRow, from_stored, newly_passed
from assessments.gradebook.services.write_act import find_closing_act, write_act
from courses.learning.api import (
    EDITION,
    ENROLMENT,
    ActivityResult,
    edition_card,
    edition_within,
    rectify_enrolment,
    report_result,
)
from lms.audit.api import record_change
from lms.core.access import SYSTEM, Actor, Reach
from lms.core.errors import ConflictError, DomainError
from lms.core.events.outbox import publish
from lms.core.i18n import gettext as _
from lms.domain_events import GradesActRectified

_HIGHEST = 100


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A mark that changes after the closing, and why."""

    enrolment_id: UUID
    activity_id: UUID
    reason: str
    score_percent: int | None = None
    """The new mark; with levels, a total set by hand in place of theirs."""
    levels: Mapping[str, int] | None = None
    """Of a task graded with a rubric: level 0 to 3 by the code of the criterion."""


@dataclass(frozen=True, kw_only=True)
class Rectification:
    """The act that was written."""

    act_id: UUID
    number: str
    people: int


def rectify_mark(
    session: Session, actor: Actor, reach: Reach, edition_id: UUID, correction: Correction
) -> Rectification:
    """Change one mark of a closed edition and write the act that rectifies the first.

    A pass that no longer holds is taken back, a pass that now holds is given. Raises
    NotFoundError outside the reach, ConflictError while the edition is not closed or the mark is
    the same, DomainError beside the field that is wrong.
    """
    edition_within(session, reach, edition_id)
    closing = _closing_act(session, edition_id)
    _refuse_bad(correction)
    before = rectifiable(session, edition_id, correction.enrolment_id, correction.activity_id)
    after = _store(session, actor, before, correction)
    rectify_enrolment(session, actor, correction.enrolment_id, reason=correction.reason)
    session.flush()
    wanted = Wanted(enrolment_ids=(correction.enrolment_id,))
    return _write(
        session,
        actor,
        closing,
        wanted=wanted,
        always=(correction.enrolment_id,),
        reason=correction.reason,
        note=_(
            "«%(title)s»: de %(before)s a %(after)s %%",
            title=before.title,
            before=_("sin nota") if before.score_percent is None else f"{before.score_percent} %",
            after=after,
        ),
    )


def rectify_differences(
    session: Session, actor: Actor, reach: Reach, edition_id: UUID, *, reason: str
) -> Rectification:
    """Write the act for everybody of whom the acts no longer say what the marks say.

    Raises ConflictError when they say the same, DomainError without a reason.
    """
    edition_within(session, reach, edition_id)
    closing = _closing_act(session, edition_id)
    _refuse_without_reason(reason)
    return _write(session, actor, closing, wanted=EVERYBODY, always=(), reason=reason)


def follow_pass(session: Session, enrolment_id: UUID) -> Rectification | None:
    """Write the act of somebody who passed after the closing; None when no act is due.

    Called for every pass; before the closing, or when an act says it already, nothing happens.
    """
    edition_id = session.scalars(
        select(EDITION.c.id)
        .join(ENROLMENT, ENROLMENT.c.edition_id == EDITION.c.id)
        .where(ENROLMENT.c.id == enrolment_id)
    ).one()
    closing = find_closing_act(session, edition_id)
    if closing is None:
        return None
    wanted = Wanted(enrolment_ids=(enrolment_id,))
    if not rows_left_behind(session, edition_card(session, edition_id), wanted):
        return None
    return _write(
        session,
        SYSTEM,
        closing,
        wanted=wanted,
        always=(),
        reason=_("Aprobó en recuperación, después del cierre."),
    )


def _closing_act(session: Session, edition_id: UUID) -> Act:
    closing = find_closing_act(session, edition_id)
    if closing is None:
        raise ConflictError(
            _("La edición todavía no tiene acta. Cambie la nota donde se califica."),
            code="not_closed",
        )
    return closing


def _refuse_bad(correction: Correction) -> None:
    _refuse_without_reason(correction.reason)
    score = correction.score_percent
    is_empty = score is None and correction.levels is None
    if is_empty or (score is not None and not 0 <= score <= _HIGHEST):
        raise DomainError(_("Escriba una nota entre 0 y 100."), code="range", field="score_percent")


def _refuse_without_reason(reason: str) -> None:
    if not reason.strip():
        raise DomainError(
            _("Escriba el motivo de la rectificación."), code="reason", field="reason"
        )


def _store(session: Session, actor: Actor, before: Rectifiable, correction: Correction) -> int:
    """Store the new mark and return it; raises ConflictError when nothing changes."""
    graded = find_published_grade(session, correction.enrolment_id, correction.activity_id)
    if graded is None:
        after = _store_mark(session, actor, before, correction)
    else:
        # The task keeps its own grade and its evidence: both must say what the act says.
        after = rectify_grade(
            session,
            actor,
            graded.submission_id,
            levels=correction.levels,
            override_percent=correction.score_percent,
            reason=correction.reason,
        )
        is_same_rubric = correction.levels is None or correction.levels == graded.levels
        _refuse_same(after, is_same=before.score_percent == after and is_same_rubric)
    record_change(
        session,
        actor,
        action="gradebook.rectify_mark",
        object_kind="enrolment",
        object_id=correction.enrolment_id,
        before={"activity_id": correction.activity_id, "score_percent": before.score_percent},
        after={"activity_id": correction.activity_id, "score_percent": after},
        reason=correction.reason,
    )
    return after


def _store_mark(session: Session, actor: Actor, before: Rectifiable, correction: Correction) -> int:
    """Store the mark of an activity without a published rubric."""
    score = correction.score_percent
    if score is None:
        raise DomainError(_("Escriba una nota entre 0 y 100."), code="range", field="score_percent")
    _refuse_same(score, is_same=before.score_percent == score)
    report_result(
        session,
        actor,
        correction.enrolment_id,
        correction.activity_id,
        ActivityResult(
            is_finished=True,
            score_percent=score,
            has_criterion_without_evidence=before.has_criterion_without_evidence,
            replaces=True,
        ),
    )
    return score


def _refuse_same(score: int, *, is_same: bool) -> None:
    if is_same:
        raise ConflictError(
            _("La nota ya es %(score)s %%. Escriba otra.", score=score),
            code="same_mark",
            field="score_percent",
        )


def _write(
    session: Session,
    actor: Actor,
    closing: Act,
    *,
    wanted: Wanted,
    always: tuple[UUID, ...],
    reason: str,
    note: str = "",
) -> Rectification:
    edition = edition_card(session, closing.edition_id)
    rows = rows_left_behind(session, edition, wanted, always=always, note=note)
    if not rows:
        raise ConflictError(
            _("El acta dice lo mismo que las notas: no hay nada que rectificar."),
            code="nothing_to_rectify",
        )
    act = write_act(
        session,
        actor,
        edition,
        from_stored(closing.content).issuer,
        rows,
        rectifies=closing,
        reason=reason.strip(),
    )
    publish(
        session,
        GradesActRectified(
            edition_id=edition.id,
            act_id=act.id,
            enrolment_ids=_enrolments(rows),
            newly_passed_ids=tuple(UUID(key) for key in newly_passed(rows)),
        ),
    )
    return Rectification(act_id=act.id, number=act.number, people=len(rows))


def _enrolments(rows: tuple[ActRow, ...]) -> tuple[UUID, ...]:
    return tuple(UUID(row.enrolment_id) for row in rows)
