"""The trainer's printed guide ends with the answers that hold now."""

import pytest
from sqlalchemy import update

from assessments.questions.models import Question
from assessments.questions.rules.bodies import Short
from assessments.questions.rules.stored import to_stored
from courses.learning.models import CourseVersion
from lms.core.access import Role, Scope
from lms.core.db.engine import db
from tests.factories.quizzes import essay, every_kind, make_quiz, make_seat
from tests.support.page_inspector import parse, visible_text
from tests.support.sign_in import make_staff, sign_in
from tests.support.statements import counted_statements

GUIDE = {"title": "Guía docente: Bases", "body": "## Sesión 1\n\n**Ideas clave.** Primero se mide."}


@pytest.fixture
def quiz(session):
    quiz = make_quiz(session, [*every_kind(), essay()], draw=5)
    session.execute(
        update(CourseVersion)
        .where(CourseVersion.id == quiz.course.version_id)
        .values(facts={"guide": GUIDE})
    )
    session.commit()
    return quiz


@pytest.fixture
def seat(session, quiz):
    return make_seat(session, quiz)


@pytest.fixture
def address(seat):
    return f"/ediciones/{seat.edition.id}/guia"


@pytest.fixture
def trainer(session, client, seat):
    person = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=seat.edition.id)
    return sign_in(client, person.id)


def _text(response):
    assert response.status_code == 200, response.status_code
    return visible_text(parse(response.get_data(as_text=True)))


def test_the_content_tab_leads_trainers_and_coordination_to_the_guide(
    app, session, seat, trainer, address
):
    contents = f"/ediciones/{seat.edition.id}/contenido"
    coordination = sign_in(app.test_client(), make_staff(session, Role.COORDINATOR).id)

    for reader in (trainer, coordination):
        assert f'href="{address}"' in reader.get(contents).get_data(as_text=True)
        assert "Primero se mide." in _text(reader.get(address))


def test_every_kind_of_question_has_its_right_answer(trainer, address):
    page = _text(trainer.get(address))

    assert "Cada intento sortea 5 de estas 8 preguntas." in page
    for right in (
        "Opción 2 de 1", "Parte 1 Parte 2", "Verdadero",
        "Izquierda A: Derecha uno Izquierda B: Derecha dos", "1. a 2. b", "1800 Bs", "CCAM",
        "Respuesta abierta. Tiene fecha y lugar.",
    ):  # fmt: skip
        assert right in page
    assert "Opción 1 de 1" not in page


def test_a_corrected_key_is_the_one_printed(session, trainer, quiz, address):
    corrected = Short(text="¿Sigla?", accept=("UGM",), feedback="Es UGM.")
    session.execute(
        update(Question).where(Question.id == quiz.questions[6]).values(body=to_stored(corrected))
    )
    session.commit()

    page = _text(trainer.get(address))

    assert "¿Sigla? UGM" in page
    assert "CCAM" not in page


def test_learners_and_trainers_of_other_editions_do_not_reach_it(app, session, seat, address):
    learner = sign_in(app.test_client(), seat.person_id)
    stranger = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=seat.person_id)

    assert learner.get(address).status_code == 403
    assert sign_in(app.test_client(), stranger.id).get(address).status_code == 404


def test_a_course_without_guide_offers_none(session, trainer, seat, address):
    session.execute(update(CourseVersion).values(facts={}))
    session.commit()

    assert trainer.get(address).status_code == 404
    contents = trainer.get(f"/ediciones/{seat.edition.id}/contenido").get_data(as_text=True)
    assert address not in contents


def test_its_statements_do_not_grow_with_the_questions(app, trainer, address):
    trainer.get(address)

    with app.app_context(), counted_statements(db.engine) as statements:
        trainer.get(address)

    assert len(statements) <= 6
