"""The mark of a rubric: tables of cases, and what holds for every rubric."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assignments.rules.scoring import (
    Weight,
    has_criterion_without_evidence,
    missing_criteria,
    score_percent,
    weights_add_up,
)
from courses.learning.api import whole_percent


def _weights(*shares):
    return [Weight(code=f"c{n}", weight=share) for n, share in enumerate(shares, 1)]


@pytest.mark.parametrize(
    ("shares", "levels", "score"),
    [
        ((40, 35, 25), (2, 3, 1), 77),  # 32 + 35 + 10
        ((40, 35, 25), (3, 3, 3), 100),
        ((40, 35, 25), (0, 0, 0), 0),
        ((50, 50), (1, 2), 60),
        ((34, 33, 33), (2, 2, 2), 80),
        ((25, 25, 25, 25), (1, 1, 1, 1), 40),
        ((100,), (2,), 80),
        ((33, 33, 34), (2, 1, 3), 74),  # 26.4 + 13.2 + 34 = 73.6
        ((40, 35, 25), (2, 3), 67),  # the criterion without a level counts zero
    ],
)
def test_score_weighs_what_each_level_earns(shares, levels, score):
    given_levels = {f"c{n}": level for n, level in enumerate(levels, 1)}

    assert score_percent(_weights(*shares), given_levels) == score


@st.composite
def rubrics(draw):
    cuts = sorted(draw(st.sets(st.integers(1, 99), max_size=7)))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    return _weights(*shares)


@given(rubrics(), st.data())
def test_score_is_what_whole_percent_says_and_rises_with_every_level(rubric, data):
    levels = {item.code: data.draw(st.integers(0, 3)) for item in rubric}
    one = data.draw(st.sampled_from(rubric)).code
    reached = sum(item.weight * (0, 40, 80, 100)[levels[item.code]] for item in rubric)

    score = score_percent(rubric, levels)

    assert weights_add_up(rubric)
    assert score == whole_percent(reached, 10_000)
    assert 0 <= score <= 100
    assert score_percent(rubric, levels | {one: min(3, levels[one] + 1)}) >= score


def test_whole_rubric_has_nothing_missing():
    rubric = _weights(60, 40)

    assert missing_criteria(rubric, {"c1": 0}) == ("c2",)
    assert missing_criteria(rubric, {"c1": 0, "c2": 3}) == ()


@pytest.mark.parametrize("shares", [(60, 30), (60, 50), (), (100, 0), (120, -20)])
def test_rubric_that_gives_no_mark_is_told(shares):
    assert not weights_add_up(_weights(*shares))


def test_criterion_at_zero_is_one_without_evidence():
    assert has_criterion_without_evidence({"c1": 0, "c2": 3})
    assert not has_criterion_without_evidence({"c1": 1, "c2": 3})
    assert not has_criterion_without_evidence({})
