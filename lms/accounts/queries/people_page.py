"""Reads the list of people that coordination, liaisons and administration search in."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from lms.accounts.models import AccessCode, User
from lms.accounts.queries.tables import ORGANIZATION, PERSON, within_reach
from lms.accounts.rules.documents import document_label, possible_keys
from lms.accounts.rules.naming import fold, sort_name, sound_of
from lms.core import clock
from lms.core.access import Reach
from lms.core.web.pagination import PAGE_SIZE, Page

_MOST_SUGGESTIONS = 8


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One person of the list; `code_until` while a code waits to be used."""

    id: UUID
    sort_name: str
    document_label: str
    organization_name: str | None
    has_entered: bool
    code_until: datetime | None


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """A page of people, and who sounds alike when the words found few."""

    page: Page[PersonRow]
    suggestions: list[PersonRow] = field(default_factory=list)


def people_page(
    session: Session,
    reach: Reach,
    *,
    number: int = 1,
    typed: str = "",
    organization_id: UUID | None = None,
    only_without_access: bool = False,
) -> PeoplePage:
    """Return the people within reach that the words mean, in any order and without accents.

    Figures are looked for in documents. Three or four statements, whatever the size.
    """
    scope = [PERSON.c.merged_into_id.is_(None), within_reach(reach)]
    if organization_id is not None:
        scope.append(PERSON.c.organization_id == organization_id)
    if only_without_access:
        scope.append(PERSON.c.id.not_in(select(User.person_id).where(User.password.is_not(None))))
    where = [*scope, _means(typed)] if typed.strip() else scope
    total = session.scalar(select(func.count()).select_from(PERSON).where(*where)) or 0
    rows = session.execute(_rows(*where).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    found = [_row(row) for row in rows]
    return PeoplePage(
        page=Page(rows=found, number=number, total=total),
        suggestions=_suggestions(session, scope, typed, found),
    )


def people_within(session: Session, reach: Reach, person_ids: list[UUID]) -> list[UUID]:
    """Return those of the ids that are within reach, merged records left out."""
    return list(
        session.scalars(
            select(PERSON.c.id)
            .where(
                PERSON.c.id.in_(person_ids),
                PERSON.c.merged_into_id.is_(None),
                within_reach(reach),
            )
            .order_by(PERSON.c.search_key, PERSON.c.id)
        )
    )


def _means(typed: str) -> ColumnElement[bool]:
    words = fold(typed).split()
    if not words:
        return false()
    by_name = and_(*(PERSON.c.search_key.contains(f" {word}", autoescape=True) for word in words))
    if not any(letter.isdigit() for letter in typed):
        return by_name
    by_document = [
        PERSON.c.document_number.startswith(key.number, autoescape=True)
        for key in possible_keys(typed)
    ]
    return or_(by_name, *by_document)


def _suggestions(
    session: Session, scope: list[ColumnElement[bool]], typed: str, found: list[PersonRow]
) -> list[PersonRow]:
    sounds = [sound_of(word) for word in fold(typed).split() if not word.isdigit()]
    if not sounds or len(found) > _MOST_SUGGESTIONS:
        return []
    alike = and_(*(PERSON.c.sound_key.contains(f" {sound} ", autoescape=True) for sound in sounds))
    seen = [row.id for row in found]
    rows = session.execute(_rows(*scope, alike, PERSON.c.id.not_in(seen)).limit(_MOST_SUGGESTIONS))
    return [_row(row) for row in rows]


def _rows(*where: ColumnElement[bool]) -> Select[Any]:
    live_code = and_(
        AccessCode.person_id == PERSON.c.id,
        AccessCode.used_at.is_(None),
        AccessCode.voided_at.is_(None),
        AccessCode.expires_at > clock.now(),
    )
    return (
        select(
            PERSON,
            ORGANIZATION.c.name.label("organization_name"),
            User.password.is_not(None).label("has_entered"),
            AccessCode.expires_at.label("code_until"),
        )
        .select_from(PERSON)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == PERSON.c.organization_id)
        .outerjoin(User, User.person_id == PERSON.c.id)
        .outerjoin(AccessCode, live_code)
        .where(*where)
        .order_by(PERSON.c.search_key, PERSON.c.id)
    )


def _row(row: Row[Any]) -> PersonRow:
    return PersonRow(
        id=row.id,
        sort_name=sort_name(
            row.given_names, row.first_surname, row.second_surname, row.married_surname
        ),
        document_label=document_label(
            number=row.document_number,
            complement=row.document_complement,
            place=row.document_place,
        ),
        organization_name=row.organization_name,
        has_entered=bool(row.has_entered),
        code_until=row.code_until,
    )
