"""Forms of acts on certificates: a choice of people, a reason."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from lms.core.forms.base import BaseForm
from lms.core.i18n import lazy_gettext as _l


class ActForm(BaseForm):
    """An act without fields: only its token."""


class ReasonForm(BaseForm):
    """The reason of an act that stays on record."""

    reason = TextAreaField(
        _l("Motivo"),
        validators=[
            DataRequired(_l("Escriba el motivo: queda en el registro.")),
            Length(max=500, message=_l("Es demasiado largo: use 500 letras como máximo.")),
        ],
    )
