"""Plain agreement of two raters: exact, near, and corrected for a fixed chance."""

from assessments.statistics.agreement.rating_table import RatingTable, require_square
from assessments.statistics.reasons import Estimate, Reason


def exact_agreement(table: RatingTable) -> Estimate:
    """Return the share of subjects put in the same category, or NO_ANSWERS for an empty table."""
    return _agreement_within(table, steps=0)


def adjacent_agreement(table: RatingTable) -> Estimate:
    """Return the share put in the same or a neighbouring category, or NO_ANSWERS."""
    return _agreement_within(table, steps=1)


def prevalence_adjusted_kappa(table: RatingTable) -> Estimate:
    """Return (k p_o - 1) / (k - 1) with k categories, or NO_ANSWERS for an empty table.

    Source: Brennan and Prediger 1981; with two categories PABAK, Byrt, Bishop and Carlin 1993.
    """
    observed = exact_agreement(table)
    if isinstance(observed, Reason):
        return observed
    categories = len(table)
    return (categories * observed - 1) / (categories - 1)


def _agreement_within(table: RatingTable, *, steps: int) -> Estimate:
    require_square(table)
    subjects = sum(map(sum, table))
    if subjects == 0:
        return Reason.NO_ANSWERS
    near = sum(
        cell
        for row, cells in enumerate(table)
        for column, cell in enumerate(cells)
        if abs(row - column) <= steps
    )
    return near / subjects
