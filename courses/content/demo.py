"""Loads the shipped programme for the demonstration."""

from sqlalchemy.orm import Session

from courses.content.loading.load_programme import (
    hash_of_folder,
    is_folder_loaded,
    load_programme,
    note_folder,
)
from courses.content.parsing.programme import SHIPPED, read_programme
from lms.core.access import SYSTEM
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


def load_shipped_programme(session: Session) -> None:
    """Load the programme that comes with the product, as `lms content load` does.

    Courses with a problem are left out; raises DomainError when nothing can be loaded.
    """
    folder_hash = hash_of_folder(SHIPPED)
    if is_folder_loaded(session, folder_hash):
        return
    read = read_programme()
    if read.programme is None:
        first = read.problems[0] if read.problems else ""
        raise DomainError(
            _("El programa incluido tiene errores: %(problem)s", problem=str(first)),
            code="content_has_problems",
        )
    load_programme(session, SYSTEM, read.programme)
    if not read.problems:
        note_folder(session, folder_hash)
