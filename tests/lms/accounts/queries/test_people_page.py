"""People are found however they are typed, in the order of surnames, within reach only."""

import pytest

from lms.accounts.queries.people_page import people_page, people_within
from lms.core.access import Reach, Scope
from lms.core.db.engine import db
from tests.lms.accounts.conftest import make_organization
from tests.support.sign_in import make_person
from tests.support.statements import counted_statements

ALL = Reach(everything=True)


def names(found):
    return [row.sort_name for row in found.page.rows]


@pytest.fixture
def people(session, town, other_town):
    return [
        make_person(
            session,
            given_names="María",
            first_surname="Quispe",
            second_surname="Mamaní",
            document_number="4912345",
            organization_id=town,
        ),
        make_person(
            session,
            given_names="Rosa",
            first_surname="Álvarez",
            second_surname=None,
            organization_id=town,
        ),
        make_person(
            session,
            given_names="Juan",
            first_surname="Kispe",
            second_surname="Nina",
            organization_id=other_town,
        ),
        make_person(session, given_names="Ñeca", first_surname="Zárate", second_surname="Quispe"),
    ]


def test_people_come_in_the_order_of_surnames(session, people):
    assert names(people_page(session, ALL)) == [
        "Álvarez, Rosa",
        "Kispe Nina, Juan",
        "Quispe Mamaní, María",
        "Zárate Quispe, Ñeca",
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("maria quispe", ["Quispe Mamaní, María"]),
        ("MAMANI María", ["Quispe Mamaní, María"]),
        ("mam quis", ["Quispe Mamaní, María"]),
        ("alvarez", ["Álvarez, Rosa"]),
        ("neca", ["Zárate Quispe, Ñeca"]),
        ("quispe", ["Quispe Mamaní, María", "Zárate Quispe, Ñeca"]),
        ("4.912.345", ["Quispe Mamaní, María"]),
        ("4912345 LP", ["Quispe Mamaní, María"]),
        ("49123", ["Quispe Mamaní, María"]),
        ("uispe", []),
        ("%", []),
    ],
)
def test_words_are_found_in_any_order_and_without_accents(session, people, typed, found):
    assert names(people_page(session, ALL, typed=typed)) == found


def test_who_sounds_alike_is_suggested_apart(session, people):
    found = people_page(session, ALL, typed="Kispi")

    assert names(found) == []
    assert [row.sort_name for row in found.suggestions] == [
        "Kispe Nina, Juan",
        "Quispe Mamaní, María",
        "Zárate Quispe, Ñeca",
    ]


def test_who_was_found_is_not_suggested_again(session, people):
    found = people_page(session, ALL, typed="kispe")

    assert names(found) == ["Kispe Nina, Juan"]
    assert "Kispe Nina, Juan" not in [row.sort_name for row in found.suggestions]


def test_the_liaison_sees_the_own_town_and_its_units(session, people, town):
    unit = make_organization(
        session, "Obras", parent_id=make_organization(session, "Técnica", parent_id=town)
    )
    make_person(session, first_surname="Unidad", second_surname=None, organization_id=unit)
    own = Reach(ids={Scope.ORGANIZATION: frozenset({town})})

    assert names(people_page(session, own)) == [
        "Álvarez, Rosa",
        "Quispe Mamaní, María",
        "Unidad, Ana",
    ]
    assert names(people_page(session, own, typed="kispe")) == []
    assert [r.sort_name for r in people_page(session, own, typed="kispi").suggestions] == [
        "Quispe Mamaní, María"
    ]


def test_no_reach_is_nobody(session, people):
    assert names(people_page(session, Reach())) == []
    assert people_within(session, Reach(), [p.id for p in people]) == []


def test_merged_records_are_left_out(session, people):
    make_person(session, first_surname="Vieja", merged_into_id=people[0].id)

    assert names(people_page(session, ALL, typed="vieja")) == []


def test_the_list_costs_the_same_for_many(session, town):
    def cost():
        with counted_statements(db.engine) as statements:
            people_page(session, ALL, typed="ana")
        return len(statements)

    make_person(session, organization_id=town)
    few = cost()
    for _ in range(40):
        make_person(session, organization_id=town)

    assert cost() <= few <= 3
