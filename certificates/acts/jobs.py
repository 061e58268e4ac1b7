"""The background work that draws acts."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from assessments.gradebook.api import act_content
from certificates.acts.paper import act_paper
from certificates.acts.services.keep_document import keep_document, note_failure
from certificates.acts.services.queue_document import DRAW
from certificates.documents.api import (
    DrawingError,
    DrawingTimeoutError,
    MissingGlyphError,
    render_with_deadline,
)
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import PermanentJobError
from lms.core.features import JobKind
from lms.core.files.store import file_store
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.jobs.run import JobRun

DRAWING_SECONDS = 60.0
LEASE_SECONDS = 150


def draw_act(job: JobRun) -> None:
    """Draw one act outside any transaction, then store it and finish in one."""
    act_id = UUID(job.payload["act_id"])
    with unit_of_work() as session:
        content = act_content(session, act_id)
    settings = current_app.extensions["gestores_settings"]
    paper = act_paper(content, is_demonstration=not settings.may_issue_real_certificates)
    try:
        drawn = render_with_deadline(paper, DRAWING_SECONDS)
    except DrawingTimeoutError:
        # A slow machine may be faster the next time.
        raise
    except (MissingGlyphError, DrawingError) as refusal:
        raise PermanentJobError(refusal.message) from refusal
    sha256 = file_store().put(drawn)
    with unit_of_work() as session:
        keep_document(session, act_id, number=content.number, sha256=sha256, size_bytes=len(drawn))
        job.finish(session)


def _on_dead(session: Session, payload: Mapping[str, Any], reason: str) -> None:
    kind, _separator, words = reason.partition(": ")
    # Only our own refusals are in the reader's language; the rest stands on the page of jobs.
    is_refusal = kind == PermanentJobError.__name__
    note_failure(
        session,
        UUID(payload["act_id"]),
        words if is_refusal else _("el trabajo falló varias veces"),
    )


JOB_KINDS = (
    JobKind(
        name=DRAW,
        label=_l("Dibujar un acta de notas"),
        run=draw_act,
        max_attempts=5,
        lease_seconds=LEASE_SECONDS,
        on_dead=_on_dead,
    ),
)
