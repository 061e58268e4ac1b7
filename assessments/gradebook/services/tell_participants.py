"""Tells participants what an acta changed for them: each fact once, a job a person."""

from collections.abc import Callable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.api import ENROLMENT, EnrolmentCard, EnrolmentState, enrolment_cards
from lms.core.i18n import gettext as _
from lms.domain_events import EditionClosed, GradesActRectified
from lms.messages.api import NewNotice, notify_people

_CHUNK = 500


def tell_not_passed(session: Session, event: EditionClosed) -> None:
    """Tell who did not pass that the edition closed, and what is still possible."""
    failed = session.scalars(
        select(ENROLMENT.c.id)
        .where(
            ENROLMENT.c.edition_id == event.edition_id,
            ENROLMENT.c.state == EnrolmentState.FAILED,
        )
        .order_by(ENROLMENT.c.id)
    ).all()

    def notice(card: EnrolmentCard) -> NewNotice:
        return NewNotice(
            person_id=card.person_id,
            unique_key=f"gradebook.not_passed:{event.act_id}:{card.id}",
            title=_("Su edición cerró"),
            text=_(
                "La edición «%(edition)s» del curso «%(course)s» cerró y el curso quedó como no "
                "aprobado. En su página ve qué faltó. Si quiere completarlo, pida a la escuela "
                "una recuperación.",
                edition=card.edition_title,
                course=card.course_title,
            ),
            path=f"/mi-formacion/{card.id}",
        )

    _tell(session, failed, notice, batch=f"gradebook.not_passed:{event.act_id}")


def tell_rectified(session: Session, event: GradesActRectified) -> None:
    """Tell whom a rectifying acta names that the marks on record changed."""

    def notice(card: EnrolmentCard) -> NewNotice:
        return NewNotice(
            person_id=card.person_id,
            unique_key=f"gradebook.rectified:{event.act_id}:{card.id}",
            title=_("Cambiaron sus notas en el acta"),
            text=_(
                "Un acta rectificatoria cambió lo que el acta de notas decía de usted en el curso "
                "«%(course)s», %(edition)s. En su página ve sus notas de hoy.",
                course=card.course_title,
                edition=card.edition_title,
            ),
            path=f"/mi-formacion/{card.id}",
        )

    _tell(session, event.enrolment_ids, notice, batch=f"gradebook.rectified:{event.act_id}")


def _tell(
    session: Session,
    enrolment_ids: Sequence[UUID],
    notice: Callable[[EnrolmentCard], NewNotice],
    *,
    batch: str,
) -> None:
    for start in range(0, len(enrolment_ids), _CHUNK):
        cards = enrolment_cards(session, enrolment_ids[start : start + _CHUNK])
        notify_people(session, [notice(card) for card in cards.values()], batch=batch)
