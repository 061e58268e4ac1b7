"""Frees a participant from an activity, as coordination decides with a reason."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.gradebook.queries.rectifiable import rectifiable
from courses.learning.api import (
    WORKING,
    EditionState,
    edition_within,
    exempt_activity,
)
from lms.core.access import Actor, Reach
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _


def exempt(
    session: Session,
    actor: Actor,
    reach: Reach,
    edition_id: UUID,
    *,
    enrolment_id: UUID,
    activity_id: UUID,
    reason: str,
) -> None:
    """Exempt from one activity with a mark; its weight goes to the others. Again: no change.

    Raises NotFoundError outside the reach, ConflictError when the result of the person stands
    already in an act, DomainError without a reason.
    """
    edition = edition_within(session, reach, edition_id)
    mark = rectifiable(session, edition_id, enrolment_id, activity_id)
    if mark.is_exempt:
        return
    if not reason.strip():
        raise DomainError(_("Escriba el motivo de la exención."), code="reason", field="reason")
    if edition.state is EditionState.CLOSED and mark.state not in WORKING:
        raise ConflictError(
            _("La edición está cerrada. Para eximir, abra antes la recuperación."),
            code="edition_closed",
        )
    exempt_activity(session, actor, enrolment_id, activity_id, reason=reason.strip())
