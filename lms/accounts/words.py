"""Words of people and roles as the interface says them."""

from typing import Any

from lms.accounts.models import DocumentType, Gender
from lms.core.access import Role
from lms.core.i18n import lazy_gettext as _l

ROLES: dict[Role, Any] = {
    Role.PARTICIPANT: _l("Participante"),
    Role.TRAINER: _l("Docente"),
    Role.COORDINATOR: _l("Coordinación académica"),
    Role.LIAISON: _l("Enlace municipal"),
    Role.ADMINISTRATOR: _l("Administración de la plataforma"),
    Role.EVALUATOR: _l("Evaluador/a"),
    Role.COOPERATION: _l("Coordinación de cooperación"),
    Role.HOST_UNIT: _l("Unidad anfitriona"),
    Role.SPONSOR: _l("Entidad financiadora"),
}

DOCUMENTS: dict[DocumentType, Any] = {
    DocumentType.CARNET: _l("Carnet de identidad"),
    DocumentType.FOREIGNER_CARNET: _l("Carnet de extranjería"),
    DocumentType.PASSPORT: _l("Pasaporte"),
    DocumentType.OTHER: _l("Otro documento"),
}

GENDERS: dict[Gender, Any] = {
    Gender.WOMAN: _l("Mujer"),
    Gender.MAN: _l("Hombre"),
    Gender.OTHER: _l("Otro"),
}
