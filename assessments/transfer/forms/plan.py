"""The form of a plan: up to three commitments, the superior, how sure one feels."""

from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Length, Optional, ValidationError

from assessments.transfer.forms.typed import typed_phone
from assessments.transfer.rules.plan import (
    LONGEST_TEXT,
    MOST_COMMITMENTS,
    CommitmentInput,
    FoundFault,
    PlanInput,
    SupervisorInput,
)
from assessments.transfer.rules.states import Direction
from assessments.transfer.words import fault_words
from lms.core.forms.base import BaseForm
from lms.core.forms.fields import DayField
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.numbers import typed_number, written_number

_TEXT = Length(max=LONGEST_TEXT, message=_l("Escriba 500 letras como máximo."))


def _whole(value: Any) -> int | None:
    return int(value) if str(value).isdigit() else None


_EFFICACY = [
    SelectChoice("", _l("Elija de 0 a 10")),
    SelectChoice("0", _l("0: ninguna")),
    *(SelectChoice(str(number), str(number)) for number in range(1, 10)),
    SelectChoice("10", _l("10: toda")),
]


class CommitmentForm(Form):
    """One commitment."""

    situation = TextAreaField(_l("Si…"), validators=[_TEXT], render_kw={"rows": 2})
    action = TextAreaField(_l("entonces…"), validators=[_TEXT], render_kw={"rows": 2})
    product = StringField(_l("¿Qué producto o cambio habrá?"), validators=[_TEXT])
    indicator = StringField(_l("¿En qué se verá?"), validators=[_TEXT])
    baseline = StringField(_l("¿Cuánto es hoy?"), validators=[Length(max=40)])
    has_no_baseline = BooleanField(_l("Todavía no tengo el dato de hoy (sin dato)"))
    baseline_source = StringField(_l("¿De dónde sale la cifra de hoy?"), validators=[_TEXT])
    target = StringField(_l("¿Cuánto quiere lograr?"), validators=[Length(max=40)])
    unit = StringField(_l("¿En qué se cuenta?"), validators=[Length(max=60)])
    direction = RadioField(
        _l("La cifra debe…"),
        choices=[
            SelectChoice(Direction.UP.value, _l("subir")),
            SelectChoice(Direction.DOWN.value, _l("bajar")),
        ],
        validators=[Optional()],
        default=None,
    )
    due_on = DayField(_l("¿Hasta qué fecha?"), validators=[Optional()])

    def validate_baseline(self, field: StringField) -> None:
        """Refuse what is not a number."""
        _require_number(field)

    def validate_target(self, field: StringField) -> None:
        """Refuse what is not a number."""
        _require_number(field)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was written."""
        return not any(
            str(field.data or "").strip()
            for field in (self.situation, self.action, self.product, self.indicator, self.target)
        )

    def value(self) -> CommitmentInput:
        """Return what was written; call it on a valid form."""
        baseline = None if self.has_no_baseline.data else typed_number(self.baseline.data)
        return CommitmentInput(
            situation=_text(self.situation),
            action=_text(self.action),
            product=_text(self.product),
            indicator=_text(self.indicator),
            unit=_text(self.unit),
            baseline=baseline,
            baseline_source="" if baseline is None else _text(self.baseline_source),
            target=typed_number(self.target.data),
            direction=Direction(self.direction.data) if self.direction.data else None,
            due_on=self.due_on.data,
        )


class PlanForm(BaseForm):
    """The whole plan on one page."""

    commitments = FieldList(
        FormField(CommitmentForm), min_entries=MOST_COMMITMENTS, max_entries=MOST_COMMITMENTS
    )
    rehearsal = TextAreaField(
        _l("Ensáyelo: escriba otra vez, sin mirar, su primer compromiso"),
        validators=[Optional(), _TEXT],
        render_kw={"rows": 2},
    )
    help_needed = TextAreaField(
        _l("¿Qué ayuda necesita para cumplirlo?"),
        validators=[Optional(), _TEXT],
        render_kw={"rows": 2},
    )
    supervisor_name = StringField(
        _l("Nombre de su inmediato superior"), validators=[Length(max=200)]
    )
    supervisor_post = StringField(_l("Su puesto"), validators=[Optional(), Length(max=160)])
    supervisor_phone = TelField(_l("Su celular"), validators=[Optional(), Length(max=30)])
    supervisor_email = EmailField(
        _l("Su correo"),
        validators=[
            Optional(),
            Length(max=254),
            Email(message=_l("Revise el correo. Ejemplo: nombre@municipio.gob.bo")),
        ],
    )
    efficacy_before = SelectField(
        _l("Antes del curso, ¿cuánta seguridad tenía de poder hacerlo?"),
        choices=_EFFICACY,
        coerce=_whole,
        validators=[Optional()],
    )
    efficacy_after = SelectField(
        _l("Y hoy, ¿cuánta seguridad tiene?"),
        choices=_EFFICACY,
        coerce=_whole,
        validators=[Optional()],
    )

    def validate_supervisor_phone(self, field: TelField) -> None:
        """Refuse what is no telephone."""
        try:
            typed_phone(field.data)
        except ValueError as error:
            raise ValidationError(_("Revise el celular. Ejemplo: 71234567")) from error

    def value(self) -> PlanInput:
        """Return what was written; call it on a valid form."""
        return PlanInput(
            commitments=tuple(
                entry.form.value() for entry in self.commitments if not entry.form.is_empty
            ),
            supervisor=SupervisorInput(
                name=_text(self.supervisor_name),
                post=_text(self.supervisor_post),
                phone=typed_phone(self.supervisor_phone.data),
                email=_text(self.supervisor_email).casefold() or None,
            ),
            help_needed=_text(self.help_needed),
            rehearsal=_text(self.rehearsal),
            efficacy_before=self.efficacy_before.data,
            efficacy_after=self.efficacy_after.data,
        )

    def show_faults(self, faults: tuple[FoundFault, ...]) -> None:
        """Show each fault beside its field; commitments are counted among those written."""
        written = [entry.form for entry in self.commitments if not entry.form.is_empty]
        for found in faults:
            if found.commitment is None:
                holder: Any = self
            elif found.commitment < len(written):
                holder = written[found.commitment]
            else:
                holder = self.commitments[0].form
            field = getattr(holder, found.field, None)
            if field is None:
                self.form_errors = [*self.form_errors, fault_words(found.fault)]
            else:
                field.errors = [*field.errors, fault_words(found.fault)]


def form_from(values: dict[str, Any]) -> PlanForm:
    """Return the form filled with a draft or with what was sent."""
    filled = {
        name: _shown(value)
        for name, value in values.items()
        # 0 is a figure like any other: nothing is what was left blank.
        if value is not None and value is not False and value != ""
    }
    return PlanForm(formdata=MultiDict(filled)) if filled else PlanForm(formdata=None)


def typed_values(form: dict[str, str]) -> dict[str, str]:
    """Return what was typed, to be kept as a draft: known fields only, each cut to its length."""
    known = ("commitments-", "supervisor_", "efficacy_", "help_needed", "rehearsal")
    return {
        name: text[: LONGEST_TEXT + 1]
        for name, text in form.items()
        if name.startswith(known) and text.strip()
    }


def _shown(value: Any) -> str:
    if isinstance(value, (int, float)):
        return written_number(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _text(field: Any) -> str:
    return " ".join(str(field.data or "").split())


def _require_number(field: StringField) -> None:
    try:
        typed_number(field.data)
    except ValueError as error:
        raise ValidationError(_("Escriba solo la cifra. Ejemplo: 12 o 4,5")) from error
