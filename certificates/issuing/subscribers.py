"""What issuing does when others tell it something."""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from certificates.issuing.models import Award, Certificate
from certificates.issuing.rules.snapshot import read_snapshot
from certificates.issuing.rules.states import LIVE, AwardState, CorrectionKind
from certificates.issuing.services.keep_award import keep_award, withdraw_award
from certificates.issuing.services.open_correction import open_correction
from certificates.issuing.services.tell_owner import tell_issued, tell_replaced, tell_revoked
from courses.learning.api import ENROLMENT
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
    """Open a correction for each live certificate, and hold back who waits for one.

    Whoever the acta calls passed for the first time has the present pass written by it: what that
    pass gave rests on these very marks, whichever of the two facts is heard first.
    """
    detail = _("La nota cambió después del acta: hay un acta rectificatoria.")
    for start in range(0, len(event.enrolment_ids), 500):
        enrolments = event.enrolment_ids[start : start + 500]
        of_the_pass = _is_of_the_pass(set(enrolments).intersection(event.newly_passed_ids))
        issued = session.scalars(
            select(Certificate.id)
            .join(Award, Award.id == Certificate.award_id)
            .where(
                Certificate.enrolment_id.in_(enrolments),
                Certificate.state.in_(LIVE),
                ~of_the_pass,
            )
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
                Award.enrolment_id.in_(enrolments),
                Award.state == AwardState.ELIGIBLE,
                ~of_the_pass,
            )
        )
        for award in waiting:
            award.review_reason = detail


def _is_of_the_pass(enrolment_ids: set[UUID]) -> ColumnElement[bool]:
    """Return the condition that an Award is of the present pass of one of some enrolments."""
    present = (
        select(ENROLMENT.c.pass_count).where(ENROLMENT.c.id == Award.enrolment_id).scalar_subquery()
    )
    return Award.enrolment_id.in_(enrolment_ids) & (Award.sequence == present)


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
