"""Tells participants of results that came later: each fact once, with the way to the quiz."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.quizzes.queries.own_attempt import AttemptFacts
from courses.learning.api import ACTIVITY, enrolment_cards
from lms.core.i18n import gettext as _
from lms.messages.api import NewNotice, notify_people, notify_person

_CHUNK = 500


def tell_graded(session: Session, facts: AttemptFacts) -> None:
    """Tell that the trainer read what waited in an attempt; once for each attempt."""
    card = enrolment_cards(session, [facts.enrolment_id])[facts.enrolment_id]
    notify_person(
        session,
        card.person_id,
        unique_key=f"quizzes.graded:{facts.id}",
        title=_("Ya tiene su resultado"),
        text=_(
            "Su docente leyó lo que usted escribió en «%(title)s». Ya puede ver su resultado y el "
            "comentario.",
            title=facts.title,
        ),
        path=_path(facts.enrolment_id, facts.activity_id),
    )


def tell_rescored(
    session: Session,
    activity_id: UUID,
    enrolment_ids: Sequence[UUID],
    *,
    question_id: UUID,
    revision: int,
) -> None:
    """Tell whose result a corrected key moved; a job each."""
    title = session.scalars(select(ACTIVITY.c.title).where(ACTIVITY.c.id == activity_id)).one()
    for start in range(0, len(enrolment_ids), _CHUNK):
        cards = enrolment_cards(session, enrolment_ids[start : start + _CHUNK])
        notify_people(
            session,
            [
                NewNotice(
                    person_id=card.person_id,
                    unique_key=f"quizzes.rescored:{question_id}:{revision}:{card.id}",
                    title=_("Su resultado cambió"),
                    text=_(
                        "Una pregunta de «%(title)s» tenía mal la respuesta correcta. Se corrigió "
                        "y su resultado se calculó otra vez. No tiene que hacer nada.",
                        title=title,
                    ),
                    path=_path(card.id, activity_id),
                )
                for card in cards.values()
            ],
            batch=f"quizzes.rescored:{question_id}:{revision}",
        )


def _path(enrolment_id: UUID, activity_id: UUID) -> str:
    return f"/mi-formacion/{enrolment_id}/cuestionarios/{activity_id}"
