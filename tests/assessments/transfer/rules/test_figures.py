"""Tables as they may be printed: small groups covered, also against subtraction."""

from assessments.statistics.reasons import Reason
from assessments.transfer.rules.figures import Counts, FigureTable, figure_table, union_table


def counts(finished, answered, achieved=0, verified=0) -> Counts:
    return Counts(finished=finished, answered=answered, achieved=achieved, achieved_v2=verified)


def printed(table: FigureTable) -> dict[str, object]:
    rows = (*table.rows, *((table.together,) if table.together else ()), table.total)
    return {row.label: (row.figures.finished, row.figures.verified) for row in rows}


def of(groups, **more) -> FigureTable:
    return figure_table(groups, {}, **more)


HIDDEN = (Reason.SUPPRESSED, Reason.SUPPRESSED)


def test_a_town_of_three_takes_another_with_it_so_that_the_total_does_not_tell():
    table = of({"a": counts(12, 12, 6, 6), "b": counts(8, 8, 4, 4), "c": counts(3, 3, 3, 3)})

    assert printed(table) == {
        "a": (12, 6),
        "b": HIDDEN,
        "c": HIDDEN,
        "Los reservados, juntos": (11, 7),
        "Total": (23, 13),
    }


def test_a_filter_does_not_give_by_subtraction_what_the_wider_table_covers():
    everything = {"a": counts(12, 12, 6, 6), "b": counts(12, 12, 5, 5)}
    narrowed = {"a": counts(10, 10, 5, 5), "b": counts(6, 6, 2, 2)}

    table = of(narrowed, wholes=everything, whole=counts(24, 24, 11, 11))

    # Of town a two people are outside the filter: 12 - 10 would tell of them.
    assert printed(table)["a"] == HIDDEN
    assert printed(table)["b"] == HIDDEN


def test_a_filter_that_leaves_out_three_people_shows_nothing():
    table = of({"a": counts(20, 20, 9, 9)}, whole=counts(23, 23, 11, 11))

    assert set(printed(table).values()) == {HIDDEN}


def test_no_answers_is_no_figure_and_no_division():
    table = of({"a": counts(12, 0), "b": counts(0, 0)})

    row, empty = table.rows
    assert row.figures.verified == Reason.SUPPRESSED
    assert (row.figures.finished, row.figures.answered) == (12, 0)
    assert (empty.figures.finished, empty.figures.answered) == (0, 0)


EDITIONS = {
    "e1": counts(20, 20, 9, 9),
    "e2": counts(20, 20, 8, 8),
    "e3": counts(6, 6, 1, 1),
    "e4": counts(3, 3, 1, 1),
}


def test_competencies_take_in_none_or_all_of_what_the_editions_reserve():
    beside = of(EDITIONS)
    assert [row.key for row in beside.rows if row.is_hidden] == ["e3", "e4"]

    table = union_table(
        EDITIONS,
        {
            "G1": frozenset({"e1", "e2"}),
            "G2": frozenset({"e1", "e4"}),
            "T1": frozenset({"e1", "e3", "e4"}),
            "T2": frozenset({"e4"}),
        },
        {},
        beside,
        wholes={},
    )

    found = {row.key: (row.figures.finished, row.figures.verified) for row in table.rows}
    assert found == {"G1": (40, 17), "G2": HIDDEN, "T1": (29, 11), "T2": HIDDEN}


def test_a_competency_narrowed_to_almost_all_of_its_people_is_reserved():
    parts = {"e1": counts(20, 20, 9, 9), "e2": counts(20, 20, 8, 8)}

    table = union_table(
        parts, {"G1": frozenset({"e1"})}, {}, of(parts), wholes={"G1": counts(23, 23, 10, 10)}
    )

    assert [row.is_hidden for row in table.rows] == [True]
