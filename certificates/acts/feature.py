"""What drawn acts register."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.gradebook.api import CLOSE
from certificates.acts.jobs import JOB_KINDS
from certificates.acts.queries.act_files import ActFile, act_files
from certificates.acts.subscribers import SUBSCRIBERS
from certificates.acts.views import blueprint
from lms.core.access import Access
from lms.core.features import Feature, SlotFill


def _files(session: Session, access: Access, *, edition_id: UUID) -> tuple[ActFile, ...] | None:
    return act_files(session, access.reach(CLOSE), edition_id) or None


FEATURE = Feature(
    name="acts",
    blueprints=(blueprint,),
    job_kinds=JOB_KINDS,
    subscribers=SUBSCRIBERS,
    slots=(SlotFill(slot="edition.acts", template="acts/files.html", build=_files),),
)
"""Feature: PDFs of actas de notas."""
