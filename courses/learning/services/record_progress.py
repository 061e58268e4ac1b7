"""Records what a participant did in an activity; progress never goes back by itself."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from courses.learning.models import ActivityProgress, Enrolment
from courses.learning.rules.states import EnrolmentState
from courses.learning.services.evaluate_completion import evaluate_completion
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor


@dataclass(frozen=True, kw_only=True)
class ActivityResult:
    """What an upper feature reports of one activity.

    `score_percent` is whole, 0 to 100; None leaves the stored one. `is_finished` marks the
    activity done and is never taken back here.
    """

    is_finished: bool = False
    score_percent: int | None = None
    is_waiting: bool = False
    has_criterion_without_evidence: bool = False
    is_held: bool | None = None
    """True: takes nothing more until staff give another chance; None leaves what is stored."""
    replaces: bool = False
    """True: the score is the one that counts now (a published grade, a rectification);
    False: the better of the two counts (a quiz)."""


def open_activity(session: Session, actor: Actor, enrolment_id: UUID, activity_id: UUID) -> None:
    """Note the first time that a participant opens an activity; the enrolment starts with it."""
    _progress_row(session, enrolment_id, activity_id)
    _touch(session, actor, session.get_one(Enrolment, enrolment_id))


def finish_lesson(session: Session, actor: Actor, enrolment_id: UUID, activity_id: UUID) -> None:
    """Mark a lesson finished; again changes nothing."""
    report_result(session, actor, enrolment_id, activity_id, ActivityResult(is_finished=True))


def report_result(
    session: Session,
    actor: Actor,
    enrolment_id: UUID,
    activity_id: UUID,
    result: ActivityResult,
) -> None:
    """Store the result of an activity and decide whether the course is passed now.

    Called by the features above inside their own unit of work. The actor is who caused it.
    """
    # Locked, so that two results at once are judged one after the other, never on half a picture.
    enrolment = session.get_one(Enrolment, enrolment_id, with_for_update=True)
    row = _progress_row(session, enrolment_id, activity_id)
    if result.is_finished and row.finished_at is None:
        row.finished_at = clock.now()
    if result.replaces:
        row.score_percent = result.score_percent
        row.has_criterion_without_evidence = result.has_criterion_without_evidence
    elif result.score_percent is not None:
        row.score_percent = max(row.score_percent or 0, result.score_percent)
    row.is_waiting = result.is_waiting
    if result.is_held is not None:
        row.is_held = result.is_held
    _touch(session, actor, enrolment)
    # The rules are read from the database in this same transaction.
    session.flush()
    evaluate_completion(session, actor, enrolment)


def hold_activity(session: Session, activity_id: UUID, held: Select[UUID]) -> None:
    """Say anew for whom an activity is held: these enrolments and nobody else; one statement."""
    session.execute(
        update(ActivityProgress)
        .where(ActivityProgress.activity_id == activity_id)
        .values(is_held=ActivityProgress.enrolment_id.in_(held))
        .execution_options(synchronize_session=False)
    )


def exempt_activity(
    session: Session, actor: Actor, enrolment_id: UUID, activity_id: UUID, *, reason: str
) -> None:
    """Free a participant from an activity, with the reason in the audit."""
    enrolment = session.get_one(Enrolment, enrolment_id, with_for_update=True)
    row = _progress_row(session, enrolment_id, activity_id)
    if row.is_exempt:
        return
    row.is_exempt = True
    record_change(
        session,
        actor,
        action="learning.exempt_activity",
        object_kind="enrolment",
        object_id=enrolment_id,
        after={"activity_id": activity_id, "is_exempt": True},
        reason=reason,
    )
    # The rules are read from the database in this same transaction.
    session.flush()
    evaluate_completion(session, actor, enrolment)


def _progress_row(session: Session, enrolment_id: UUID, activity_id: UUID) -> ActivityProgress:
    key = {"enrolment_id": enrolment_id, "activity_id": activity_id}
    found = session.get(ActivityProgress, key)
    if found is not None:
        return found
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # Two tabs may open the same activity at once: the second insert is no error.
    session.execute(
        insert(ActivityProgress)
        .values(
            **key,
            opened_at=clock.now(),
            is_waiting=False,
            is_held=False,
            has_criterion_without_evidence=False,
            is_exempt=False,
        )
        .on_conflict_do_nothing()
    )
    return session.get_one(ActivityProgress, key)


def _touch(session: Session, actor: Actor, enrolment: Enrolment) -> None:
    now = clock.now()
    if actor.person_id == enrolment.person_id:
        enrolment.last_activity_at = now
    if enrolment.state is EnrolmentState.ENROLLED:
        enrolment.state = EnrolmentState.IN_PROGRESS
        enrolment.started_at = enrolment.started_at or now
        record_change(
            session,
            actor,
            action="learning.start_enrolment",
            object_kind="enrolment",
            object_id=enrolment.id,
            before={"state": EnrolmentState.ENROLLED},
            after={"state": EnrolmentState.IN_PROGRESS},
        )
