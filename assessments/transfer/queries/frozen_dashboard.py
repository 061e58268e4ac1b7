"""Reads the cuts: which there are, and the figures of one as they stood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assessments.statistics.change.paired_effect import PairedEffect
from assessments.statistics.reasons import Reason
from assessments.transfer.models import Snapshot
from assessments.transfer.models.answer import Polarity
from assessments.transfer.queries.cells import cells, from_values
from assessments.transfer.queries.dashboard import Dashboard, page_of
from assessments.transfer.queries.dashboard_factors import frozen_question
from assessments.transfer.queries.dashboard_tables import Levels, TransferFilter, tables_of
from assessments.transfer.queries.efficacy_counts import (
    effect_of,
    efficacy_counts,
    shows_efficacy,
)
from assessments.transfer.queries.factor_counts import factor_counts
from assessments.transfer.rules.disclosure import Group
from courses.learning.api import EDITION, edition_is_within
from lms.core import clock
from lms.core.access import Reach
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class CutRow:
    """One freezing of the figures of an edition."""

    id: UUID
    edition: str
    days: int
    moment: str
    frozen_at: datetime


@dataclass(frozen=True, kw_only=True)
class CutFilter:
    """What the list of cuts is narrowed to; None is everything. year: of the freezing."""

    edition_id: UUID | None = None
    year: int | None = None


def cut_list(session: Session, reach: Reach, wanted: CutFilter, *, number: int) -> Page[CutRow]:
    """Return one page of cuts within a reach, newest first; two statements."""
    total = session.scalar(_narrowed(select(func.count(Snapshot.id)), reach, wanted))
    rows = session.execute(
        _narrowed(
            select(
                Snapshot.id, EDITION.c.title, Snapshot.days, Snapshot.moment, Snapshot.created_at
            ),
            reach,
            wanted,
        )
        .order_by(Snapshot.created_at.desc(), Snapshot.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(
        rows=[
            CutRow(
                id=row.id,
                edition=row.title,
                days=row.days,
                moment=row.moment.partition(":")[0],
                frozen_at=row.created_at,
            )
            for row in rows
        ],
        number=number,
        total=total or 0,
    )


def cut_choices(
    session: Session, reach: Reach
) -> tuple[list[tuple[UUID, str]], list[tuple[int, str]]]:
    """Return the editions that have cuts and the years of these, newest first; one statement."""
    rows = session.execute(
        _narrowed(
            select(
                EDITION.c.id,
                EDITION.c.title,
                func.min(Snapshot.created_at).label("first"),
                func.max(Snapshot.created_at).label("last"),
            ),
            reach,
            CutFilter(),
        )
        .group_by(EDITION.c.id, EDITION.c.title)
        .order_by(EDITION.c.title, EDITION.c.id)
    ).all()
    years = [clock.local_date(moment).year for row in rows for moment in (row.first, row.last)]
    between = range(max(years), min(years) - 1, -1) if years else ()
    return [(row.id, row.title) for row in rows], [(year, str(year)) for year in between]


def frozen_dashboard(session: Session, reach: Reach, snapshot_id: UUID) -> Dashboard:
    """Return the figures as they were frozen; raises NotFoundError outside the reach.

    A cut is one more page: what the figures of today reserve is reserved in it as well, for it
    could be had by subtracting the cut.
    """
    snapshot = session.scalar(
        select(Snapshot)
        .join(EDITION, EDITION.c.id == Snapshot.edition_id)
        .where(Snapshot.id == snapshot_id, edition_is_within(reach))
    )
    if snapshot is None:
        raise NotFoundError(_("No encontramos este corte."))
    kept = snapshot.figures
    wanted = TransferFilter(edition_id=str(snapshot.edition_id), days=snapshot.days)
    found = from_values(kept["cells"])
    today = Levels(cells(session, reach))
    levels = Levels(found, also=today)
    factors = factor_counts(session, reach, snapshot.days)
    base = today.disclosure(snapshot.days)
    return page_of(
        wanted,
        found,
        tables_of(
            found,
            wanted,
            [
                (one["code"], one["name"], frozenset({wanted.edition_id}))
                for one in kept.get("competencies", ())
            ],
            levels=levels,
            is_of_one_edition=True,
        ),
        base=levels.disclosure(snapshot.days),
        helped=frozen_question(kept, Polarity.HELPED, wanted.group, base, today=factors),
        hindered=frozen_question(kept, Polarity.HINDERED, wanted.group, base, today=factors),
        efficacy=_efficacy(session, reach, wanted.group, kept.get("efficacy", ())),
        frozen_at=snapshot.created_at,
    )


def _efficacy(
    session: Session, reach: Reach, group: Group, kept: Sequence[Any]
) -> PairedEffect | Reason:
    today = efficacy_counts(session, reach)
    is_known = any(one.edition_id == group.edition for one in today)
    if is_known and not shows_efficacy(today, group):
        return Reason.SUPPRESSED
    return effect_of((before, after, people) for before, after, people in kept)


def _narrowed(query: Select[Any], reach: Reach, wanted: CutFilter) -> Select[Any]:
    query = query.join_from(Snapshot, EDITION, EDITION.c.id == Snapshot.edition_id).where(
        edition_is_within(reach)
    )
    if wanted.edition_id is not None:
        query = query.where(EDITION.c.id == wanted.edition_id)
    if wanted.year is not None:
        query = query.where(
            Snapshot.created_at >= clock.start_of_day(date(wanted.year, 1, 1)),
            Snapshot.created_at <= clock.end_of_day(date(wanted.year, 12, 31)),
        )
    return query
