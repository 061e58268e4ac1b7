"""Tells participants what became of their enrolment: each fact once, with the way to the course."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.models import Edition, Enrolment
from courses.learning.queries.activity_context import extended_until
from courses.learning.queries.cards import EnrolmentCard, edition_card, enrolment_cards
from courses.learning.rules.states import WORKING
from lms.accounts.api import organizations_within
from lms.core.i18n import gettext as _
from lms.core.web.formats import day
from lms.domain_events import (
    CoursePassed,
    CoursePassWithdrawn,
    DatesExtended,
    ParticipantEnrolled,
    ParticipantWithdrawn,
    RecoveryEnded,
    RecoveryOpened,
)
from lms.messages.api import NewNotice, notify_people, notify_person

_FIRST = "first"
"""In place of a moment where the stored event has none."""


def tell_enrolled(session: Session, event: ParticipantEnrolled) -> None:
    """Tell who was enrolled, or came back, between which days the work is done."""
    card = _card(session, event.enrolment_id)
    edition = edition_card(session, card.edition_id)
    _tell(
        session,
        card,
        key=f"learning.enrolled:{card.id}:{event.returned_at or _FIRST}",
        title=_("Tiene un lugar en «%(course)s»", course=card.course_title),
        text=_(
            "Quedó anotada su inscripción en el curso «%(course)s», %(edition)s. "
            "Empieza el %(start)s y recibe trabajos hasta el %(end)s, 23:59. Para entrar use su "
            "carnet; si todavía no tiene contraseña, pida su código de ingreso a la escuela.",
            course=card.course_title,
            edition=card.edition_title,
            start=day(edition.starts_on),
            end=day(edition.ends_on),
        ),
    )


def tell_left(session: Session, event: ParticipantWithdrawn) -> None:
    """Tell who was withdrawn, or noted as gone, that the enrolment ended."""
    card = _card(session, event.enrolment_id)
    _tell(
        session,
        card,
        key=f"learning.left:{card.id}:{event.left_at or _FIRST}",
        title=_("Su inscripción terminó"),
        text=_(
            "Su inscripción en el curso «%(course)s», %(edition)s, quedó como terminada. Lo que "
            "hizo está guardado. Si es un error o quiere volver, llame a la escuela.",
            course=card.course_title,
            edition=card.edition_title,
        ),
    )


def tell_recovery_opened(session: Session, event: RecoveryOpened) -> None:
    """Tell who may work again until when."""
    card = _card(session, event.enrolment_id)
    _tell(
        session,
        card,
        key=f"learning.recovery:{card.id}:{event.opened_at or _FIRST}",
        title=_("Puede volver a trabajar en su curso"),
        text=_(
            "El curso «%(course)s» quedó en recuperación para usted: puede completar lo que le "
            "falta hasta el %(until)s, 23:59.",
            course=card.course_title,
            until=day(event.until),
        ),
    )


def tell_recovery_ended(session: Session, event: RecoveryEnded) -> None:
    """Tell who had more time that it is over."""
    card = _card(session, event.enrolment_id)
    _tell(
        session,
        card,
        key=f"learning.recovery_ended:{card.id}:{event.ended_at}",
        title=_("Terminó su recuperación"),
        text=_(
            "La recuperación del curso «%(course)s» terminó y el curso quedó como no aprobado. En "
            "su página ve qué faltó. Puede pedir a la escuela un lugar en otra edición.",
            course=card.course_title,
        ),
    )


def tell_passed(session: Session, event: CoursePassed) -> None:
    """Tell who passed, and what comes next."""
    card = _card(session, event.enrolment_id)
    _tell(
        session,
        card,
        key=f"learning.passed:{card.id}:{event.sequence}",
        title=_("Aprobó «%(course)s»", course=card.course_title),
        text=_(
            "Usted aprobó el curso «%(course)s» el %(day)s. Coordinación académica revisa ahora "
            "su certificado; le avisaremos cuando esté listo.",
            course=card.course_title,
            day=day(event.passed_on),
        ),
    )


def tell_pass_withdrawn(session: Session, event: CoursePassWithdrawn) -> None:
    """Tell who lost a pass by a rectification."""
    card = _card(session, event.enrolment_id)
    _tell(
        session,
        card,
        key=f"learning.pass_withdrawn:{card.id}:{event.sequence}",
        title=_("Su curso ya no figura como aprobado"),
        text=_(
            "Se corrigió una nota del curso «%(course)s» y ya no se cumplen todas las condiciones "
            "para aprobarlo. En su página ve qué falta. Si no está de acuerdo, llame a la escuela.",
            course=card.course_title,
        ),
    )


def tell_extended(session: Session, event: DatesExtended) -> None:
    """Tell everybody who works and for whom the new day is the last one; a job each."""
    rows = session.execute(
        select(Enrolment.id, Enrolment.person_id)
        .join(Edition, Edition.id == Enrolment.edition_id)
        .where(
            Enrolment.edition_id == event.edition_id,
            Enrolment.state.in_(WORKING),
            Edition.ends_on <= event.until,
            extended_until() <= event.until,
            *([Enrolment.id == event.enrolment_id] if event.enrolment_id else []),
            *(
                [Enrolment.organization_id.in_(organizations_within([event.organization_id]))]
                if event.organization_id
                else []
            ),
        )
        .order_by(Enrolment.id)
    ).all()
    course = edition_card(session, event.edition_id).course_title
    notify_people(
        session,
        [
            NewNotice(
                person_id=row.person_id,
                unique_key=f"learning.extended:{event.extension_id}:{row.id}",
                title=_("Tiene más tiempo para su curso"),
                text=_(
                    "Se amplió el plazo del curso «%(course)s»: ahora recibe sus trabajos hasta "
                    "el %(until)s, 23:59.",
                    course=course,
                    until=day(event.until),
                ),
                path=_path(row.id),
            )
            for row in rows
        ],
        batch=f"learning.extended:{event.extension_id}",
    )


def _tell(session: Session, card: EnrolmentCard, *, key: str, title: str, text: str) -> None:
    notify_person(
        session, card.person_id, unique_key=key, title=title, text=text, path=_path(card.id)
    )


def _card(session: Session, enrolment_id: UUID) -> EnrolmentCard:
    # The person of now: two records may have become one since the event.
    return enrolment_cards(session, [enrolment_id])[enrolment_id]


def _path(enrolment_id: UUID) -> str:
    return f"/mi-formacion/{enrolment_id}"
