"""What a trainer does with a submission reaches its author once, without the mark itself."""

from sqlalchemy import select

from assessments.assignments.models import Grade
from assessments.assignments.services.undo_publication import undo_publication
from lms.core.db.unit_of_work import unit_of_work
from lms.messages.models import Way
from tests.factories.assignments import (
    ALL,
    TRAINER,
    grade,
    make_world,
    publish,
    return_for_correction,
    send,
)
from tests.support.notices import titles, told
from tests.support.sign_in import sign_in


def _published(session):
    who = make_world(session).people[0]
    submission_id = send(who)
    grade(submission_id)
    publish(submission_id)
    return who, submission_id


def _undo(submission_id):
    with unit_of_work() as session:
        undo_publication(session, TRAINER, ALL, [submission_id])


def test_a_published_grade_is_told_with_the_way_to_it_and_without_the_mark(session, client):
    who, _submission = _published(session)

    one = next(one for one in told(who.person_id) if one.title == "Su nota está publicada")

    assert (one.path, one.way) == (who.url, Way.BY_HAND)
    assert "«Tarea 1»" in one.text
    assert not any(letter.isdigit() for letter in one.text.replace("«Tarea 1»", ""))
    sign_in(client, who.person_id)
    score = session.scalars(select(Grade.score_percent)).one()
    session.rollback()
    assert f"{score}" in client.get(one.path).get_data(as_text=True)


def test_undone_and_published_as_it_was_is_told_once(session):
    who, submission_id = _published(session)
    _undo(submission_id)
    publish(submission_id)

    assert titles(who.person_id).count("Su nota está publicada") == 1


def test_undone_and_published_otherwise_is_told_again(session):
    who, submission_id = _published(session)
    _undo(submission_id)
    grade(submission_id, {"c1": 3, "c2": 3, "c3": 3}, lock=1)
    publish(submission_id, lock=2)

    assert titles(who.person_id).count("Su nota está publicada") == 2


def test_each_request_for_correction_is_told_once_without_its_reason(session):
    who = make_world(session).people[0]
    submission_id = send(who)
    return_for_correction(submission_id)
    send(who, "Con el dato de partida.", base_number=1)
    return_for_correction(submission_id, "Falta la fecha.")

    found = told(who.person_id)

    assert [one.title for one in found] == ["Le piden corregir una tarea"] * 2
    assert {one.path for one in found} == {who.url}
    assert not any("Falta la fecha" in one.text for one in found)
