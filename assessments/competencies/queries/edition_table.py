"""Reads the table of an edition: who reached which level of each competency."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.competencies.queries.reached_levels import ReachedLevel, levels_in_edition
from assessments.competencies.queries.tables import ORGANIZATION, place_name
from courses.learning.api import ENROLMENT, EditionCard, edition_within
from lms.accounts.api import PERSON, full_name_expression, sort_expression
from lms.core.access import Reach
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class Column:
    """A competency that was seen in the edition."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A participant and the levels reached, in the order of the columns; None: not seen."""

    person_id: UUID
    name: str
    organization: str
    levels: tuple[ReachedLevel | None, ...]


@dataclass(frozen=True, kw_only=True)
class EditionTable:
    """The page: columns, the rows of this page, the edition's name."""

    edition: EditionCard
    columns: tuple[Column, ...]
    page: Page[Row]


def edition_table(
    session: Session, reach: Reach, edition_id: UUID, *, number: int, size: int = PAGE_SIZE
) -> EditionTable:
    """Return a page of the table; raises NotFoundError outside the reach. Four statements."""
    edition = edition_within(session, reach, edition_id)
    levels = levels_in_edition(session, edition_id)
    columns = _columns(levels)
    return EditionTable(
        edition=edition,
        columns=columns,
        page=_page(session, edition_id, levels, columns, number=number, size=size),
    )


def _columns(levels: Sequence[ReachedLevel]) -> tuple[Column, ...]:
    found = {item.code: item for item in levels}
    ordered = sorted(found.values(), key=lambda item: (item.position, item.code))
    return tuple(Column(code=item.code, name=item.name) for item in ordered)


def _page(
    session: Session,
    edition_id: UUID,
    levels: Sequence[ReachedLevel],
    columns: tuple[Column, ...],
    *,
    number: int,
    size: int,
) -> Page[Row]:
    total = session.scalar(
        select(func.count()).select_from(ENROLMENT).where(ENROLMENT.c.edition_id == edition_id)
    )
    by_person: dict[UUID, dict[str, ReachedLevel]] = {}
    for item in levels:
        by_person.setdefault(item.person_id, {})[item.code] = item
    people = session.execute(
        select(
            ENROLMENT.c.person_id,
            full_name_expression().label("name"),
            place_name().label("organization"),
        )
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id)
        .where(ENROLMENT.c.edition_id == edition_id)
        .order_by(sort_expression(), ENROLMENT.c.id)
        .limit(size)
        .offset((number - 1) * size)
    )
    rows = [
        Row(
            person_id=person.person_id,
            name=person.name,
            organization=person.organization or "",
            levels=tuple(
                by_person.get(person.person_id, {}).get(column.code) for column in columns
            ),
        )
        for person in people
    ]
    return Page(rows=rows, number=number, total=total or 0, size=size)
