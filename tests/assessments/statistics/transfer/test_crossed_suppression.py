"""Rows, columns and cells of a crossed table: no sum of what is printed tells of a few."""

from collections import defaultdict

from hypothesis import example, given
from hypothesis import strategies as st

from assessments.statistics.transfer.crossed_suppression import printable_crossing
from tests.support.subtraction import small_groups_that_can_be_computed

tables = st.dictionaries(
    st.tuples(st.sampled_from("efgh"), st.sampled_from("ABC")), st.integers(0, 14), max_size=10
)
NESTED = {("e", "A"): 12, ("f", "A"): 3, ("f", "B"): 12, ("g", "C"): 20}
IN_A_RING = {("e", "A"): 6, ("e", "B"): 3, ("f", "A"): 3, ("f", "B"): 6}


def printed_groups(people, shown):
    groups = defaultdict(set)
    for cell in people:
        if shown.is_total_shown:
            groups["total"].add(cell)
        if cell[0] in shown.rows:
            groups["row", cell[0]].add(cell)
        if cell[1] in shown.columns:
            groups["column", cell[1]].add(cell)
        if cell in shown.cells:
            groups["cell", cell].add(cell)
    return [frozenset(group) for group in groups.values()]


@given(tables)
@example(NESTED)
@example(IN_A_RING)
def test_nothing_printed_gives_a_group_of_one_to_four(people):
    shown = printable_crossing(people)

    assert not list(small_groups_that_can_be_computed(printed_groups(people, shown), people))


@given(tables, st.data())
def test_what_is_kept_for_the_people_stays_kept_for_their_answers(people, data):
    answers = {cell: data.draw(st.integers(0, count)) for cell, count in people.items()}
    outer = printable_crossing(people)

    shown = printable_crossing(answers, outer)

    assert shown.rows <= outer.rows
    assert shown.columns <= outer.columns
    assert shown.cells <= outer.cells
    assert not list(small_groups_that_can_be_computed(printed_groups(people, shown), answers))


def test_a_table_of_large_cells_is_printed_whole():
    people = {(row, column): 5 for row in "ef" for column in "ABC"}

    shown = printable_crossing(people)

    assert shown.is_total_shown
    assert (shown.rows, shown.columns, shown.cells) == (set("ef"), set("ABC"), people.keys())


def test_small_cells_in_a_ring_cover_one_another_and_margins_stay():
    shown = printable_crossing(IN_A_RING)

    assert (shown.rows, shown.columns, shown.cells) == (set("ef"), set("AB"), set())


def test_three_of_a_town_elsewhere_are_not_left_by_an_edition_of_one_town():
    """A has 15 people and edition e is all of A: 15 - 12 would be the three in edition f."""
    shown = printable_crossing(NESTED)

    assert shown.is_total_shown
    assert not {"A"} <= shown.columns or "e" not in shown.rows
    assert ("g", "C") in shown.cells
