"""Pages of people for who looks after them: list, record, data, printed name."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.accounts.forms.passwords import ConfirmForm
from lms.accounts.forms.people import CorrectNameForm, GrantForm, PersonForm
from lms.accounts.queries.choices import organization_choices
from lms.accounts.queries.people_page import people_page
from lms.accounts.queries.person_page import PersonPage, person_page
from lms.accounts.rules.granting import grantable
from lms.accounts.services.confirm_printed_name import correct_printed_name
from lms.accounts.services.create_person import create_person
from lms.accounts.services.edit_person import edit_person
from lms.accounts.words import DOCUMENTS, GENDERS, ROLES
from lms.core.access import Role
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError, NotAllowedError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number

blueprint = Blueprint("people", __name__, url_prefix="/personas")


@blueprint.get("")
@permission("view_people")
def listing() -> str:
    """Show and search the people within reach."""
    reach = access().reach("view_people")
    typed = request.args.get("q", "").replace("\x00", "")[:120]
    town = _uuid(request.args.get("entidad"))
    without = request.args.get("acceso") == "sin"
    return render_template(
        "accounts/people.html",
        found=people_page(
            read_session(),
            reach,
            number=page_number(request.args.get("pagina")),
            typed=typed,
            organization_id=town,
            only_without_access=without,
        ),
        typed=typed,
        town=town,
        without=without,
        organizations=organization_choices(read_session(), reach),
        may_make_codes=access().may("make_access_codes"),
        may_manage=access().may("manage_people"),
        form=ConfirmForm(),
    )


@blueprint.route("/nueva", methods=["GET", "POST"])
@permission("manage_people")
def new() -> str | Response | tuple[str, int]:
    """Add a person."""
    form = _person_form()
    if not form.is_submitted():
        return render_template("accounts/person_new.html", form=form)
    if not form.validate():
        return render_template("accounts/person_new.html", form=form), 422
    try:
        with unit_of_work() as session:
            person_id = create_person(session, access().actor, form.to_input())
    except DomainError as error:
        form.refuse(error)
        return render_template("accounts/person_new.html", form=form), 409
    flash(_("Se guardó la persona."))
    return redirect(url_for("people.show", person_id=person_id), 303)


@blueprint.get("/<uuid:person_id>")
@permission("view_people")
def show(person_id: UUID) -> str:
    """Show one person, with what upper features add."""
    person = person_page(read_session(), person_id, access().reach("view_people"))
    return render_template(
        "accounts/person.html",
        person=person,
        roles=ROLES,
        documents=DOCUMENTS,
        genders=GENDERS,
        grant_form=_grant_form(),
        grantable=_grantable(),
        may_manage=access().may("manage_people"),
        may_merge=access().may("merge_people"),
        may_make_codes=access().may("make_access_codes"),
    )


@blueprint.route("/<uuid:person_id>/editar", methods=["GET", "POST"])
@permission("manage_people")
def edit(person_id: UUID) -> str | Response | tuple[str, int]:
    """Change the data of a person."""
    person = person_page(read_session(), person_id, access().reach("manage_people"))
    _keep_from_higher(person)
    form = _person_form(person)
    if not form.is_submitted():
        return render_template("accounts/person_edit.html", form=form, person=person)
    if not form.validate():
        return render_template("accounts/person_edit.html", form=form, person=person), 422
    try:
        with unit_of_work() as session:
            edit_person(session, access().actor, person_id, form.to_input())
    except DomainError as error:
        form.refuse(error)
        return render_template("accounts/person_edit.html", form=form, person=person), 409
    flash(_("Se guardaron los cambios."))
    return redirect(url_for("people.show", person_id=person_id), 303)


@blueprint.route("/<uuid:person_id>/nombre", methods=["GET", "POST"])
@permission("manage_people")
def correct_name(person_id: UUID) -> str | Response | tuple[str, int]:
    """Correct the printed name with a reason."""
    person = person_page(read_session(), person_id, access().reach("manage_people"))
    form = CorrectNameForm(data={"printed_name": person.printed_name})
    if not form.is_submitted():
        return render_template("accounts/correct_name.html", form=form, person=person)
    if not form.validate():
        return render_template("accounts/correct_name.html", form=form, person=person), 422
    try:
        with unit_of_work() as session:
            correct_printed_name(
                session,
                access().actor,
                person_id,
                printed_name=form.printed_name.data,
                reason=form.reason.data,
            )
    except DomainError as error:
        form.refuse(error)
        return render_template("accounts/correct_name.html", form=form, person=person), 409
    flash(_("Se corrigió el nombre para imprimir."))
    return redirect(url_for("people.show", person_id=person_id), 303)


def _keep_from_higher(person: PersonPage) -> None:
    # Whoever writes an e-mail address may ask for the password that goes there.
    is_higher = any(row.role is Role.ADMINISTRATOR for row in person.roles)
    if is_higher and not access().may("grant_roles"):
        raise NotAllowedError(_("Los datos de quien administra los cambia la administración."))


def _person_form(person: PersonPage | None = None) -> PersonForm:
    data = {}
    if person is not None:
        data = {
            "given_names": person.given_names,
            "first_surname": person.first_surname,
            "second_surname": person.second_surname or "",
            "no_second_surname": person.second_surname is None,
            "married_surname": person.married_surname or "",
            "document_type": person.document_type.value,
            "document": person.document_label,
            "gender": person.gender.value if person.gender else "",
            "phone": person.shown_phone or "",
            "email": person.email or "",
            "organization_id": str(person.organization_id or ""),
            "post_title": person.post_title or "",
        }
    form = PersonForm(data=data)
    form.offer(organization_choices(read_session(), access().reach("manage_people")))
    return form


def _grantable() -> list[Role]:
    return grantable([name for name in ("grant_roles", "grant_field_roles") if access().may(name)])


def _grant_form() -> GrantForm | None:
    roles = _grantable()
    if not roles:
        return None
    form = GrantForm(formdata=None)
    form.offer(roles, organization_choices(read_session(), access().reach("view_people")))
    return form


def _uuid(typed: str | None) -> UUID | None:
    try:
        return UUID(typed) if typed else None
    except ValueError:
        return None
