"""Forms of coordination: editions, dates, trainers, enrolment, reasons."""

from collections.abc import Iterable
from uuid import UUID

from flask_wtf.file import FileField
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from lms.core.forms.base import BaseForm
from lms.core.forms.fields import DayField
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l

_DAY = _l("Escriba la fecha como día, mes y año.")
MOST_PASTED = 2_000_000


def _at_most(length: int) -> Length:
    return Length(max=length, message=_l("Es demasiado largo: use %(max)d letras como máximo."))


class EditionForm(BaseForm):
    """What coordination decides of an edition."""

    title = StringField(
        _l("Nombre de la edición"),
        description=_l("Como la conocerá la gente: Bases, primera edición 2027."),
        validators=[DataRequired(_l("Escriba el nombre de la edición.")), _at_most(200)],
    )
    code = StringField(
        _l("Código"),
        description=_l("Aparece en actas y listas."),
        validators=[DataRequired(_l("Escriba el código.")), _at_most(40)],
    )
    starts_on = DayField(_l("Primer día"), validators=[InputRequired(_l("Escriba el primer día."))])
    ends_on = DayField(
        _l("Último día"),
        description=_l("Se recibe trabajo hasta las 23:59, hora de La Paz."),
        validators=[InputRequired(_l("Escriba el último día."))],
    )
    seats = IntegerField(
        _l("Cupos"),
        description=_l("Vacío: sin límite."),
        validators=[
            Optional(),
            NumberRange(min=1, max=100_000, message=_l("Escriba un número de 1 en adelante.")),
        ],
    )
    sponsor_id = SelectField(_l("Entidad financiadora"), validators=[Optional()])

    def offer_sponsors(self, sponsors: Iterable[tuple[UUID, str]]) -> None:
        """Fill in the entities that the view read."""
        self.sponsor_id.choices = [
            SelectChoice("", _("Ninguna")),
            *(SelectChoice(str(key), name) for key, name in sponsors),
        ]


class EnrolForm(BaseForm):
    """A list of people: pasted rows, or a file."""

    pasted = TextAreaField(
        _l("Pegue aquí las filas"),
        description=_l("Copie las celdas de su hoja de cálculo, con los encabezados."),
        validators=[
            Optional(),
            Length(max=MOST_PASTED, message=_l("Es demasiado largo: envíelo como archivo.")),
        ],
    )
    file = FileField(
        _l("O elija un archivo"),
        description=_l("CSV o XLSX, hasta 12 MB."),
        validators=[Optional()],
    )
    waiver_reason = StringField(
        _l("Motivo para inscribir sin el curso previo"),
        description=_l("Solo si deben entrar sin haber aprobado el curso que va antes."),
        validators=[Optional(), _at_most(500)],
    )


class ExtensionForm(BaseForm):
    """More time for an edition, a municipality or a person."""

    organization_id = SelectField(_l("Para quién"), validators=[Optional()])
    until = DayField(
        _l("Nuevo último día"),
        description=_l("Hasta las 23:59, hora de La Paz."),
        validators=[InputRequired(_DAY)],
    )
    reason = TextAreaField(
        _l("Motivo"), validators=[DataRequired(_l("Escriba el motivo.")), _at_most(1000)]
    )

    def offer(self, organizations: Iterable[tuple[UUID, str, int]]) -> None:
        """Fill in whom the extension can reach."""
        self.organization_id.choices = [
            SelectChoice("", _("Toda la edición")),
            *(
                SelectChoice(str(key), _("%(name)s (%(count)s personas)", name=name, count=count))
                for key, name, count in organizations
            ),
        ]


class ReasonForm(BaseForm):
    """Why something is done to an enrolment."""

    reason = TextAreaField(
        _l("Motivo"),
        description=_l("Queda en la auditoría."),
        validators=[DataRequired(_l("Escriba el motivo.")), _at_most(1000)],
    )


class DatedReasonForm(ReasonForm):
    """Why, and until which day."""

    until = DayField(
        _l("Hasta qué día"),
        description=_l("Hasta las 23:59, hora de La Paz."),
        validators=[InputRequired(_DAY)],
    )


class TrainerForm(BaseForm):
    """Who teaches an edition."""

    document = StringField(
        _l("Carnet de la persona"),
        description=_l("La persona debe estar en el registro de personas."),
        validators=[DataRequired(_l("Escriba el carnet.")), _at_most(40)],
    )


class ActForm(BaseForm):
    """A button: only the token."""
