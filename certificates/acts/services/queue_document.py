"""Puts the drawing of an act in the queue, once."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.acts.models import ActDocument
from certificates.acts.rules.states import DocumentState
from courses.learning.api import edition_within
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor, Reach
from lms.core.errors import ConflictError, NotFoundError
from lms.core.i18n import gettext as _
from lms.core.jobs.queue import enqueue

DRAW = "acts.draw"


def queue_document(session: Session, *, act_id: UUID, edition_id: UUID) -> None:
    """Ask for the PDF of an act; again changes nothing."""
    known = session.scalars(select(ActDocument.id).where(ActDocument.act_id == act_id)).first()
    if known is None:
        session.add(ActDocument(id=ids.new_id(), act_id=act_id, edition_id=edition_id))
    enqueue(session, DRAW, {"act_id": str(act_id)}, unique_key=f"{DRAW}:{act_id}")


def retry_document(
    session: Session, actor: Actor, reach: Reach, *, act_id: UUID, edition_id: UUID
) -> None:
    """Draw an act again whose drawing failed.

    Raises NotFoundError outside the reach, ConflictError when it did not fail.
    """
    edition_within(session, reach, edition_id)
    document = session.scalars(
        select(ActDocument)
        .where(ActDocument.act_id == act_id, ActDocument.edition_id == edition_id)
        .with_for_update()
    ).one_or_none()
    if document is None:
        raise NotFoundError(_("No encontramos esa acta."))
    if document.state is not DocumentState.FAILED:
        raise ConflictError(_("Esa acta ya está en la fila o ya tiene su PDF."))
    document.state = DocumentState.QUEUED
    document.failure = None
    record_change(
        session,
        actor,
        action="acts.retry_document",
        object_kind="act",
        object_id=act_id,
        before={"state": DocumentState.FAILED},
        after={"state": DocumentState.QUEUED},
    )
    # The first job of the act is dead: a new one needs a key of its own.
    key = f"{DRAW}:{act_id}:{clock.now().isoformat()}"
    enqueue(session, DRAW, {"act_id": str(act_id)}, unique_key=key)
