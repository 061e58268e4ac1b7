"""The tables of all pages together: no filter gives by subtraction what another page reserves."""

from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessments.statistics.reasons import Reason
from assessments.transfer.queries.cells import Cell
from assessments.transfer.queries.dashboard_tables import Levels, TransferFilter, tables_of
from assessments.transfer.rules.figures import Counts
from tests.support.subtraction import small_groups_that_can_be_computed

SPONSORS = {"E1": "S1", "E2": "S1", "E3": "S2", "E4": ""}
COMPETENCIES = [("G1", "Uno", frozenset({"E1", "E2"})), ("G2", "Dos", frozenset({"E2", "E3"}))]


def cell(edition, town, finished, answered=None):
    return Cell(
        edition_id=edition,
        edition=edition,
        sponsor_id=SPONSORS[edition],
        sponsor=SPONSORS[edition],
        organization_id=town,
        organization=town,
        days=90,
        counts=Counts(finished=finished, answered=finished if answered is None else answered),
    )


ONE_EDITION = [cell("E1", "A", 10), cell("E1", "B", 12), cell("E1", "C", 3)]
SPONSORED = [cell("E1", "A", 20), cell("E2", "A", 3), cell("E3", "A", 10)]


def finished(table):
    return {row.label: row.figures.finished for row in table.rows}


def total(found, **filters):
    return tables_of(found, TransferFilter(**filters)).by_organization.total


def test_a_town_reserved_on_the_page_is_reserved_as_a_filter():
    page = tables_of(ONE_EDITION, TransferFilter())

    assert finished(page.by_organization) == {
        "A": Reason.SUPPRESSED,
        "B": 12,
        "C": Reason.SUPPRESSED,
    }
    assert page.by_organization.total.figures.finished == 25
    for narrowed in ({}, {"edition_id": "E1"}, {"sponsor_id": "S1"}):
        found = {town: total(ONE_EDITION, organization_id=town, **narrowed) for town in "ABC"}
        assert [found[town].is_hidden for town in "ABC"] == [True, False, True]
        for town in "AC":
            wanted = TransferFilter(organization_id=town, **narrowed)
            tables = tables_of(ONE_EDITION, wanted, COMPETENCIES)
            rows = [row for table in vars(tables).values() for row in table.rows]
            assert rows
            assert all(row.is_hidden for row in rows)


def test_a_sponsor_does_not_give_the_edition_that_is_reserved():
    page = tables_of(SPONSORED, TransferFilter())

    assert finished(page.by_edition) == {
        "E1": 20,
        "E2": Reason.SUPPRESSED,
        "E3": Reason.SUPPRESSED,
    }
    assert set(finished(page.by_sponsor).values()) == {Reason.SUPPRESSED}
    assert total(SPONSORED, sponsor_id="S1").is_hidden
    assert total(SPONSORED, sponsor_id="S2").is_hidden
    assert not total(SPONSORED, edition_id="E1").is_hidden


def test_large_groups_are_printed_under_every_filter():
    found = [cell(edition, town, 9) for edition in SPONSORS for town in "AB"]

    for edition, town, sponsor in product(("", "E1"), ("", "A"), ("", "S1")):
        wanted = TransferFilter(edition_id=edition, organization_id=town, sponsor_id=sponsor)
        tables = tables_of(found, wanted, COMPETENCIES)
        rows = [row for table in vars(tables).values() for row in table.rows]
        assert not [row for row in rows if row.is_reserved]
        assert not tables.by_organization.total.is_reserved


def test_a_cut_of_an_edition_that_is_reserved_today_is_reserved():
    cut = [cell("E3", "A", 10)]
    wanted = TransferFilter(edition_id="E3")

    alone = tables_of(cut, wanted, levels=Levels(cut))
    beside = tables_of(cut, wanted, levels=Levels(cut, also=Levels(SPONSORED)))

    assert alone.by_organization.total.figures.finished == 10
    assert beside.by_organization.total.is_hidden


def pages(found):
    """Return the tables of the page without filter and of all with one, two and three."""
    ids = [("", *sorted({getattr(one, name) for one in found} - {""})) for name in NAMES]
    for edition, town, sponsor in product(*ids):
        wanted = TransferFilter(edition_id=edition, organization_id=town, sponsor_id=sponsor)
        yield wanted, tables_of(found, wanted, COMPETENCIES)


NAMES = ("edition_id", "organization_id", "sponsor_id")


def printed_sums(found, *, is_printed):
    """Return of every row, rest and total that any page prints the cells that it sums."""
    competencies = {code: editions for code, _name, editions in COMPETENCIES}
    for wanted, page in pages(found):
        here = [one for one in found if wanted.admits(one)]
        members = {
            "by_organization": lambda one, key: one.organization_id == key,
            "by_edition": lambda one, key: one.edition_id == key,
            "by_sponsor": lambda one, key: one.sponsor_id == key,
            "by_competency": lambda one, key: one.edition_id in competencies[key],
            "by_days": lambda _one, _key: True,
        }
        for name, is_member in members.items():
            table = getattr(page, name)
            for row in filter(is_printed, table.rows):
                yield frozenset(_key(one) for one in here if is_member(one, row.key))
            if is_printed(table.total):
                yield frozenset(map(_key, here))
            if table.together is not None and is_printed(table.together):
                kept = {row.key for row in table.rows if row.is_reserved}
                yield frozenset(
                    _key(one) for one in here if any(is_member(one, key) for key in kept)
                )


def _key(one):
    return one.edition_id, one.organization_id


@st.composite
def schools(draw):
    found = []
    for edition, town in product(("E1", "E2", "E3", "E4"), "ABC"):
        people = draw(st.sampled_from((0, 0, 1, 3, 4, 5, 6, 8, 12)))
        if people and len(found) < 9:
            answers = draw(st.sampled_from((people, people // 2, 0)))
            found.append(cell(edition, town, people, answers))
    return found


@settings(max_examples=120, deadline=None)
@given(schools())
@example(ONE_EDITION)
@example(SPONSORED)
def test_no_set_of_pages_lets_a_group_under_five_be_computed(found):
    people = {_key(one): one.counts.finished for one in found}
    answers = {_key(one): one.counts.answered for one in found}

    counted = set(printed_sums(found, is_printed=lambda row: not row.is_hidden))
    rated = set(printed_sums(found, is_printed=lambda row: not row.is_reserved))

    assert not list(small_groups_that_can_be_computed(counted, people))
    assert not list(small_groups_that_can_be_computed(rated, answers))
