"""Reads the people of an edition with their progress, and who is at risk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from courses.learning.models import Activity, ActivityProgress, Enrolment
from courses.learning.queries.activity_context import extended_until
from courses.learning.queries.cards import EditionCard
from courses.learning.queries.entities import ORGANIZATION
from courses.learning.rules.pace import is_at_risk, least_done, silent_since
from courses.learning.rules.states import WORKING, EditionState, EnrolmentState
from lms.accounts.api import (
    PERSON,
    document_label,
    fold,
    masked_document,
    organization_nesting,
    organizations_within,
    sort_expression,
    sort_name,
)
from lms.core import clock
from lms.core.web.pagination import PAGE_SIZE, Page

_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class ParticipantFilters:
    """What a list of participants is narrowed to."""

    typed: str = ""
    state: EnrolmentState | None = None
    organization_id: UUID | None = None
    is_at_risk: bool = False


@dataclass(frozen=True, kw_only=True)
class ParticipantRow:
    """One participant in a list."""

    enrolment_id: UUID
    person_id: UUID
    name: str
    """As lists order it: surnames first."""
    document: str
    masked_document: str
    organization_name: str | None
    state: EnrolmentState
    done: int
    total: int
    last_activity_at: datetime | None
    last_day: date
    phone: str | None
    is_at_risk: bool


def participants(
    session: Session, edition: EditionCard, total: int, filters: ParticipantFilters, number: int = 1
) -> Page[ParticipantRow]:
    """Return a page of the people of an edition; two statements.

    `total` is how many required activities the course has. Whether who asks may see the edition
    is decided by reading its card within the reach.
    """
    conditions = _conditions(edition, total, filters)
    count = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .join(PERSON, PERSON.c.id == Enrolment.person_id)
        .where(*conditions)
    )
    rows = session.execute(
        _rows(edition).where(*conditions).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    )
    return Page(rows=[_row(row, edition, total) for row in rows], number=number, total=count or 0)


def all_participants(
    session: Session, edition: EditionCard, total: int, filters: ParticipantFilters
) -> Iterator[ParticipantRow]:
    """Give every row of a list, in batches, for a file."""
    query = _rows(edition).where(*_conditions(edition, total, filters))
    for row in session.execute(query.execution_options(yield_per=_BATCH)):
        yield _row(row, edition, total)


def count_at_risk(session: Session, edition: EditionCard, total: int) -> int:
    """Return how many people of an edition need a call."""
    if edition.state is not EditionState.OPEN:
        return 0
    found = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.edition_id == edition.id, _at_risk(edition, total))
    )
    return found or 0


def organizations_of(session: Session, edition_id: UUID) -> list[tuple[UUID, str, int]]:
    """Return the entities of an edition's people with how many there are, by name.

    An entity counts the people of the units inside it, which have a line of their own too.
    """
    nesting = organization_nesting(
        select(Enrolment.organization_id)
        .where(Enrolment.edition_id == edition_id, Enrolment.organization_id.is_not(None))
        .distinct()
    )
    rows = session.execute(
        select(ORGANIZATION.c.id, ORGANIZATION.c.name, func.count())
        .join(nesting, nesting.c.outer_id == ORGANIZATION.c.id)
        .join(Enrolment, Enrolment.organization_id == nesting.c.held_id)
        .where(Enrolment.edition_id == edition_id)
        .group_by(ORGANIZATION.c.id, ORGANIZATION.c.name)
        .order_by(ORGANIZATION.c.name, ORGANIZATION.c.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def person_matches(typed: str) -> ColumnElement[bool]:
    """Return the condition that a person of PERSON has the typed words or digits."""
    digits = "".join(letter for letter in typed if letter.isdigit())
    if len(digits) >= 4:  # noqa: PLR2004 - fewer digits are part of no carnet worth searching
        return PERSON.c.document_number.startswith(digits, autoescape=True)
    return and_(
        *(PERSON.c.search_key.contains(f" {word}", autoescape=True) for word in fold(typed).split())
    )


def _conditions(
    edition: EditionCard, total: int, filters: ParticipantFilters
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Enrolment.edition_id == edition.id]
    if fold(filters.typed):
        conditions.append(person_matches(filters.typed))
    if filters.state is not None:
        conditions.append(Enrolment.state == filters.state)
    if filters.organization_id is not None:
        inside = organizations_within([filters.organization_id])
        conditions.append(Enrolment.organization_id.in_(inside))
    if filters.is_at_risk:
        conditions.append(_at_risk(edition, total))
    return conditions


def _rows(edition: EditionCard) -> Select[Any]:
    return (
        select(
            Enrolment.id.label("enrolment_id"),
            Enrolment.person_id,
            Enrolment.state,
            Enrolment.last_activity_at,
            _done(edition).label("done"),
            extended_until().label("extended_until"),
            PERSON.c.given_names,
            PERSON.c.first_surname,
            PERSON.c.second_surname,
            PERSON.c.married_surname,
            PERSON.c.document_number,
            PERSON.c.document_complement,
            PERSON.c.document_place,
            PERSON.c.phone,
            ORGANIZATION.c.name.label("organization_name"),
        )
        .select_from(Enrolment)
        .join(PERSON, PERSON.c.id == Enrolment.person_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == Enrolment.organization_id)
        .order_by(sort_expression(), Enrolment.id)
    )


def _done(edition: EditionCard) -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(ActivityProgress)
        .join(Activity, Activity.id == ActivityProgress.activity_id)
        .where(
            ActivityProgress.enrolment_id == Enrolment.id,
            Activity.course_version_id == edition.course_version_id,
            Activity.is_required.is_(True),
            or_(ActivityProgress.finished_at.is_not(None), ActivityProgress.is_exempt.is_(True)),
        )
        .correlate(Enrolment)
        .scalar_subquery()
    )


def _at_risk(edition: EditionCard, total: int) -> ColumnElement[bool]:
    today = clock.today(edition.zone)
    # The same rule as rules.pace.is_at_risk, so that a page of 50 can be cut by the database.
    silent = clock.end_of_day(silent_since(today), edition.zone)
    is_silent = or_(
        Enrolment.last_activity_at <= silent,
        and_(
            Enrolment.last_activity_at.is_(None),
            literal(edition.starts_on <= silent_since(today)),
        ),
    )
    least = _least(edition, total)
    reasons = or_(is_silent, _done(edition) < least) if least else is_silent
    return and_(Enrolment.state.in_(WORKING), literal(edition.state is EditionState.OPEN), reasons)


def _least(edition: EditionCard, total: int) -> int:
    return least_done(
        total,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        today=clock.today(edition.zone),
    )


def _row(row: Any, edition: EditionCard, total: int) -> ParticipantRow:
    names = (row.given_names, row.first_surname, row.second_surname, row.married_surname)
    last_on = (
        clock.local_date(row.last_activity_at, edition.zone)
        if row.last_activity_at
        else edition.starts_on
    )
    return ParticipantRow(
        enrolment_id=row.enrolment_id,
        person_id=row.person_id,
        name=sort_name(*names),
        document=document_label(
            number=row.document_number,
            complement=row.document_complement,
            place=row.document_place,
        ),
        masked_document=masked_document(row.document_number),
        organization_name=row.organization_name,
        state=row.state,
        done=row.done,
        total=total,
        last_activity_at=row.last_activity_at,
        last_day=max(edition.ends_on, row.extended_until or edition.ends_on),
        phone=row.phone,
        is_at_risk=edition.state is EditionState.OPEN
        and is_at_risk(
            row.state,
            last_activity_on=last_on,
            done=row.done,
            least=_least(edition, total),
            today=clock.today(edition.zone),
        ),
    )
