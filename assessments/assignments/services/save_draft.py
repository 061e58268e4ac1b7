"""Keeps what a participant is writing, and the files that go with it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from assessments.assignments.models import Submission, SubmissionFile
from assessments.assignments.services.own_submission import (
    own_submission,
    refuse_closed,
    refuse_locked,
)
from courses.learning.api import ActivityContext, open_activity
from lms.core import clock
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError
from lms.core.files.uploads import receive
from lms.core.i18n import gettext as _

MAX_FILES = 5
MAX_LETTERS = 30_000


@dataclass(frozen=True, kw_only=True)
class SavedDraft:
    """What stands now, and the sentences on files that were not taken."""

    number: int
    saved_at: datetime
    refusals: tuple[str, ...] = ()


def save_draft(
    session: Session,
    actor: Actor,
    context: ActivityContext,
    *,
    text: str,
    base_number: int,
    removed: Collection[UUID] = (),
    uploads: Iterable[FileStorage] = (),
) -> SavedDraft:
    """Store the text and the files; a file that is refused does not hold back the rest.

    Raises ConflictError when the time is over, the work was sent, or another open page saved
    another text (code draft_changed) since number `base_number`.
    """
    refuse_closed(context)
    submission = own_submission(session, context)
    refuse_locked(submission)
    flat = _flat(text)
    if base_number != submission.draft_number and flat != submission.draft_text:
        raise ConflictError(
            _("Otra página abierta guardó un texto distinto. Compárelos y guarde otra vez."),
            code="draft_changed",
            field="text",
        )
    open_activity(session, actor, context.enrolment_id, context.activity_id)
    _remove(session, submission, removed)
    refusals = tuple(_receive(session, submission, context.person_id, uploads))
    if flat != submission.draft_text or submission.draft_saved_at is None:
        submission.draft_number += 1
    submission.draft_text = flat
    submission.draft_saved_at = clock.now()
    return SavedDraft(
        number=submission.draft_number, saved_at=submission.draft_saved_at, refusals=refusals
    )


def draft_files(session: Session, submission_id: UUID) -> list[SubmissionFile]:
    """Return the files of the draft in the order in which they came."""
    return list(
        session.scalars(
            select(SubmissionFile)
            .where(
                SubmissionFile.submission_id == submission_id,
                SubmissionFile.last_version.is_(None),
            )
            .order_by(SubmissionFile.created_at, SubmissionFile.id)
        )
    )


def _flat(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def _remove(session: Session, submission: Submission, removed: Collection[UUID]) -> None:
    if not removed:
        return
    for file in draft_files(session, submission.id):
        if file.id not in removed:
            continue
        if file.first_version > submission.version_count:
            session.delete(file)
        else:
            # What was sent once stays with the version that had it.
            file.last_version = submission.version_count
    # The count that follows must not see them.
    session.flush()


def _receive(
    session: Session, submission: Submission, person_id: UUID, uploads: Iterable[FileStorage]
) -> Iterable[str]:
    free = MAX_FILES - len(draft_files(session, submission.id))
    for upload in uploads:
        if not upload.filename:
            continue
        if free <= 0:
            yield _(
                "%(name)s: caben %(most)s archivos. Quite uno para agregar otro.",
                name=upload.filename[:80],
                most=MAX_FILES,
            )
            continue
        try:
            stored = receive(session, upload, owner_person_id=person_id)
        except DomainError as error:
            yield f"{upload.filename[:80]}: {error.message}"
            continue
        free -= 1
        # The file's row must stand before the one that points to it.
        session.flush()
        session.add(
            SubmissionFile(
                submission_id=submission.id,
                stored_file_id=stored.id,
                first_version=submission.version_count + 1,
            )
        )
