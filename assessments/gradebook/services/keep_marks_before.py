"""Keeps what the marks were when a recovery opened, to show which ones it bettered."""

from sqlalchemy.orm import Session

from assessments.gradebook.models import Recovery
from lms.core import ids
from lms.domain_events import RecoveryOpened


def keep_marks_before(session: Session, event: RecoveryOpened) -> None:
    """Store the marks that the event froze; each event is delivered once."""
    session.add(
        Recovery(
            id=ids.new_id(),
            enrolment_id=event.enrolment_id,
            until=event.until,
            reason=event.reason.strip(),
            marks_before=dict(event.marks_before),
        )
    )
