"""The library's forms of second steps and keys, with fields for our own pages.

Its radio fields offer choices that our pages write as buttons; what is chosen is checked by the
library's own validation.
"""

from typing import Any

from flask_security import (
    TwoFactorRescueForm,
    TwoFactorSelectForm,
    TwoFactorSetupForm,
    VerifyForm,
    WebAuthnRegisterForm,
)
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import AnyOf, DataRequired, Length

from lms.core.i18n import lazy_gettext as _l


class StillMeForm(VerifyForm):
    """The password once more, before a delicate change."""

    password = PasswordField(
        _l("Contraseña"),
        validators=[
            DataRequired(_l("Escriba su contraseña.")),
            Length(max=128, message=_l("Es demasiado larga. Revise su contraseña.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )


class ChosenField(StringField):
    """A choice made by a button; `choices` is filled in by the library's views."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices: list[tuple[str, Any]] = []


class SecondStepSetupForm(TwoFactorSetupForm):
    """Setting up the second step, or taking it away."""

    setup = ChosenField()


class SecondStepSelectForm(TwoFactorSelectForm):
    """Choosing between two second steps."""

    which = ChosenField()


class SecondStepHelpForm(TwoFactorRescueForm):
    """Part of the library's page of the second step; ours links to the recovery codes."""

    help_setup = ChosenField()


class KeyForm(WebAuthnRegisterForm):
    """The name of a new key, which opens the door by itself."""

    usage = HiddenField(default="first", validators=[AnyOf(["first"])])
