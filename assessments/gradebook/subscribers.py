"""What the gradebook does when other features tell of a fact."""

from sqlalchemy.orm import Session

from assessments.gradebook.services.keep_marks_before import keep_marks_before
from assessments.gradebook.services.rectify import follow_pass
from assessments.gradebook.services.tell_participants import tell_not_passed, tell_rectified
from lms.core.features import Subscriber
from lms.domain_events import CoursePassed, EditionClosed, GradesActRectified, RecoveryOpened


def follow_late_pass(session: Session, event: CoursePassed) -> None:
    """Bring the acts up to date when somebody passed after the closing."""
    follow_pass(session, event.enrolment_id)


SUBSCRIBERS = (
    Subscriber(name="gradebook.follow_late_pass", event=CoursePassed, handle=follow_late_pass),
    Subscriber(name="gradebook.keep_marks_before", event=RecoveryOpened, handle=keep_marks_before),
    Subscriber(name="gradebook.tell_not_passed", event=EditionClosed, handle=tell_not_passed),
    Subscriber(name="gradebook.tell_rectified", event=GradesActRectified, handle=tell_rectified),
)
