"""Enrolments are withdrawn, reinstated, recovered and failed, each with reason, audit and event."""

from datetime import date

import pytest
from sqlalchemy import func, select

from courses.learning.models import Enrolment, Extension
from courses.learning.queries.activity_context import own_activity_context
from courses.learning.queries.cards import edition_card
from courses.learning.queries.participant_page import participant_page
from courses.learning.rules.states import EditionState, EnrolmentState
from courses.learning.services.change_enrolment_state import (
    end_recovery,
    fail_unfinished,
    mark_dropped_out,
    open_recovery,
    reinstate_enrolment,
    withdraw_enrolment,
)
from courses.learning.services.enrol_people import NewParticipant, enrol_people
from courses.learning.services.extend_dates import extend_dates
from courses.learning.services.find_for_change import EVERYTHING
from lms.audit.models import AuditLine
from lms.core import clock
from lms.core.access import SYSTEM, Reach, Scope
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.events.models import OutboxEvent
from tests.factories.learning import (
    make_course,
    make_edition,
    make_enrolment,
    make_organization,
)
from tests.support.sign_in import make_person

STATE = EnrolmentState


@pytest.fixture
def edition(session):
    return make_edition(session)


@pytest.fixture
def enrolment_id(session, edition):
    return make_enrolment(session, edition, make_person(session).id, started_at=clock.now())


def state_of(session, enrolment_id):
    session.flush()
    return session.get_one(Enrolment, enrolment_id, populate_existing=True).state


def events(session) -> list[str]:
    session.flush()
    return list(session.scalars(select(OutboxEvent.name).order_by(OutboxEvent.id)))


def test_withdrawing_tells_once_and_keeps_the_reason(session, enrolment_id):
    for _n in range(2):
        withdraw_enrolment(session, SYSTEM, EVERYTHING, enrolment_id, reason="Cambió de puesto.")

    assert state_of(session, enrolment_id) is STATE.WITHDRAWN
    assert events(session) == ["ParticipantWithdrawn"]
    line = session.scalars(select(AuditLine)).one()
    assert (line.action, line.reason) == ("learning.withdraw_enrolment", "Cambió de puesto.")


@pytest.mark.parametrize("act", [withdraw_enrolment, mark_dropped_out])
def test_leaving_asks_for_a_reason(session, enrolment_id, act):
    with pytest.raises(DomainError) as refusal:
        act(session, SYSTEM, EVERYTHING, enrolment_id, reason="  ")

    assert refusal.value.field == "reason"


def test_reinstating_brings_back_where_the_person_stood(session, enrolment_id):
    withdraw_enrolment(session, SYSTEM, EVERYTHING, enrolment_id, reason="Error.")

    reinstate_enrolment(session, SYSTEM, EVERYTHING, enrolment_id, reason="Fue un error.")

    assert state_of(session, enrolment_id) is STATE.IN_PROGRESS
    assert events(session) == ["ParticipantWithdrawn", "ParticipantEnrolled"]


def test_reinstating_needs_a_seat(session):
    edition = make_edition(session, seats=1)
    gone = make_enrolment(session, edition, make_person(session).id, state=STATE.WITHDRAWN)
    make_enrolment(session, edition, make_person(session).id)

    with pytest.raises(ConflictError) as refusal:
        reinstate_enrolment(session, SYSTEM, EVERYTHING, gone, reason="Vuelve.")

    assert refusal.value.code == "edition_full"


def test_who_passed_is_not_withdrawn(session, edition):
    passed = make_enrolment(session, edition, make_person(session).id, state=STATE.PASSED)

    with pytest.raises(ConflictError):
        withdraw_enrolment(session, SYSTEM, EVERYTHING, passed, reason="x")


def test_enrolment_outside_the_reach_is_not_found(session, enrolment_id):
    reach = Reach(ids={Scope.EDITION: frozenset({make_edition(session).id})})

    with pytest.raises(NotFoundError):
        withdraw_enrolment(session, SYSTEM, reach, enrolment_id, reason="x")


def test_closing_fails_who_did_not_pass_and_nobody_twice(session, edition):
    people = {
        state: make_enrolment(session, edition, make_person(session).id, state=state)
        for state in (STATE.ENROLLED, STATE.IN_PROGRESS, STATE.RECOVERY, STATE.PASSED)
    }

    failed = fail_unfinished(session, SYSTEM, edition.id)
    again = fail_unfinished(session, SYSTEM, edition.id)

    assert set(failed) == {people[s] for s in people if s is not STATE.PASSED}
    assert again == ()
    assert state_of(session, people[STATE.PASSED]) is STATE.PASSED


def test_recovery_accepts_work_in_a_closed_edition_until_its_day(session):
    course = make_course(session)
    edition = make_edition(session, course, state=EditionState.CLOSED, ends_on=date(2027, 2, 20))
    person = make_person(session)
    failed = make_enrolment(session, edition, person.id, state=STATE.FAILED)
    activity_id = course.activities["01-modulo/01-leccion"]

    open_recovery(
        session, SYSTEM, EVERYTHING, failed, until=date(2027, 3, 20), reason="Le falta una tarea."
    )
    session.flush()

    context = own_activity_context(session, person.id, failed, activity_id)
    assert context.accepts_work
    assert context.deadline == clock.end_of_day(date(2027, 3, 20))
    end_recovery(session, SYSTEM, EVERYTHING, failed, reason="No la envió.")
    session.flush()
    assert not own_activity_context(session, person.id, failed, activity_id).accepts_work


def test_more_time_for_a_municipality_reaches_only_its_people(session):
    course = make_course(session)
    edition = make_edition(session, course)
    town = make_organization(session)
    inside, outside = make_person(session), make_person(session)
    here = make_enrolment(session, edition, inside.id, organization_id=town)
    there = make_enrolment(session, edition, outside.id)
    activity_id = course.activities["01-modulo/01-leccion"]

    first = extend_dates(
        session,
        SYSTEM,
        EVERYTHING,
        edition.id,
        until=date(2027, 5, 31),
        reason="Bloqueo.",
        organization_id=town,
    )
    session.flush()
    again = extend_dates(
        session,
        SYSTEM,
        EVERYTHING,
        edition.id,
        until=date(2027, 5, 31),
        reason="Bloqueo.",
        organization_id=town,
    )

    assert first == again
    late = own_activity_context(session, inside.id, here, activity_id).deadline
    usual = own_activity_context(session, outside.id, there, activity_id).deadline
    assert (late, usual) == (
        clock.end_of_day(date(2027, 5, 31)),
        clock.end_of_day(date(2027, 4, 30)),
    )


def test_more_time_for_a_municipality_reaches_the_units_inside_it(session):
    course = make_course(session)
    edition = make_edition(session, course)
    town = make_organization(session, "La Paz")
    office = make_organization(session, "Secretaría Municipal de Salud", parent_id=town)
    desk = make_organization(session, "Unidad de Salud Rural", parent_id=office)
    other = make_organization(session, "El Alto")
    people = {place: make_person(session).id for place in (town, office, desk, other)}
    enrolments = {
        place: make_enrolment(session, edition, person_id, organization_id=place)
        for place, person_id in people.items()
    }
    activity_id = course.activities["01-modulo/01-leccion"]

    def last_days():
        return [
            own_activity_context(session, people[one], enrolments[one], activity_id).deadline
            for one in people
        ]

    def extend(day, organization_id):
        with unit_of_work():
            extend_dates(
                session,
                SYSTEM,
                EVERYTHING,
                edition.id,
                until=day,
                reason="Bloqueo.",
                organization_id=organization_id,
            )

    usual, later = clock.end_of_day(date(2027, 4, 30)), clock.end_of_day(date(2027, 5, 31))
    extend(date(2027, 5, 31), office)
    of_a_unit = last_days()
    extend(date(2027, 5, 31), town)

    # What a unit is given does not reach the entity above it.
    assert of_a_unit == [usual, later, later, usual]
    assert last_days() == [later, later, later, usual]
    given = participant_page(session, edition_card(session, edition.id), enrolments[desk])
    assert [item.until for item in given.extensions] == [date(2027, 5, 31)] * 2


@pytest.mark.parametrize("until", [date(2027, 4, 30), date(2027, 2, 1)])
def test_a_day_that_gives_no_more_time_is_refused(session, edition, until):
    with pytest.raises(DomainError) as refusal:
        extend_dates(session, SYSTEM, EVERYTHING, edition.id, until=until, reason="x")

    assert refusal.value.field == "until"
    assert session.scalar(select(func.count()).select_from(Extension)) == 0


def test_closed_edition_gets_no_more_time(session):
    edition = make_edition(session, state=EditionState.CLOSED)

    with pytest.raises(ConflictError):
        extend_dates(session, SYSTEM, EVERYTHING, edition.id, until=date(2027, 6, 1), reason="x")


def test_enrolling_twice_is_enrolling_once(session, edition):
    people = [NewParticipant(person_id=make_person(session).id) for _n in range(3)]

    first = enrol_people(session, SYSTEM, edition.id, people)
    second = enrol_people(session, SYSTEM, edition.id, people)

    assert len(first.enrolment_ids) == 3
    assert (second.enrolment_ids, len(second.known)) == ({}, 3)
    assert events(session) == ["ParticipantEnrolled"] * 3


def test_more_people_than_seats_enter_not_at_all(session):
    edition = make_edition(session, seats=2)
    people = [NewParticipant(person_id=make_person(session).id) for _n in range(3)]

    with pytest.raises(ConflictError) as refusal:
        enrol_people(session, SYSTEM, edition.id, people)

    assert refusal.value.code == "edition_full"
    assert session.scalar(select(func.count()).select_from(Enrolment)) == 0
