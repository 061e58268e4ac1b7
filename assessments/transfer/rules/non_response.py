"""Compares who answered with who did not, municipality by municipality, out of printed rows."""

from dataclasses import dataclass

from assessments.statistics.intervals import Interval, wilson_interval
from assessments.statistics.reasons import Estimate, Reason
from assessments.statistics.transfer.post_stratification import Stratum, post_stratified_rate
from assessments.transfer.rules.figures import Counts, FigureTable, total_of

_LEAST_STRATA = 2


@dataclass(frozen=True, kw_only=True)
class NonResponse:
    """How unequally the groups of a table answered.

    lowest, highest: response rates of the groups, 0 to 1. is_unequal: the intervals of two of them
    do not touch. post_stratified: the observed rate with each group at its share of everybody; a
    reason where the observed rate is none.
    """

    lowest: float
    highest: float
    is_unequal: bool
    post_stratified: Estimate


def non_response(table: FigureTable) -> NonResponse | None:
    """Return the check of a table; None where it has fewer than two groups to compare.

    What the table reserves counts as one group, so that nothing follows of its parts.
    Source: reference section 5.4, rule 7.
    """
    if table.total.is_reserved:
        return None
    shown = [row.counts for row in table.rows if not row.is_reserved]
    rest = _less(table.total.counts, total_of(shown))
    strata = [counts for counts in (*shown, rest) if counts.finished]
    intervals = [
        found
        for found in (wilson_interval(one.answered, one.finished) for one in strata)
        if isinstance(found, Interval)
    ]
    if len(strata) < _LEAST_STRATA:
        return None
    rates = [one.answered / one.finished for one in strata]
    observed = table.total.figures.observed_rate
    return NonResponse(
        lowest=min(rates),
        highest=max(rates),
        is_unequal=max(one.low for one in intervals) > min(one.high for one in intervals),
        post_stratified=observed
        if isinstance(observed, Reason)
        else post_stratified_rate(
            [
                Stratum(people=one.finished, answered=one.answered, achieved=one.achieved)
                for one in strata
            ]
        ),
    )


def _less(whole: Counts, part: Counts) -> Counts:
    return Counts(
        finished=whole.finished - part.finished,
        answered=whole.answered - part.answered,
        achieved=whole.achieved - part.achieved,
    )
