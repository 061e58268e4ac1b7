"""The form of signing in, on top of the library's: one field for every identity."""

from typing import Any
from uuid import UUID

from flask_security import LoginForm
from flask_security.forms import Form
from flask_security.utils import verify_password
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from lms.accounts.models import User
from lms.accounts.queries.identity import find_user
from lms.accounts.services.set_password import hash_password, normal_password
from lms.accounts.sessions import mark_lent
from lms.core.db.engine import is_reading_only
from lms.core.db.unit_of_work import read_session
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l


class SignInForm(LoginForm):
    """Carnet, user name or e-mail, with a password; every failure sounds the same."""

    email = None
    remember = None
    identity = StringField(
        _l("Carnet de identidad, nombre de usuario o correo"),
        description=_l("El carnet puede escribirse como quiera: 4912345, 4.912.345-1A LP."),
        validators=[
            DataRequired(_l("Escriba su número de carnet, su nombre de usuario o su correo.")),
            Length(max=254, message=_l("Es demasiado largo. Escriba solo su número de carnet.")),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Contraseña"),
        validators=[
            DataRequired(_l("Escriba su contraseña.")),
            Length(max=128, message=_l("Es demasiado larga. Revise su contraseña.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    lent = BooleanField(
        _l("Es un teléfono prestado"),
        description=_l(
            "La sesión terminará al cerrar el navegador o después de 20 minutos sin uso."
        ),
    )

    def validate(self, **kwargs: Any) -> bool:
        """Tell whether somebody proved who they are; sets `user`."""
        if not Form.validate(self, **kwargs):
            return False
        self.ifield = self.identity
        user_id = _prove(self.identity.data or "", self.password.data or "")
        if user_id is None:
            # One sentence for every cause, so that nobody learns who is registered.
            self.form_errors.append(
                _(
                    "No pudimos ingresar con esos datos. Revise el carnet y la contraseña, letra "
                    "por letra. Si varias personas usan el mismo correo, escriba su carnet."
                )
            )
            return False
        self.user = read_session().get(User, user_id)
        self.user_authenticated = True
        mark_lent(is_lent=bool(self.lent.data))
        return True


def _prove(identity: str, password: str) -> UUID | None:
    """Return the id of the user whose password it is, None otherwise."""
    session = read_session()
    # Looking somebody up writes nothing, and hashing takes longer than all the rest: on SQLite
    # nobody else may wait for it, so the look-up begins without the write lock and ends first.
    reading = is_reading_only.set(True)
    try:
        user = find_user(session, identity)
        found = None if user is None else (user.id, user.password)
        session.rollback()
    finally:
        is_reading_only.reset(reading)
    if found is None or found[1] is None:
        # As much work as for somebody who exists, so that the time tells nothing either.
        hash_password(password)
        return None
    return found[0] if verify_password(normal_password(password), found[1]) else None
