"""How hard each item is and whether it tells those who know from those who do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessments.statistics.moments import correlation
from assessments.statistics.reasons import Estimate, Reason

KELLEY_SHARE = 0.27
"""Share of people in each of the two extreme groups. Source: Kelley 1939."""

HALVES = 0.5
"""Share for small groups, which are split in two."""

_LEAST_PEOPLE = 2


class DiscriminationBand(StrEnum):
    """Reading of a discrimination index, after Ebel."""

    GOOD = "good"
    REASONABLE = "reasonable"
    MARGINAL = "marginal"
    REVISE = "revise"


@dataclass(frozen=True, kw_only=True)
class ItemFigures:
    """Figures of one item.

    difficulty: share right in both extreme groups, so high means easy. discrimination: -1 to 1.
    point_biserial: correlation with the total of the other items.
    """

    difficulty: float
    discrimination: float
    band: DiscriminationBand
    point_biserial: Estimate


def analyse_items(
    answers: Sequence[Sequence[bool]], *, group_share: float = KELLEY_SHARE
) -> tuple[ItemFigures, ...] | Reason:
    """Return the figures of each item: rows are people, columns items; TOO_FEW below two people.

    Equal totals keep the order given, so the caller decides who stands at the edge of a group.
    Source: Kelley 1939 (groups); Ebel 1965 (bands); Henrysson 1963 (item and rest).
    """
    if any(len(row) != len(answers[0]) for row in answers):
        raise ValueError("every person has an answer on every item")
    if not 0 < group_share <= HALVES:
        raise ValueError(f"a group is at most one half: {group_share}")
    if len(answers) < _LEAST_PEOPLE:
        return Reason.TOO_FEW
    ranked = sorted(answers, key=sum, reverse=True)
    size = _group_size(len(ranked), group_share)
    upper, lower = ranked[:size], ranked[-size:]
    return tuple(
        _item_figures(
            right_above=sum(row[item] for row in upper),
            right_below=sum(row[item] for row in lower),
            group_size=size,
            point_biserial=item_rest_correlation(answers, item),
        )
        for item in range(len(answers[0]))
    )


def item_rest_correlation(answers: Sequence[Sequence[bool]], item: int) -> Estimate:
    """Return r of an item and the total without it; NO_VARIANCE when one of them never varies.

    Source: Henrysson 1963; the item counted from 0.
    """
    own = [float(row[item]) for row in answers]
    rest = [float(sum(row) - row[item]) for row in answers]
    return correlation(own, rest)


def discrimination_band(discrimination: float) -> DiscriminationBand:
    """Return the band of a discrimination index: from .40, .30, .20. Source: Ebel 1965."""
    floors = (
        (0.40, DiscriminationBand.GOOD),
        (0.30, DiscriminationBand.REASONABLE),
        (0.20, DiscriminationBand.MARGINAL),
    )
    return next(
        (band for floor, band in floors if discrimination >= floor), DiscriminationBand.REVISE
    )


def _group_size(people: int, group_share: float) -> int:
    # An odd group split in halves leaves out the person in the middle.
    return min(people // 2, max(1, round(people * group_share)))


def _item_figures(
    *, right_above: int, right_below: int, group_size: int, point_biserial: Estimate
) -> ItemFigures:
    discrimination = (right_above - right_below) / group_size
    return ItemFigures(
        difficulty=(right_above + right_below) / (2 * group_size),
        discrimination=discrimination,
        band=discrimination_band(discrimination),
        point_biserial=point_biserial,
    )
