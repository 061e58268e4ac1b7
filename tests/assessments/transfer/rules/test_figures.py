"""Tables as they may be printed: small groups covered, also against subtraction."""

from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.group_figures import PrintLevel
from assessments.transfer.rules.figures import Counts, FigureTable, figure_table, union_table


def counts(finished, answered, achieved=0, verified=0) -> Counts:
    return Counts(finished=finished, answered=answered, achieved=achieved, achieved_v2=verified)


def printed(table: FigureTable) -> dict[str, object]:
    rows = (*table.rows, *((table.together,) if table.together else ()), table.total)
    return {row.label: (row.figures.finished, row.figures.verified) for row in rows}


HIDDEN = (Reason.SUPPRESSED, Reason.SUPPRESSED)


def of(groups, hidden=(), total=PrintLevel.ALL) -> FigureTable:
    return figure_table(groups, {}, levels=levels_of(groups, hidden), total_level=total)


def levels_of(groups, hidden):
    return {key: PrintLevel.NOTHING if key in hidden else PrintLevel.ALL for key in groups}


def test_what_is_reserved_is_printed_as_one():
    groups = {"a": counts(12, 12, 6, 6), "b": counts(8, 8, 4, 4), "c": counts(3, 3, 3, 3)}

    assert printed(of(groups, hidden="bc")) == {
        "a": (12, 6),
        "b": HIDDEN,
        "c": HIDDEN,
        "Los reservados, juntos": (11, 7),
        "Total": (23, 13),
    }


def test_where_the_total_is_reserved_nothing_is_printed():
    table = of({"a": counts(20, 20, 9, 9)}, total=PrintLevel.NOTHING)

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


def test_unions_take_in_none_or_all_of_what_the_editions_reserve():
    table = union_table(
        EDITIONS,
        {
            "G1": frozenset({"e1", "e2"}),
            "G2": frozenset({"e1", "e4"}),
            "T1": frozenset({"e1", "e3", "e4"}),
            "T2": frozenset({"e4"}),
        },
        {},
        levels=levels_of(EDITIONS, hidden=("e3", "e4")),
        total_level=PrintLevel.ALL,
    )

    found = {row.key: (row.figures.finished, row.figures.verified) for row in table.rows}
    assert found == {"G1": (40, 17), "G2": HIDDEN, "T1": (29, 11), "T2": HIDDEN}


def test_no_union_is_printed_where_the_total_is_reserved():
    parts = {"e1": counts(20, 20, 9, 9), "e2": counts(20, 20, 8, 8)}

    table = union_table(
        parts,
        {"G1": frozenset({"e1"})},
        {},
        levels=levels_of(parts, ()),
        total_level=PrintLevel.NOTHING,
    )

    assert [row.is_hidden for row in table.rows] == [True]
