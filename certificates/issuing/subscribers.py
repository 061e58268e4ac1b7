"""What issuing does when others tell it something."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.issuing.models import Award, Certificate
from certificates.issuing.rules.snapshot import read_snapshot
from certificates.issuing.rules.states import LIVE, AwardState, CorrectionKind
from certificates.issuing.services.keep_award import keep_award, withdraw_award
from certificates.issuing.services.open_correction import open_correction
from certificates.issuing.services.tell_owner import tell_issued, tell_replaced, tell_revoked
from lms.core.features import Subscriber
from lms.core.i18n import gettext as _
from lms.domain_events import (
    CertificateIssued,
    CertificateReplaced,
    CertificateRevoked,
    CoursePassed,
    CoursePassWithdrawn,
    GradesActRectified,
    PrintedNameConfirmed,
)


def follow_rectified_marks(session: Session, event: GradesActRectified) -> None:
    """Open a correction for each live certificate, and hold back who waits for one."""
    detail = _("La nota cambió después del acta: hay un acta rectificatoria.")
    for start in range(0, len(event.enrolment_ids), 500):
        enrolments = event.enrolment_ids[start : start + 500]
        issued = session.scalars(
            select(Certificate.id)
            .where(Certificate.enrolment_id.in_(enrolments), Certificate.state.in_(LIVE))
            .order_by(Certificate.id)
        ).all()
        for certificate_id in issued:
            open_correction(
                session,
                certificate_id,
                kind=CorrectionKind.GRADES_RECTIFIED,
                cause=str(event.act_id),
                detail=detail,
            )
        waiting = session.scalars(
            select(Award).where(
                Award.enrolment_id.in_(enrolments), Award.state == AwardState.ELIGIBLE
            )
        )
        for award in waiting:
            award.review_reason = detail


def follow_corrected_name(session: Session, event: PrintedNameConfirmed) -> None:
    """Open a correction for each live certificate that bears another name.

    What waits to be drawn is among them: its words were frozen at the approval.
    """
    live = session.scalars(
        select(Certificate)
        .where(
            Certificate.person_id == event.person_id,
            Certificate.state.in_(LIVE),
        )
        .order_by(Certificate.id)
    ).all()
    for certificate in live:
        printed = read_snapshot(certificate.snapshot).person_name
        if printed != event.printed_name:
            open_correction(
                session,
                certificate.id,
                kind=CorrectionKind.NAME_CORRECTED,
                cause=event.printed_name,
                detail=_(
                    "Dice «%(before)s» y ahora es «%(after)s».",
                    before=printed,
                    after=event.printed_name,
                ),
            )


SUBSCRIBERS = (
    Subscriber(name="issuing.keep_award", event=CoursePassed, handle=keep_award),
    Subscriber(name="issuing.withdraw_award", event=CoursePassWithdrawn, handle=withdraw_award),
    Subscriber(
        name="issuing.follow_rectified_marks",
        event=GradesActRectified,
        handle=follow_rectified_marks,
    ),
    Subscriber(
        name="issuing.follow_corrected_name",
        event=PrintedNameConfirmed,
        handle=follow_corrected_name,
    ),
    Subscriber(name="issuing.tell_owner", event=CertificateIssued, handle=tell_issued),
    Subscriber(name="issuing.tell_replaced", event=CertificateReplaced, handle=tell_replaced),
    Subscriber(name="issuing.tell_revoked", event=CertificateRevoked, handle=tell_revoked),
)
