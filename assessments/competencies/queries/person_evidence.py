"""Reads what a person was granted, as far as who asks may see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from assessments.competencies.models import Competency, Evidence
from assessments.competencies.rules.levels import level_word
from courses.learning.api import EDITION, edition_is_within
from lms.accounts.api import PERSON, full_name_expression
from lms.core.access import Access

VIEW = "view_competencies"
SHOWN = 200
"""Rows of the ledger on a person's page; a course grants about ten."""


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One row of the ledger as a person reads it."""

    code: str
    name: str
    position: int
    level: int
    edition_title: str
    source_title: str
    granted_by: str
    """Empty where nobody is named."""
    granted_at: datetime
    withdrawn_at: datetime | None
    withdrawal_reason: str | None

    @property
    def word(self) -> str:
        """Return the level in words."""
        return level_word(self.level)


@dataclass(frozen=True, kw_only=True)
class CompetencyOfPerson:
    """One competency with the level that counts."""

    code: str
    name: str
    level: int

    @property
    def word(self) -> str:
        """Return the level in words."""
        return level_word(self.level)


@dataclass(frozen=True, kw_only=True)
class PersonCompetencies:
    """The section of a person's page."""

    reached: tuple[CompetencyOfPerson, ...]
    rows: tuple[EvidenceRow, ...]


def person_competencies(
    session: Session, access: Access, *, person_id: UUID
) -> PersonCompetencies | None:
    """Return the competencies of a person that who asks may see; None when there are none."""
    rows = tuple(_rows(session, access, person_id))
    if not rows:
        return None
    return PersonCompetencies(reached=_reached(rows), rows=rows)


def _reached(rows: tuple[EvidenceRow, ...]) -> tuple[CompetencyOfPerson, ...]:
    standing = sorted(
        (row for row in rows if row.withdrawn_at is None),
        key=lambda row: (row.position, row.code, row.level),
    )
    # The last of each code is the one of the highest level.
    highest = {row.code: row for row in standing}
    return tuple(
        CompetencyOfPerson(code=row.code, name=row.name, level=row.level)
        for row in highest.values()
    )


def _rows(session: Session, access: Access, person_id: UUID) -> list[EvidenceRow]:
    found = session.execute(
        select(
            Competency.code,
            Competency.name,
            Competency.position,
            Evidence.level,
            EDITION.c.title.label("edition_title"),
            Evidence.source_title,
            full_name_expression().label("granted_by"),
            Evidence.granted_at,
            Evidence.withdrawn_at,
            Evidence.withdrawal_reason,
        )
        .join(Competency, Competency.id == Evidence.competency_id)
        .outerjoin(EDITION, EDITION.c.id == Evidence.edition_id)
        .outerjoin(PERSON, PERSON.c.id == Evidence.granted_by_person_id)
        .where(Evidence.person_id == person_id, _is_visible(access))
        .order_by(Evidence.granted_at.desc(), Evidence.id.desc())
        .limit(SHOWN)
    )
    return [
        EvidenceRow(
            code=row.code,
            name=row.name,
            position=row.position,
            level=row.level,
            edition_title=row.edition_title or "",
            source_title=row.source_title,
            granted_by=row.granted_by or "",
            granted_at=row.granted_at,
            withdrawn_at=row.withdrawn_at,
            withdrawal_reason=row.withdrawal_reason,
        )
        for row in found
    ]


def _is_visible(access: Access) -> ColumnElement[bool]:
    return or_(Evidence.person_id == access.person_id, edition_is_within(access.reach(VIEW)))
