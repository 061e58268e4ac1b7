"""Does the condition of queries say what the rule says, state by state?"""

import itertools

import pytest
from sqlalchemy import select

from courses.learning.api import EDITION, ENROLMENT, EditionState, EnrolmentState, under_way
from courses.learning.rules.states import is_under_way
from tests.factories.learning import make_course, make_edition, make_enrolment
from tests.support.sign_in import make_person


@pytest.mark.parametrize(
    ("edition", "enrolment", "expected"),
    [
        (EditionState.OPEN, EnrolmentState.IN_PROGRESS, True),
        (EditionState.OPEN, EnrolmentState.RECOVERY, True),
        (EditionState.CLOSED, EnrolmentState.RECOVERY, True),
        (EditionState.CLOSED, EnrolmentState.IN_PROGRESS, False),
        (EditionState.CLOSED, EnrolmentState.FAILED, False),
        (EditionState.CLOSED, EnrolmentState.PASSED, False),
        (EditionState.PLANNED, EnrolmentState.RECOVERY, False),
        (EditionState.PLANNED, EnrolmentState.ENROLLED, False),
    ],
)
def test_recovery_alone_outlives_the_closing(edition, enrolment, expected):
    assert is_under_way(edition, enrolment) is expected


def test_the_condition_is_the_rule_in_every_pair_of_states(session):
    course = make_course(session)
    pairs = {}
    for edition_state in EditionState:
        edition = make_edition(session, course, state=edition_state)
        for state in EnrolmentState:
            enrolment_id = make_enrolment(session, edition, make_person(session).id, state=state)
            pairs[enrolment_id] = (edition_state, state)

    found = session.execute(
        select(ENROLMENT.c.id, under_way().label("is_it")).join(
            EDITION, EDITION.c.id == ENROLMENT.c.edition_id
        )
    )

    said = {row.id: row.is_it for row in found}
    assert said == {key: is_under_way(*pair) for key, pair in pairs.items()}
    assert len(said) == len(list(itertools.product(EditionState, EnrolmentState)))
