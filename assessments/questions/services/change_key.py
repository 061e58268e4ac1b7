"""Corrects the key of a question and keeps the one before it."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.questions.models import PastKey, Question
from assessments.questions.rules.bodies import Body, kind_of
from assessments.questions.rules.soundness import fault_of
from assessments.questions.rules.stored import to_stored
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _


def change_key(
    session: Session,
    actor: Actor,
    question_id: UUID,
    body: Body,
    *,
    from_revision: int,
    reason: str,
) -> int:
    """Give a question another key and return its new revision; who calls writes the audit line.

    Raises ConflictError when somebody corrected it since `from_revision`, DomainError for a key
    that cannot be one.
    """
    question = session.get_one(Question, question_id, with_for_update=True)
    if question.revision != from_revision:
        raise ConflictError(
            _("Otra persona corrigió esta clave mientras tanto. Revise cómo quedó."),
            code="key_changed",
        )
    if kind_of(body) is not question.kind or fault_of(body) is not None:
        raise DomainError(_("Esa clave no sirve para esta pregunta."), code="unsound_key")
    session.add(
        PastKey(
            question_id=question.id,
            revision=question.revision,
            body=question.body,
            reason=reason,
            changed_by_person_id=actor.person_id,
        )
    )
    question.body = to_stored(body)
    question.revision += 1
    return question.revision
