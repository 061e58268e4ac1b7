"""One's own account: data, printed name, password, sessions, second factors."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_security.utils import verify_password
from werkzeug.wrappers import Response

from lms.accounts.forms.passwords import ChangePasswordForm, ConfirmForm
from lms.accounts.forms.people import ContactForm, PrintedNameForm
from lms.accounts.notices import write_password_notice
from lms.accounts.queries.person_page import PersonPage, person_page
from lms.accounts.rate_limits import limit_failures
from lms.accounts.services.confirm_printed_name import confirm_printed_name
from lms.accounts.services.edit_person import edit_own_contact
from lms.accounts.services.set_password import (
    end_other_sessions,
    normal_password,
    set_password,
    user_of,
)
from lms.accounts.sessions import begin_again
from lms.core.access import Reach
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, signed_in

blueprint = Blueprint("account", __name__, url_prefix="/mi-cuenta")


@blueprint.get("")
@signed_in
def show() -> str:
    """Show the person's own data and what can be changed."""
    return render_template("accounts/account.html", person=_me())


@blueprint.route("/contacto", methods=["GET", "POST"])
@signed_in
def contact() -> str | Response | tuple[str, int]:
    """Change the own telephone and e-mail."""
    person = _me()
    form = ContactForm(data={"phone": person.shown_phone, "email": person.email})
    if not form.is_submitted():
        return render_template("accounts/contact.html", form=form)
    if not form.validate():
        return render_template("accounts/contact.html", form=form), 422
    try:
        with unit_of_work() as session:
            edit_own_contact(
                session,
                access().actor,
                person.id,
                phone=form.phone.data,
                email=form.email.data,
            )
    except DomainError as error:
        form.refuse(error)
        return render_template("accounts/contact.html", form=form), 409
    flash(_("Se guardaron su teléfono y su correo."))
    return redirect(url_for("account.show"), 303)


@blueprint.route("/nombre", methods=["GET", "POST"])
@signed_in
def printed_name() -> str | Response | tuple[str, int]:
    """Confirm the name as certificates will print it."""
    person = _me()
    form = PrintedNameForm(data={"printed_name": person.printed_name})
    if not form.is_submitted():
        return render_template("accounts/printed_name.html", form=form, person=person)
    if not form.validate():
        return render_template("accounts/printed_name.html", form=form, person=person), 422
    try:
        with unit_of_work() as session:
            confirm_printed_name(session, access().actor, person.id, form.printed_name.data)
    except DomainError as error:
        form.refuse(error)
        return render_template("accounts/printed_name.html", form=form, person=person), 409
    flash(_("Gracias. Así se imprimirá su nombre."))
    return redirect(url_for("account.show"), 303)


@blueprint.route("/clave", methods=["GET", "POST"])
@signed_in
@limit_failures
def password() -> str | Response | tuple[str, int]:
    """Change the own password; every other session ends."""
    form = ChangePasswordForm()
    if not form.is_submitted():
        return render_template("accounts/password.html", form=form)
    person_id = _my_id()
    if not form.validate() or not _is_current(form, person_id):
        return render_template("accounts/password.html", form=form), 422
    try:
        with unit_of_work() as session:
            user = set_password(session, access().actor, person_id, form.password.data)
            write_password_notice(session, user)
            begin_again(user)
    except DomainError as error:
        form.refuse(error)
        return render_template("accounts/password.html", form=form), 409
    flash(_("Su contraseña cambió. Las otras sesiones que tenía abiertas terminaron."))
    return redirect(url_for("account.show"), 303)


@blueprint.get("/seguridad")
@signed_in
def security() -> str:
    """Show second factors, keys and sessions."""
    return render_template("accounts/security.html", person=_me(), form=ConfirmForm())


@blueprint.post("/sesiones")
@signed_in
def end_sessions() -> Response:
    """End every session but this one."""
    with unit_of_work() as session:
        begin_again(end_other_sessions(session, access().actor, _my_id()))
    flash(_("Terminaron las sesiones abiertas en otros dispositivos."))
    return redirect(url_for("account.security"), 303)


def _me() -> PersonPage:
    return person_page(read_session(), _my_id(), Reach(everything=True))


def _my_id() -> UUID:
    person_id = access().person_id
    if person_id is None:
        raise RuntimeError("the guard admits only who signed in")
    return person_id


def _is_current(form: ChangePasswordForm, person_id: UUID) -> bool:
    stored = user_of(read_session(), person_id).password
    if stored and verify_password(normal_password(form.current.data), stored):
        return True
    form.current.errors = [_("No es su contraseña actual. Revise mayúsculas y números.")]
    return False
