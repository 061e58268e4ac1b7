"""What the answers are restricted to, as it was asked for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class GenderFilter(StrEnum):
    """Genders as people declare them; the values stand in addresses."""

    WOMAN = "mujer"
    MAN = "varon"
    OTHER = "otro"
    UNKNOWN = "sin-dato"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Nothing set means all. Days are those of the enrolment, both included."""

    since: date | None = None
    until: date | None = None
    course_id: UUID | None = None
    organization_id: UUID | None = None
    gender: GenderFilter | None = None
