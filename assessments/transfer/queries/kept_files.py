"""Finds files that came with answers, evidence and scans of sheets, for who may read them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from assessments.transfer.models import Answer, Evidence, Milestone
from assessments.transfer.rules.states import Audience
from courses.learning.api import EDITION, ENROLMENT, edition_is_within
from lms.core.access import Access
from lms.core.errors import NotFoundError
from lms.core.files.models import StoredFile
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """A file that came with an answer: where its bytes lie and what it is called."""

    id: UUID
    sha256: str
    name: str
    media_type: str
    size_bytes: int

    @property
    def kind(self) -> str:
        """Return what people call the format: PDF, JPG, DOCX."""
        return kind_of_name(self.name)


def kind_of_name(name: str) -> str:
    """Return what people call the format of a stored file, by the ending that its content gave."""
    return name.rsplit(".", 1)[-1].upper()


def kept_file(session: Session, access: Access, file_id: UUID) -> KeptFile:
    """Return a file of a milestone; raises NotFoundError for who may not read it.

    Who sees milestones reads what is not confidential, who manages them reads all, and a
    participant reads what came with the own answers. One statement.
    """
    seen = edition_is_within(access.reach("view_milestones"))
    managed = edition_is_within(access.reach("manage_milestones"))
    is_own = ENROLMENT.c.person_id == access.person_id
    evidence = _with_people(
        select(Evidence.file_id).join(Milestone, Milestone.id == Evidence.milestone_id)
    ).where(
        or_(
            managed,
            and_(seen, Evidence.is_confidential.is_(False)),
            and_(is_own, Evidence.informant == Audience.PARTICIPANT),
        )
    )
    scans = _with_people(
        select(Answer.scan_file_id).join(Milestone, Milestone.id == Answer.milestone_id)
    ).where(
        Answer.scan_file_id.is_not(None),
        or_(managed, seen, and_(is_own, Answer.informant == Audience.PARTICIPANT)),
    )
    found = _files(
        session,
        StoredFile.id == file_id,
        or_(StoredFile.id.in_(evidence), StoredFile.id.in_(scans)),
    )
    if not found:
        raise NotFoundError(_("No encontramos este archivo entre los que usted puede ver."))
    return found[0]


def own_evidence(
    session: Session, person_id: UUID | None, enrolment_id: UUID
) -> tuple[KeptFile, ...]:
    """Return what a participant sent to show the commitments of an enrolment, oldest first."""
    own = _with_people(
        select(Evidence.file_id).join(Milestone, Milestone.id == Evidence.milestone_id)
    ).where(
        ENROLMENT.c.id == enrolment_id,
        ENROLMENT.c.person_id == person_id,
        Evidence.informant == Audience.PARTICIPANT,
    )
    return _files(session, StoredFile.id.in_(own))


def _with_people(query: Select[Any]) -> Select[Any]:
    return query.join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id).join(
        EDITION, EDITION.c.id == ENROLMENT.c.edition_id
    )


def _files(session: Session, *conditions: ColumnElement[bool]) -> tuple[KeptFile, ...]:
    rows = session.execute(
        select(
            StoredFile.id,
            StoredFile.sha256,
            StoredFile.name,
            StoredFile.media_type,
            StoredFile.size_bytes,
        )
        .where(*conditions)
        .order_by(StoredFile.created_at, StoredFile.id)
    ).mappings()
    return tuple(KeptFile(**row) for row in rows)
