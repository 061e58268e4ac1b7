"""The list on which people sign for the paper certificate that they receive."""

from dataclasses import dataclass
from datetime import date

from certificates.documents.rules.issuer import Issuer


@dataclass(frozen=True, kw_only=True)
class DeliveryRow:
    """One certificate to hand over."""

    folio: str
    person_name: str
    document_id: str
    municipality: str = ""


@dataclass(frozen=True, kw_only=True)
class DeliveryList:
    """The list of one edition or one batch, with room for date and signature."""

    issuer: Issuer
    course_title: str
    edition: str
    rows: tuple[DeliveryRow, ...]
    issued_on: date
    is_demonstration: bool = False
