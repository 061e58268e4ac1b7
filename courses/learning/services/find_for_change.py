"""Finds what a service is about to change, within the reach of who asks, and locks it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.models import Edition, Enrolment
from courses.learning.queries.visible_editions import edition_is_within, enrolment_is_within
from lms.core.access import Reach
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _

EVERYTHING = Reach(everything=True)


def edition_for_change(session: Session, reach: Reach, edition_id: UUID) -> Edition:
    """Return a locked edition of a reach; raises NotFoundError."""
    found = session.scalar(
        select(Edition)
        .where(Edition.id == edition_id, edition_is_within(reach))
        .with_for_update(of=Edition)
    )
    if found is None:
        raise NotFoundError(_("No encontramos esa edición entre las suyas."))
    return found


def enrolment_for_change(session: Session, reach: Reach, enrolment_id: UUID) -> Enrolment:
    """Return a locked enrolment of a reach; raises NotFoundError."""
    found = session.scalar(
        select(Enrolment)
        .join(Edition, Edition.id == Enrolment.edition_id)
        .where(Enrolment.id == enrolment_id, enrolment_is_within(reach))
        .with_for_update(of=Enrolment)
    )
    if found is None:
        raise NotFoundError(_("No encontramos esa inscripción entre las suyas."))
    return found
