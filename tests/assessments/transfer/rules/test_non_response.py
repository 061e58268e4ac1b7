"""Who answered is compared with who did not, and the estimate is corrected where they differ."""

import pytest

from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.group_figures import PrintLevel
from assessments.transfer.rules.figures import Counts, figure_table
from assessments.transfer.rules.non_response import non_response


def table(hidden=(), total=PrintLevel.ALL, **groups):
    counts = {
        key: Counts(finished=finished, answered=answered, achieved=achieved)
        for key, (finished, answered, achieved) in groups.items()
    }
    levels = {key: PrintLevel.NOTHING if key in hidden else PrintLevel.ALL for key in counts}
    return figure_table(counts, {}, levels=levels, total_level=total)


def test_case_a_of_the_reference_is_post_stratified():
    """TV-18, case A by stratum: 0.6875 against 0.75 raw."""
    found = non_response(table(a=(25, 20, 16), b=(15, 4, 2), hidden="b"))

    assert found.post_stratified == pytest.approx(0.6875)
    assert (found.lowest, found.highest) == (pytest.approx(4 / 15), 0.8)
    assert found.is_unequal


def test_what_is_reserved_counts_as_one_group():
    parted = non_response(table(a=(20, 18, 9), b=(12, 6, 1), c=(8, 2, 2), hidden="bc"))
    joined = non_response(table(a=(20, 18, 9), b=(20, 8, 3)))

    assert parted == joined


def test_alike_groups_are_not_called_unequal():
    assert not non_response(table(a=(20, 12, 9), b=(20, 11, 3))).is_unequal


def test_below_half_no_estimate_is_made():
    found = non_response(table(a=(40, 30, 20), b=(60, 10, 5)))

    assert found.is_unequal
    assert found.post_stratified is Reason.LOW_RESPONSE


def test_nothing_is_compared_where_the_total_is_reserved_or_there_is_one_group():
    assert non_response(table(a=(20, 9, 4), b=(9, 8, 1), total=PrintLevel.COUNTS_ONLY)) is None
    assert non_response(table(a=(20, 12, 9))) is None
