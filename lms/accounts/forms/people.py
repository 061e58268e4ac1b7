"""Forms about people, for coordination and for oneself."""

from collections.abc import Iterable
from uuid import UUID

from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from lms.accounts.models import DocumentType, Gender
from lms.accounts.services.person_input import PersonInput
from lms.accounts.words import DOCUMENTS, GENDERS, ROLES
from lms.core.access import Role
from lms.core.forms.base import BaseForm
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l


def _at_most(length: int) -> Length:
    return Length(max=length, message=_l("Es demasiado largo: use %(max)d letras como máximo."))


class PersonForm(BaseForm):
    """All the data of a person."""

    given_names = StringField(
        _l("Nombres"), validators=[DataRequired(_l("Escriba los nombres.")), _at_most(80)]
    )
    first_surname = StringField(
        _l("Primer apellido"),
        validators=[DataRequired(_l("Escriba el primer apellido.")), _at_most(80)],
    )
    second_surname = StringField(_l("Segundo apellido"), validators=[_at_most(80)])
    no_second_surname = BooleanField(_l("No tiene segundo apellido"))
    married_surname = StringField(
        _l("Apellido de casada"),
        description=_l("Sin la palabra «de»."),
        validators=[Optional(), _at_most(80)],
    )
    document_type = SelectField(_l("Tipo de documento"))
    document = StringField(
        _l("Número de documento"),
        description=_l("Con complemento y lugar si los tiene: 4912345-1A LP."),
        validators=[DataRequired(_l("Escriba el número de documento.")), _at_most(40)],
    )
    gender = RadioField(_l("Género"), validators=[Optional()], default="")
    phone = TelField(_l("Teléfono"), validators=[Optional(), _at_most(30)])
    email = EmailField(
        _l("Correo"),
        description=_l("Puede ser compartido con otras personas."),
        validators=[Optional(), _at_most(254)],
    )
    organization_id = SelectField(_l("Municipio o entidad"), validators=[Optional()])
    post_title = StringField(_l("Puesto"), validators=[Optional(), _at_most(160)])

    def offer(self, organizations: Iterable[tuple[UUID, str]]) -> None:
        """Fill in the choices that the view read."""
        self.document_type.choices = [
            SelectChoice(kind.value, str(label)) for kind, label in DOCUMENTS.items()
        ]
        self.gender.choices = [
            SelectChoice("", _("Prefiere no decirlo")),
            *(SelectChoice(gender.value, str(label)) for gender, label in GENDERS.items()),
        ]
        self.organization_id.choices = [
            SelectChoice("", _("Ninguna")),
            *(SelectChoice(str(key), name) for key, name in organizations),
        ]

    def validate(self, extra_validators: object = None) -> bool:
        """Tell whether the data have their form: a second surname, or the word that it is none."""
        is_valid = bool(super().validate(extra_validators))
        if not self.second_surname.data and not self.no_second_surname.data:
            self.second_surname.errors = [
                _("Escriba el segundo apellido, o marque que no tiene."),
            ]
            return False
        return is_valid

    def to_input(self) -> PersonInput:
        """Return what was typed as the value that services take."""
        return PersonInput(
            given_names=self.given_names.data,
            first_surname=self.first_surname.data,
            second_surname=None if self.no_second_surname.data else self.second_surname.data,
            married_surname=self.married_surname.data or None,
            document=self.document.data,
            document_type=DocumentType(self.document_type.data),
            gender=Gender(self.gender.data) if self.gender.data else None,
            phone=self.phone.data or None,
            email=self.email.data or None,
            organization_id=UUID(self.organization_id.data) if self.organization_id.data else None,
            post_title=self.post_title.data or None,
        )


class ContactForm(BaseForm):
    """What a person changes alone."""

    phone = TelField(
        _l("Teléfono"), validators=[Optional(), _at_most(30)], render_kw={"autocomplete": "tel"}
    )
    email = EmailField(
        _l("Correo"),
        description=_l("Sirve para recuperar su contraseña. Puede quedar vacío."),
        validators=[Optional(), _at_most(254)],
        render_kw={"autocomplete": "email"},
    )


class PrintedNameForm(BaseForm):
    """The name as certificates print it."""

    printed_name = StringField(
        _l("Nombre para imprimir"),
        validators=[DataRequired(_l("Escriba el nombre completo.")), _at_most(200)],
    )


class CorrectNameForm(PrintedNameForm):
    """A correction by coordination."""

    reason = TextAreaField(
        _l("Motivo"),
        description=_l("Por ejemplo: error de transcripción, según el carnet."),
        validators=[DataRequired(_l("Escriba el motivo de la corrección.")), _at_most(500)],
    )


class MergeForm(BaseForm):
    """Why two records are one person."""

    reason = TextAreaField(
        _l("¿Cómo se sabe que es la misma persona?"),
        description=_l("Por ejemplo: mismo carnet, copiado con un número equivocado."),
        validators=[
            DataRequired(_l("Escriba cómo se sabe que es la misma persona.")),
            _at_most(500),
        ],
    )


class GrantForm(BaseForm):
    """A role, and for some roles the entity that it reaches."""

    role = SelectField(_l("Rol"), validators=[DataRequired(_l("Elija un rol."))])
    scope_id = SelectField(
        _l("Municipio o entidad"),
        description=_l("Solo para enlace municipal, unidad anfitriona y entidad financiadora."),
        validators=[Optional()],
    )

    def offer(self, roles: Iterable[Role], organizations: Iterable[tuple[UUID, str]]) -> None:
        """Fill in the choices that the view read."""
        self.role.choices = [SelectChoice(role.value, str(ROLES[role])) for role in roles]
        self.scope_id.choices = [
            SelectChoice("", _("Toda la plataforma")),
            *(SelectChoice(str(key), name) for key, name in organizations),
        ]
