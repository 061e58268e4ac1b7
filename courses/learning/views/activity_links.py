"""Where each kind of activity is opened: by the endpoint of the feature that brings the kind."""

from uuid import UUID

from flask import current_app, g, url_for

from courses.learning.rules.course_map import MapActivity
from lms.core.features import installed

NO_ID = "00000000-0000-0000-0000-000000000000"


def activity_url(enrolment_id: UUID, activity: MapActivity) -> str | None:
    """Return the address of an activity for a learner, None while no feature brings its kind."""
    pattern = _patterns(enrolment_id).get(activity.kind.value)
    return pattern.replace(NO_ID, str(activity.activity_id)) if pattern else None


def _patterns(enrolment_id: UUID) -> dict[str, str]:
    """Return the address of each kind of activity in an enrolment, with NO_ID where its id goes.

    Kept for the request: a course has fifty activities of five kinds, and making an address from
    its route costs more than filling one in.
    """
    known: dict[UUID, dict[str, str]] = g.setdefault("activity_patterns", {})
    if enrolment_id not in known:
        known[enrolment_id] = {
            kind.name: _pattern(kind.endpoint, enrolment_id)
            for feature in installed()
            for kind in feature.activity_kinds
        }
    return known[enrolment_id]


def _pattern(endpoint: str, enrolment_id: UUID) -> str:
    # A kind of which a course has one, the plan, needs no id of it in its address.
    rule = next(current_app.url_map.iter_rules(endpoint))
    if "activity_id" in rule.arguments:
        return url_for(endpoint, enrolment_id=enrolment_id, activity_id=NO_ID)
    return url_for(endpoint, enrolment_id=enrolment_id)
