"""Forms for codes and passwords."""

from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length

from lms.core.forms.base import BaseForm
from lms.core.i18n import lazy_gettext as _l

_NEW = {"autocomplete": "new-password"}


class NewPasswordForm(BaseForm):
    """A new password, typed twice because nobody sees it."""

    password = PasswordField(
        _l("Contraseña nueva"),
        description=_l("8 letras o más. Dos o tres palabras juntas se recuerdan bien."),
        validators=[
            DataRequired(_l("Escriba una contraseña nueva.")),
            Length(max=128, message=_l("Use 128 letras como máximo.")),
        ],
        render_kw=_NEW,
    )
    repeated = PasswordField(
        _l("Repita la contraseña nueva"),
        validators=[EqualTo("password", _l("No es igual a la anterior. Escríbala otra vez."))],
        render_kw=_NEW,
    )


class ChangePasswordForm(NewPasswordForm):
    """The password in use, and the new one."""

    current = PasswordField(
        _l("Contraseña actual"),
        validators=[DataRequired(_l("Escriba la contraseña que usa ahora."))],
        render_kw={"autocomplete": "current-password"},
    )


class EnterCodeForm(BaseForm):
    """A document and the code of a slip."""

    document = StringField(
        _l("Carnet de identidad"),
        description=_l("Como quiera escribirlo: 4912345, 4.912.345-1A LP."),
        validators=[
            DataRequired(_l("Escriba su número de carnet.")),
            Length(max=60, message=_l("Es demasiado largo. Escriba solo el número.")),
        ],
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )
    code = StringField(
        _l("Código"),
        description=_l("8 letras y números, como 7K4M-2QX9. Da igual con o sin guion."),
        validators=[
            DataRequired(_l("Escriba el código de su papel o mensaje.")),
            Length(max=40, message=_l("Es demasiado largo. El código tiene 8 letras y números.")),
        ],
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )


class FirstEntryForm(NewPasswordForm):
    """What somebody settles who enters with a code: name, password, whose phone it is."""

    printed_name = StringField(
        _l("Su nombre, como se imprimirá en sus certificados"),
        description=_l("Revise tildes y letras. Puede corregir tildes, mayúsculas y el orden."),
        validators=[
            DataRequired(_l("Escriba su nombre completo.")),
            Length(max=200, message=_l("Use 200 letras como máximo.")),
        ],
        render_kw={"autocomplete": "name"},
    )
    lent = BooleanField(
        _l("Es un teléfono prestado"),
        description=_l(
            "La sesión terminará al cerrar el navegador o después de 20 minutos sin uso."
        ),
    )


class ForgotForm(BaseForm):
    """Who asks for a link by mail."""

    identity = StringField(
        _l("Carnet de identidad, nombre de usuario o correo"),
        validators=[
            DataRequired(_l("Escriba su número de carnet, su nombre de usuario o su correo.")),
            Length(max=254, message=_l("Es demasiado largo. Escriba solo su número de carnet.")),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


class ConfirmForm(BaseForm):
    """An act of one button: only the token against forged requests."""
