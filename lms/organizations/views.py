"""Pages of entities: list, one entity, new, new name, other name, post."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError
from lms.core.forms.base import BaseForm
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number
from lms.organizations.forms.organization import (
    KIND_NAMES,
    AliasForm,
    OrganizationForm,
    PostForm,
    RenameForm,
)
from lms.organizations.models import OrganizationKind
from lms.organizations.queries.organization_pages import (
    organization_card,
    organization_choices,
    organization_list,
)
from lms.organizations.services.change_organization import (
    OrganizationInput,
    add_alias,
    create_organization,
    rename_organization,
)
from lms.organizations.services.hold_post import create_post

blueprint = Blueprint(
    "organizations", __name__, template_folder="templates", url_prefix="/entidades"
)
Answer = str | Response | tuple[str, int]


@blueprint.get("")
@permission("view_organizations")
def index() -> str:
    """Show entities, sought by any name they ever had."""
    words = request.args.get("q", "")[:100]
    kind = next((k for k in OrganizationKind if k.value == request.args.get("tipo")), None)
    page = organization_list(
        read_session(), words=words, kind=kind, number=page_number(request.args.get("pagina"))
    )
    return render_template(
        "organizations/index.html", page=page, words=words, kind=kind, kinds=KIND_NAMES
    )


@blueprint.get("/<uuid:organization_id>")
@permission("view_organizations")
def show(organization_id: UUID) -> str:
    """Show one entity with its names, units and posts."""
    card = organization_card(read_session(), organization_id)
    return render_template("organizations/show.html", card=card, kinds=KIND_NAMES)


@blueprint.route("/nueva", methods=["GET", "POST"])
@permission("manage_organizations")
def new() -> Answer:
    """Create an entity or a unit."""
    form = OrganizationForm()
    form.offer(organization_choices(read_session()))
    if request.method == "GET":
        return render_template("organizations/form.html", form=form, title=_("Nueva entidad"))
    if not form.validate():
        return _again(form, _("Nueva entidad"), 422)
    try:
        with unit_of_work() as session:
            organization_id = create_organization(
                session,
                access().actor,
                OrganizationInput(
                    kind=OrganizationKind(form.kind.data),
                    name=form.name.data,
                    short_name=form.short_name.data or None,
                    department=form.department.data or None,
                    parent_id=UUID(form.parent_id.data) if form.parent_id.data else None,
                ),
            )
    except DomainError as error:
        form.refuse(error)
        return _again(form, _("Nueva entidad"), 409)
    flash(_("Se creó la entidad."))
    return redirect(url_for("organizations.show", organization_id=organization_id), 303)


@blueprint.route("/<uuid:organization_id>/nombre", methods=["GET", "POST"])
@permission("manage_organizations")
def rename(organization_id: UUID) -> Answer:
    """Give an entity a new name from a day on."""
    card = organization_card(read_session(), organization_id)
    form = RenameForm(data={"name": card.row.name, "short_name": card.row.short_name})
    title = _("Cambiar el nombre de %(name)s", name=card.row.name)
    if request.method == "GET":
        return render_template("organizations/form.html", form=form, title=title)
    if not form.validate():
        return _again(form, title, 422)
    try:
        with unit_of_work() as session:
            rename_organization(
                session,
                access().actor,
                organization_id,
                name=form.name.data,
                short_name=form.short_name.data or None,
                from_day=form.from_day.data,
            )
    except DomainError as error:
        form.refuse(error)
        return _again(form, title, 409)
    flash(_("El nombre nuevo quedó registrado; el anterior se conserva."))
    return redirect(url_for("organizations.show", organization_id=organization_id), 303)


@blueprint.route("/<uuid:organization_id>/otro-nombre", methods=["GET", "POST"])
@permission("manage_organizations")
def alias(organization_id: UUID) -> Answer:
    """Add a name by which an entity is also known."""
    card = organization_card(read_session(), organization_id)
    form = AliasForm()
    title = _("Otro nombre de %(name)s", name=card.row.name)
    if request.method == "GET":
        return render_template("organizations/form.html", form=form, title=title)
    if not form.validate():
        return _again(form, title, 422)
    with unit_of_work() as session:
        add_alias(session, access().actor, organization_id, alias=form.alias.data)
    flash(_("Ahora también se la encuentra con ese nombre."))
    return redirect(url_for("organizations.show", organization_id=organization_id), 303)


@blueprint.route("/<uuid:organization_id>/puestos/nuevo", methods=["GET", "POST"])
@permission("manage_organizations")
def new_post(organization_id: UUID) -> Answer:
    """Add a post below another."""
    card = organization_card(read_session(), organization_id)
    form = PostForm()
    form.offer([(post.id, post.title) for post in card.posts])
    title = _("Nuevo puesto en %(name)s", name=card.row.name)
    if request.method == "GET":
        return render_template("organizations/form.html", form=form, title=title)
    if not form.validate():
        return _again(form, title, 422)
    superior = form.superior_post_id.data
    with unit_of_work() as session:
        create_post(
            session,
            access().actor,
            organization_id=organization_id,
            title=form.title.data,
            superior_post_id=UUID(superior) if superior else None,
            starts_on=form.starts_on.data,
        )
    flash(_("Se creó el puesto."))
    return redirect(url_for("organizations.show", organization_id=organization_id), 303)


def _again(form: BaseForm, title: str, status: int) -> tuple[str, int]:
    return render_template("organizations/form.html", form=form, title=title), status
