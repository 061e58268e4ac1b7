"""Decides whether an enrolment passes now, and takes a pass back only by rectification."""

from sqlalchemy.orm import Session

from courses.learning.models import Edition, Enrolment
from courses.learning.queries.completion_facts import missing_of
from courses.learning.rules.states import EnrolmentState
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor
from lms.core.errors import ConflictError
from lms.core.events.outbox import publish
from lms.core.i18n import gettext as _
from lms.domain_events import CoursePassed, CoursePassWithdrawn

_CAN_PASS = frozenset({EnrolmentState.IN_PROGRESS, EnrolmentState.RECOVERY})


def evaluate_completion(session: Session, actor: Actor, enrolment: Enrolment) -> bool:
    """Pass the enrolment when every rule is true; tell whether it passed just now.

    Withdrawn, failed and already passed enrolments stay as they are.
    """
    if enrolment.state not in _CAN_PASS or missing_of(session, enrolment.id):
        return False
    edition = session.get_one(Edition, enrolment.edition_id)
    before = enrolment.state
    now = clock.now()
    enrolment.state = EnrolmentState.PASSED
    enrolment.state_reason = None
    enrolment.passed_at = now
    enrolment.passed_on = clock.local_date(now, edition.zone)
    enrolment.pass_count += 1
    record_change(
        session,
        actor,
        action="learning.pass_enrolment",
        object_kind="enrolment",
        object_id=enrolment.id,
        before={"state": before},
        after={"state": EnrolmentState.PASSED, "passed_on": enrolment.passed_on},
    )
    publish(
        session,
        CoursePassed(
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            edition_id=enrolment.edition_id,
            course_id=edition.course_id,
            passed_at=now,
            passed_on=enrolment.passed_on,
            sequence=enrolment.pass_count,
        ),
    )
    return True


def withdraw_pass(session: Session, actor: Actor, enrolment: Enrolment, *, reason: str) -> None:
    """Take a pass back by rectification: the course is in progress again.

    Raises ConflictError when it is not passed, or without a reason.
    """
    if enrolment.state is not EnrolmentState.PASSED:
        raise ConflictError(_("Esta inscripción no está aprobada."), code="not_passed")
    if not reason.strip():
        raise ConflictError(_("Escriba el motivo de la rectificación."), field="reason")
    before = {"state": enrolment.state, "passed_on": enrolment.passed_on}
    enrolment.state = EnrolmentState.IN_PROGRESS
    enrolment.state_reason = reason
    enrolment.passed_at = None
    enrolment.passed_on = None
    record_change(
        session,
        actor,
        action="learning.withdraw_pass",
        object_kind="enrolment",
        object_id=enrolment.id,
        before=before,
        after={"state": EnrolmentState.IN_PROGRESS},
        reason=reason,
    )
    publish(
        session,
        CoursePassWithdrawn(
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            edition_id=enrolment.edition_id,
            reason=reason,
            sequence=enrolment.pass_count,
        ),
    )
