"""Where each kind of activity is opened: by the endpoint of the feature that brings the kind."""

from uuid import UUID

from flask import current_app, url_for

from courses.learning.rules.course_map import MapActivity
from lms.core.features import installed


def activity_url(enrolment_id: UUID, activity: MapActivity) -> str | None:
    """Return the address of an activity for a learner, None while no feature brings its kind."""
    for feature in installed():
        for kind in feature.activity_kinds:
            if kind.name == activity.kind.value:
                return _address(kind.endpoint, enrolment_id, activity.activity_id)
    return None


def _address(endpoint: str, enrolment_id: UUID, activity_id: UUID) -> str:
    # A kind of which a course has one, the plan, needs no id of it in its address.
    rule = next(current_app.url_map.iter_rules(endpoint))
    if "activity_id" in rule.arguments:
        return url_for(endpoint, enrolment_id=enrolment_id, activity_id=activity_id)
    return url_for(endpoint, enrolment_id=enrolment_id)
