"""The participant's pages without script: start, question, review, result."""

import re
from datetime import timedelta

import brotli
import pytest
from sqlalchemy import func, select

from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.rules.states import AttemptState, FeedbackWhen
from courses.learning.rules.states import ActivityKindName, EnrolmentState
from lms.core import clock
from lms.core.db.engine import db
from tests.factories.quizzes import RIGHT, essay, every_kind, make_quiz, make_seat, single
from tests.support.own_request import alone
from tests.support.page_inspector import parse, visible_text
from tests.support.sign_in import sign_in
from tests.support.statements import counted_statements


@pytest.fixture
def quiz(session):
    return make_quiz(session, every_kind())


@pytest.fixture
def seat(session, quiz, client):
    seat = make_seat(session, quiz)
    sign_in(client, seat.person_id)
    return seat


@pytest.fixture
def post(client):
    """Post a form with the token of a page that was just fetched."""

    def send(url, fields=None, *, page=None):
        html = client.get(page or url).get_data(as_text=True)
        token = re.search(r'name="csrf_token" value="([^"]+)"', html).group(1)
        return client.post(url, data={"csrf_token": token} | (fields or {}))

    return send


def text(response):
    return visible_text(parse(response.get_data(as_text=True)))


def attempt_of(session):
    session.rollback()
    return session.scalars(select(Attempt)).one()


def walk(post, seat, fields_of):
    first = post(seat.url).headers["Location"]
    for number, fields in enumerate(fields_of, start=1):
        address = re.sub(r"\d+$", str(number), first)
        response = post(address, {f"q{number}-{name}": v for name, v in fields.items()})
        assert response.status_code == 303
    assert response.headers["Location"].endswith("/revisar")
    base = first.rsplit("/", 1)[0]
    return post(f"{base}/entregar", page=f"{base}/revisar")


def test_the_whole_quiz_is_done_with_plain_forms(client, post, seat, session):
    response = walk(post, seat, RIGHT)

    assert response.status_code == 303
    words = text(client.get(response.headers["Location"]))
    assert "Aprobado: 100 %" in words
    assert "7 de 7 respuestas" in words
    assert "Así va." in words
    assert "Modelo de Cooperación Subnacional, líneas 182" in words
    assert attempt_of(session).state is AttemptState.GRADED


def test_the_start_page_says_what_it_is_and_how_it_went(client, post, seat):
    words = text(client.get(seat.url))
    assert "los que necesite" in words
    assert "sin límite" in words
    assert "Empezar" in words

    walk(post, seat, [*RIGHT[:6], {"r": ["no sé"]}])

    words = text(client.get(seat.url))
    assert "Ya aprobó este cuestionario con 86 %" in words
    assert "Empezar otro intento" in words


def test_an_open_attempt_is_named_on_the_start_page(client, post, seat):
    post(seat.url)

    words = text(client.get(seat.url))

    assert "Todavía no entregó" in words
    assert "Continuar el intento" in words


def test_a_page_holds_every_question_and_shows_one(client, post, seat):
    address = post(seat.url).headers["Location"]

    page = parse(client.get(address).get_data(as_text=True))

    parts = [node for node in page.iter("div") if node.get("data-part")]
    assert [part.get("hidden") is None for part in parts] == [True] + [False] * 6
    assert {node.get("href") for node in page.iter("a") if node.get("data-question")} == {
        re.sub(r"\d+$", str(number), address) for number in range(1, 8)
    }


def test_only_the_question_of_the_address_is_saved(client, post, seat, session):
    address = post(seat.url).headers["Location"]

    post(address, {"q1-r": "2", "q3-r": "true"})

    assert session.scalar(select(func.count()).select_from(Answer)) == 1
    review = text(client.get(address.rsplit("/", 1)[0] + "/revisar"))
    assert "Respondió 1 de 7 preguntas" in review
    assert "Faltan 6 respuestas" in review


def test_what_was_answered_and_marked_comes_back(client, post, seat):
    address = post(seat.url).headers["Location"]
    second = re.sub(r"\d+$", "2", address)
    post(second, {"q2-r": ["1", "3"], "q2-flag": "1"})

    page = parse(client.get(second).get_data(as_text=True))

    checked = {
        (node.get("name"), node.get("value"))
        for node in page.iter("input")
        if node.get("checked") is not None
    }
    assert checked == {("q2-r", "1"), ("q2-r", "3"), ("q2-flag", "1")}
    assert "Marcó 1 para revisar" in text(client.get(address.rsplit("/", 1)[0] + "/revisar"))


def test_two_tabs_send_one_attempt_once(client, post, seat, session):
    address = post(seat.url).headers["Location"]
    base = address.rsplit("/", 1)[0]
    review = f"{base}/revisar"
    token = re.search(r'csrf_token" value="([^"]+)"', client.get(review).get_data(as_text=True))
    data = {"csrf_token": token.group(1)}

    first = client.post(f"{base}/entregar", data=data)
    second = client.post(f"{base}/entregar", data=data)
    late = client.post(address, data=data | {"q1-r": "2"})

    assert first.headers["Location"] == second.headers["Location"] == late.headers["Location"]
    attempt = attempt_of(session)
    assert (attempt.number, attempt.score_percent) == (1, 0)
    kept = session.scalars(select(Answer).where(Answer.late_response.is_not(None))).one()
    assert kept.late_response == {"chosen": ["2"]}
    assert "llegó después del final" in text(client.get(late.headers["Location"]))


def test_pages_of_a_sent_attempt_lead_to_its_result(client, post, seat):
    address = post(seat.url).headers["Location"]
    base = address.rsplit("/", 1)[0]
    post(f"{base}/entregar", page=f"{base}/revisar")

    for page in (address, f"{base}/revisar"):
        assert client.get(page).headers["Location"].endswith("/resultado")


def test_an_open_attempt_has_no_result_yet(client, post, seat):
    base = post(seat.url).headers["Location"].rsplit("/", 1)[0]

    assert client.get(f"{base}/resultado").headers["Location"].endswith("/revisar")


def test_a_final_test_keeps_its_key_until_it_is_passed(client, post, session):
    quiz = make_quiz(
        session,
        [single(1), single(2)],
        kind=ActivityKindName.FINAL_TEST,
        feedback_when=FeedbackWhen.PASSED,
    )
    seat = make_seat(session, quiz)
    sign_in(client, seat.person_id)

    failed = text(client.get(walk(post, seat, [{"r": "2"}, {"r": "1"}]).headers["Location"]))
    passed = text(client.get(walk(post, seat, [{"r": "2"}, {"r": "2"}]).headers["Location"]))

    assert "Todavía no: 50 %" in failed
    assert "Dicho 1" not in failed
    assert "Respuesta correcta" not in failed
    assert "Dicho 2" in passed


def test_an_essay_says_who_reads_it(client, post, session):
    quiz = make_quiz(session, [essay()])
    seat = make_seat(session, quiz)
    sign_in(client, seat.person_id)

    words = text(client.get(walk(post, seat, [{"r": "En Tipuani."}]).headers["Location"]))

    assert "Su docente lee una parte" in words
    assert "La lee su docente" in words


def test_a_diagnostic_says_that_it_has_no_mark(client, post, session):
    quiz = make_quiz(session, [single()], kind=ActivityKindName.DIAGNOSTIC)
    seat = make_seat(session, quiz)
    sign_in(client, seat.person_id)

    assert "no lleva nota" in text(client.get(seat.url))
    words = text(client.get(walk(post, seat, [{"r": "1"}]).headers["Location"]))
    assert "Acertó 0 de 1. No lleva nota." in words


def test_when_time_is_over_what_was_answered_can_be_sent(client, post, session):
    quiz = make_quiz(session, [single()], time_limit_minutes=5)
    seat = make_seat(session, quiz)
    sign_in(client, seat.person_id)
    address = post(seat.url).headers["Location"]
    assert "5 min" in text(client.get(address))

    clock.advance(timedelta(minutes=6, seconds=1))

    words = text(client.get(address))
    assert "Se acabó el tiempo" in words
    base = address.rsplit("/", 1)[0]
    assert post(f"{base}/entregar", page=address).status_code == 303


def test_who_withdrew_cannot_begin(client, session, quiz):
    seat = make_seat(session, quiz, state=EnrolmentState.WITHDRAWN)
    sign_in(client, seat.person_id)

    words = text(client.get(seat.url))

    assert "Ahora no se reciben intentos" in words
    assert "Empezar" not in words


@pytest.mark.parametrize("ending", ["", "/1", "/revisar", "/resultado"])
def test_nobody_opens_another_persons_quiz(app, client, post, seat, session, quiz, ending):
    base = post(seat.url).headers["Location"].rsplit("/", 1)[0]
    stranger = make_seat(session, quiz, seat.edition)
    other = sign_in(app.test_client(), stranger.person_id)

    assert other.get(base + ending if ending else seat.url).status_code == 404


def test_an_attempt_opens_only_under_its_own_address(client, post, seat, session, quiz):
    base = post(seat.url).headers["Location"].rsplit("/", 1)[0]
    foreign = base.replace(str(seat.activity_id), str(seat.enrolment_id))

    assert client.get(f"{foreign}/1").status_code == 404
    assert client.get(f"{base}/9").status_code == 404


def test_pages_stay_light_and_ask_the_database_little(client, post, seat, app, session):
    address = post(seat.url).headers["Location"]
    base = address.rsplit("/", 1)[0]
    open_pages = [seat.url, address, f"{base}/revisar"]
    found = [_weighed(app, client, session, page) for page in open_pages]
    post(f"{base}/entregar", page=f"{base}/revisar")
    found.append(_weighed(app, client, session, f"{base}/resultado"))

    assert [statements for statements, _size in found] == [4, 3, 3, 3]
    assert max(size for _statements, size in found) < 6 * 1024


def _weighed(app, client, session, page):
    with counted_statements(db.engine) as statements:
        response = alone(session, client.get, page)
    assert response.status_code == 200
    return len(statements), len(brotli.compress(response.data, quality=4))
