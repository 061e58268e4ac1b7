"""Entering with a code from paper or a message."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, session, url_for
from flask_security.utils import login_user
from werkzeug.wrappers import Response

from lms.accounts.forms.passwords import EnterCodeForm, FirstEntryForm
from lms.accounts.rate_limits import limit_failures
from lms.accounts.second_step import second_step_of
from lms.accounts.services.access_codes import find_code, person_of_code, use_code
from lms.accounts.services.confirm_printed_name import name_to_print
from lms.accounts.sessions import mark_lent
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _
from lms.core.web.guards import public

blueprint = Blueprint(
    "access_codes", __name__, template_folder="../templates", url_prefix="/entrar/codigo"
)
_CODE = "code_id"


@blueprint.route("", methods=["GET", "POST"])
@public
@limit_failures
def enter() -> str | Response | tuple[str, int]:
    """Ask for the document and the code."""
    form = EnterCodeForm()
    if not form.is_submitted():
        return _enter_page(form)
    if form.validate():
        with unit_of_work() as database:
            code_id = find_code(database, document=form.document.data, code=form.code.data)
        if code_id is not None:
            # Whoever was using this device before is out.
            session.clear()
            session[_CODE] = str(code_id)
            return redirect(url_for("access_codes.first_entry"), 303)
        form.form_errors.append(
            _(
                "Ese carnet y ese código no van juntos, o el código ya se usó o tiene más de siete "
                "días. Revise letra por letra; si no resulta, pida otro a su enlace o a la escuela."
            )
        )
    return _enter_page(form), 422


@blueprint.route("/clave", methods=["GET", "POST"])
@public
def first_entry() -> str | Response | tuple[str, int]:
    """Let who brought a code confirm the name, choose a password and enter."""
    code_id = _code_of_session()
    person = None if code_id is None else person_of_code(read_session(), code_id)
    if code_id is None or person is None:
        session.pop(_CODE, None)
        return redirect(url_for("access_codes.enter"), 303)
    form = FirstEntryForm(data={"printed_name": name_to_print(person)})
    if not form.is_submitted():
        return _first_entry_page(form)
    if not form.validate():
        return _first_entry_page(form), 422
    try:
        return _enter_with_code(form, code_id)
    except DomainError as error:
        form.refuse(error)
        return _first_entry_page(form), 409


def _enter_with_code(form: FirstEntryForm, code_id: UUID) -> Response:
    with unit_of_work() as database:
        user = use_code(
            database,
            code_id,
            password=form.password.data,
            printed_name=form.printed_name.data,
        )
        session.pop(_CODE, None)
        mark_lent(is_lent=bool(form.lent.data))
        second_step = second_step_of(user)
        if second_step is not None:
            return second_step
        login_user(user, authn_via=["code"])
    return redirect(url_for("home"), 303)


def _code_of_session() -> UUID | None:
    stored = session.get(_CODE)
    return UUID(stored) if stored else None


def _enter_page(form: EnterCodeForm) -> str:
    return render_template("accounts/enter_code.html", form=form)


def _first_entry_page(form: FirstEntryForm) -> str:
    return render_template("accounts/first_entry.html", form=form)
