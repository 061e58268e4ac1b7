"""Sets the weights of an edition, or returns to those of its course."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from assessments.gradebook.models import Weight
from assessments.gradebook.queries.layout import Layout, edition_layout
from assessments.gradebook.rules.weights import WeightFault, fault_of_weights
from courses.learning.api import EDITION, EditionCard, EditionState, edition_within
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor, Reach
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _


def set_weights(
    session: Session,
    actor: Actor,
    reach: Reach,
    edition_id: UUID,
    weights: Mapping[UUID, int],
    *,
    reason: str,
) -> bool:
    """Store the weights of the marked activities; tell whether anything changed.

    They add up to 100. Raises ConflictError once the edition is closed, DomainError otherwise.
    """
    edition, layout = _for_change(session, reach, edition_id)
    fault = fault_of_weights(weights, [activity.activity_id for activity in layout.marked])
    if fault is not None:
        raise DomainError(_fault_words(fault, sum(weights.values())), code=fault.value)
    if _current(layout) == dict(weights):
        return False
    _refuse_without_reason(reason)
    _forget(session, edition_id)
    session.execute(
        insert(Weight),
        [
            {
                "edition_id": edition_id,
                "activity_id": activity_id,
                "weight": weight,
                "updated_at": clock.now(),
            }
            for activity_id, weight in weights.items()
        ],
    )
    _record(session, actor, edition, layout, dict(weights), reason)
    return True


def return_to_course_weights(
    session: Session, actor: Actor, reach: Reach, edition_id: UUID, *, reason: str
) -> bool:
    """Forget the weights of an edition, so that those of its course hold; tell whether it did."""
    edition, layout = _for_change(session, reach, edition_id)
    if not layout.has_own_weights:
        return False
    _refuse_without_reason(reason)
    _forget(session, edition_id)
    _record(session, actor, edition, layout, _current(edition_layout(session, edition)), reason)
    return True


def _for_change(session: Session, reach: Reach, edition_id: UUID) -> tuple[EditionCard, Layout]:
    edition = edition_within(session, reach, edition_id)
    # Locked: two sets of weights at once would leave a mixture of both.
    session.execute(
        EDITION.select()
        .with_only_columns(EDITION.c.id)
        .where(EDITION.c.id == edition_id)
        .with_for_update()
    )
    if edition.state is EditionState.CLOSED:
        raise ConflictError(
            _("La edición está cerrada: los pesos ya no cambian."), code="edition_closed"
        )
    return edition, edition_layout(session, edition)


def _current(layout: Layout) -> dict[UUID, int]:
    return {activity.activity_id: activity.weight for activity in layout.marked}


def _forget(session: Session, edition_id: UUID) -> None:
    session.execute(delete(Weight).where(Weight.edition_id == edition_id))


def _refuse_without_reason(reason: str) -> None:
    if not reason.strip():
        raise DomainError(_("Escriba por qué cambian los pesos."), code="reason", field="reason")


def _fault_words(fault: WeightFault, total: int) -> str:
    return {
        WeightFault.OTHER_ACTIVITIES: _(
            "Las actividades del curso cambiaron. Vuelva a abrir la página."
        ),
        WeightFault.OUT_OF_RANGE: _("Escriba pesos entre 0 y 100."),
        WeightFault.SUM: _("Los pesos suman %(total)s. Deben sumar 100.", total=total),
    }[fault]


def _record(
    session: Session,
    actor: Actor,
    edition: EditionCard,
    before: Layout,
    after: Mapping[UUID, int],
    reason: str,
) -> None:
    record_change(
        session,
        actor,
        action="gradebook.set_weights",
        object_kind="edition",
        object_id=edition.id,
        before={str(key): weight for key, weight in _current(before).items()},
        after={str(key): weight for key, weight in after.items()},
        reason=reason.strip(),
    )
