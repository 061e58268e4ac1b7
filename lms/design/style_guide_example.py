"""Made-up values that the style guide shows: a refused form, the contents of a course."""

from collections.abc import Sequence
from dataclasses import dataclass

from wtforms import (
    BooleanField,
    DateField,
    FileField,
    Form,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from lms.core.i18n import lazy_gettext as _


class ExampleForm(Form):
    """One field of each kind."""

    post = StringField(
        _("Cargo actual"),
        [InputRequired(), Length(max=120)],
        description=_("Como figura en su memorándum."),
    )
    visit = DateField(
        _("Fecha de la visita"), description=_("Entre el 1 y el 31 de marzo de 2027.")
    )
    phone = StringField(_("Teléfono"), [Optional()], render_kw={"inputmode": "tel"})
    town = SelectField(_("Municipio"), choices=["Rurrenabaque", "Tipuani", "Padcaya"])
    change = TextAreaField(
        _("Qué cambió en su oficina"),
        description=_("Hasta 600 letras. No escriba datos de vecinas y vecinos."),
    )
    days = IntegerField(_("¿Cuánto es hoy?"), description=_("En días."))
    password = PasswordField(_("Contraseña"), render_kw={"autocomplete": "current-password"})
    happened = RadioField(
        _("¿Qué pasó hasta hoy?"),
        choices=[
            SelectChoice("applied", _("Lo apliqué")),
            SelectChoice("partly", _("Lo apliqué en parte")),
            SelectChoice("left", _("Ya no corresponde a mi puesto")),
        ],
        default="applied",
    )
    helped = SelectMultipleField(
        _("¿Qué ayudó? Marque tres"),
        choices=[
            SelectChoice("boss", _("Apoyo de la jefatura")),
            SelectChoice("peers", _("Colegas que se formaron")),
            SelectChoice("tools", _("Medios y equipo")),
        ],
        default=["boss", "peers"],
    )
    photo = FileField(
        _("Foto o documento"),
        description=_("Hasta 5 MB: PDF, JPG o PNG. Con mala señal, mejor una foto."),
    )
    agreed = BooleanField(_("Leí y acepto el compromiso"))


def example_form() -> ExampleForm:
    """Return the example form with two refusals."""
    form = ExampleForm()
    form.visit.errors = [_("Escriba una fecha posterior al 1 de marzo de 2027.")]
    form.helped.errors = [_("Elija una ayuda más: marcó dos y se piden tres.")]
    return form


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A lesson as the outline shows it."""

    title: str
    url: str | None
    state: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Module:
    """A module as the outline shows it."""

    title: str
    lessons: Sequence[Lesson]


def outline_modules() -> tuple[Module, ...]:
    """Return the contents of an example course with one lesson in every state."""
    return (
        Module(
            title=str(_("3. Modelos y buenas prácticas")),
            lessons=(
                Lesson(title=str(_("Doce modelos de gestión")), url="#caminos", state="done"),
                Lesson(title=str(_("Del inventario al catálogo")), url="#caminos", state="current"),
                Lesson(title=str(_("Cuestionario del módulo")), url="#caminos", state="todo"),
            ),
        ),
        Module(
            title=str(_("4. Cierre")),
            lessons=(
                Lesson(
                    title=str(_("Plan para usar lo aprendido en mi trabajo")),
                    url=None,
                    state="locked",
                    note=str(_("Se abre al terminar el módulo 3.")),
                ),
            ),
        ),
    )
