"""Is the final mark the one that a person computes by hand?"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.gradebook.rules.final_mark import Mark, final_mark, halves_up

WEIGHTS = st.integers(0, 100)
SCORES = st.none() | st.integers(0, 100)
MARKS = st.lists(
    st.builds(Mark, weight=WEIGHTS, score_percent=SCORES, is_exempt=st.booleans()), max_size=40
)


def marks(*cells):
    return [
        Mark(weight=w, score_percent=None if s == "x" else s, is_exempt=s == "x") for w, s in cells
    ]


@pytest.mark.parametrize(
    ("cells", "closed", "percent"),
    [
        # 0.30*80 + 0.30*70 + 0.40*90 = 24 + 21 + 36 = 81
        ([(30, 80), (30, 70), (40, 90)], True, 81),
        # 0.30*85 + 0.30*70 + 0.40*60 = 25.5 + 21 + 24 = 70.5 -> 71
        ([(30, 85), (30, 70), (40, 60)], True, 71),
        # 0.30*83 + 0.30*71 + 0.40*63 = 24.9 + 21.3 + 25.2 = 71.4 -> 71
        ([(30, 83), (30, 71), (40, 63)], True, 71),
        # Missing is left out before the end: (30*80 + 40*90) / 70 = 6000 / 70 = 85.71 -> 86
        ([(30, 80), (30, None), (40, 90)], False, 86),
        # Missing is zero at the end: 24 + 0 + 36 = 60
        ([(30, 80), (30, None), (40, 90)], True, 60),
        # Exempt, the weight goes to the others: (30*80 + 40*90) / 70 = 85.71 -> 86, also closed
        ([(30, 80), (30, "x"), (40, 90)], True, 86),
        # Exempt and missing: 40*90 / 70 = 51.43 -> 51
        ([(30, None), (30, "x"), (40, 90)], True, 51),
        ([(30, "x"), (70, "x")], True, None),
        ([(30, None), (70, None)], False, None),
        ([(30, None), (70, None)], True, 0),
        ([], True, None),
        # A weight of zero changes nothing, however good the mark.
        ([(0, 100), (100, 40)], True, 40),
        ([(0, 100)], True, None),
        # Weights need not add up to 100: (1*50 + 1*51) / 2 = 50.5 -> 51
        ([(1, 50), (1, 51)], True, 51),
    ],
)
def test_final_mark_of_the_hand(cells, closed, percent):
    assert final_mark(marks(*cells), missing_is_zero=closed).percent == percent


def test_weights_that_counted_are_told():
    found = final_mark(marks((30, 80), (30, None), (40, "x")), missing_is_zero=False)

    assert (found.counted_weight, found.asked_weight, found.is_whole) == (30, 60, False)


@pytest.mark.parametrize(("part", "whole", "said"), [(1, 2, 1), (5, 2, 3), (7, 3, 2), (0, 9, 0)])
def test_halves_go_up(part, whole, said):
    assert halves_up(part, whole) == said


@given(MARKS, st.booleans())
def test_mark_is_the_exact_mean_rounded(cells, closed):
    found = final_mark(cells, missing_is_zero=closed)
    counted = [c for c in cells if not c.is_exempt and (closed or c.score_percent is not None)]
    weight = sum(c.weight for c in counted)

    if weight == 0:
        assert found.percent is None
        return
    mean = Fraction(sum(c.weight * (c.score_percent or 0) for c in counted), weight)
    assert found.percent == int(mean + Fraction(1, 2))
    assert 0 <= found.percent <= 100


@given(MARKS, st.integers(1, 9), st.booleans())
def test_only_the_proportion_of_weights_counts(cells, times, closed):
    grown = [
        Mark(weight=c.weight * times, score_percent=c.score_percent, is_exempt=c.is_exempt)
        for c in cells
    ]

    assert (
        final_mark(grown, missing_is_zero=closed).percent
        == final_mark(cells, missing_is_zero=closed).percent
    )


@given(MARKS, st.booleans())
def test_exempt_activities_are_as_if_they_were_not_there(cells, closed):
    without = [c for c in cells if not c.is_exempt]

    assert final_mark(cells, missing_is_zero=closed) == final_mark(without, missing_is_zero=closed)


@given(MARKS)
def test_closing_never_raises_a_mark(cells):
    so_far = final_mark(cells, missing_is_zero=False).percent
    at_the_end = final_mark(cells, missing_is_zero=True).percent

    assert at_the_end is None or so_far is None or at_the_end <= so_far
