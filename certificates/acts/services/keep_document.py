"""Keeps the drawn PDF of an act, or why it could not be drawn."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.acts.models import ActDocument
from certificates.acts.rules.states import DocumentState
from lms.audit.api import record_change
from lms.core import ids
from lms.core.access import SYSTEM
from lms.core.files.models import StoredFile
from lms.core.files.uploads import PDF


def keep_document(
    session: Session, act_id: UUID, *, number: str, sha256: str, size_bytes: int
) -> None:
    """Note that the PDF lies in the store; one that stands already stays as it is."""
    document = _document(session, act_id)
    if document is None or document.state is DocumentState.DRAWN:
        return
    file = StoredFile(
        id=ids.new_id(),
        sha256=sha256,
        size_bytes=size_bytes,
        media_type=PDF,
        name=f"acta-{number}.pdf",
        owner_person_id=None,
    )
    session.add(file)
    # The document names the file, which must stand first.
    session.flush()
    document.state = DocumentState.DRAWN
    document.file_id = file.id
    document.failure = None
    record_change(
        session,
        SYSTEM,
        action="acts.draw_document",
        object_kind="act",
        object_id=act_id,
        after={"sha256": sha256},
    )


def note_failure(session: Session, act_id: UUID, reason: str) -> None:
    """Note why an act could not be drawn, where coordination sees it."""
    document = _document(session, act_id)
    if document is not None and document.state is DocumentState.QUEUED:
        document.state = DocumentState.FAILED
        document.failure = reason


def _document(session: Session, act_id: UUID) -> ActDocument | None:
    return session.scalars(
        select(ActDocument).where(ActDocument.act_id == act_id).with_for_update()
    ).one_or_none()
