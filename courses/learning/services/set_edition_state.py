"""Opens, closes and reopens an edition."""

from uuid import UUID

from sqlalchemy.orm import Session

from courses.learning.models import Edition
from courses.learning.rules.states import EditionState, may_change_edition
from courses.learning.services.find_for_change import EVERYTHING, edition_for_change
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor, Reach
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _


def set_edition_state(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    state: EditionState,
    *,
    reason: str | None = None,
    reach: Reach = EVERYTHING,
) -> bool:
    """Bring an edition to a state; tell whether it changed just now.

    Closing freezes nothing by itself: who closes writes the acta and calls `fail_unfinished` in
    the same unit of work. Reopening asks for a reason. Raises ConflictError otherwise.
    """
    edition: Edition = edition_for_change(session, reach, edition_id)
    if edition.state is state:
        return False
    before = edition.state
    if not may_change_edition(before, state):
        raise ConflictError(_("La edición no puede pasar a ese estado."), code="edition_state")
    if before is EditionState.CLOSED and not (reason or "").strip():
        raise ConflictError(_("Escriba el motivo para abrir otra vez la edición."), field="reason")
    edition.state = state
    edition.closed_at = clock.now() if state is EditionState.CLOSED else None
    record_change(
        session,
        actor,
        action=f"learning.set_edition_{state.value}",
        object_kind="edition",
        object_id=edition_id,
        before={"state": before},
        after={"state": state},
        reason=reason,
    )
    return True
