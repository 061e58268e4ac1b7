"""Forms of the trainer's pages: an essay's grade, more time, settings, a corrected key."""

from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from assessments.quizzes.rules.states import FeedbackWhen
from lms.core.forms.base import BaseForm
from lms.core.i18n import lazy_gettext as _

LONGEST_COMMENT = 4000
LONGEST_REASON = 500
MOST_MINUTES = 600


class EssayForm(BaseForm):
    """The grade of an essay."""

    percent = IntegerField(
        _("Puntaje, de 0 a 100"),
        validators=[
            InputRequired(_("Escriba un puntaje de 0 a 100.")),
            NumberRange(0, 100, _("Escriba un puntaje de 0 a 100.")),
        ],
    )
    comment = TextAreaField(
        _("Comentario para la persona"),
        description=_("Un acierto, una mejora y el paso siguiente."),
        validators=[Optional(), Length(max=LONGEST_COMMENT)],
    )


class MoreTimeForm(BaseForm):
    """More minutes for an open attempt."""

    minutes = IntegerField(
        _("Minutos que agrega"),
        validators=[
            InputRequired(_("Escriba cuántos minutos.")),
            NumberRange(1, MOST_MINUTES, _("Escriba un número de 1 a 600.")),
        ],
    )
    reason = StringField(
        _("Motivo"),
        description=_("Por ejemplo: corte de luz, o ajuste por discapacidad."),
        validators=[
            DataRequired(_("Escriba por qué da más tiempo.")),
            Length(max=LONGEST_REASON),
        ],
    )


class QuizSettingsForm(BaseForm):
    """What a quiz asks of attempts that begin from now on; empty means no limit."""

    draw = IntegerField(
        _("Preguntas por intento"),
        description=_("Vacío: todas, en su orden."),
        validators=[Optional(), NumberRange(1, 200, _("Escriba un número de 1 a 200."))],
    )
    max_attempts = IntegerField(
        _("Intentos por persona"),
        description=_("Vacío: los que necesite."),
        validators=[Optional(), NumberRange(1, 100, _("Escriba un número de 1 a 100."))],
    )
    time_limit_minutes = IntegerField(
        _("Minutos por intento"),
        description=_("Vacío: sin límite."),
        validators=[Optional(), NumberRange(1, MOST_MINUTES, _("Escriba un número de 1 a 600."))],
    )
    feedback_when = RadioField(
        _("Cuándo se muestran las respuestas correctas"),
        choices=[
            SelectChoice(FeedbackWhen.ATTEMPT.value, _("Después de cada intento")),
            SelectChoice(FeedbackWhen.PASSED.value, _("Cuando la persona aprueba")),
            SelectChoice(FeedbackWhen.CLOSED.value, _("Cuando termina la edición")),
        ],
        validators=[InputRequired(_("Elija cuándo."))],
    )


class KeyForm(BaseForm):
    """Why a key is corrected; the key itself has the fields of its question."""

    reason = StringField(
        _("Motivo de la corrección"),
        description=_("Queda en el registro."),
        validators=[
            DataRequired(_("Escriba por qué la clave estaba mal.")),
            Length(max=LONGEST_REASON),
        ],
    )
    revision = IntegerField(validators=[InputRequired()])
    lowers = SelectField(
        _("Si la nueva clave baja una nota"),
        choices=[
            SelectChoice("", _("Mantener la nota anterior")),
            SelectChoice("1", _("Bajar la nota (lo aprobado sigue aprobado)")),
        ],
        # Only who may lower scores is asked.
        validate_choice=False,
        validators=[Optional()],
    )
