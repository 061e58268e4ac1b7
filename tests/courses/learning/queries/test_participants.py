"""The people of an edition: who is at risk, filters, and statements that do not grow."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.learning.queries.cards import edition_card, enrolment_cards
from courses.learning.queries.edition_list import edition_list
from courses.learning.queries.municipality_people import municipality_people
from courses.learning.queries.participants import (
    ParticipantFilters,
    all_participants,
    count_at_risk,
    organizations_of,
    participants,
)
from courses.learning.rules.states import EditionState, EnrolmentState
from lms.core import clock
from lms.core.access import Reach, Scope
from lms.core.db.engine import db
from lms.core.errors import NotFoundError
from tests.factories.learning import (
    make_course,
    make_edition,
    make_enrolment,
    make_organization,
    make_progress,
)
from tests.support.sign_in import make_person
from tests.support.statements import counted_statements

RECENT = datetime(2027, 2, 28, 12, tzinfo=UTC)
LONG_AGO = datetime(2027, 2, 10, 12, tzinfo=UTC)


def people(session, edition, **filters):
    card = edition_card(session, edition.id)
    total = len(edition.course.activities)
    return participants(session, card, total, ParticipantFilters(**filters))


@pytest.fixture
def edition(session):
    return make_edition(session, make_course(session, modules=4, lessons=5))


def test_silent_and_slow_people_are_at_risk_and_the_database_agrees(session, edition):
    activities = list(edition.course.activities.values())
    cases = {
        "Activa": (RECENT, 8, EnrolmentState.IN_PROGRESS),
        "Callada": (LONG_AGO, 20, EnrolmentState.IN_PROGRESS),
        "Lenta": (RECENT, 1, EnrolmentState.IN_PROGRESS),
        "Ausente": (None, 0, EnrolmentState.ENROLLED),
        "Retirada": (LONG_AGO, 0, EnrolmentState.WITHDRAWN),
    }
    for name, (last, done, state) in cases.items():
        enrolment_id = make_enrolment(
            session,
            edition,
            make_person(session, given_names=name).id,
            state=state,
            last_activity_at=last,
        )
        for activity_id in activities[:done]:
            make_progress(session, enrolment_id, activity_id)

    everybody = people(session, edition)
    at_risk = people(session, edition, is_at_risk=True)

    flagged = {row.name.rsplit(" ", 1)[-1] for row in everybody.rows if row.is_at_risk}
    assert flagged == {"Callada", "Lenta", "Ausente"}
    assert {row.name for row in at_risk.rows} == {
        row.name for row in everybody.rows if row.is_at_risk
    }
    assert count_at_risk(session, edition_card(session, edition.id), 20) == 3


def test_nobody_is_at_risk_in_an_edition_that_is_not_open(session):
    edition = make_edition(session, state=EditionState.PLANNED)
    make_enrolment(session, edition, make_person(session).id, last_activity_at=LONG_AGO)

    assert not people(session, edition).rows[0].is_at_risk
    assert people(session, edition, is_at_risk=True).total == 0


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, 2),
        ({"typed": "ñañez"}, 1),
        ({"typed": "ñá"}, 1),
        ({"typed": "nadie"}, 0),
        ({"typed": "4912"}, 1),
        ({"state": EnrolmentState.WITHDRAWN}, 1),
    ],
)
def test_lists_are_narrowed(session, edition, filters, expected):
    first = make_person(session, first_surname="Ñáñez", document_number="4912345")
    make_enrolment(session, edition, first.id)
    second = make_person(session, first_surname="Quispe", document_number="7712345")
    make_enrolment(session, edition, second.id, state=EnrolmentState.WITHDRAWN)

    assert people(session, edition, **filters).total == expected


@pytest.mark.parametrize("count", [3, 60])
def test_statements_do_not_grow_with_the_people(session, edition, count):
    for _n in range(count):
        make_enrolment(session, edition, make_person(session).id)
    card = edition_card(session, edition.id)

    with counted_statements(db.engine) as statements:
        page = participants(session, card, 20, ParticipantFilters())

    assert len(statements) == 2
    assert (len(page.rows), page.total) == (min(count, 50), count)


def test_file_has_every_row_in_the_order_of_surnames(session, edition):
    for surname in ("Zárate", "Álvarez", "Ñáñez"):
        make_enrolment(session, edition, make_person(session, first_surname=surname).id)

    rows = all_participants(session, edition_card(session, edition.id), 20, ParticipantFilters())

    surnames = [row.name.split()[0] for row in rows]
    assert sorted(surnames) == sorted(["Álvarez", "Ñáñez", "Zárate"])
    assert surnames.index("Álvarez") < surnames.index("Zárate")


def test_liaison_reads_the_own_municipality_and_its_units_only(session, edition):
    town = make_organization(session, "Trinidad")
    unit = make_organization(session, "Unidad de Trinidad", parent_id=town)
    other = make_organization(session, "Tarija")
    for place in (town, unit, other):
        make_enrolment(session, edition, make_person(session).id, organization_id=place)

    page = municipality_people(session, Reach(ids={Scope.ORGANIZATION: frozenset({town})}))
    nobody = municipality_people(session, Reach())

    assert (page.total, nobody.total) == (2, 0)


def test_an_entity_counts_and_finds_the_people_of_its_units(session, edition):
    town = make_organization(session, "La Paz")
    office = make_organization(session, "Secretaría Municipal de Salud", parent_id=town)
    other = make_organization(session, "Tarija")
    for place in (office, office, other, None):
        make_enrolment(session, edition, make_person(session).id, organization_id=place)

    assert organizations_of(session, edition.id) == [
        (town, "La Paz", 2),
        (office, "Secretaría Municipal de Salud", 2),
        (other, "Tarija", 1),
    ]
    assert people(session, edition, organization_id=town).total == 2
    assert people(session, edition, organization_id=other).total == 1


def test_editions_are_those_of_the_reach_with_their_counts(session, edition):
    make_edition(session)
    make_enrolment(session, edition, make_person(session).id, state=EnrolmentState.PASSED)
    make_enrolment(session, edition, make_person(session).id, state=EnrolmentState.WITHDRAWN)

    everything = edition_list(session, Reach(everything=True))
    own = edition_list(session, Reach(ids={Scope.EDITION: frozenset({edition.id})}))

    assert everything.total == 2
    row = own.rows[0]
    assert (own.total, row.id) == (1, edition.id)
    assert (row.seated, row.passed, row.working) == (1, 1, 0)


def test_cards_are_read_in_one_statement(session, edition):
    ids = [make_enrolment(session, edition, make_person(session).id) for _n in range(5)]

    with counted_statements(db.engine) as statements:
        cards = enrolment_cards(session, ids)

    assert len(statements) == 1
    assert set(cards) == set(ids)
    assert cards[ids[0]].edition_code == edition.code


def test_unknown_edition_has_no_card(session, edition):
    with pytest.raises(NotFoundError):
        edition_card(session, edition.course.id)


def test_last_day_counts_extensions(session, edition):
    from courses.learning.models import Extension

    enrolment_id = make_enrolment(session, edition, make_person(session).id)
    later = clock.today() + timedelta(days=100)
    session.add(
        Extension(edition_id=edition.id, enrolment_id=enrolment_id, until=later, reason="x")
    )
    session.commit()

    assert people(session, edition).rows[0].last_day == later
