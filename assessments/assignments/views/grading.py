"""What the views of the grading desk share: the blueprint, the reach, the way on."""

from flask import Blueprint, url_for

from assessments.assignments.queries.desk_page import DeskPage
from assessments.assignments.queries.queue import next_in_queue
from assessments.assignments.queries.queue_filter import QueueFilter
from lms.core.access import Reach
from lms.core.db.unit_of_work import read_session
from lms.core.web.guards import access

GRADE = "grade_submissions"
PUBLISH = "publish_grades"
blueprint = Blueprint("grading", __name__, template_folder="../templates", url_prefix="/calificar")


def grading_reach() -> Reach:
    """Return how far who asks may grade."""
    return access().reach(GRADE)


def next_url(chosen: QueueFilter, page: DeskPage) -> str:
    """Return the address of what follows in the queue; the queue itself at its end."""
    following = next_in_queue(
        read_session(), grading_reach(), chosen, after=(page.head.sent_at, page.head.id)
    )
    if following is None:
        return url_for("grading.queue", **chosen.address())
    return url_for("grading.desk", submission_id=following, **chosen.address())
