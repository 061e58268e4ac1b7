"""Says in SQL which editions and enrolments a permission reaches."""

from sqlalchemy import ColumnElement, false, or_, select, true

from courses.learning.models import Course, Edition, Enrolment
from lms.accounts.api import organizations_within
from lms.core.access import Reach, Scope


def edition_is_within(reach: Reach) -> ColumnElement[bool]:
    """Return the condition on Edition (joined with Course for programmes) of a reach.

    Organisations reach no edition as such: a liaison sees people, not editions.
    """
    if reach.everything:
        return true()
    conditions: list[ColumnElement[bool]] = []
    if reach.of(Scope.EDITION):
        conditions.append(Edition.id.in_(reach.of(Scope.EDITION)))
    if reach.of(Scope.SPONSOR):
        conditions.append(Edition.sponsor_id.in_(reach.of(Scope.SPONSOR)))
    if reach.of(Scope.PROGRAMME):
        conditions.append(
            Edition.course_id.in_(
                select(Course.id).where(Course.programme_id.in_(reach.of(Scope.PROGRAMME)))
            )
        )
    return or_(*conditions) if conditions else false()


def enrolment_is_within(reach: Reach) -> ColumnElement[bool]:
    """Return the condition on Enrolment joined with Edition of a reach, liaisons included.

    An entity reaches the units inside it.
    """
    organizations = reach.of(Scope.ORGANIZATION)
    if reach.everything or not organizations:
        return edition_is_within(reach)
    return or_(
        Enrolment.organization_id.in_(organizations_within(organizations)),
        edition_is_within(reach),
    )
