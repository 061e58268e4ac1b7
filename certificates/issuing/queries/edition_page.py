"""Reads the page of an edition's certificates: who is ready, who is not and why."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.issuing.models import Batch
from certificates.issuing.queries.candidates import Candidate, candidates
from certificates.issuing.queries.issuing_rules import IssuingRules
from certificates.issuing.rules.eligibility import BlockKind, Position
from certificates.issuing.rules.states import BatchState
from courses.learning.api import EditionCard, Missing, Standing, course_map, progress_of
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """A batch of the edition in a list."""

    id: UUID
    number: int
    size: int
    state: BatchState
    proposed_at: datetime


@dataclass(frozen=True, kw_only=True)
class EditionCertificates:
    """The page: counts of everybody, one page of rows, what not passed people still lack."""

    counts: dict[Position, int]
    page: Page[Candidate]
    missing: dict[UUID, tuple[Missing, ...]]
    """By enrolment, for the rows of this page who did not pass."""
    batches: tuple[BatchLine, ...]
    unnamed: int
    """People who passed and did not confirm their name."""


def edition_certificates(
    session: Session,
    edition: EditionCard,
    rules: IssuingRules,
    *,
    number: int,
    shown: frozenset[Position] | None = None,
) -> EditionCertificates:
    """Return the page of an edition; five statements whatever its size."""
    everybody = candidates(session, edition.id, must_be_closed=rules.requires_closed_edition)
    wanted = [one for one in everybody if shown is None or one.position in shown]
    rows = wanted[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return EditionCertificates(
        counts=dict(Counter(one.position for one in everybody)),
        page=Page(rows=rows, number=number, total=len(wanted)),
        missing=_missing(session, edition, rows),
        batches=_batches(session, edition.id),
        unnamed=sum(
            1
            for one in everybody
            if any(block.kind is BlockKind.NAME_NOT_CONFIRMED for block in one.blocks)
        ),
    )


def _missing(
    session: Session, edition: EditionCard, rows: list[Candidate]
) -> dict[UUID, tuple[Missing, ...]]:
    wanted = [
        row.enrolment_id
        for row in rows
        if any(block.kind is BlockKind.NOT_PASSED for block in row.blocks)
    ]
    if not wanted:
        return {}
    shape = course_map(session, edition.course_version_id)
    return {
        enrolment_id: Standing(course=shape, progress=progress).missing
        for enrolment_id, progress in progress_of(session, wanted).items()
    }


def _batches(session: Session, edition_id: UUID) -> tuple[BatchLine, ...]:
    rows = session.execute(
        select(Batch.id, Batch.number, Batch.size, Batch.state, Batch.created_at)
        .where(Batch.edition_id == edition_id)
        .order_by(Batch.number.desc())
        .limit(10)
    )
    return tuple(
        BatchLine(
            id=row.id,
            number=row.number,
            size=row.size,
            state=row.state,
            proposed_at=row.created_at,
        )
        for row in rows
    )
