"""The trainer's pages: who may open them, what they show, what their buttons do."""

import re

import pytest
from sqlalchemy import func, select

from assessments.quizzes.models import Answer, Attempt, Quiz
from assessments.quizzes.services.save_answer import GivenAnswer, save_answer
from assessments.quizzes.services.start_attempt import start_attempt
from assessments.quizzes.services.submit_attempt import submit_attempt
from courses.learning.api import own_activity_context
from lms.core.access import Role, Scope
from lms.core.db.engine import db
from tests.factories.learning import make_edition
from tests.factories.quizzes import RIGHT, essay, every_kind, make_quiz, make_seat, single
from tests.support.own_request import alone
from tests.support.page_inspector import parse, visible_text
from tests.support.sign_in import make_staff, sign_in
from tests.support.statements import counted_statements


def play(session, seat, answers, *, send=True):
    context = own_activity_context(session, seat.person_id, seat.enrolment_id, seat.activity_id)
    attempt_id = start_attempt(session, seat.actor, context)
    for question_id, fields in answers.items():
        given = GivenAnswer(question_id=question_id, fields=fields, is_flagged=False, sequence=None)
        save_answer(session, seat.person_id, attempt_id, given)
    if send:
        submit_attempt(session, seat.actor, attempt_id)
    session.commit()
    return attempt_id


@pytest.fixture
def quiz(session):
    return make_quiz(session, [single(1), single(2), essay()])


@pytest.fixture
def seat(session, quiz):
    return make_seat(session, quiz)


@pytest.fixture
def base(seat):
    return f"/ediciones/{seat.edition.id}/cuestionarios"


@pytest.fixture
def trainer(session, client, seat):
    person = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=seat.edition.id)
    return sign_in(client, person.id)


@pytest.fixture
def coordinator(session, app):
    return sign_in(app.test_client(), make_staff(session, Role.COORDINATOR).id)


def text(response):
    assert response.status_code == 200, response.status_code
    return visible_text(parse(response.get_data(as_text=True)))


def pages(base, quiz, attempt_id):
    one = f"{base}/{quiz.activity_id}"
    return [
        base,
        one,
        f"{one}/intentos",
        f"{one}/vista-previa",
        f"{one}/preguntas/{quiz.questions[0]}/clave",
        f"{base}/intentos/{attempt_id}",
        f"{base}/por-calificar",
    ]


def test_a_trainer_opens_the_own_edition_and_no_other(session, trainer, base, quiz, seat):
    attempt_id = play(session, seat, {quiz.questions[2]: {"r": ["Un caso."]}})
    other = make_seat(session, quiz, make_edition(session, quiz.course))
    other_attempt = play(session, other, {})
    foreign = base.replace(str(seat.edition.id), str(other.edition.id))

    for page in pages(base, quiz, attempt_id):
        assert trainer.get(page).status_code == 200, page
    for page in [*pages(foreign, quiz, other_attempt), f"{base}/intentos/{other_attempt}"]:
        assert trainer.get(page).status_code == 404, page


def test_participants_and_liaisons_open_nothing_of_it(session, app, base, quiz, seat):
    attempt_id = play(session, seat, {})
    liaison = make_staff(session, Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=seat.edition.id)
    for person_id in (seat.person_id, liaison.id):
        client = sign_in(app.test_client(), person_id)
        for page in pages(base, quiz, attempt_id):
            assert client.get(page).status_code == 403, page


def test_a_quiz_of_another_course_is_not_in_the_edition(session, trainer, base):
    other = make_quiz(session)

    assert trainer.get(f"{base}/{other.activity_id}").status_code == 404


def test_the_list_counts_attempts_people_and_what_waits(session, trainer, base, quiz, seat):
    make_seat(session, quiz, seat.edition)
    play(session, seat, {quiz.questions[0]: {"r": ["2"]}})
    play(session, seat, {quiz.questions[2]: {"r": ["Un caso."]}})
    page = parse(trainer.get(base).get_data(as_text=True))

    words = visible_text(page)
    cells = [visible_text_of(node) for node in page.iter("td")]
    assert "1 respuesta espera a su docente" in words
    assert cells == ["2", "1 de 2", "1", "0"]


def visible_text_of(node):
    return " ".join("".join(node.itertext()).split())


def test_statistics_name_every_denominator(session, trainer, base, quiz, seat):
    play(session, seat, {quiz.questions[0]: {"r": ["2"]}})
    play(session, seat, {quiz.questions[0]: {"r": ["1"]}})
    play(session, seat, {})

    words = text(trainer.get(f"{base}/{quiz.activity_id}"))

    assert "3 intentos entregados, de 1 persona" in words
    assert "Bien: 1 de 3. Respondida en 2 de 3 intentos. Puntaje medio: 33 %." in words
    assert "Opción 1 de 1: 1 de 3" in words


def test_a_question_that_nearly_all_miss_is_pointed_out(session, trainer, base, quiz, seat):
    for _turn in range(5):
        play(session, seat, {quiz.questions[0]: {"r": ["1"]}, quiz.questions[1]: {"r": ["2"]}})

    assert text(trainer.get(f"{base}/{quiz.activity_id}")).count("Revise la clave") == 1


def test_an_essay_is_read_and_graded(session, trainer, base, quiz, seat):
    attempt_id = play(session, seat, {quiz.questions[2]: {"r": ["En Tipuani.\n\nEn mayo."]}})
    words = text(trainer.get(f"{base}/por-calificar"))
    assert "En Tipuani. En mayo." in words
    assert "Tiene fecha y lugar." in words
    address = f"{base}/por-calificar/{attempt_id}/{quiz.questions[2]}"

    refused = trainer.post(address, data={"percent": "120", "comment": "Bien"})
    accepted = trainer.post(address, data={"percent": "80", "comment": "Bien contado"})

    assert refused.status_code == 422
    assert "Escriba un puntaje de 0 a 100" in refused.get_data(as_text=True)
    assert 'value="120"' in refused.get_data(as_text=True)
    assert accepted.status_code == 303
    session.rollback()
    assert session.get_one(Attempt, attempt_id).score_percent == 27
    assert "Bien contado" in text(trainer.get(f"{base}/intentos/{attempt_id}"))
    assert "No hay respuestas por leer" in text(trainer.get(f"{base}/por-calificar"))


def test_a_late_answer_is_shown_with_its_claim_and_decided(session, trainer, base, quiz, seat):
    attempt_id = play(session, seat, {})
    given = GivenAnswer(
        question_id=quiz.questions[0], fields={"r": ["2"]}, is_flagged=False, sequence=None
    )
    save_answer(session, seat.person_id, attempt_id, given)
    session.commit()
    words = text(trainer.get(f"{base}/por-calificar"))
    assert "Llegó tarde" in words
    assert "Opción 2 de 1" in words

    response = trainer.post(
        f"{base}/por-calificar/{attempt_id}/{quiz.questions[0]}/tarde",
        data={"decision": "accepted"},
    )

    assert response.status_code == 303
    session.rollback()
    assert session.get_one(Attempt, attempt_id).score_percent == 33


def test_the_preview_stores_nothing(session, trainer, base):
    quiz = make_quiz(session, every_kind())
    seat = make_seat(session, quiz)
    person = make_staff(session, Role.COORDINATOR)
    client = sign_in(trainer, person.id)
    address = f"/ediciones/{seat.edition.id}/cuestionarios/{quiz.activity_id}/vista-previa"
    page = client.get(address).get_data(as_text=True)
    seed = re.search(r'name="semilla" value="(\d+)"', page).group(1)
    fields = {
        f"q{number}-{name}": value
        for number, answer in enumerate(RIGHT, start=1)
        for name, value in answer.items()
    }

    words = text(client.post(address, data=fields | {"semilla": seed}))

    assert "Nada de lo que responda aquí se guarda" in words
    assert "Así va." in words
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Attempt)) == 0
    assert session.scalar(select(func.count()).select_from(Answer)) == 0


def test_a_key_is_corrected_after_its_effect_was_shown(session, trainer, base, quiz, seat):
    attempt_id = play(session, seat, {quiz.questions[0]: {"r": ["1"]}})
    address = f"{base}/{quiz.activity_id}/preguntas/{quiz.questions[0]}/clave"
    assert "Marque la respuesta correcta" in text(trainer.get(address))
    key = {"q1-r": "1", "reason": "Estaba al revés.", "revision": "1"}

    effect = text(trainer.post(address, data=key))
    session.rollback()
    assert session.get_one(Attempt, attempt_id).score_percent == 0
    assert "Suben 1 de 1 intentos" in effect
    assert "Bajar la nota" not in effect
    done = trainer.post(address, data=key | {"acto": "aplicar"})
    again = trainer.post(address, data=key | {"acto": "aplicar"})

    assert done.status_code == 303
    assert again.status_code == 409
    assert "mientras tanto" in again.get_data(as_text=True)
    session.rollback()
    assert session.get_one(Attempt, attempt_id).score_percent == 33
    assert "Estaba al revés." in text(trainer.get(address))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reason": "x", "revision": "1"}, "La clave está incompleta"),
        ({"q1-r": "1", "revision": "1"}, "Escriba por qué la clave estaba mal"),
    ],
)
def test_half_a_correction_is_refused(trainer, base, quiz, fields, said):
    address = f"{base}/{quiz.activity_id}/preguntas/{quiz.questions[0]}/clave"

    response = trainer.post(address, data=fields)

    assert response.status_code == 422
    assert said in response.get_data(as_text=True)


def test_only_coordination_may_lower_scores(session, trainer, coordinator, base, quiz, seat):
    attempt_id = play(session, seat, {quiz.questions[0]: {"r": ["2"]}})
    address = f"{base}/{quiz.activity_id}/preguntas/{quiz.questions[0]}/clave"
    key = {"q1-r": "1", "reason": "r", "revision": "1", "acto": "aplicar", "lowers": "1"}

    assert trainer.post(address, data=key).status_code == 303
    session.rollback()
    assert session.get_one(Attempt, attempt_id).score_percent == 33

    back = key | {"q1-r": "3", "revision": "2"}
    assert "Bajar la nota" in text(coordinator.post(address, data=back | {"acto": ""}))
    assert coordinator.post(address, data=back).status_code == 303
    session.rollback()
    session.expire_all()
    assert session.get_one(Attempt, attempt_id).score_percent == 0


def test_an_essay_has_no_key(trainer, base, quiz):
    address = f"{base}/{quiz.activity_id}/preguntas/{quiz.questions[2]}/clave"

    assert trainer.get(address).status_code == 404


@pytest.mark.parametrize("place", range(7))
def test_the_key_of_every_kind_can_be_opened(session, coordinator, place):
    quiz = make_quiz(session, every_kind())
    seat = make_seat(session, quiz)
    base = f"/ediciones/{seat.edition.id}/cuestionarios/{quiz.activity_id}"

    assert coordinator.get(f"{base}/preguntas/{quiz.questions[place]}/clave").status_code == 200


def test_settings_are_of_coordination(session, trainer, coordinator, base, quiz):
    address = f"{base}/{quiz.activity_id}/ajustes"
    wanted = {
        "draw": "2",
        "max_attempts": "",
        "time_limit_minutes": "20",
        "feedback_when": "passed",
    }

    assert trainer.get(address).status_code == 403
    assert "Vacío: sin límite." in text(coordinator.get(address))
    refused = coordinator.post(address, data=wanted | {"draw": "9"})
    assert refused.status_code == 409
    assert "Hay 3 preguntas" in refused.get_data(as_text=True)
    assert coordinator.post(address, data=wanted | {"draw": "0"}).status_code == 422
    assert coordinator.post(address, data=wanted).status_code == 303

    session.rollback()
    stored = session.get_one(Quiz, quiz.activity_id)
    assert (stored.draw, stored.time_limit_minutes, stored.max_attempts) == (2, 20, None)


def test_more_time_is_given_to_an_open_attempt(session, trainer):
    quiz = make_quiz(session, time_limit_minutes=10)
    seat = make_seat(session, quiz)
    client = sign_in(trainer, make_staff(session, Role.COORDINATOR).id)
    attempt_id = play(session, seat, {}, send=False)
    before = session.get_one(Attempt, attempt_id).due_at
    address = f"/ediciones/{seat.edition.id}/cuestionarios/intentos/{attempt_id}"

    assert client.post(address, data={"minutes": "15"}).status_code == 422
    assert client.post(address, data={"minutes": "15", "reason": "Luz"}).status_code == 303

    session.rollback()
    session.expire_all()
    assert (session.get_one(Attempt, attempt_id).due_at - before).total_seconds() == 900


def test_pages_of_many_attempts_ask_the_database_little(session, app, trainer, base, quiz, seat):
    seats = [seat] + [make_seat(session, quiz, seat.edition) for _n in range(4)]
    for each in seats:
        attempt_id = play(session, each, {quiz.questions[2]: {"r": ["Un caso."]}})
    counts = {}
    for page in pages(base, quiz, attempt_id):
        with counted_statements(db.engine) as statements:
            assert alone(session, trainer.get, page).status_code == 200
        counts[page] = len(statements)

    assert max(counts.values()) <= 8, counts


def test_the_tab_stands_among_the_editions(trainer, base):
    page = parse(trainer.get(base).get_data(as_text=True))

    tabs = [node for node in page.iter("a") if node.get("href") == base]
    assert [node.get("aria-current") for node in tabs] == ["page"]


def test_the_home_names_attempts_that_were_not_sent(session, client, quiz, seat):
    play(session, seat, {}, send=False)
    sign_in(client, seat.person_id)

    assert "Todavía no entregó" in text(client.get("/mi-formacion"))
