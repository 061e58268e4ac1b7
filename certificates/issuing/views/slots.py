"""What issuing shows on the pages of learning: a tab, the learner's own certificates."""

from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from certificates.issuing.permissions import ISSUE
from certificates.issuing.queries.own_certificates import (
    OwnCertificate,
    declined_reason,
    own_certificates,
)
from courses.learning.api import EditionTab
from lms.core.access import Access
from lms.core.i18n import gettext as _


def edition_tab(_session: Session, access: Access, *, edition_id: UUID) -> EditionTab | None:
    """Return the tab of an edition's certificates for who may issue them."""
    if not access.may(ISSUE):
        return None
    return EditionTab(
        label=_("Certificados"),
        url=url_for("issuing.edition_page", edition_id=edition_id),
        order=90,
    )


def home_section(
    session: Session, access: Access, *, person_id: UUID | None
) -> list[OwnCertificate] | None:
    """Return the person's certificates for the learner's home; None when there are none."""
    if access.person_id is None or person_id != access.person_id:
        return None
    return own_certificates(session, access.person_id) or None


def course_section(
    session: Session, access: Access, *, enrolment_id: UUID
) -> list[OwnCertificate] | None:
    """Return the certificate of one course for its owner; None when there is none."""
    if access.person_id is None:
        return None
    return own_certificates(session, access.person_id, enrolment_id=enrolment_id) or None


def declined_section(session: Session, access: Access, *, enrolment_id: UUID) -> str | None:
    """Return why the course is not certified, for its owner; None when nobody declined it."""
    if access.person_id is None:
        return None
    return declined_reason(session, access.person_id, enrolment_id=enrolment_id)
