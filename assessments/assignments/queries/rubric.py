"""Reads the rubric of a task as pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Criterion
from assessments.assignments.rules.scoring import LEVEL_SHARES, WHOLE
from assessments.competencies.api import COMPETENCY, LEVEL_WORDS


@dataclass(frozen=True, kw_only=True)
class RubricLevel:
    """One of the four levels of a criterion."""

    value: int
    label: str
    descriptor: str
    points: int
    """Points of 100, rounded: what the level adds to the total, for the eye."""
    exact_points: str
    """The same, to add up."""


@dataclass(frozen=True, kw_only=True)
class RubricRow:
    """One criterion."""

    code: str
    position: int
    title: str
    weight: int
    competency_code: str
    competency_name: str
    levels: tuple[RubricLevel, ...]


@dataclass(frozen=True, kw_only=True)
class ChosenLevel:
    """A criterion and the level that was given to it."""

    title: str
    word: str
    level: int
    descriptor: str


def rubric_rows(session: Session, activity_id: UUID) -> tuple[RubricRow, ...]:
    """Return the criteria of a task in their order; one statement."""
    rows = session.execute(
        select(
            Criterion.code,
            Criterion.position,
            Criterion.title,
            Criterion.weight,
            Criterion.descriptors,
            COMPETENCY.c.code.label("competency_code"),
            COMPETENCY.c.name.label("competency_name"),
        )
        .join(COMPETENCY, COMPETENCY.c.id == Criterion.competency_id)
        .where(Criterion.activity_id == activity_id)
        .order_by(Criterion.position, Criterion.id)
    )
    return tuple(
        RubricRow(
            code=row.code,
            position=row.position,
            title=row.title,
            weight=row.weight,
            competency_code=row.competency_code,
            competency_name=row.competency_name,
            levels=tuple(
                _level(level, row.weight, row.descriptors) for level in range(len(LEVEL_SHARES))
            ),
        )
        for row in rows
    )


def chosen_levels(
    rubric: tuple[RubricRow, ...], levels: Mapping[str, int]
) -> tuple[ChosenLevel, ...]:
    """Return the criteria that have a level, in the rubric's order."""
    return tuple(
        ChosenLevel(
            title=row.title,
            word=LEVEL_WORDS[levels[row.code]],
            level=levels[row.code],
            descriptor=row.levels[levels[row.code]].descriptor,
        )
        for row in rubric
        if row.code in levels
    )


def _level(level: int, weight: int, descriptors: list[str]) -> RubricLevel:
    return RubricLevel(
        value=level,
        label=LEVEL_WORDS[level],
        descriptor=descriptors[level] if level < len(descriptors) else "",
        points=(2 * weight * LEVEL_SHARES[level] + WHOLE) // (2 * WHOLE),
        exact_points=f"{weight * LEVEL_SHARES[level] / WHOLE:.2f}".rstrip("0").rstrip("."),
    )
