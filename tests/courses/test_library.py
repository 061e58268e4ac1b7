"""The library finds every one of its entries, however their names are typed."""

import pytest
from sqlalchemy import select

from courses.content.loading.load_programme import load_library
from courses.content.models import LibraryEntry
from courses.content.parsing.programme import read_programme
from courses.content.queries.library_search import find_entries, search_library
from courses.content.rules.words import fold
from lms.core.access import SYSTEM
from lms.core.db.engine import db
from tests.support.statements import counted_statements

ENTRIES = 85


@pytest.fixture(scope="module")
def programme():
    """The shipped programme, read once."""
    return read_programme().programme


@pytest.fixture
def codes(session, programme):
    """The shipped library, loaded: the codes of its entries by id."""
    load_library(session, SYSTEM, programme)
    session.commit()
    return {row.id: row.code for row in session.execute(select(LibraryEntry.id, LibraryEntry.code))}


def _found(session, codes, asked, most=2):
    return [codes[entry_id] for entry_id in find_entries(session, asked)[:most]]


def test_every_row_of_the_source_has_its_entry(codes):
    expected = {f"003-{number}" for number in range(1, ENTRIES + 1)}

    assert set(codes.values()) == expected


def test_every_entry_is_first_or_second_by_its_own_name(session, codes, programme):
    entries = programme.library

    missed = [e.name for e in entries if e.code not in _found(session, codes, e.name)]

    assert len(entries) == ENTRIES
    assert missed == []


def test_every_entry_is_first_or_second_without_accents_and_in_capitals(session, codes, programme):
    entries = programme.library

    missed = [e.name for e in entries if e.code not in _found(session, codes, fold(e.name).upper())]

    assert missed == []


def test_every_other_name_leads_to_its_entry(session, codes, programme):
    pairs = [(e.code, alias) for e in programme.library for alias in e.aliases]

    missed = [pair for pair in pairs if pair[0] not in _found(session, codes, pair[1], most=3)]

    assert missed == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("gestor municipales unidades", "003-3"),
        ("agencias de cooperacion municipal", "003-2"),
        ("GAMLP", "003-1"),
        ("centros capacitación municipales", "003-4"),
    ],
)
def test_plurals_order_and_initials_are_forgiven(session, codes, asked, code):
    assert code in _found(session, codes, asked)


def test_nonsense_finds_nothing(session, codes):
    assert find_entries(session, "xyzzyx") == []
    assert search_library(session, "xyzzyx", {}, 1).page.total == 0


def test_a_percent_sign_finds_no_more_than_nothing(session, codes):
    assert search_library(session, "%", {}, 1).page.total == ENTRIES
    assert find_entries(session, "_%_zz") == []


def test_facets_narrow_and_count(session, codes):
    whole = search_library(session, "", {}, 1)
    kinds = next(facet for facet in whole.facets if facet.name == "tipo")
    value, label = kinds.options[0]

    narrowed = search_library(session, "", {"tipo": value}, 1)

    assert whole.page.total == ENTRIES
    assert label.endswith(f"({narrowed.page.total})")
    assert {row.kind for row in narrowed.page.rows} == {value}
    assert search_library(session, "", {"tipo": "nada"}, 1).page.total == 0


def test_each_facet_counts_what_choosing_it_shows(session, codes):
    theme = next(f for f in search_library(session, "", {}, 1).facets if f.name == "tema").options[
        0
    ]
    page = search_library(session, "", {"tema": theme[0]}, 1)
    kinds = next(facet for facet in page.facets if facet.name == "tipo")

    for value, label in kinds.options:
        shown = search_library(session, "", {"tema": theme[0], "tipo": value}, 1)
        assert label.endswith(f"({shown.page.total})")
        assert shown.page.total > 0


def test_a_choice_that_leaves_nothing_stays_in_sight(session, codes):
    whole = {facet.name: facet for facet in search_library(session, "", {}, 1).facets}
    taken = {row.kind for row in search_library(session, "", {"tema": "salud"}, 1).page.rows}
    other = next(value for value, _label in whole["tipo"].options if value not in taken)

    page = search_library(session, "", {"tema": "salud", "tipo": other}, 1)

    kinds = next(facet for facet in page.facets if facet.name == "tipo")
    assert page.page.total == 0
    assert kinds.chosen == other
    assert any(label.endswith("(0)") for value, label in kinds.options if value == other)


def test_a_search_takes_three_statements(app, session, codes):
    with counted_statements(db.engine) as statements:
        search_library(session, "unidad municipal de gestores y cooperación", {}, 1)

    assert len(statements) <= 3
