"""A batch: progress that can be left, second approval, failures, files for the printer."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, stream_with_context, url_for

from certificates.documents.api import (
    DeliveryList,
    DeliveryRow,
    Issuer,
    merge_pdfs,
    render_with_deadline,
)
from certificates.issuing.forms.acts import ActForm, ReasonForm
from certificates.issuing.permissions import ISSUE
from certificates.issuing.place import issuing_place
from certificates.issuing.queries.batch_page import (
    BatchPage,
    batch_edition,
    batch_page,
    is_stand_in_today,
)
from certificates.issuing.queries.delivery import delivery_lines
from certificates.issuing.rules.duties import DutyConflict
from certificates.issuing.rules.states import BatchState
from certificates.issuing.services.cancel_certificates import cancel_batch
from certificates.issuing.services.decide_batch import approve_batch, return_batch
from certificates.issuing.services.print_batch import ask_for_print_file, print_sources
from certificates.issuing.services.retry_certificates import retry_certificates
from certificates.issuing.views.blueprint import Answer, blueprint, pdf_answer, stored_pdf
from certificates.issuing.words import duty_words
from lms.core import clock
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError, NotFoundError
from lms.core.files.spreadsheets import CSV_TYPE, Cell, csv_lines
from lms.core.files.store import file_store
from lms.core.i18n import gettext as _
from lms.core.i18n import ngettext
from lms.core.web.guards import access, permission, signed_in

MERGED_AT_ONCE = 25
"""Up to this many certificates are joined while the person waits; more in a job."""
LIST_SECONDS = 20.0


@blueprint.get("/certificados/lotes/<uuid:batch_id>")
@signed_in
def batch(batch_id: UUID) -> str:
    """Show how far a batch is; the stand-in of today sees it as well."""
    return _page(batch_page(read_session(), access(), batch_id), ActForm())


@blueprint.post("/certificados/lotes/<uuid:batch_id>/aprobar")
@signed_in
def approve_second(batch_id: UUID) -> Answer:
    """Approve a proposed batch as its second person."""
    session = read_session()
    batch_edition(session, access(), batch_id, as_stand_in=True)
    is_stand_in = is_stand_in_today(session, access()) and not access().may(ISSUE)
    try:
        with unit_of_work() as session:
            count = approve_batch(
                session,
                access().actor,
                batch_id,
                place=issuing_place(),
                is_stand_in=is_stand_in,
            )
    except DomainError as error:
        form = ActForm()
        form.refuse(error)
        return _page(batch_page(read_session(), access(), batch_id), form), 409
    flash(
        ngettext(
            "%(num)s certificado aprobado. Se está emitiendo.",
            "%(num)s certificados aprobados. Se están emitiendo.",
            count,
        )
    )
    return _back(batch_id)


@blueprint.route("/certificados/lotes/<uuid:batch_id>/devolver", methods=["GET", "POST"])
@signed_in
def return_second(batch_id: UUID) -> Answer:
    """Ask for the reason, then give a proposed batch back."""
    page = batch_page(read_session(), access(), batch_id)
    form = ReasonForm()
    if request.method == "GET":
        return render_template("issuing/batch_return.html", page=page, form=form)
    if not form.validate():
        return render_template("issuing/batch_return.html", page=page, form=form), 422
    try:
        with unit_of_work() as session:
            return_batch(session, access().actor, batch_id, reason=form.reason.data)
    except DomainError as error:
        form.refuse(error)
        return render_template("issuing/batch_return.html", page=page, form=form), 409
    flash(_("La lista volvió con su motivo. No se emitió ningún certificado."))
    return _back(batch_id)


@blueprint.post("/certificados/lotes/<uuid:batch_id>/reintentar")
@permission(ISSUE)
def retry(batch_id: UUID) -> Answer:
    """Queue what failed again: one certificate, or all of the batch."""
    batch_edition(read_session(), access(), batch_id)
    try:
        with unit_of_work() as session:
            count = retry_certificates(
                session,
                access().actor,
                batch_id,
                place=issuing_place(),
                only=_uuid(request.form.get("certificado")),
            )
    except DomainError as error:
        flash(error.message, "warn")
        return _back(batch_id)
    flash(
        ngettext(
            "%(num)s certificado se intenta otra vez.",
            "%(num)s certificados se intentan otra vez.",
            count,
        )
    )
    return _back(batch_id)


@blueprint.route("/certificados/lotes/<uuid:batch_id>/anular", methods=["GET", "POST"])
@permission(ISSUE)
def cancel(batch_id: UUID) -> Answer:
    """Ask for the reason, then cancel what was not issued yet."""
    batch_edition(read_session(), access(), batch_id)
    page = batch_page(read_session(), access(), batch_id)
    form = ReasonForm()
    if request.method == "GET":
        return render_template("issuing/batch_cancel.html", page=page, form=form)
    if not form.validate():
        return render_template("issuing/batch_cancel.html", page=page, form=form), 422
    try:
        with unit_of_work() as session:
            count = cancel_batch(session, access().actor, batch_id, reason=form.reason.data)
    except DomainError as error:
        form.refuse(error)
        return render_template("issuing/batch_cancel.html", page=page, form=form), 409
    flash(
        ngettext(
            "%(num)s certificado anulado antes de emitirse.",
            "%(num)s certificados anulados antes de emitirse.",
            count,
        )
    )
    return _back(batch_id)


@blueprint.post("/certificados/lotes/<uuid:batch_id>/para-imprimir")
@permission(ISSUE)
def ask_for_print(batch_id: UUID) -> Answer:
    """Have one file made with all certificates of the batch."""
    batch_edition(read_session(), access(), batch_id)
    try:
        with unit_of_work() as session:
            ask_for_print_file(session, batch_id)
    except DomainError as error:
        flash(error.message, "warn")
        return _back(batch_id)
    flash(_("Se está preparando el archivo para imprimir. Puede cerrar esta página."))
    return _back(batch_id)


@blueprint.get("/certificados/lotes/<uuid:batch_id>/para-imprimir.pdf")
@permission(ISSUE)
def print_file(batch_id: UUID) -> Response:
    """Send one file with all certificates: made now when they are few, else the prepared one."""
    session = read_session()
    batch_edition(session, access(), batch_id)
    sources = print_sources(session, batch_id)
    if 0 < len(sources) <= MERGED_AT_ONCE:
        return pdf_answer(
            merge_pdfs(_read(sha256) for sha256 in sources),
            "certificados-para-imprimir.pdf",
            is_download=True,
        )
    page = batch_page(session, access(), batch_id)
    if page.print_sha256 is None:
        raise NotFoundError(_("El archivo para imprimir todavía no está preparado."))
    return stored_pdf(page.print_sha256, f"certificados-lote-{page.number}.pdf")


@blueprint.get("/certificados/lotes/<uuid:batch_id>/entrega.pdf")
@permission(ISSUE)
def delivery_pdf(batch_id: UUID) -> Response:
    """Send the list on which people sign for their paper."""
    session = read_session()
    page = batch_page(session, access(), batch_id)
    lines = delivery_lines(session, batch_id)
    place = issuing_place()
    document = DeliveryList(
        issuer=Issuer(name=place.school_name, unit=place.parent, city=place.city),
        course_title=page.course_title,
        edition=page.edition_title,
        rows=tuple(
            DeliveryRow(
                folio=line.folio,
                person_name=line.words.person_name,
                document_id=line.words.document,
                municipality=line.words.municipality,
            )
            for line in lines
        ),
        issued_on=clock.today(),
        is_demonstration=any(line.is_demonstration for line in lines),
    )
    content = render_with_deadline(document, LIST_SECONDS)
    return pdf_answer(content, f"entrega-lote-{page.number}.pdf", is_download=True)


@blueprint.get("/certificados/lotes/<uuid:batch_id>/entrega.csv")
@permission(ISSUE)
def delivery_csv(batch_id: UUID) -> Response:
    """Send the delivery list as CSV."""
    session = read_session()
    page = batch_page(session, access(), batch_id)
    lines = delivery_lines(session, batch_id)

    def table() -> Iterator[Sequence[Cell]]:
        yield [_("Folio"), _("Código"), _("Nombre"), _("Documento"), _("Municipio")]
        for line in lines:
            yield [
                line.folio,
                line.code,
                line.words.person_name,
                line.words.document,
                line.words.municipality,
            ]

    response = Response(stream_with_context(csv_lines(table())), mimetype=CSV_TYPE)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="entrega-lote-{page.number}.csv"'
    )
    return response


def _page(page: BatchPage, form: ActForm) -> str:
    session = read_session()
    own = page.state is BatchState.PROPOSED and access().person_id == page.proposed_by_id
    return render_template(
        "issuing/batch.html",
        page=page,
        form=form,
        now=clock.now(),
        may_act=access().may(ISSUE),
        is_stand_in=is_stand_in_today(session, access()),
        own_words=duty_words(DutyConflict.PROPOSED_IT) if own else "",
        merged_at_once=MERGED_AT_ONCE,
    )


def _back(batch_id: UUID) -> Answer:
    return redirect(url_for("issuing.batch", batch_id=batch_id), 303)


def _read(sha256: str) -> bytes:
    with file_store().open(sha256) as file:
        return file.read()


def _uuid(typed: str | None) -> UUID | None:
    try:
        return UUID(typed) if typed else None
    except ValueError:
        return None
