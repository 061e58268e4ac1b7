"""What coordination decides: requests to stop, superiors, contacts, changes of authorities."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.transfer import words
from assessments.transfer.forms.typed import typed_phone
from assessments.transfer.models import StopRequest, Supervisor
from assessments.transfer.queries.kept_files import kind_of_name
from assessments.transfer.queries.milestone_page import find_milestone, milestone_page
from assessments.transfer.queries.worklists import waiting_requests
from assessments.transfer.rules.plan import SupervisorInput
from assessments.transfer.rules.states import Audience, StopKind
from assessments.transfer.services.change_authorities import change_authorities
from assessments.transfer.services.decide_stop import ask_to_stop, decide_stop
from assessments.transfer.services.outcomes import recompute_of_supervisor
from assessments.transfer.services.set_supervisor import confirm_contact, set_supervisor
from assessments.transfer.views.plan import blueprint
from lms.core import clock
from lms.core.days import sensible_day
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError, NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission
from lms.organizations.api import OrganizationKind, organization_choices


@blueprint.get("/seguimientos/<uuid:milestone_id>")
@permission("view_milestones")
def milestone(milestone_id: UUID) -> str:
    """Show one milestone: answers of both, files, reminders, requests."""
    return render_template(
        "transfer/milestone.html",
        page=milestone_page(
            read_session(),
            access().reach("view_milestones"),
            milestone_id,
            managed=access().reach("manage_milestones"),
        ),
        words=words,
        kind_of_name=kind_of_name,
        may_manage=access().may("manage_milestones"),
        audiences=Audience,
    )


@blueprint.get("/seguimientos/pedidos")
@permission("manage_milestones")
def stop_requests() -> str:
    """Show the requests to stop a clock that nobody has decided."""
    return render_template(
        "transfer/requests.html",
        rows=waiting_requests(read_session(), access().reach("manage_milestones")),
        words=words,
        error=None,
    )


@blueprint.post("/seguimientos/pedidos/<uuid:request_id>")
@permission("manage_milestones")
def decide_request(request_id: UUID) -> Response | tuple[str, int]:
    """Approve or decline a request, with its cause on record."""
    try:
        with unit_of_work() as session:
            asked = session.get(StopRequest, request_id)
            if asked is None:
                raise NotFoundError(_("No encontramos este pedido."))
            find_milestone(session, access().reach("manage_milestones"), asked.milestone_id)
            decide_stop(
                session,
                access().actor,
                request_id,
                is_approved=request.form.get("accion") == "aprobar",
                note=request.form.get("note", ""),
            )
    except NotFoundError:
        raise
    except DomainError as error:
        return (
            render_template(
                "transfer/requests.html",
                rows=waiting_requests(read_session(), access().reach("manage_milestones")),
                words=words,
                error=error,
            ),
            409,
        )
    return redirect(url_for(".stop_requests"), 303)


@blueprint.post("/seguimientos/<uuid:milestone_id>/detener")
@permission("manage_milestones")
def stop_clock(milestone_id: UUID) -> Response:
    """Stop a person's clock with its cause: coordination asks and approves at once."""
    with unit_of_work() as session:
        find_milestone(session, access().reach("manage_milestones"), milestone_id)
        actor = access().actor
        asked = ask_to_stop(
            session,
            milestone_id,
            kind=StopKind.REASSIGNED
            if request.form.get("kind") == StopKind.REASSIGNED
            else StopKind.NO_LONGER_APPLIES,
            cause=request.form.get("cause", ""),
            asked_by=actor.label,
        )
        stopped = decide_stop(session, actor, asked, is_approved=True)
    flash(
        _("El seguimiento quedó detenido, con su causa.")
        if stopped
        else _("El cambio quedó anotado. Lo ya respondido se conserva y cuenta.")
    )
    return redirect(url_for(".milestone", milestone_id=milestone_id), 303)


@blueprint.post("/seguimientos/<uuid:milestone_id>/jefatura")
@permission("manage_milestones")
def change_superior(milestone_id: UUID) -> Response:
    """Give a person another superior, who gets the next milestone."""
    try:
        phone = typed_phone(request.form.get("phone"))
    except ValueError as error:
        raise DomainError(_("Revise el celular. Ejemplo: 71234567"), field="phone") from error
    with unit_of_work() as session:
        row = find_milestone(session, access().reach("manage_milestones"), milestone_id)
        set_supervisor(
            session,
            access().actor,
            row.Milestone.enrolment_id,
            SupervisorInput(
                name=request.form.get("name", "")[:200],
                post=request.form.get("post", "")[:160],
                phone=phone,
                email=request.form.get("email", "").strip().casefold()[:254] or None,
            ),
            reason=request.form.get("reason", "") or _("Cambio de jefatura"),
        )
    flash(_("La nueva jefatura recibirá el próximo seguimiento."))
    return redirect(url_for(".milestone", milestone_id=milestone_id), 303)


@blueprint.post("/seguimientos/<uuid:milestone_id>/contacto/<uuid:supervisor_id>")
@permission("manage_milestones")
def confirm_superior(milestone_id: UUID, supervisor_id: UUID) -> Response:
    """Confirm that a flagged contact is really the superior's."""
    with unit_of_work() as session:
        row = find_milestone(session, access().reach("manage_milestones"), milestone_id)
        supervisor = session.get(Supervisor, supervisor_id)
        if supervisor is None or supervisor.enrolment_id != row.Milestone.enrolment_id:
            raise NotFoundError(_("No encontramos este contacto."))
        confirm_contact(session, access().actor, supervisor_id)
        recompute_of_supervisor(session, supervisor_id)
    flash(_("Contacto confirmado: lo que diga esta jefatura ya cuenta."))
    return redirect(url_for(".milestone", milestone_id=milestone_id), 303)


@blueprint.get("/seguimientos/autoridades")
@permission("manage_milestones")
def authorities() -> str:
    """Show where a change of authorities of a municipality is told."""
    return _authorities_page(None)


@blueprint.post("/seguimientos/autoridades")
@permission("manage_milestones")
def save_authorities() -> Response | tuple[str, int]:
    """From a day on, end the superiors and the liaison of a municipality; old links die."""
    _require_everything()
    try:
        with unit_of_work() as session:
            change_authorities(
                session,
                access().actor,
                organization_id=_typed_id(request.form.get("organization", "")),
                from_on=_typed_day(request.form.get("from_on", "")),
                reason=request.form.get("reason", ""),
                liaison_document=request.form.get("liaison", "")[:40],
            )
    except DomainError as error:
        return _authorities_page(error), 422
    flash(_("Cambio guardado. Los enlaces anteriores dejan de funcionar desde ese día."))
    return redirect(url_for(".authorities"), 303)


def _authorities_page(error: DomainError | None) -> str:
    return render_template(
        "transfer/authorities.html",
        organizations=organization_choices(read_session(), OrganizationKind.MUNICIPALITY),
        today=clock.today(),
        typed=request.form,
        error=error,
    )


def _require_everything() -> None:
    if not access().reach("manage_milestones").everything:
        raise NotFoundError(_("No encontramos esta página."))


def _typed_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise DomainError(_("Elija el municipio."), field="organization") from error


def _typed_day(text: str) -> date:
    try:
        return sensible_day(text)
    except ValueError as error:
        raise DomainError(str(error), field="from_on") from error
