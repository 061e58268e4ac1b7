"""The rule of who still works and is marked, as a condition of queries."""

from sqlalchemy import ColumnElement, and_, or_

from courses.learning.models import Edition, Enrolment
from courses.learning.rules.states import EditionState, EnrolmentState


def under_way() -> ColumnElement[bool]:
    """Return rules.states.is_under_way on a query that joins editions and enrolments."""
    return or_(
        Edition.state == EditionState.OPEN,
        and_(
            Edition.state == EditionState.CLOSED,
            Enrolment.state == EnrolmentState.RECOVERY,
        ),
    )
