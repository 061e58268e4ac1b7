"""Where each kind of activity is opened: by the endpoint of the feature that brings the kind."""

from uuid import UUID

from flask import url_for

from courses.learning.rules.course_map import MapActivity
from lms.core.features import installed


def activity_url(enrolment_id: UUID, activity: MapActivity) -> str | None:
    """Return the address of an activity for a learner, None while no feature brings its kind."""
    for feature in installed():
        for kind in feature.activity_kinds:
            if kind.name == activity.kind.value:
                return url_for(
                    kind.endpoint, enrolment_id=enrolment_id, activity_id=activity.activity_id
                )
    return None
