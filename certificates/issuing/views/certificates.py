"""One certificate: its page for coordination, its file, replacement and revocation."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from certificates.issuing.forms.acts import ReasonForm
from certificates.issuing.permissions import ISSUE
from certificates.issuing.place import issuing_place
from certificates.issuing.queries.certificate_page import (
    CertificatePage,
    certificate_file,
    certificate_page,
)
from certificates.issuing.services.open_correction import keep_certificate
from certificates.issuing.services.replace_certificate import replace_certificate
from certificates.issuing.services.revoke_certificate import revoke_certificate
from certificates.issuing.views.blueprint import Answer, blueprint, stored_pdf
from certificates.issuing.words import correction_words
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission, signed_in


@blueprint.get("/certificados/<uuid:certificate_id>")
@permission(ISSUE)
def certificate(certificate_id: UUID) -> str:
    """Show one certificate with everything on record."""
    page = _own(certificate_id)
    return render_template(
        "issuing/certificate.html", page=page, words=page.words, correction_words=correction_words
    )


@blueprint.get("/certificados/<uuid:certificate_id>/original.pdf")
@signed_in
def original(certificate_id: UUID) -> Response:
    """Send the stored file to its owner or to coordination."""
    file = certificate_file(read_session(), access(), certificate_id)
    return stored_pdf(file.sha256, file.name)


@blueprint.route("/certificados/<uuid:certificate_id>/reemplazar", methods=["GET", "POST"])
@permission(ISSUE)
def replace(certificate_id: UUID) -> Answer:
    """Ask for the reason, then replace a certificate whose words were corrected."""
    batch: list[UUID] = []

    def act(session: Session, reason: str) -> None:
        batch.append(
            replace_certificate(
                session, access().actor, certificate_id, reason=reason, place=issuing_place()
            )
        )

    refused = _asked(certificate_id, "issuing/replace.html", act)
    if refused is not None:
        return refused
    flash(_("El certificado quedó reemplazado. El nuevo se está emitiendo."))
    return redirect(url_for("issuing.batch", batch_id=batch[0]), 303)


@blueprint.route("/certificados/<uuid:certificate_id>/revocar", methods=["GET", "POST"])
@permission(ISSUE)
def revoke(certificate_id: UUID) -> Answer:
    """Ask for the public reason, then revoke a certificate."""

    def act(session: Session, reason: str) -> None:
        revoke_certificate(session, access().actor, certificate_id, reason=reason)

    refused = _asked(certificate_id, "issuing/revoke.html", act)
    if refused is not None:
        return refused
    flash(_("El certificado quedó revocado. La verificación ya lo dice."))
    return redirect(url_for("issuing.certificate", certificate_id=certificate_id), 303)


@blueprint.route("/certificados/<uuid:certificate_id>/mantener", methods=["GET", "POST"])
@permission(ISSUE)
def keep(certificate_id: UUID) -> Answer:
    """Ask for the reason, then leave a certificate as it is and settle its corrections."""

    def act(session: Session, reason: str) -> None:
        keep_certificate(session, access().actor, certificate_id, reason=reason)

    refused = _asked(certificate_id, "issuing/keep.html", act)
    if refused is not None:
        return refused
    flash(_("El certificado queda como está. El motivo quedó en el registro."))
    return redirect(url_for("issuing.certificate", certificate_id=certificate_id), 303)


def _asked(
    certificate_id: UUID, template: str, act: Callable[[Session, str], None]
) -> Answer | None:
    """Return the page that asks for the reason, or None once the act is done with it."""
    page = _own(certificate_id)
    form = ReasonForm()
    if request.method == "GET":
        return render_template(template, page=page, form=form)
    if not form.validate():
        return render_template(template, page=page, form=form), 422
    try:
        with unit_of_work() as session:
            act(session, form.reason.data)
    except DomainError as error:
        form.refuse(error)
        return render_template(template, page=_own(certificate_id), form=form), 409
    return None


def _own(certificate_id: UUID) -> CertificatePage:
    return certificate_page(read_session(), access().reach(ISSUE), certificate_id)
