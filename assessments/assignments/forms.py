"""Shapes of what is typed in applied tasks and at the grading desk."""

from wtforms import (
    IntegerField,
    MultipleFileField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from lms.core.forms.base import BaseForm
from lms.core.i18n import lazy_gettext as _

MAX_LETTERS = 30_000
MAX_COMMENT = 4_000
MAX_REASON = 1_000
ACCEPTED = ".pdf,.docx,.xlsx,.odt,image/*"


class DraftForm(BaseForm):
    """What a participant writes and adds."""

    number = IntegerField(widget=HiddenInput(), default=0, validators=[Optional()])
    """The saving that the page showed."""
    text = TextAreaField(
        _("Su respuesta"),
        validators=[
            Length(max=MAX_LETTERS, message=_("Escriba 30.000 letras como máximo (unas 12 hojas)."))
        ],
    )
    files = MultipleFileField(_("Agregar archivos o fotos"))
    removed = SelectMultipleField(_("Quitar archivos"), validate_choice=False)


class SendForm(BaseForm):
    """The confirmation before sending."""

    number = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class GradeForm(BaseForm):
    """What a trainer writes beside the levels, which the rubric brings by itself."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    lock = IntegerField(widget=HiddenInput(), default=0, validators=[InputRequired()])
    comment = TextAreaField(
        _("Comentario para la persona"),
        validators=[
            Length(max=MAX_COMMENT, message=_("Escriba 4.000 letras como máximo en el comentario."))
        ],
    )
    override_percent = IntegerField(
        _("Total puesto a mano"),
        validators=[
            Optional(),
            NumberRange(min=0, max=100, message=_("Escriba un total de 0 a 100.")),
        ],
    )
    override_reason = StringField(
        _("Motivo del total puesto a mano"),
        validators=[
            Optional(),
            Length(max=MAX_REASON, message=_("Escriba 1.000 letras como máximo.")),
        ],
    )


class CorrectionForm(BaseForm):
    """Why a submission goes back."""

    reason = TextAreaField(
        _("Qué tiene que corregir la persona"),
        validators=[
            DataRequired(message=_("Escriba qué tiene que corregir la persona.")),
            Length(max=MAX_COMMENT, message=_("Escriba 4.000 letras como máximo.")),
        ],
    )
