"""What transfer does when a course is passed, or a pass is taken back."""

from sqlalchemy.orm import Session

from assessments.transfer.services.make_milestones import (
    make_milestones,
    stop_for_withdrawn_pass,
)
from lms.domain_events import CoursePassed, CoursePassWithdrawn


def on_course_passed(session: Session, event: CoursePassed) -> None:
    """Put the milestones of the passed course into the calendar, once."""
    make_milestones(session, event.enrolment_id, sequence=event.sequence, passed_on=event.passed_on)


def on_pass_withdrawn(session: Session, event: CoursePassWithdrawn) -> None:
    """Stop the milestones of a course that is no longer passed."""
    stop_for_withdrawn_pass(session, event.enrolment_id, reason=event.reason)
