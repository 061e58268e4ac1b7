"""Does rectifying a task keep its levels, its evidence and its act in step?"""

import pytest
from sqlalchemy import select

from assessments.assignments.models import Grade
from assessments.competencies.api import levels_of_person
from assessments.gradebook.queries.acts import act_content
from assessments.gradebook.services.close_edition import close_edition
from assessments.gradebook.services.rectify import Correction, rectify_mark
from courses.learning.models import Activity, ActivityProgress
from lms.core.access import SYSTEM, Role
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError
from tests.factories.assignments import WHOLE, grade, make_world, publish, send
from tests.factories.gradebook import EVERYTHING, ISSUER
from tests.support.sign_in import make_staff, sign_in


@pytest.fixture
def world(session):
    """A closed edition in which one task, of weight 100, was published with 70 percent."""
    found = make_world(session)
    session.get_one(Activity, found.activity_id).weight = 100
    session.commit()
    submission_id = send(found.people[0])
    grade(submission_id)
    publish(submission_id)
    with unit_of_work():
        close_edition(session, SYSTEM, EVERYTHING, found.edition_id, ISSUER)
    return found


def correct(session, world, **over):
    with unit_of_work():
        return rectify_mark(
            session,
            SYSTEM,
            EVERYTHING,
            world.edition_id,
            Correction(
                enrolment_id=world.people[0].enrolment_id,
                activity_id=world.activity_id,
                reason="Se leyó otra entrega",
                **over,
            ),
        )


def test_levels_give_the_mark_and_the_evidence(session, world):
    who = world.people[0]

    found = correct(session, world, levels={"c1": 3, "c2": 3, "c3": 3})

    (row,) = act_content(session, found.act_id).rows
    assert (row.previous_mark_percent, row.mark_percent) == (77, 100)
    assert session.scalars(select(Grade.score_percent)).one() == 100
    progress = session.get_one(ActivityProgress, (who.enrolment_id, who.activity_id))
    assert progress.score_percent == 100
    assert {level.code: level.level for level in levels_of_person(session, who.person_id)} == {
        "G1": 3,
        "T4": 3,
    }


def test_total_by_hand_takes_the_place_of_the_levels(session, world):
    found = correct(session, world, levels=WHOLE, score_percent=85)

    assert act_content(session, found.act_id).rows[0].mark_percent == 85


def test_same_levels_are_no_rectification(session, world):
    with pytest.raises(ConflictError):
        correct(session, world, levels=WHOLE)


def test_other_levels_with_the_same_total_are_one(session, world):
    # 40 + 14 + 20 = 74 percent; by hand it stays 77.
    found = correct(session, world, levels={"c1": 3, "c2": 1, "c3": 2}, score_percent=77)

    row = act_content(session, found.act_id).rows[0]
    assert (row.previous_mark_percent, row.mark_percent) == (77, 77)


def test_half_a_rubric_is_refused(session, world):
    with pytest.raises(DomainError) as refusal:
        correct(session, world, levels={"c1": 3})

    assert refusal.value.field == "levels"


def test_levels_are_chosen_in_the_browser(client, session, world):
    who = world.people[0]
    sign_in(client, make_staff(session, Role.COORDINATOR).id)
    address = (
        f"/ediciones/{world.edition_id}/cierre/rectificar/{who.enrolment_id}/{who.activity_id}"
    )

    page = client.get(address).get_data(as_text=True)
    missing = client.post(address, data={"nivel_c1": "3", "reason": "Otra entrega"})
    done = client.post(
        address,
        data={"nivel_c1": "3", "nivel_c2": "3", "nivel_c3": "0", "reason": "Otra entrega"},
    )

    assert page.count('type="radio"') == 12
    assert page.count("checked") == 3
    assert missing.status_code == 409
    assert "Elija un nivel" in missing.get_data(as_text=True)
    assert done.status_code == 303
    # 40 x 3 + 35 x 3 + 0 = 225 of 300.
    assert session.scalars(select(Grade.score_percent)).one() == 75
