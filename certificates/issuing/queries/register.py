"""Reads the register of certificates: search, pages, the whole of it as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from certificates.issuing.models import Certificate, Folio
from certificates.issuing.queries.in_force import is_in_force
from certificates.issuing.rules.snapshot import read_snapshot
from certificates.issuing.rules.states import CertificateState
from certificates.issuing.rules.validity import is_expired
from certificates.issuing.words import certificate_tag
from courses.learning.api import EDITION, edition_is_within
from lms.accounts.api import find_by_document, fold
from lms.core import clock, ids
from lms.core.access import Reach
from lms.core.web.pagination import PAGE_SIZE, Page

EXPIRED = "expired"
_STREAMED = 500


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One certificate in the register."""

    id: UUID
    folio: str
    """Empty before the drawing began."""
    code: str
    person_name: str
    document: str
    municipality: str
    course_title: str
    edition_code: str
    issued_on: date | None
    expires_on: date | None
    state: CertificateState
    is_demonstration: bool
    is_folio_annulled: bool
    reason: str

    @property
    def tag(self) -> tuple[str, str, str]:
        """Return the word, the kind and the icon of its state today."""
        return certificate_tag(self.state, is_expired=is_expired(self.expires_on, clock.today()))


@dataclass(frozen=True, kw_only=True)
class RegisterFilters:
    """What somebody looks for in the register."""

    typed: str = ""
    """Folio, code, words of a name, or a document."""
    state: str = ""
    """A certificate state, `expired`, or empty for all."""


def register_page(
    session: Session, reach: Reach, filters: RegisterFilters, *, number: int
) -> Page[RegisterRow]:
    """Return a page of the register within a reach, newest folio first; three statements."""
    where = _where(session, reach, filters)
    total = session.scalar(
        select(func.count())
        .select_from(Certificate)
        .join(EDITION, EDITION.c.id == Certificate.edition_id)
        .outerjoin(Folio, Folio.certificate_id == Certificate.id)
        .where(where)
    )
    rows = session.execute(_rows(where).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page(rows=[_row(row) for row in rows], number=number, total=total or 0)


def register_rows(
    session: Session, reach: Reach, filters: RegisterFilters
) -> Iterator[RegisterRow]:
    """Give every row of the register within a reach, a few hundred in memory at a time."""
    query = _rows(_where(session, reach, filters)).execution_options(yield_per=_STREAMED)
    for row in session.execute(query):
        yield _row(row)


def _rows(where: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            Certificate.id,
            Certificate.code,
            Certificate.snapshot,
            Certificate.issued_on,
            Certificate.issued_at,
            Certificate.expires_on,
            Certificate.state,
            Certificate.state_reason,
            Certificate.is_demonstration,
            Folio.text.label("folio"),
            Folio.annulled_at,
        )
        .join(EDITION, EDITION.c.id == Certificate.edition_id)
        .outerjoin(Folio, Folio.certificate_id == Certificate.id)
        .where(where)
        .order_by(
            func.coalesce(Folio.year, 9999).desc(),
            func.coalesce(Folio.number, 0).desc(),
            Certificate.id.desc(),
        )
    )


def _row(row: Any) -> RegisterRow:
    words = read_snapshot(row.snapshot)
    return RegisterRow(
        id=row.id,
        folio=row.folio or "",
        code=row.code,
        person_name=words.person_name,
        document=words.document,
        municipality=words.municipality,
        course_title=words.course_title,
        edition_code=words.edition_code,
        issued_on=row.issued_on if row.issued_at else None,
        expires_on=row.expires_on,
        state=row.state,
        is_demonstration=row.is_demonstration,
        is_folio_annulled=row.annulled_at is not None,
        reason=row.state_reason or "",
    )


def _where(session: Session, reach: Reach, filters: RegisterFilters) -> ColumnElement[bool]:
    return and_(
        edition_is_within(reach), _has_state(filters.state), _matches(session, filters.typed)
    )


def _has_state(state: str) -> ColumnElement[bool]:
    today = clock.today()
    if state == EXPIRED:
        return and_(Certificate.state == CertificateState.ISSUED, Certificate.expires_on < today)
    if state == CertificateState.ISSUED:
        return is_in_force(today)
    if state in set(CertificateState):
        return Certificate.state == CertificateState(state)
    return Certificate.id.is_not(None)


def _matches(session: Session, typed: str) -> ColumnElement[bool]:
    text = typed.strip()
    if not text:
        return Certificate.id.is_not(None)
    conditions: list[ColumnElement[bool]] = [
        Certificate.code == ids.normalise_code(text),
        Folio.text == text.upper(),
    ]
    number = text.lstrip("0")
    if number.isascii() and number.isdigit() and len(number) < 7:  # noqa: PLR2004 - digits of a folio
        conditions.append(Folio.number == int(number))
    words = fold(text).split()
    if words:
        conditions.append(
            and_(*(Certificate.search_name.contains(f" {word}", autoescape=True) for word in words))
        )
    person_id = find_by_document(session, text)
    if person_id is not None:
        conditions.append(Certificate.person_id == person_id)
    return or_(*conditions)
