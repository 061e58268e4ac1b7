"""Changes the dates, seats and names of an edition that is not closed."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.learning.models import Enrolment
from courses.learning.rules.states import SEATED, EditionState
from courses.learning.services.create_edition import EditionInput, checked_values, code_taken
from courses.learning.services.find_for_change import edition_for_change
from lms.audit.api import record_change
from lms.core.access import Actor, Reach
from lms.core.db.constraints import refusing
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _


def change_edition(
    session: Session, actor: Actor, reach: Reach, edition_id: UUID, values: EditionInput
) -> None:
    """Store what changed; the same values change nothing.

    Raises ConflictError for a closed edition and DomainError beside the field that is wrong:
    the seats never go below the people who have one.
    """
    edition = edition_for_change(session, reach, edition_id)
    if edition.state is EditionState.CLOSED:
        raise ConflictError(_("La edición está cerrada: sus datos ya no se cambian."))
    new = checked_values(values)
    before = {name: getattr(edition, name) for name in new}
    changed = {name for name, value in new.items() if before[name] != value}
    if not changed:
        return
    _refuse_fewer_seats(session, edition_id, values.seats)
    with refusing(session, code_taken(values.code)):
        for name in changed:
            setattr(edition, name, new[name])
    record_change(
        session,
        actor,
        action="learning.change_edition",
        object_kind="edition",
        object_id=edition_id,
        before={name: before[name] for name in changed},
        after={name: new[name] for name in changed},
    )


def _refuse_fewer_seats(session: Session, edition_id: UUID, seats: int | None) -> None:
    if seats is None:
        return
    taken = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.edition_id == edition_id, Enrolment.state.in_(SEATED))
    )
    if taken and seats < taken:
        raise DomainError(
            _("Ya hay %(taken)s personas inscritas: escriba ese número o uno mayor.", taken=taken),
            code="fewer_seats",
            field="seats",
        )
