"""Reads what goes into the archive of an edition's submissions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Submission, SubmissionFile, SubmissionVersion
from assessments.assignments.queries.queue_filter import QueueFilter
from courses.learning.api import ACTIVITY, EDITION, ENROLMENT, edition_is_within
from lms.accounts.api import PERSON, full_name_expression, sort_expression
from lms.core.access import Reach
from lms.core.files.models import StoredFile


@dataclass(frozen=True, kw_only=True)
class ArchivedFile:
    """A file of a submission by the name of its sender."""

    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ArchivedSubmission:
    """The newest version of one person's work."""

    person_id: UUID
    person: str
    activity_title: str
    number: int
    sent_at: datetime
    text: str
    files: tuple[ArchivedFile, ...]


def archived_submissions(
    session: Session, reach: Reach, chosen: QueueFilter
) -> list[ArchivedSubmission]:
    """Return the submissions of every state but draft, by name and task; two statements."""
    rows = session.execute(
        select(
            Submission.id,
            PERSON.c.id.label("person_id"),
            full_name_expression().label("person"),
            ACTIVITY.c.title.label("activity_title"),
            SubmissionVersion.number,
            SubmissionVersion.sent_at,
            SubmissionVersion.text,
        )
        .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(ACTIVITY, ACTIVITY.c.id == Submission.activity_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .join(
            SubmissionVersion,
            (SubmissionVersion.submission_id == Submission.id)
            & (SubmissionVersion.number == Submission.version_count),
        )
        .where(edition_is_within(reach), *chosen.conditions_of_any_state())
        .order_by(sort_expression(), PERSON.c.id, ACTIVITY.c.position, Submission.id)
    ).all()
    files = _files(session, [row.id for row in rows])
    return [
        ArchivedSubmission(
            person_id=row.person_id,
            person=row.person,
            activity_title=row.activity_title,
            number=row.number,
            sent_at=row.sent_at,
            text=row.text,
            files=tuple(files.get(row.id, ())),
        )
        for row in rows
    ]


def _files(session: Session, submission_ids: list[UUID]) -> dict[UUID, list[ArchivedFile]]:
    found: dict[UUID, list[ArchivedFile]] = {}
    for start in range(0, len(submission_ids), 500):
        rows = session.execute(
            select(SubmissionFile.submission_id, StoredFile.name, StoredFile.sha256)
            .join(StoredFile, StoredFile.id == SubmissionFile.stored_file_id)
            .join(Submission, Submission.id == SubmissionFile.submission_id)
            .where(
                SubmissionFile.submission_id.in_(submission_ids[start : start + 500]),
                SubmissionFile.first_version <= Submission.version_count,
                (SubmissionFile.last_version.is_(None))
                | (SubmissionFile.last_version >= Submission.version_count),
            )
            .order_by(SubmissionFile.created_at, SubmissionFile.id)
        )
        for row in rows:
            found.setdefault(row.submission_id, []).append(
                ArchivedFile(name=row.name, sha256=row.sha256)
            )
    return found
