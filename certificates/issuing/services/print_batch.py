"""One file for the printer with all certificates of a batch."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.issuing.models import Batch, Certificate, Folio
from certificates.issuing.rules.states import CertificateState
from certificates.issuing.services.draw_certificate import StoredPdf
from lms.core import clock, ids
from lms.core.errors import ConflictError, NotFoundError
from lms.core.files.models import StoredFile
from lms.core.files.uploads import PDF
from lms.core.i18n import gettext as _
from lms.core.jobs.queue import enqueue

PRINT = "issuing.print_batch"


def ask_for_print_file(session: Session, batch_id: UUID) -> None:
    """Queue the joining of what is issued of a batch; asked twice at once it is done once.

    Raises ConflictError while nothing is issued.
    """
    batch = session.get(Batch, batch_id, with_for_update=True)
    if batch is None:
        raise NotFoundError(_("No encontramos ese lote."))
    count = len(print_sources(session, batch_id))
    if not count:
        raise ConflictError(_("Todavía no hay certificados emitidos en este lote."))
    if batch.print_asked_at is not None or batch.print_count == count:
        return
    batch.print_asked_at = clock.now()
    moment = batch.print_asked_at.isoformat()
    enqueue(session, PRINT, {"batch_id": str(batch_id)}, unique_key=f"print:{batch_id}:{moment}")


def print_sources(session: Session, batch_id: UUID) -> list[str]:
    """Return the SHA-256 of the issued certificates of a batch, in the order of their folios."""
    return [
        sha256
        for sha256 in session.scalars(
            select(Certificate.pdf_sha256)
            .join(Folio, Folio.certificate_id == Certificate.id)
            .where(Certificate.batch_id == batch_id, Certificate.state == CertificateState.ISSUED)
            .order_by(Folio.issuer, Folio.year, Folio.number)
        )
        if sha256 is not None
    ]


def keep_print_file(session: Session, batch_id: UUID, pdf: StoredPdf, *, count: int) -> None:
    """Keep the joined file with its batch."""
    batch = session.get_one(Batch, batch_id, with_for_update=True)
    file = StoredFile(
        id=ids.new_id(),
        sha256=pdf.sha256,
        size_bytes=pdf.size_bytes,
        media_type=PDF,
        name=f"certificados-lote-{batch.number}.pdf",
    )
    session.add(file)
    session.flush()
    batch.print_file_id = file.id
    batch.print_count = count
    batch.print_asked_at = None


def give_up_print_file(session: Session, batch_id: UUID) -> None:
    """Forget that the file was asked for, so that it can be asked for again."""
    session.get_one(Batch, batch_id, with_for_update=True).print_asked_at = None
