"""The certificates of an edition: who is ready, preview, approve."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for

from certificates.documents.api import DrawingError, MissingGlyphError, render_with_deadline
from certificates.issuing.forms.acts import ActForm, ReasonForm
from certificates.issuing.permissions import ISSUE
from certificates.issuing.place import issuing_place
from certificates.issuing.queries.candidates import Candidate, candidates
from certificates.issuing.queries.edition_page import edition_certificates
from certificates.issuing.queries.issuing_rules import issuing_rules
from certificates.issuing.queries.snapshots import snapshots
from certificates.issuing.rules.duties import conflict_of, needs_second_person
from certificates.issuing.rules.eligibility import Position
from certificates.issuing.services.draw_certificate import certificate_document
from certificates.issuing.services.judge_award import decline_award, review_award
from certificates.issuing.services.propose_batch import propose_batch
from certificates.issuing.views.blueprint import Answer, blueprint, own_edition, pdf_answer
from certificates.issuing.words import block_words, duty_words, enrolment_words, missing_words
from courses.learning.api import EditionCard
from lms.accounts.api import people_with_role
from lms.core import clock
from lms.core.access import Role, Scope
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.i18n import gettext as _
from lms.core.i18n import ngettext
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number

PREVIEW_SECONDS = 15.0
_SHOWN = {
    "listas": frozenset({Position.READY}),
    "por-resolver": frozenset({Position.BLOCKED, Position.FAILED}),
    "en-curso": frozenset({Position.PROPOSED, Position.QUEUED}),
    "emitidos": frozenset({Position.ISSUED}),
    "sin-certificado": frozenset({Position.ENDED}),
}


@blueprint.get("/ediciones/<uuid:edition_id>/certificados")
@permission(ISSUE)
def edition_page(edition_id: UUID) -> str:
    """Show who can be certified and what keeps the others from it."""
    edition = own_edition(edition_id)
    session = read_session()
    rules = issuing_rules(session)
    shown = request.args.get("ver", "")
    page = edition_certificates(
        session,
        edition,
        rules,
        number=page_number(request.args.get("pagina")),
        shown=_SHOWN.get(shown),
    )
    return render_template(
        "issuing/edition.html",
        edition=edition,
        found=page,
        rules=rules,
        place=issuing_place(),
        shown=shown if shown in _SHOWN else "",
        conflict=_conflict(edition, []),
        block_words=block_words,
        missing_words=missing_words,
        enrolment_words=enrolment_words,
    )


@blueprint.post("/ediciones/<uuid:edition_id>/certificados/revisar")
@permission(ISSUE)
def review(edition_id: UUID) -> Answer:
    """Show what approving the chosen people will do, before it is done."""
    edition = own_edition(edition_id)
    ready = _chosen(edition)
    if not ready:
        flash(_("Elija al menos a una persona lista para certificar."), "warn")
        return redirect(url_for("issuing.edition_page", edition_id=edition_id), 303)
    return _review_page(edition, ready, ActForm())


@blueprint.post("/ediciones/<uuid:edition_id>/certificados/emitir")
@permission(ISSUE)
def approve(edition_id: UUID) -> Answer:
    """Approve the chosen people, or propose them to a second person."""
    edition = own_edition(edition_id)
    chosen = _ids(request.form.getlist("elegidas"))
    try:
        with unit_of_work() as session:
            done = propose_batch(session, access().actor, edition_id, chosen, place=issuing_place())
    except ConflictError as error:
        flash(error.message, "warn")
        return redirect(url_for("issuing.edition_page", edition_id=edition_id), 303)
    except DomainError as error:
        form = ActForm()
        form.refuse(error)
        return _review_page(edition, _chosen(edition), form), 409
    flash(_told(done.taken, waits=done.waits_for_second_person))
    if done.left_out:
        flash(
            ngettext(
                "%(num)s persona quedó fuera: su caso cambió mientras usted revisaba.",
                "%(num)s personas quedaron fuera: su caso cambió mientras usted revisaba.",
                done.left_out,
            ),
            "warn",
        )
    return redirect(url_for("issuing.batch", batch_id=done.batch_id), 303)


@blueprint.get("/ediciones/<uuid:edition_id>/certificados/<uuid:award_id>/vista-previa.pdf")
@permission(ISSUE)
def preview(edition_id: UUID, award_id: UUID) -> Response:
    """Draw the certificate as it would be, with a watermark and without folio or code."""
    own_edition(edition_id)
    session = read_session()
    found = candidates(session, edition_id, must_be_closed=False, award_ids=[award_id])
    if not found:
        raise NotFoundError(_("No encontramos ese caso en esta edición."))
    [words] = snapshots(
        session,
        edition_id,
        [award_id],
        place=issuing_place(),
        signatories=issuing_rules(session).signatories,
    )
    document = certificate_document(
        words.snapshot,
        folio=_("sin folio"),
        code=_("vista previa"),
        issued_on=clock.today(),
        is_demonstration=True,
    )
    try:
        content = render_with_deadline(document, PREVIEW_SECONDS)
    except (MissingGlyphError, DrawingError) as refusal:
        raise DomainError(refusal.message, code="preview") from refusal
    return pdf_answer(content, "vista-previa.pdf", is_download=False)


@blueprint.post("/ediciones/<uuid:edition_id>/certificados/<uuid:award_id>/revisado")
@permission(ISSUE)
def reviewed(edition_id: UUID, award_id: UUID) -> Answer:
    """Note that a changed mark was looked at."""
    own_edition(edition_id)
    _one(edition_id, award_id)
    with unit_of_work() as session:
        review_award(session, access().actor, award_id)
    flash(_("El caso quedó revisado y se puede certificar."))
    return redirect(url_for("issuing.edition_page", edition_id=edition_id), 303)


@blueprint.route(
    "/ediciones/<uuid:edition_id>/certificados/<uuid:award_id>/no-certificar",
    methods=["GET", "POST"],
)
@permission(ISSUE)
def decline(edition_id: UUID, award_id: UUID) -> Answer:
    """Ask for the reason, then decline an award."""
    edition = own_edition(edition_id)
    one = _one(edition_id, award_id)
    form = ReasonForm()
    shown = {"edition": edition, "one": one, "form": form}
    if request.method == "GET":
        return render_template("issuing/decline.html", **shown)
    if not form.validate():
        return render_template("issuing/decline.html", **shown), 422
    try:
        with unit_of_work() as session:
            decline_award(session, access().actor, award_id, reason=form.reason.data)
    except DomainError as error:
        form.refuse(error)
        return render_template("issuing/decline.html", **shown), 409
    flash(_("%(name)s no se certifica. El motivo quedó en el registro.", name=one.printed_name))
    return redirect(url_for("issuing.edition_page", edition_id=edition_id), 303)


def _one(edition_id: UUID, award_id: UUID) -> Candidate:
    found = candidates(read_session(), edition_id, must_be_closed=False, award_ids=[award_id])
    if not found:
        raise NotFoundError(_("No encontramos ese caso en esta edición."))
    return found[0]


def _chosen(edition: EditionCard) -> list[Candidate]:
    session = read_session()
    everybody = candidates(
        session, edition.id, must_be_closed=issuing_rules(session).requires_closed_edition
    )
    wanted = set(_ids(request.form.getlist("elegidas")))
    is_all = request.form.get("todas") == "1"
    return [
        one
        for one in everybody
        if one.position is Position.READY and (is_all or one.award_id in wanted)
    ]


def _review_page(edition: EditionCard, ready: list[Candidate], form: ActForm) -> str:
    rules = issuing_rules(read_session())
    return render_template(
        "issuing/review.html",
        edition=edition,
        ready=ready,
        form=form,
        rules=rules,
        place=issuing_place(),
        conflict=_conflict(edition, [one.person_id for one in ready]),
        needs_second=needs_second_person(len(ready), rules.rows_without_second_person),
    )


def _conflict(edition: EditionCard, person_ids: list[UUID]) -> str:
    trainers = people_with_role(
        read_session(), role=Role.TRAINER, scope=Scope.EDITION, scope_id=edition.id
    )
    found = conflict_of(
        access().person_id, trainers={card.id for card in trainers}, certified=set(person_ids)
    )
    return duty_words(found) if found else ""


def _told(taken: int, *, waits: bool) -> str:
    if waits:
        return ngettext(
            "%(num)s certificado espera una segunda aprobación.",
            "%(num)s certificados esperan una segunda aprobación.",
            taken,
        )
    return ngettext(
        "%(num)s certificado aprobado. Se está emitiendo.",
        "%(num)s certificados aprobados. Se están emitiendo.",
        taken,
    )


def _ids(typed: list[str]) -> list[UUID]:
    found = []
    for one in typed:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
