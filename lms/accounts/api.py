"""Front door of people: what every feature above may ask, in ids and frozen values."""

from uuid import UUID

from sqlalchemy.orm import Session

from lms.accounts.demo import demo_person_id, demo_sign_ins
from lms.accounts.models import DocumentType, Gender
from lms.accounts.queries.identity import find_person_by_document
from lms.accounts.queries.person_cards import (
    PersonCard,
    people_with_role,
    person_card,
    person_cards,
)
from lms.accounts.queries.tables import (
    PERSON,
    full_name_expression,
    organization_nesting,
    organizations_within,
    sort_expression,
    within_reach,
)
from lms.accounts.rules.documents import document_label, masked_document
from lms.accounts.rules.naming import fold, full_name, sort_name
from lms.accounts.services.access_codes import AccessSlip, make_access_codes
from lms.accounts.services.confirm_printed_name import confirm_printed_name, correct_printed_name
from lms.accounts.services.create_person import create_person
from lms.accounts.services.edit_person import edit_person
from lms.accounts.services.grant_role import end_role, grant_role
from lms.accounts.services.import_people import ImportedPerson, import_people, preview_import
from lms.accounts.services.person_input import PersonInput


def find_by_document(session: Session, typed: str) -> UUID | None:
    """Return whose document it is, however it was typed; a merged record leads to the kept one."""
    person = find_person_by_document(session, typed)
    return None if person is None else person.id


__all__ = [
    "PERSON",
    "AccessSlip",
    "DocumentType",
    "Gender",
    "ImportedPerson",
    "PersonCard",
    "PersonInput",
    "confirm_printed_name",
    "correct_printed_name",
    "create_person",
    "demo_person_id",
    "demo_sign_ins",
    "document_label",
    "edit_person",
    "end_role",
    "find_by_document",
    "fold",
    "full_name",
    "full_name_expression",
    "grant_role",
    "import_people",
    "make_access_codes",
    "masked_document",
    "organization_nesting",
    "organizations_within",
    "people_with_role",
    "person_card",
    "person_cards",
    "preview_import",
    "sort_expression",
    "sort_name",
    "within_reach",
]
