"""What a person decides on one award: declined for good, or reviewed after a changed mark."""

from uuid import UUID

from sqlalchemy.orm import Session

from certificates.issuing.models import Award
from certificates.issuing.rules.states import AwardState
from certificates.issuing.services.tell_owner import tell_declined
from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.i18n import gettext as _


def decline_award(session: Session, actor: Actor, award_id: UUID, *, reason: str) -> None:
    """Decline an eligible award with a reason; it is not certified any more."""
    award = _lock(session, award_id)
    if not reason.strip():
        raise DomainError(_("Escriba por qué no se certifica."), field="reason")
    if award.state is not AwardState.ELIGIBLE or award.batch_id is not None:
        raise ConflictError(_("Este caso ya se decidió o espera una segunda aprobación."))
    award.state = AwardState.DECLINED
    award.state_reason = reason.strip()
    record_change(
        session,
        actor,
        action="issuing.decline_award",
        object_kind="award",
        object_id=award.id,
        before={"state": AwardState.ELIGIBLE},
        after={"state": AwardState.DECLINED},
        reason=award.state_reason,
    )
    tell_declined(session, award)


def review_award(session: Session, actor: Actor, award_id: UUID) -> None:
    """Note that a person looked at an award whose mark changed; again changes nothing."""
    award = _lock(session, award_id)
    if award.review_reason is None:
        return
    record_change(
        session,
        actor,
        action="issuing.review_award",
        object_kind="award",
        object_id=award.id,
        before={"review_reason": award.review_reason},
        after={"review_reason": None},
    )
    award.review_reason = None


def _lock(session: Session, award_id: UUID) -> Award:
    award = session.get(Award, award_id, with_for_update=True, populate_existing=True)
    if award is None:
        raise NotFoundError(_("No encontramos ese caso."))
    return award
