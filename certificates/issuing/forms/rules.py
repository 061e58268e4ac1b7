"""Forms of the issuer's rules."""

from collections.abc import Iterable
from uuid import UUID

from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from certificates.issuing.rules.snapshot import SignatoryWords
from lms.core.forms.base import BaseForm
from lms.core.forms.fields import DayField
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l

_LONG = Length(max=120, message=_l("Es demasiado largo: use 120 letras como máximo."))


class SignatoriesForm(BaseForm):
    """Who signs by hand: up to three people."""

    name_1 = StringField(_l("Nombre de quien firma primero"), validators=[Optional(), _LONG])
    post_1 = StringField(_l("Cargo de quien firma primero"), validators=[Optional(), _LONG])
    name_2 = StringField(_l("Nombre de la segunda firma"), validators=[Optional(), _LONG])
    post_2 = StringField(_l("Cargo de la segunda firma"), validators=[Optional(), _LONG])
    name_3 = StringField(_l("Nombre de la tercera firma"), validators=[Optional(), _LONG])
    post_3 = StringField(_l("Cargo de la tercera firma"), validators=[Optional(), _LONG])

    def show(self, signatories: Iterable[SignatoryWords]) -> None:
        """Fill in who signs now."""
        for number, who in enumerate(signatories, start=1):
            self[f"name_{number}"].data = who.name
            self[f"post_{number}"].data = who.post

    def read(self) -> tuple[SignatoryWords, ...]:
        """Return who was written, in order; a row without a name is left out."""
        rows = [(self[f"name_{n}"].data or "", self[f"post_{n}"].data or "") for n in (1, 2, 3)]
        return tuple(SignatoryWords(name=name, post=post) for name, post in rows if name)

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the post of everybody who signs, and for at least one person."""
        is_valid = bool(super().validate(extra_validators))
        for number in (1, 2, 3):
            name, post = self[f"name_{number}"], self[f"post_{number}"]
            if name.data and not post.data:
                post.errors = [*post.errors, _("Escriba el cargo de quien firma.")]
                is_valid = False
            if post.data and not name.data:
                name.errors = [*name.errors, _("Escriba el nombre de quien firma.")]
                is_valid = False
        if is_valid and not self.read():
            self.name_1.errors = [*self.name_1.errors, _("Escriba al menos quién firma primero.")]
            is_valid = False
        return is_valid


class ApprovalRulesForm(BaseForm):
    """How lists are approved."""

    rows_without_second_person = IntegerField(
        _l("Personas que puede aprobar una sola persona"),
        description=_l("Una lista más larga espera una segunda aprobación."),
        validators=[
            InputRequired(_l("Escriba un número, por ejemplo 20.")),
            NumberRange(min=1, max=10_000, message=_l("Escriba un número de 1 a 10.000.")),
        ],
    )
    requires_closed_edition = BooleanField(
        _l("Pedir que la edición esté cerrada, con su acta de notas")
    )
    validity_months = IntegerField(
        _l("Meses de vigencia"),
        description=_l("Vacío: los certificados no vencen."),
        validators=[
            Optional(),
            NumberRange(min=1, max=600, message=_l("Escriba un número de 1 a 600.")),
        ],
    )
    stand_in = SelectField(
        _l("Quién suple en la segunda aprobación"),
        description=_l("Puede aprobar solo entre las dos fechas."),
        validators=[Optional()],
    )
    stand_in_from = DayField(_l("Suple desde"), validators=[Optional()])
    stand_in_until = DayField(_l("Suple hasta"), validators=[Optional()])

    def offer_people(self, people: Iterable[tuple[UUID, str]]) -> None:
        """Fill in who may stand in."""
        self.stand_in.choices = [
            SelectChoice("", _("Nadie")),
            *(SelectChoice(str(key), name) for key, name in people),
        ]
