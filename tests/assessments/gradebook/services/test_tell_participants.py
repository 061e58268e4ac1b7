"""What an acta changes reaches whom it names, once."""

import pytest

from assessments.gradebook.services.close_edition import close_edition
from assessments.gradebook.services.rectify import Correction, rectify_mark
from lms.core.access import SYSTEM
from lms.core.db.unit_of_work import unit_of_work
from tests.factories.gradebook import (
    EVERYTHING,
    FINAL,
    ISSUER,
    T1,
    make_marked_edition,
    make_participant,
    marks,
)
from tests.support.notices import EMAIL, titles, told


@pytest.fixture
def edition(session):
    return make_marked_edition(session)


def _close(session, edition):
    with unit_of_work():
        close_edition(session, SYSTEM, EVERYTHING, edition.id, ISSUER)


def _rectify(session, edition, somebody, slug, score):
    with unit_of_work():
        rectify_mark(
            session,
            SYSTEM,
            EVERYTHING,
            edition.id,
            Correction(
                enrolment_id=somebody.id,
                activity_id=edition.course.activities[slug],
                score_percent=score,
                reason="Error de suma",
            ),
        )


def test_the_closing_is_told_to_who_did_not_pass(session, edition):
    unfinished = make_participant(session, edition, marks(80, None, None), email=EMAIL)
    _close(session, edition)

    [one] = told(unfinished.person_id)

    assert one.title == "Su edición cerró"
    assert "recuperación" in one.text
    assert f"/mi-formacion/{unfinished.id}" in one.mail


def test_a_rectifying_acta_is_told_to_whom_it_names_only(session, edition):
    named = make_participant(session, edition, marks(80, None, None), email=EMAIL)
    other = make_participant(session, edition, marks(80, None, None), email=EMAIL)
    _close(session, edition)
    _rectify(session, edition, named, T1, 90)

    found = told(named.person_id)

    assert sorted(one.title for one in found) == [
        "Cambiaron sus notas en el acta",
        "Su edición cerró",
    ]
    assert titles(other.person_id) == ["Su edición cerró"]
    assert not any("90" in one.text for one in found)


def test_each_rectification_is_told(session, edition):
    somebody = make_participant(session, edition, marks(80, 80, 40))
    _close(session, edition)
    _rectify(session, edition, somebody, FINAL, 45)
    _rectify(session, edition, somebody, FINAL, 50)

    assert titles(somebody.person_id).count("Cambiaron sus notas en el acta") == 2
