"""Acts on people: codes, roles, and making one record of two."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.accounts.forms.passwords import ConfirmForm
from lms.accounts.forms.people import GrantForm, MergeForm
from lms.accounts.queries.choices import organization_choices
from lms.accounts.queries.people_page import people_page, people_within
from lms.accounts.queries.person_page import people_with_staff_roles, person_page
from lms.accounts.rules.granting import REACHES, grantable, may_give_code
from lms.accounts.services.access_codes import make_access_codes
from lms.accounts.services.grant_role import end_role, grant_role
from lms.accounts.services.merge_people import merge_people
from lms.accounts.views.people import blueprint as people
from lms.core.access import Role, Scope
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError, NotAllowedError, NotFoundError
from lms.core.i18n import gettext as _
from lms.core.i18n import ngettext
from lms.core.web.guards import access, permission

# The blueprint with these acts on it: importing it from here registers them.
__all__ = ["people"]
_MOST_SLIPS = 200


@people.post("/codigos")
@permission("make_access_codes")
def make_codes() -> str | Response:
    """Make codes for the chosen people and show them once: to print, or to send."""
    if not ConfirmForm().validate():
        abort(400)
    chosen = _uuids(request.form.getlist("elegidas"))[:_MOST_SLIPS]
    session = read_session()
    within = people_within(session, access().reach("make_access_codes"), chosen)
    roles = people_with_staff_roles(session, within)
    allowed = [key for key in within if may_give_code(_own("make_staff_codes"), roles.get(key, ()))]
    if not allowed:
        flash(
            _("No se hizo ningún código: elija personas de su municipio que no tengan otro rol."),
            "warn",
        )
        return redirect(url_for("people.listing"), 303)
    with unit_of_work() as writing:
        slips = make_access_codes(writing, access().actor, allowed)
    left = len(chosen) - len(slips)
    return render_template(
        "accounts/slips.html",
        slips=slips,
        left=ngettext(
            "%(num)s persona quedó sin código: es de otro municipio o tiene otro rol.",
            "%(num)s personas quedaron sin código: son de otro municipio o tienen otro rol.",
            left,
        )
        if left
        else "",
        as_text=request.form.get("como") == "texto",
    )


@people.post("/<uuid:person_id>/roles")
@permission("grant_roles", "grant_field_roles")
def give_role(person_id: UUID) -> Response:
    """Give a role."""
    roles = grantable(_own("grant_roles", "grant_field_roles"))
    form = GrantForm()
    form.offer(roles, organization_choices(read_session(), access().reach("view_people")))
    if not form.validate():
        flash(_("Elija un rol de la lista y, si el rol lo pide, una entidad."), "error")
        return _to_person(person_id)
    role = Role(form.role.data)
    scope = REACHES[role]
    chosen = UUID(form.scope_id.data) if form.scope_id.data else None
    if scope is not Scope.PLATFORM and chosen is None:
        flash(_("Elija también el municipio o la entidad hasta donde llega el rol."), "error")
        return _to_person(person_id)
    with unit_of_work() as session:
        grant_role(
            session,
            access().actor,
            person_id=person_id,
            role=role,
            scope=scope,
            scope_id=None if scope is Scope.PLATFORM else chosen,
        )
    flash(_("Se dio el rol."))
    return _to_person(person_id)


@people.post("/<uuid:person_id>/roles/terminar")
@permission("grant_roles", "grant_field_roles")
def take_role(person_id: UUID) -> Response:
    """End a role."""
    if not ConfirmForm().validate():
        abort(400)
    try:
        role = Role(request.form.get("role", ""))
        scope = Scope(request.form.get("scope", ""))
    except ValueError:
        abort(400)
    if role not in grantable(_own("grant_roles", "grant_field_roles")):
        raise NotAllowedError(_("Ese rol lo quita la administración de la plataforma."))
    scopes = _uuids([request.form.get("scope_id", "")])
    try:
        with unit_of_work() as session:
            end_role(
                session,
                access().actor,
                person_id=person_id,
                role=role,
                scope=scope,
                scope_id=scopes[0] if scopes else None,
            )
    except DomainError as error:
        flash(error.message, "error")
        return _to_person(person_id)
    flash(_("Se quitó el rol."))
    return _to_person(person_id)


@people.get("/<uuid:person_id>/unir")
@permission("merge_people")
def choose_merge(person_id: UUID) -> str:
    """Search for the other record of the same person."""
    reach = access().reach("merge_people")
    person = person_page(read_session(), person_id, reach)
    typed = request.args.get("q", f"{person.first_surname} {person.given_names}")
    typed = typed.replace("\x00", "")[:120]
    found = people_page(read_session(), reach, typed=typed)
    return render_template("accounts/merge_choose.html", person=person, found=found, typed=typed)


@people.route("/<uuid:person_id>/unir/<uuid:other_id>", methods=["GET", "POST"])
@permission("merge_people")
def merge(person_id: UUID, other_id: UUID) -> str | Response | tuple[str, int]:
    """Compare two records side by side and make one of them."""
    reach = access().reach("merge_people")
    if person_id == other_id:
        raise NotFoundError(_("Elija dos registros distintos."))
    kept = person_page(read_session(), person_id, reach)
    absorbed = person_page(read_session(), other_id, reach)
    form = MergeForm()
    facts = {"form": form, "kept": kept, "absorbed": absorbed}
    if not form.is_submitted():
        return render_template("accounts/merge.html", **facts)
    if not form.validate():
        return render_template("accounts/merge.html", **facts), 422
    if (kept.is_staff or absorbed.is_staff) and not access().may("grant_roles"):
        # Roles and passwords move with a record: only who may give roles may move them.
        form.form_errors.append(
            _("Uno de los registros tiene un rol. Pida la unión a la administración.")
        )
        return render_template("accounts/merge.html", **facts), 409
    try:
        with unit_of_work() as session:
            merged = merge_people(
                session,
                access().actor,
                kept_id=person_id,
                absorbed_id=other_id,
                reason=form.reason.data,
            )
    except DomainError as error:
        form.refuse(error)
        return render_template("accounts/merge.html", **facts), 409
    flash(
        _(
            "Quedó un solo registro: %(moved)s datos pasaron y %(stayed)s quedaron en el anterior.",
            moved=merged.moved,
            stayed=merged.stayed,
        )
    )
    return _to_person(person_id)


def _own(*names: str) -> list[str]:
    return [name for name in names if access().may(name)]


def _uuids(typed: list[str]) -> list[UUID]:
    found = []
    for text in typed:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _to_person(person_id: UUID) -> Response:
    return redirect(url_for("people.show", person_id=person_id), 303)
