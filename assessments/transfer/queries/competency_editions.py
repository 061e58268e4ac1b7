"""Reads which competencies the tasks of each edition ask for."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.api import CRITERION
from assessments.competencies.api import COMPETENCY
from courses.learning.api import ACTIVITY, EDITION, edition_is_within
from lms.core.access import Reach


def competency_editions(session: Session, reach: Reach) -> list[tuple[str, str, frozenset[str]]]:
    """Return each competency, code and name, with the editions whose tasks ask for it."""
    rows = session.execute(
        select(COMPETENCY.c.code, COMPETENCY.c.name, COMPETENCY.c.position, EDITION.c.id)
        .join(CRITERION, CRITERION.c.competency_id == COMPETENCY.c.id)
        .join(ACTIVITY, ACTIVITY.c.id == CRITERION.c.activity_id)
        .join(EDITION, EDITION.c.course_version_id == ACTIVITY.c.course_version_id)
        .where(edition_is_within(reach))
        .distinct()
        .order_by(COMPETENCY.c.position, COMPETENCY.c.code, COMPETENCY.c.name, EDITION.c.id)
    )
    # The same code in two versions of the framework is one competency, under either name.
    names: dict[str, str] = {}
    editions: dict[str, set[str]] = {}
    for row in rows:
        names[row.code] = row.name
        editions.setdefault(row.code, set()).add(str(row.id))
    return [(code, names[code], frozenset(found)) for code, found in editions.items()]
