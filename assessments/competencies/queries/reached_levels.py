"""Reads which level of each competency people reached: the highest that stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assessments.competencies.models import Competency, Evidence, Framework
from assessments.competencies.rules.levels import level_word


@dataclass(frozen=True, kw_only=True)
class ReachedLevel:
    """The level of one competency that counts for one person: *nivel alcanzado en el curso*."""

    person_id: UUID
    code: str
    name: str
    kind: str
    """rasgo or tecnica."""
    position: int
    """Order in the framework, from 1."""
    level: int
    """0 to 3."""

    @property
    def word(self) -> str:
        """Return the level in words: aplica."""
        return level_word(self.level)


def levels_in_edition(session: Session, edition_id: UUID) -> list[ReachedLevel]:
    """Return the levels reached in an edition by person, then in the framework's order."""
    return _highest(session.execute(_levels().where(Evidence.edition_id == edition_id)))


def levels_of_person(
    session: Session, person_id: UUID, edition_id: UUID | None = None
) -> list[ReachedLevel]:
    """Return the levels that a person reached, in one edition or in all, in framework order."""
    query = _levels().where(Evidence.person_id == person_id)
    if edition_id is not None:
        query = query.where(Evidence.edition_id == edition_id)
    return _highest(session.execute(query))


def competency_ids(session: Session, framework_code: str, codes: Iterable[str]) -> dict[str, UUID]:
    """Return the ids of competencies of the newest version of a framework, by code."""
    newest = (
        select(func.max(Framework.number)).where(Framework.code == framework_code).scalar_subquery()
    )
    rows = session.execute(
        select(Competency.code, Competency.id)
        .join(Framework, Framework.id == Competency.framework_id)
        .where(
            Framework.code == framework_code,
            Framework.number == newest,
            Competency.code.in_(set(codes)),
        )
    )
    return {row.code: row.id for row in rows}


def _levels() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Evidence.person_id,
            Competency.code,
            Competency.name,
            Competency.kind,
            Competency.position,
            func.max(Evidence.level).label("level"),
        )
        .join(Competency, Competency.id == Evidence.competency_id)
        .where(Evidence.withdrawn_at.is_(None))
        .group_by(
            Evidence.person_id,
            Competency.id,
            Competency.code,
            Competency.name,
            Competency.kind,
            Competency.position,
        )
        .order_by(Evidence.person_id, Competency.position, Competency.id)
    )


def _highest(rows: Iterable[Any]) -> list[ReachedLevel]:
    # The same competency may stand in two versions of the framework: the highest of both counts,
    # under the name of the newest (ids are ordered by time, so that one comes last).
    found: dict[tuple[UUID, str], ReachedLevel] = {}
    for row in rows:
        key = (row.person_id, row.code)
        before = found.get(key)
        found[key] = ReachedLevel(
            person_id=row.person_id,
            code=row.code,
            name=row.name,
            kind=row.kind,
            position=row.position,
            level=max(row.level, before.level if before else 0),
        )
    return list(found.values())
