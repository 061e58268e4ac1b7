"""Background work of issuing: draws certificates, joins them for the printer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from certificates.documents.api import (
    CertificateDocument,
    DrawingError,
    MissingGlyphError,
    merge_pdfs,
    render_with_deadline,
)
from certificates.issuing.place import issuing_place
from certificates.issuing.services.draw_certificate import (
    StoredPdf,
    begin_drawing,
    finish_drawing,
)
from certificates.issuing.services.mark_failed import mark_failed
from certificates.issuing.services.print_batch import (
    PRINT,
    give_up_print_file,
    keep_print_file,
    print_sources,
)
from certificates.issuing.services.queue_certificates import DRAW
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import PermanentJobError
from lms.core.features import JobKind
from lms.core.files.store import file_store
from lms.core.i18n import lazy_gettext as _l
from lms.core.jobs.run import JobRun

DRAWING_SECONDS = 20.0
LEASE_SECONDS = 45
PRINT_LEASE_SECONDS = 600


def draw_certificate(job: JobRun) -> None:
    """Draw one certificate: folio in a first transaction, the drawing outside, then its issue."""
    certificate_id, queue_round = UUID(job.payload["certificate_id"]), int(job.payload["round"])
    with unit_of_work() as session:
        document = begin_drawing(
            session, certificate_id, queue_round=queue_round, place=issuing_place()
        )
    if document is None:
        return
    content = _draw(document)
    # Durable in the store before the row says so; left over when the row never does.
    pdf = StoredPdf(sha256=file_store().put(content), size_bytes=len(content))
    with unit_of_work() as session:
        finish_drawing(session, certificate_id, queue_round=queue_round, pdf=pdf)
        job.finish(session)


def print_batch(job: JobRun) -> None:
    """Join the certificates of a batch into one file for the printer."""
    batch_id = UUID(job.payload["batch_id"])
    with unit_of_work() as session:
        sources = print_sources(session, batch_id)
    if not sources:
        return
    content = merge_pdfs(_read(sha256) for sha256 in sources)
    pdf = StoredPdf(sha256=file_store().put(content), size_bytes=len(content))
    with unit_of_work() as session:
        keep_print_file(session, batch_id, pdf, count=len(sources))
        job.finish(session)


def _draw(document: CertificateDocument) -> bytes:
    try:
        return render_with_deadline(document, DRAWING_SECONDS)
    except (MissingGlyphError, DrawingError) as refusal:
        # The same words are refused again: a person has to change them.
        raise PermanentJobError(refusal.message) from refusal


def _read(sha256: str) -> bytes:
    with file_store().open(sha256) as file:
        return file.read()


def _on_draw_dead(session: Session, payload: Mapping[str, Any], reason: str) -> None:
    mark_failed(
        session,
        UUID(payload["certificate_id"]),
        queue_round=int(payload["round"]),
        reason=reason,
    )


def _on_print_dead(session: Session, payload: Mapping[str, Any], _reason: str) -> None:
    give_up_print_file(session, UUID(payload["batch_id"]))


JOB_KINDS = (
    JobKind(
        name=DRAW,
        label=_l("Dibujar un certificado"),
        run=draw_certificate,
        max_attempts=5,
        lease_seconds=LEASE_SECONDS,
        on_dead=_on_draw_dead,
    ),
    JobKind(
        name=PRINT,
        label=_l("Juntar certificados para imprimir"),
        run=print_batch,
        max_attempts=3,
        lease_seconds=PRINT_LEASE_SECONDS,
        on_dead=_on_print_dead,
    ),
)
