"""Keeps the right to a certificate in step with the passing of the course."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.issuing.models import Award, Certificate
from certificates.issuing.rules.states import AwardState, CertificateState, CorrectionKind
from certificates.issuing.services.cancel_certificates import cancel_certificate
from certificates.issuing.services.open_correction import open_correction
from courses.learning.api import ENROLMENT, EnrolmentState
from lms.audit.api import record_change
from lms.core import ids
from lms.core.access import SYSTEM
from lms.core.i18n import gettext as _
from lms.domain_events import CoursePassed, CoursePassWithdrawn


def keep_award(session: Session, event: CoursePassed) -> None:
    """Add the award of a passing; the same passing again changes nothing.

    Facts may arrive out of order: an award whose passing was taken back meanwhile is withdrawn.
    """
    known = session.scalar(
        select(Award.id).where(
            Award.enrolment_id == event.enrolment_id, Award.sequence == event.sequence
        )
    )
    if known is not None:
        return
    award = Award(
        id=ids.new_id(),
        enrolment_id=event.enrolment_id,
        sequence=event.sequence,
        person_id=event.person_id,
        edition_id=event.edition_id,
        passed_on=event.passed_on,
        state=AwardState.ELIGIBLE,
    )
    session.add(award)
    record_change(
        session,
        SYSTEM,
        action="issuing.open_award",
        object_kind="award",
        object_id=award.id,
        after={"state": award.state, "enrolment_id": award.enrolment_id},
    )
    withdraw_stale_awards(session, event.enrolment_id, reason=_("La aprobación se retiró."))


def withdraw_award(session: Session, event: CoursePassWithdrawn) -> None:
    """Withdraw the awards whose passing was taken back; the same fact again changes nothing."""
    withdraw_stale_awards(session, event.enrolment_id, reason=event.reason)


def withdraw_stale_awards(session: Session, enrolment_id: UUID, *, reason: str) -> None:
    """Withdraw every award of an enrolment but the one of its present passing.

    What waits to be drawn is cancelled; an issued certificate gets a correction task and stays as
    it is until a person decides.
    """
    enrolment = session.execute(
        select(ENROLMENT.c.state, ENROLMENT.c.pass_count).where(ENROLMENT.c.id == enrolment_id)
    ).one()
    present = enrolment.pass_count if enrolment.state is EnrolmentState.PASSED else None
    stale = session.scalars(
        select(Award)
        .where(
            Award.enrolment_id == enrolment_id,
            Award.state.in_([AwardState.ELIGIBLE, AwardState.APPROVED]),
        )
        .order_by(Award.sequence)
        .with_for_update()
    )
    for award in stale:
        if award.sequence != present:
            _withdraw(session, award, reason)


def _withdraw(session: Session, award: Award, reason: str) -> None:
    before = award.state
    award.state = AwardState.WITHDRAWN
    award.state_reason = reason
    award.batch_id = None
    record_change(
        session,
        SYSTEM,
        action="issuing.withdraw_award",
        object_kind="award",
        object_id=award.id,
        before={"state": before},
        after={"state": award.state},
        reason=reason,
    )
    certificates = session.scalars(
        select(Certificate)
        .where(
            Certificate.award_id == award.id,
            Certificate.state.in_(
                [CertificateState.QUEUED, CertificateState.FAILED, CertificateState.ISSUED]
            ),
        )
        .with_for_update()
    )
    for certificate in certificates:
        if certificate.state is CertificateState.ISSUED:
            open_correction(
                session,
                certificate.id,
                kind=CorrectionKind.APPROVAL_WITHDRAWN,
                cause=f"pass-{award.sequence}",
                detail=reason,
            )
        else:
            cancel_certificate(session, SYSTEM, certificate, reason=reason)
