"""The script's answers: durable before the reply, once each, few statements, one commit."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from assessments.quizzes.models import Answer
from lms.core import clock
from lms.core.db.engine import db
from lms.core.ids import new_id
from tests.factories.quizzes import make_quiz, make_seat
from tests.support.own_request import alone
from tests.support.sign_in import sign_in
from tests.support.statements import counted_statements


@pytest.fixture
def quiz(session):
    return make_quiz(session, time_limit_minutes=30)


@pytest.fixture
def seat(session, quiz, client):
    seat = make_seat(session, quiz)
    sign_in(client, seat.person_id)
    return seat


@pytest.fixture
def sheet(client, seat):
    """Begin an attempt and return what its script knows: address and token."""
    html = client.get(seat.url).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', html).group(1)
    question = client.post(seat.url, data={"csrf_token": token}).headers["Location"]
    html = client.get(question).get_data(as_text=True)
    return {
        "url": re.search(r'data-url="([^"]+)"', html).group(1),
        "token": re.search(r'data-token="([^"]+)"', html).group(1),
        "question": question,
    }


@pytest.fixture
def save(client, sheet, quiz):
    def send(answer="2", sequence=1, *, by=None, **over):
        message = {
            "question": str(quiz.questions[0]),
            "sequence": sequence,
            "given_at": clock.now().isoformat(),
            "fields": {"r": [answer]},
            "flag": False,
        } | over
        return (by or client).post(
            sheet["url"], json=message, headers={"X-CSRFToken": sheet["token"]}
        )

    return send


def answer(session, quiz):
    session.rollback()
    return session.scalars(select(Answer).where(Answer.question_id == quiz.questions[0])).one()


def test_an_answer_is_stored_before_the_reply(save, session, quiz):
    response = save("2", flag=True)

    assert response.status_code == 200
    assert response.json == {"sequence": 1, "at": "10:00", "late": False, "stored": True}
    row = answer(session, quiz)
    assert (row.response, row.is_flagged, row.claimed_at) == (
        {"chosen": ["2"]},
        True,
        clock.now(),
    )


def test_repeated_and_older_answers_change_nothing(save, session, quiz):
    save("2", 3)

    assert save("2", 3).json["stored"] is False
    assert save("1", 2).json == {"sequence": 3, "at": "10:00", "late": False, "stored": False}

    assert answer(session, quiz).response == {"chosen": ["2"]}
    assert session.scalar(select(func.count()).select_from(Answer)) == 1


def test_a_late_answer_is_kept_with_its_claim(save, session, quiz):
    claimed = clock.now()
    clock.advance(timedelta(minutes=40))

    response = save("2", given_at=claimed.isoformat())

    assert response.json["late"] is True
    row = answer(session, quiz)
    assert row.late_response == {"chosen": ["2"]}
    assert (row.late_claimed_at, row.late_received_at) == (claimed, clock.now())
    assert row.response == {}


def test_it_takes_one_commit_and_three_statements(app, save, session):
    with app.app_context():
        engine = db.engine
    commits = []

    def note(_connection):
        commits.append(1)

    save("1", 1)
    event.listen(engine, "commit", note)
    try:
        with counted_statements(engine) as statements:
            assert alone(session, save, "2", 2).json["stored"] is True
    finally:
        event.remove(engine, "commit", note)

    assert len(commits) == 1
    assert len(statements) == 3, statements


def test_another_persons_attempt_is_not_found(app, save, session, quiz, seat):
    stranger = make_seat(session, quiz, seat.edition)
    other = app.test_client()
    sign_in(other, stranger.person_id)
    token = other.get("/mi-formacion/cuestionarios/firma").json["token"]

    response = other.post(
        f"/mi-formacion/cuestionarios/intentos/{new_id()}/respuestas",
        json={"question": str(quiz.questions[0]), "sequence": 1, "fields": {"r": ["2"]}},
        headers={"X-CSRFToken": token},
    )

    assert response.status_code == 404
    assert session.scalar(select(func.count()).select_from(Answer)) == 0


def test_a_strangers_session_cannot_send_to_this_attempt(app, sheet, session, quiz, seat):
    stranger = make_seat(session, quiz, seat.edition)
    other = app.test_client()
    sign_in(other, stranger.person_id)
    fresh = other.get("/mi-formacion/cuestionarios/firma").json

    response = other.post(
        sheet["url"],
        json={"question": str(quiz.questions[0]), "sequence": 1, "fields": {"r": ["2"]}},
        headers={"X-CSRFToken": fresh["token"]},
    )

    assert fresh["person"] == str(stranger.person_id)
    assert response.status_code == 404
    assert session.scalar(select(func.count()).select_from(Answer)) == 0


def test_without_a_token_nothing_is_stored(client, sheet, quiz, session):
    client.sends_csrf = False

    response = alone(
        session,
        client.post,
        sheet["url"],
        json={"question": str(quiz.questions[0]), "sequence": 1, "fields": {"r": ["2"]}},
    )

    assert response.status_code == 400
    assert session.scalar(select(func.count()).select_from(Answer)) == 0


def test_a_session_that_ended_stores_nothing(client, save, session):
    clock.advance(timedelta(hours=13))

    response = alone(session, save)

    assert response.status_code in (302, 400)
    assert session.scalar(select(func.count()).select_from(Answer)) == 0


@pytest.mark.parametrize(
    "over",
    [
        {"fields": "x"},
        {"fields": {"r": "2"}},
        {"fields": {"r": [2]}},
        {"fields": {str(n): [] for n in range(99)}},
        {"fields": {"r": ["2"] * 99}},
        {"question": "no"},
        {"question": None},
        {"sequence": "1"},
        {"sequence": True},
        {"sequence": None},
    ],
)
def test_what_is_not_an_answer_is_refused(save, session, over):
    assert save(**over).status_code == 400
    assert session.scalar(select(func.count()).select_from(Answer)) == 0


@pytest.mark.parametrize("sequence", [0, -4, 2**80])
def test_a_senseless_sequence_is_refused(save, sequence):
    assert save(sequence=sequence).status_code == 409


@pytest.mark.parametrize("given_at", ["ayer", None, 7, "2027-03-01T10:00:00", "0001-01-01T00:00Z"])
def test_a_claim_that_cannot_be_read_is_no_claim(save, session, quiz, given_at):
    assert save(given_at=given_at).status_code == 200

    assert answer(session, quiz).claimed_at is None


def test_text_with_half_a_sign_is_stored_all_the_same(client, save):
    assert save(answer="\ud83d").status_code == 200


def test_a_question_of_another_quiz_is_not_found(save, session):
    other = make_quiz(session)

    assert save(question=str(other.questions[0])).status_code == 404


def test_a_message_that_is_no_json_is_refused(client, sheet):
    response = client.post(
        sheet["url"],
        data="{",
        content_type="application/json",
        headers={"X-CSRFToken": sheet["token"]},
    )

    assert response.status_code == 400
