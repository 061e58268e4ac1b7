"""Small groups stay hidden, and nothing printed gives them back."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.transfer.suppression import is_safe_beside, suppress_groups

tables = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 40))


def test_table_without_small_groups_hides_nothing():
    result = suppress_groups({"La Paz": 20, "Viacha": 5, "Achocalla": 0})

    assert result.hidden == frozenset()
    assert result.is_total_shown


def test_municipality_of_three_takes_the_smallest_other_along():
    result = suppress_groups({"La Paz": 20, "Viacha": 9, "Palca": 3})

    assert result.hidden == {"Palca", "Viacha"}
    assert result.is_total_shown


def test_two_small_groups_still_need_a_larger_one_as_cover():
    """4 and 4 beside a printed 5 could only be 4 and 4."""
    result = suppress_groups({"Mecapaca": 5, "Palca": 4, "Achocalla": 4, "La Paz": 30})

    assert result.hidden == {"Mecapaca", "Palca", "Achocalla"}
    assert result.is_total_shown


def test_groups_as_small_as_the_cover_are_hidden_with_it():
    result = suppress_groups({"Palca": 3, "Viacha": 9, "Mecapaca": 9, "La Paz": 20})

    assert result.hidden == {"Palca", "Viacha", "Mecapaca"}


@pytest.mark.parametrize(
    "people",
    [
        {"Palca": 3},
        {"Palca": 3, "Viacha": 0},
        {"Palca": 1, "Viacha": 2},
        {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1},
    ],
)
def test_total_is_hidden_when_it_would_give_the_groups_away(people):
    result = suppress_groups(people)

    assert result.hidden == {key for key, count in people.items() if count}
    assert not result.is_total_shown


def test_table_of_nobody_is_printed_as_zero():
    assert suppress_groups({"Palca": 0}).hidden == frozenset()
    assert suppress_groups({}).is_total_shown


def test_group_hidden_in_an_earlier_column_stays_hidden_and_is_covered():
    finished = {"Palca": 3, "Viacha": 9, "La Paz": 20}
    answered = {"Palca": 2, "Viacha": 4, "La Paz": 15}

    by_people = suppress_groups(finished)
    by_answers = suppress_groups(answered, already_hidden=by_people.hidden)

    assert by_people.hidden == {"Palca", "Viacha"}
    assert by_answers.hidden == {"Palca", "Viacha", "La Paz"}


def test_group_hidden_before_is_covered_even_where_it_counts_nobody():
    result = suppress_groups({"Palca": 0, "Viacha": 8, "La Paz": 15}, already_hidden={"Palca"})

    assert result.hidden == {"Palca", "Viacha"}


def test_single_hidden_group_without_cover_hides_the_total():
    result = suppress_groups({"Viacha": 8}, already_hidden={"Viacha"})

    assert not result.is_total_shown


def test_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        suppress_groups({"Palca": -1})


@given(tables)
def test_every_small_group_is_hidden(people):
    hidden = suppress_groups(people).hidden

    assert all(key in hidden for key, count in people.items() if 0 < count < 5)


@given(tables, st.sets(st.sampled_from(["a", "b", "c", "zz"])))
def test_total_minus_the_printed_groups_never_gives_a_small_or_single_group(people, before):
    result = suppress_groups(people, already_hidden=before)
    left = [people[key] for key in result.hidden if key in people]

    assert before <= result.hidden
    if result.is_total_shown and left:
        remainder = sum(people.values()) - sum(
            count for key, count in people.items() if key not in result.hidden
        )
        assert remainder == sum(left)
        assert remainder >= 5
        assert len(left) >= 2


@given(tables)
def test_order_of_the_groups_does_not_matter(people):
    backwards = dict(reversed(people.items()))

    assert suppress_groups(people) == suppress_groups(backwards)


@pytest.mark.parametrize(
    ("groups", "most", "least"), [(2, 14, 5), (3, 10, 5), (4, 6, 3), (5, 4, 3), (6, 3, 5)]
)
@pytest.mark.parametrize("before", [frozenset(), frozenset({0})])
def test_reader_who_knows_the_rule_cannot_work_out_a_hidden_group(groups, most, least, before):
    """Every table that prints alike is listed: each hidden group must have two possible counts."""
    possible = defaultdict(lambda: defaultdict(set))
    for counts in product(range(most + 1), repeat=groups):
        people = dict(enumerate(counts))
        result = suppress_groups(people, already_hidden=before, least=least)
        printed = tuple(None if key in result.hidden else count for key, count in people.items())
        total = sum(counts) if result.is_total_shown else None
        for key in result.hidden:
            possible[printed, total, most][key].add(people[key])

    # Tables larger than the listed ones would only add possibilities: leave out the edge.
    inner = [
        values
        for (printed, total, _), hidden in possible.items()
        for values in hidden.values()
        if total is None or total <= most
        if all(count is None or count < most for count in printed)
    ]
    assert inner
    assert all(len(values) >= 2 for values in inner)


@pytest.mark.parametrize(
    ("part", "whole", "safe"),
    [(5, 10, True), (5, 9, False), (4, 40, False), (0, 40, True), (40, 40, True), (36, 40, False)],
)
def test_group_beside_a_larger_one_is_safe_only_if_the_rest_is_not_small(part, whole, safe):
    assert is_safe_beside(part, whole) is safe


def test_part_larger_than_its_whole_is_refused():
    with pytest.raises(ValueError, match="whole"):
        is_safe_beside(6, 5)
