"""Finds a file of a submission for who may read it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assessments.assignments.models import Submission, SubmissionFile
from courses.learning.api import EDITION, ENROLMENT, edition_is_within
from lms.core.access import Reach
from lms.core.errors import NotFoundError
from lms.core.files.models import StoredFile
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class FileContent:
    """Where the bytes lie and how to send them."""

    id: UUID
    sha256: str
    name: str
    media_type: str
    size_bytes: int


def staff_file(session: Session, reach: Reach, file_id: UUID) -> FileContent:
    """Return a file that was sent, within the reach; drafts are the participant's own."""
    return _one(
        session,
        _files()
        .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .where(
            SubmissionFile.id == file_id,
            SubmissionFile.first_version <= Submission.version_count,
            edition_is_within(reach),
        ),
    )


def own_file(
    session: Session,
    person_id: UUID | None,
    *,
    enrolment_id: UUID,
    activity_id: UUID,
    file_id: UUID,
) -> FileContent:
    """Return a file of the person's own submission."""
    return _one(
        session,
        _files()
        .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
        .where(
            SubmissionFile.id == file_id,
            Submission.activity_id == activity_id,
            ENROLMENT.c.id == enrolment_id,
            ENROLMENT.c.person_id == person_id,
        ),
    )


def _files() -> Select[*tuple[Any, ...]]:
    return (
        select(
            SubmissionFile.id,
            StoredFile.sha256,
            StoredFile.name,
            StoredFile.media_type,
            StoredFile.size_bytes,
        )
        .join(StoredFile, StoredFile.id == SubmissionFile.stored_file_id)
        .join(Submission, Submission.id == SubmissionFile.submission_id)
    )


def _one(session: Session, query: Select[*tuple[Any, ...]]) -> FileContent:
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos este archivo entre los que usted puede ver."))
    return FileContent(**row)
