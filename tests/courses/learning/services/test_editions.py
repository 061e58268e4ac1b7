"""Editions are made, changed, opened and closed; again changes nothing."""

from datetime import date

import pytest
from sqlalchemy import func, select

from courses.learning.models import CourseVersion, Edition
from courses.learning.rules.states import CourseStatus, EditionState, EnrolmentState
from courses.learning.services.assign_trainer import assign_trainer, remove_trainer
from courses.learning.services.change_edition import change_edition
from courses.learning.services.create_edition import EditionInput, create_edition
from courses.learning.services.find_for_change import EVERYTHING
from courses.learning.services.set_edition_state import set_edition_state
from lms.accounts.api import people_with_role
from lms.audit.models import AuditLine
from lms.core import ids
from lms.core.access import SYSTEM, Reach, Role, Scope
from lms.core.errors import ConflictError, DomainError, NotFoundError
from tests.factories.learning import make_course, make_edition, make_enrolment
from tests.support.sign_in import make_person


def values(**over) -> EditionInput:
    return EditionInput(
        **(
            {
                "code": "gm-0-2027-1",
                "title": "Primera",
                "starts_on": date(2027, 3, 8),
                "ends_on": date(2027, 5, 8),
            }
            | over
        )
    )


def test_edition_is_made_on_the_newest_version_in_the_zone_of_the_programme(session):
    course = make_course(session)
    newest = CourseVersion(
        id=ids.new_id(),
        course_id=course.id,
        number=2,
        content_hash="1" * 64,
        rules={},
        facts={},
    )
    session.add(newest)
    session.flush()

    edition_id = create_edition(session, SYSTEM, course.id, values())

    edition = session.get_one(Edition, edition_id)
    assert edition.course_version_id == newest.id
    assert (edition.code, edition.zone) == ("GM-0-2027-1", "America/La_Paz")
    assert edition.state is EditionState.PLANNED


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"ends_on": date(2027, 3, 7)}, "ends_on"),
        ({"seats": 0}, "seats"),
        ({"code": "GM/0"}, "code"),
    ],
)
def test_wrong_values_are_refused_beside_their_field(session, over, field):
    course = make_course(session)

    with pytest.raises(DomainError) as refusal:
        create_edition(session, SYSTEM, course.id, values(**over))

    assert refusal.value.field == field


def test_a_code_is_used_once(session):
    course = make_course(session)
    create_edition(session, SYSTEM, course.id, values())

    with pytest.raises(DomainError) as refusal:
        create_edition(session, SYSTEM, course.id, values(code="GM-0-2027-1"))

    assert refusal.value.field == "code"


def test_course_in_preparation_has_no_edition(session):
    course = make_course(session, status=CourseStatus.IN_PREPARATION)

    with pytest.raises(DomainError, match="en preparación"):
        create_edition(session, SYSTEM, course.id, values())


def test_the_same_values_again_change_nothing(session):
    edition = make_edition(session)
    new = values(seats=20)
    change_edition(session, SYSTEM, EVERYTHING, edition.id, new)
    session.flush()
    lines = session.scalar(select(func.count()).select_from(AuditLine))

    change_edition(session, SYSTEM, EVERYTHING, edition.id, new)

    assert session.scalar(select(func.count()).select_from(AuditLine)) == lines


def test_seats_never_go_below_the_people_who_have_one(session):
    edition = make_edition(session)
    for _n in range(2):
        make_enrolment(session, edition, make_person(session).id)
    make_enrolment(session, edition, make_person(session).id, state=EnrolmentState.WITHDRAWN)

    with pytest.raises(DomainError) as refusal:
        change_edition(session, SYSTEM, EVERYTHING, edition.id, values(seats=1))
    change_edition(session, SYSTEM, EVERYTHING, edition.id, values(seats=2))

    assert refusal.value.field == "seats"


def test_closed_edition_is_not_changed(session):
    edition = make_edition(session, state=EditionState.CLOSED)

    with pytest.raises(ConflictError):
        change_edition(session, SYSTEM, EVERYTHING, edition.id, values())


def test_opening_twice_is_opening_once(session):
    edition = make_edition(session, state=EditionState.PLANNED)

    first = set_edition_state(session, SYSTEM, edition.id, EditionState.OPEN)
    second = set_edition_state(session, SYSTEM, edition.id, EditionState.OPEN)

    assert (first, second) == (True, False)


def test_planned_edition_is_not_closed_and_reopening_asks_for_a_reason(session):
    planned = make_edition(session, state=EditionState.PLANNED)
    closed = make_edition(session, state=EditionState.CLOSED)

    with pytest.raises(ConflictError):
        set_edition_state(session, SYSTEM, planned.id, EditionState.CLOSED)
    with pytest.raises(ConflictError):
        set_edition_state(session, SYSTEM, closed.id, EditionState.OPEN)
    set_edition_state(session, SYSTEM, closed.id, EditionState.OPEN, reason="Faltaba una nota.")

    assert session.get_one(Edition, closed.id).closed_at is None


def test_edition_outside_the_reach_is_not_found(session):
    edition = make_edition(session)
    reach = Reach(ids={Scope.EDITION: frozenset({make_edition(session).id})})

    with pytest.raises(NotFoundError):
        change_edition(session, SYSTEM, reach, edition.id, values())


def test_trainer_is_given_and_taken(session):
    person = make_person(session, document_number="4912345")
    edition = make_edition(session)

    assign_trainer(session, SYSTEM, EVERYTHING, edition.id, document="4.912.345")
    assign_trainer(session, SYSTEM, EVERYTHING, edition.id, document="4912345")
    session.flush()
    given = people_with_role(session, role=Role.TRAINER, scope_id=edition.id)
    remove_trainer(session, SYSTEM, EVERYTHING, edition.id, person.id)
    session.flush()

    assert [card.id for card in given] == [person.id]
    assert people_with_role(session, role=Role.TRAINER, scope_id=edition.id) == []


def test_unknown_carnet_makes_no_trainer(session):
    edition = make_edition(session)

    with pytest.raises(DomainError) as refusal:
        assign_trainer(session, SYSTEM, EVERYTHING, edition.id, document="4912345")

    assert refusal.value.field == "document"
