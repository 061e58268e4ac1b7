"""Forms for weights, exemptions, the closing and rectifications."""

from collections.abc import Mapping
from uuid import UUID

from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from assessments.gradebook.queries.layout import Layout
from lms.core.forms.base import BaseForm
from lms.core.i18n import lazy_gettext as _

_LONGEST_REASON = 1000
_PREFIX = "peso_"


class ReasonForm(BaseForm):
    """Why something is done; it stays on record."""

    reason = TextAreaField(
        _("Motivo"),
        [DataRequired(_("Escriba el motivo.")), Length(max=_LONGEST_REASON)],
        render_kw={"rows": 3},
    )


class ClosingForm(BaseForm):
    """The word that closing is meant."""

    understood = BooleanField(
        _("Entiendo que las notas quedan en un acta y solo cambian con otra que la rectifique."),
        [InputRequired(_("Marque la casilla para cerrar la edición."))],
    )
    cut_short = BooleanField(
        _(
            "Cierro aunque esos plazos siguen: desde hoy no se reciben más trabajos y el curso "
            "queda como no aprobado."
        ),
    )
    """Shown, as the reason, only where the days of an extension or a recovery still run."""
    cut_short_reason = TextAreaField(
        _("Motivo para terminar antes esos plazos"),
        [Length(max=_LONGEST_REASON)],
        description=_("Queda anotado en cada una de esas inscripciones."),
        render_kw={"rows": 3},
    )

    @property
    def reason_to_cut_short(self) -> str | None:
        """Return what was typed, None while the box is not ticked."""
        return (self.cut_short_reason.data or "") if self.cut_short.data else None


class MarkForm(ReasonForm):
    """A new mark and why it changes."""

    score_percent = IntegerField(
        _("Nota nueva"),
        [
            InputRequired(_("Escriba la nota nueva, de 0 a 100.")),
            NumberRange(0, 100, _("Escriba una nota entre 0 y 100.")),
        ],
        description=_("En porcentaje, un número entero de 0 a 100."),
        render_kw={"inputmode": "numeric", "class": "input-short"},
    )


class RubricMarkForm(ReasonForm):
    """The levels come from the rubric's own buttons; a total by hand takes their place."""

    score_percent = IntegerField(
        _("Total puesto a mano"),
        [Optional(), NumberRange(0, 100, _("Escriba una nota entre 0 y 100."))],
        description=_("Solo si la nota no debe salir de los niveles. De 0 a 100."),
        render_kw={"inputmode": "numeric", "class": "input-short"},
    )


class WeightsForm(ReasonForm):
    """One field an activity; made for each edition by `weights_form`."""

    def weights(self) -> Mapping[UUID, int]:
        """Return the weight typed for each activity."""
        return {
            UUID(name.removeprefix(_PREFIX)): field.data
            for name, field in self._fields.items()
            if name.startswith(_PREFIX)
        }

    def weight_field(self, activity_id: UUID) -> IntegerField:
        """Return the field of an activity."""
        field: IntegerField = self._fields[f"{_PREFIX}{activity_id.hex}"]
        return field


def weights_form(layout: Layout) -> WeightsForm:
    """Return the form for the activities of an edition, filled with their weights."""
    fields = {
        f"{_PREFIX}{activity.activity_id.hex}": IntegerField(
            activity.title,
            [
                InputRequired(_("Escriba un peso entre 0 y 100.")),
                NumberRange(0, 100, _("Escriba un peso entre 0 y 100.")),
            ],
            render_kw={"inputmode": "numeric", "class": "input-short"},
        )
        for activity in layout.marked
    }
    form: WeightsForm = type("EditionWeightsForm", (WeightsForm,), fields)(
        data={f"{_PREFIX}{activity.activity_id.hex}": activity.weight for activity in layout.marked}
    )
    return form
