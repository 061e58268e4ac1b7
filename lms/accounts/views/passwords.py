"""Resetting a forgotten password by mail."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lms.accounts.forms.passwords import ForgotForm, NewPasswordForm
from lms.accounts.models import Person, User
from lms.accounts.rate_limits import limit_mails
from lms.accounts.reset_links import ask_for_link, user_of_link
from lms.accounts.rules.naming import display_name
from lms.accounts.services.set_password import set_password
from lms.core.access import Actor
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _
from lms.core.web.guards import link_holder, public

blueprint = Blueprint("passwords", __name__, url_prefix="/entrar")


@blueprint.route("/olvide", methods=["GET", "POST"])
@public
@limit_mails
def forgot() -> str | tuple[str, int]:
    """Ask who forgot, and answer the same to everybody."""
    form = ForgotForm()
    if not form.is_submitted():
        return render_template("accounts/forgot.html", form=form)
    if not form.validate():
        return render_template("accounts/forgot.html", form=form), 422
    with unit_of_work() as session:
        ask_for_link(session, form.identity.data)
    return render_template("accounts/forgot_sent.html")


@blueprint.route("/clave/<token>", methods=["GET", "POST"])
@link_holder
def reset(token: str) -> str | Response | tuple[str, int]:
    """Let the holder of a link choose a new password; the link then opens nothing."""
    user = user_of_link(token)
    if user is None:
        flash(
            _("Ese enlace ya se usó o tiene más de un día. Pida otro: llega en unos minutos."),
            "warn",
        )
        return redirect(url_for("passwords.forgot"), 303)
    form = NewPasswordForm()
    if not form.is_submitted():
        return _reset_page(form)
    if not form.validate():
        return _reset_page(form), 422
    try:
        with unit_of_work() as session:
            set_password(session, _self(user), user.person_id, form.password.data)
    except DomainError as error:
        form.refuse(error)
        return _reset_page(form), 409
    flash(_("Su contraseña cambió. Ingrese con ella."))
    return redirect(url_for("security.login"), 303)


def _self(user: User) -> Actor:
    person = read_session().get_one(Person, user.person_id)
    return Actor(
        person_id=person.id,
        user_id=user.id,
        label=display_name(person.given_names, person.first_surname),
    )


def _reset_page(form: NewPasswordForm) -> str:
    return render_template("accounts/reset.html", form=form)
