"""Forms to create and rename an entity, and to add a post."""

from collections.abc import Sequence
from uuid import UUID

from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from lms.core.forms.base import BaseForm
from lms.core.forms.fields import DayField
from lms.core.i18n import lazy_gettext as _
from lms.organizations.models import OrganizationKind

KIND_NAMES = {
    OrganizationKind.MUNICIPALITY: _("Municipio"),
    OrganizationKind.DEPARTMENT: _("Gobierno departamental"),
    OrganizationKind.ASSOCIATION: _("Asociación"),
    OrganizationKind.NGO: _("Organización no gubernamental"),
    OrganizationKind.COMPANY: _("Empresa"),
    OrganizationKind.SPONSOR: _("Entidad financiadora"),
    OrganizationKind.UNIT: _("Unidad de una entidad"),
    OrganizationKind.OTHER: _("Otra"),
}
DEPARTMENTS = (
    "Beni",
    "Chuquisaca",
    "Cochabamba",
    "La Paz",
    "Oruro",
    "Pando",
    "Potosí",
    "Santa Cruz",
    "Tarija",
)


class OrganizationForm(BaseForm):
    """A new entity or unit."""

    kind = SelectField(
        _("Tipo"), choices=[SelectChoice(kind.value, name) for kind, name in KIND_NAMES.items()]
    )
    name = StringField(
        _("Nombre oficial"),
        validators=[
            DataRequired(_("Escriba el nombre como figura en sus documentos.")),
            Length(max=200, message=_("Escriba un nombre de hasta 200 letras.")),
        ],
    )
    short_name = StringField(
        _("Nombre corto o sigla"),
        validators=[
            Optional(),
            Length(max=60, message=_("Escriba una sigla de hasta 60 letras.")),
        ],
    )
    department = SelectField(_("Departamento"), validators=[Optional()])
    parent_id = SelectField(_("Es una unidad de"), validators=[Optional()])

    def offer(self, parents: Sequence[tuple[UUID, str]]) -> None:
        """Fill the choices that come from the database."""
        none = SelectChoice("", _("Ninguno"))
        self.department.choices = [none, *(SelectChoice(name, name) for name in DEPARTMENTS)]
        self.parent_id.choices = [none, *(SelectChoice(str(key), name) for key, name in parents)]


class RenameForm(BaseForm):
    """A new name from a day on."""

    name = StringField(
        _("Nombre nuevo"),
        validators=[
            DataRequired(_("Escriba el nombre nuevo.")),
            Length(max=200, message=_("Escriba un nombre de hasta 200 letras.")),
        ],
    )
    short_name = StringField(
        _("Sigla nueva"),
        validators=[
            Optional(),
            Length(max=60, message=_("Escriba una sigla de hasta 60 letras.")),
        ],
    )
    from_day = DayField(
        _("Rige desde"),
        validators=[
            InputRequired(_("Escriba la fecha desde la que rige, por ejemplo 01/03/2027."))
        ],
    )


class AliasForm(BaseForm):
    """Another name by which people call the entity."""

    alias = StringField(
        _("Otro nombre"),
        validators=[
            DataRequired(_("Escriba el nombre con que también se la conoce.")),
            Length(max=200, message=_("Escriba un nombre de hasta 200 letras.")),
        ],
    )


class PostForm(BaseForm):
    """A post of the entity."""

    title = StringField(
        _("Puesto"),
        validators=[
            DataRequired(_("Escriba el puesto como figura en el organigrama.")),
            Length(max=160, message=_("Escriba un puesto de hasta 160 letras.")),
        ],
    )
    superior_post_id = SelectField(_("Depende de"), validators=[Optional()])
    starts_on = DayField(
        _("Existe desde"),
        validators=[InputRequired(_("Escriba la fecha, por ejemplo 01/03/2027."))],
    )

    def offer(self, posts: Sequence[tuple[UUID, str]]) -> None:
        """Fill the choices that come from the database."""
        self.superior_post_id.choices = [
            SelectChoice("", _("Ninguno")),
            *(SelectChoice(str(key), title) for key, title in posts),
        ]
