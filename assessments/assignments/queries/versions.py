"""Reads the versions of a submission with their files and grades, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Grade, SubmissionFile, SubmissionVersion
from lms.accounts.api import PERSON, full_name_expression
from lms.core.files.models import StoredFile
from lms.core.files.uploads import DOCX, JPEG, PDF

KIND_WORDS = {PDF: "PDF", DOCX: "Word", JPEG: "foto"}


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """A file of a submission; its bytes are fetched by their own address."""

    id: UUID
    name: str
    media_type: str
    size_bytes: int
    first_version: int
    last_version: int | None

    @property
    def kind(self) -> str:
        """Return the kind in a word: PDF, Word, foto."""
        return KIND_WORDS.get(self.media_type, "hoja de cálculo o texto")

    @property
    def is_photo(self) -> bool:
        """Tell whether it is a picture."""
        return self.media_type == JPEG

    @property
    def is_readable(self) -> bool:
        """Tell whether the desk can show it beside the rubric."""
        return self.media_type in KIND_WORDS

    def is_in(self, number: int) -> bool:
        """Tell whether a version has it."""
        return self.first_version <= number and (
            self.last_version is None or number <= self.last_version
        )


@dataclass(frozen=True, kw_only=True)
class GradeRow:
    """What was written about one version."""

    levels: dict[str, int]
    comment: str
    override_percent: int | None
    override_reason: str
    lock_number: int
    saved_at: datetime
    saved_by: str
    score_percent: int | None
    published_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """One sending."""

    id: UUID
    number: int
    text: str
    sent_at: datetime
    returned_at: datetime | None
    return_reason: str | None
    files: tuple[FileRow, ...]
    grade: GradeRow | None


def file_rows(session: Session, submission_id: UUID) -> tuple[FileRow, ...]:
    """Return every file of a submission in the order in which they came; one statement."""
    rows = session.execute(
        select(
            SubmissionFile.id,
            StoredFile.name,
            StoredFile.media_type,
            StoredFile.size_bytes,
            SubmissionFile.first_version,
            SubmissionFile.last_version,
        )
        .join(StoredFile, StoredFile.id == SubmissionFile.stored_file_id)
        .where(SubmissionFile.submission_id == submission_id)
        .order_by(SubmissionFile.created_at, SubmissionFile.id)
    )
    return tuple(FileRow(**row) for row in rows.mappings())


def version_rows(
    session: Session, submission_id: UUID, files: Iterable[FileRow]
) -> tuple[VersionRow, ...]:
    """Return the versions, newest first; one statement."""
    kept = tuple(files)
    rows = session.execute(
        select(SubmissionVersion, Grade, full_name_expression().label("saved_by"))
        .outerjoin(Grade, Grade.version_id == SubmissionVersion.id)
        .outerjoin(PERSON, PERSON.c.id == Grade.saved_by_person_id)
        .where(SubmissionVersion.submission_id == submission_id)
        .order_by(SubmissionVersion.number.desc())
    )
    return tuple(
        VersionRow(
            id=row.SubmissionVersion.id,
            number=row.SubmissionVersion.number,
            text=row.SubmissionVersion.text,
            sent_at=row.SubmissionVersion.sent_at,
            returned_at=row.SubmissionVersion.returned_at,
            return_reason=row.SubmissionVersion.return_reason,
            files=tuple(file for file in kept if file.is_in(row.SubmissionVersion.number)),
            grade=_grade(row.Grade, row.saved_by),
        )
        for row in rows
    )


def _grade(grade: Grade | None, saved_by: str | None) -> GradeRow | None:
    if grade is None:
        return None
    return GradeRow(
        levels=dict(grade.levels),
        comment=grade.comment,
        override_percent=grade.override_percent,
        override_reason=grade.override_reason,
        lock_number=grade.lock_number,
        saved_at=grade.saved_at,
        saved_by=saved_by or "",
        score_percent=grade.score_percent,
        published_at=grade.published_at,
    )
