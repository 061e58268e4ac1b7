"""Difficulty and discrimination of items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.reasons import Reason
from assessments.statistics.reliability.item_analysis import (
    HALVES,
    DiscriminationBand,
    analyse_items,
    discrimination_band,
)

WORKSHEET = [
    [mark == "1" for mark in row]
    for row in [
        "1111111111",
        "1111111101",
        "1101111100",
        "0111110101",
        "1110111001",
        "1110110100",
        "0110110101",
        "0111001010",
        "1110100001",
        "0100010010",
    ]
]


def test_worksheet_of_vector_10():
    items = analyse_items(WORKSHEET, group_share=HALVES)

    difficulties = [item.difficulty for item in items]
    discriminations = [item.discrimination for item in items]
    assert difficulties == pytest.approx([0.6, 1, 0.8, 0.5, 0.8, 0.8, 0.5, 0.6, 0.3, 0.6])
    assert discriminations == pytest.approx([0.4, 0, 0, 0.6, 0.4, 0.4, 0.6, 0.4, -0.2, 0.4])


def test_point_biserials_of_vector_10():
    items = analyse_items(WORKSHEET, group_share=HALVES)

    assert items[8].point_biserial == pytest.approx(-0.3852, abs=5e-5)
    assert items[1].point_biserial is Reason.NO_VARIANCE


def test_bands_name_the_items_to_revise():
    items = analyse_items(WORKSHEET, group_share=HALVES)

    revise = [place for place, item in enumerate(items, 1) if item.band == "revise"]
    assert revise == [2, 3, 9]


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (0.40, DiscriminationBand.GOOD),
        (0.39, DiscriminationBand.REASONABLE),
        (0.30, DiscriminationBand.REASONABLE),
        (0.20, DiscriminationBand.MARGINAL),
        (0.19, DiscriminationBand.REVISE),
        (-1.0, DiscriminationBand.REVISE),
    ],
)
def test_bands_of_ebel(value, band):
    assert discrimination_band(value) is band


def test_extreme_groups_of_kelley_leave_out_the_middle():
    answers = [[True]] * 27 + [[False]] * 40 + [[False]] * 33

    (item,) = analyse_items(answers)

    assert item.difficulty == pytest.approx(0.5)
    assert item.discrimination == pytest.approx(1.0)


def test_odd_group_split_in_halves_leaves_out_the_one_in_the_middle():
    (item,) = analyse_items([[True], [True], [False]], group_share=HALVES)

    assert item.difficulty == pytest.approx(0.5)


def test_one_person_is_too_few():
    assert analyse_items([]) is Reason.TOO_FEW
    assert analyse_items([[True, False]]) is Reason.TOO_FEW


def test_impossible_input_is_refused():
    with pytest.raises(ValueError, match="every item"):
        analyse_items([[True], [True, False]])
    with pytest.raises(ValueError, match="half"):
        analyse_items(WORKSHEET, group_share=0.6)


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=2, max_size=30))
def test_figures_stay_in_their_ranges(answers):
    for item in analyse_items(answers):
        assert 0 <= item.difficulty <= 1
        assert -1 <= item.discrimination <= 1
        assert isinstance(item.point_biserial, Reason) or -1 <= item.point_biserial <= 1
