"""Reads a batch: how far it is, what failed, who decided."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import Session

from certificates.issuing.models import Award, Batch, Certificate, Folio
from certificates.issuing.permissions import ISSUE
from certificates.issuing.queries.issuing_rules import issuing_rules
from certificates.issuing.rules.snapshot import read_snapshot
from certificates.issuing.rules.states import BatchState, CertificateState
from courses.learning.api import COURSE, EDITION, edition_is_within
from lms.accounts.api import PERSON, person_cards, sort_expression
from lms.core import clock
from lms.core.access import Access
from lms.core.errors import NotFoundError
from lms.core.files.models import StoredFile
from lms.core.i18n import gettext as _

SHOWN_FAILURES = 50


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A certificate that was not drawn: who, why."""

    certificate_id: UUID
    person_id: UUID
    person_name: str
    folio: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BatchPage:
    """One batch as its page shows it."""

    id: UUID
    number: int
    edition_id: UUID
    edition_code: str
    edition_title: str
    course_title: str
    size: int
    state: BatchState
    needs_second_person: bool
    is_by_stand_in: bool
    proposed_by_id: UUID | None
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    return_reason: str | None
    counts: dict[CertificateState, int]
    failures: tuple[Failure, ...]
    people: tuple[str, ...]
    """Names of a proposed batch, in order; empty afterwards."""
    minutes_left: int | None
    """None while nothing can be said."""
    print_asked_at: datetime | None
    print_sha256: str | None
    print_size_bytes: int | None
    print_count: int
    is_demonstration: bool

    @property
    def issued(self) -> int:
        """Return how many were issued, whatever became of them since."""
        return sum(
            self.counts.get(state, 0)
            for state in (
                CertificateState.ISSUED,
                CertificateState.REVOKED,
                CertificateState.REPLACED,
            )
        )

    @property
    def valid(self) -> int:
        """Return how many are issued and neither revoked nor replaced."""
        return self.counts.get(CertificateState.ISSUED, 0)

    @property
    def failed(self) -> int:
        """Return how many wait for a person."""
        return self.counts.get(CertificateState.FAILED, 0)

    @property
    def waiting(self) -> int:
        """Return how many wait to be drawn."""
        return self.counts.get(CertificateState.QUEUED, 0)

    @property
    def cancelled(self) -> int:
        """Return how many were cancelled before they were issued."""
        return self.counts.get(CertificateState.CANCELLED, 0)


def batch_edition(
    session: Session, access: Access, batch_id: UUID, *, as_stand_in: bool = False
) -> UUID:
    """Return the edition of a batch that who asks may act on; raises NotFoundError.

    With `as_stand_in` also the stand-in of today may.
    """
    found: UUID = _batch_row(session, access, batch_id, as_stand_in=as_stand_in).edition_id
    return found


def is_stand_in_today(session: Session, access: Access, zone_day: date | None = None) -> bool:
    """Tell whether who asks stands in for the second approval today."""
    return issuing_rules(session).is_stand_in(access.person_id, zone_day or clock.today())


def batch_page(session: Session, access: Access, batch_id: UUID) -> BatchPage:
    """Return a batch within the reach of who asks, or for today's stand-in."""
    row = _batch_row(session, access, batch_id, as_stand_in=True)
    counts = _counts(session, batch_id)
    names = person_cards(
        session, [one for one in (row.proposed_by_person_id, row.decided_by_person_id) if one]
    )

    def name_of(person_id: UUID | None) -> str:
        return names[person_id].full_name if person_id in names else _("el sistema")

    return BatchPage(
        id=row.id,
        number=row.number,
        edition_id=row.edition_id,
        edition_code=row.edition_code,
        edition_title=row.edition_title,
        course_title=row.course_title,
        size=row.size,
        state=row.state,
        needs_second_person=row.needs_second_person,
        is_by_stand_in=row.is_by_stand_in,
        proposed_by_id=row.proposed_by_person_id,
        proposed_by=name_of(row.proposed_by_person_id),
        proposed_at=row.created_at,
        decided_by=name_of(row.decided_by_person_id),
        decided_at=row.decided_at,
        return_reason=row.return_reason,
        counts={state: count for state, (count, _demo) in counts.items()},
        failures=_failures(session, batch_id),
        people=_people(session, batch_id) if row.state is BatchState.PROPOSED else (),
        minutes_left=_minutes_left(session, batch_id, counts),
        print_asked_at=row.print_asked_at,
        print_sha256=row.print_sha256,
        print_size_bytes=row.print_size_bytes,
        print_count=row.print_count,
        is_demonstration=any(demo for _count, demo in counts.values()),
    )


def _batch_row(session: Session, access: Access, batch_id: UUID, *, as_stand_in: bool) -> Any:
    within = edition_is_within(access.reach(ISSUE))
    if as_stand_in and is_stand_in_today(session, access):
        within = or_(within, true())
    row = session.execute(
        select(
            *Batch.__table__.columns,
            EDITION.c.code.label("edition_code"),
            EDITION.c.title.label("edition_title"),
            COURSE.c.title.label("course_title"),
            StoredFile.sha256.label("print_sha256"),
            StoredFile.size_bytes.label("print_size_bytes"),
        )
        .join(EDITION, EDITION.c.id == Batch.edition_id)
        .join(COURSE, COURSE.c.id == EDITION.c.course_id)
        .outerjoin(StoredFile, StoredFile.id == Batch.print_file_id)
        .where(Batch.id == batch_id, within)
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos ese lote entre los suyos."))
    return row


def _counts(session: Session, batch_id: UUID) -> dict[CertificateState, tuple[int, bool]]:
    rows = session.execute(
        select(Certificate.state, Certificate.is_demonstration, func.count().label("certificates"))
        .where(Certificate.batch_id == batch_id)
        .group_by(Certificate.state, Certificate.is_demonstration)
    )
    found: dict[CertificateState, tuple[int, bool]] = {}
    for row in rows:
        before, was_demo = found.get(row.state, (0, False))
        found[row.state] = (before + row.certificates, was_demo or row.is_demonstration)
    return found


def _failures(session: Session, batch_id: UUID) -> tuple[Failure, ...]:
    rows = session.execute(
        select(
            Certificate.id,
            Certificate.person_id,
            Certificate.snapshot,
            Certificate.state_reason,
            Folio.text.label("folio"),
        )
        .outerjoin(Folio, Folio.certificate_id == Certificate.id)
        .where(Certificate.batch_id == batch_id, Certificate.state == CertificateState.FAILED)
        .order_by(Certificate.search_name, Certificate.id)
        .limit(SHOWN_FAILURES)
    )
    return tuple(
        Failure(
            certificate_id=row.id,
            person_id=row.person_id,
            person_name=read_snapshot(row.snapshot).person_name,
            folio=row.folio or "",
            reason=row.state_reason or "",
        )
        for row in rows
    )


def _people(session: Session, batch_id: UUID) -> tuple[str, ...]:
    ids = session.scalars(
        select(Award.person_id)
        .join(PERSON, PERSON.c.id == Award.person_id)
        .where(Award.batch_id == batch_id)
        .order_by(sort_expression(), Award.id)
    ).all()
    return tuple(card.printed_name for card in person_cards(session, ids).values())


def _minutes_left(
    session: Session, batch_id: UUID, counts: dict[CertificateState, tuple[int, bool]]
) -> int | None:
    waiting = counts.get(CertificateState.QUEUED, (0, False))[0]
    if not waiting:
        return None
    recent = session.scalar(
        select(func.count()).where(
            Certificate.batch_id == batch_id,
            Certificate.issued_at > clock.now() - timedelta(seconds=60),
        )
    )
    return -(-waiting // recent) if recent else None
