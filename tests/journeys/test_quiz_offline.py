"""A quiz on a phone: no answer is lost without a signal, with a killed browser, on a shared phone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.rules.states import AttemptState
from lms.core import clock
from tests.factories.learning import make_course, make_edition
from tests.factories.quizzes import essay, every_kind, make_quiz, make_seat, single
from tests.support.axe import axe_faults

SAVED = re.compile(r"Guardado \d\d:\d\d")
DRAFT = re.compile(r"Borrador en este teléfono, \d\d:\d\d")


@pytest.fixture
def seat(live):
    return seat_in(live, [single(n) for n in range(1, 5)])


def seat_in(live, bodies, **over):
    """Return a participant of a quiz whose edition is running by the real clock."""
    with live.rows() as session:
        course = make_course(session, lessons=1, rules={"quiz_percent": 70})
        quiz = make_quiz(session, bodies, course=course, **over)
        edition = make_edition(
            session,
            course,
            starts_on=clock.today() - timedelta(days=3),
            ends_on=clock.today() + timedelta(days=30),
        )
        seat = make_seat(session, quiz, edition)
        seat.questions = quiz.questions
    return seat


def begin(page, seat):
    page.goto(seat.url)
    page.get_by_role("button", name=re.compile("Empezar|Continuar")).click()
    page.wait_for_url("**/intentos/*/1")


def state_of(page):
    return page.locator("[data-saved]")


def choose(page, number):
    page.get_by_label(re.compile(f"Opción 2 de {number}")).check()


def answers(live):
    with live.rows() as session:
        return {row.question_id: row.response for row in session.scalars(select(Answer))}


def attempt(live):
    with live.rows() as session:
        row = session.scalars(select(Attempt)).one()
        return row.state, row.score_percent


def test_an_answer_is_on_the_server_within_two_seconds(live, seat, signed_in_page):
    page = signed_in_page(seat.person_id)
    begin(page, seat)

    choose(page, 1)

    expect(state_of(page)).to_have_text(SAVED, timeout=2000)
    assert answers(live) == {seat.questions[0]: {"chosen": ["2"]}}


def test_answers_given_without_a_signal_arrive_when_it_comes_back(live, seat, signed_in_page):
    page = signed_in_page(seat.person_id)
    begin(page, seat)

    page.context.set_offline(True)
    for number in (1, 2, 3):
        choose(page, number)
        expect(state_of(page)).to_have_text(DRAFT)
        page.get_by_role("button", name="Guardar y seguir").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"pregunta {number + 1}")
    choose(page, 4)
    expect(page.locator("[data-signal]")).to_contain_text("Sin conexión. Siga")
    page.get_by_role("button", name="Revisar y entregar").click()
    expect(state_of(page)).to_have_text(DRAFT)
    assert answers(live) == {}
    page.context.set_offline(False)

    expect(state_of(page)).to_have_text(SAVED)
    expect(page.locator("[data-signal]")).to_be_hidden()
    page.get_by_role("button", name="Revisar y entregar").click()
    expect(page.get_by_text("Respondió 4 de 4 preguntas")).to_be_visible()
    page.get_by_role("button", name="Entregar el intento").click()
    expect(page.get_by_text("Aprobado: 100 %")).to_be_visible()
    assert attempt(live) == (AttemptState.GRADED, 100)


def test_a_killed_browser_loses_nothing(live, lasting_browser, flat_battery, tmp_path):
    seat = seat_in(live, [single(1), essay()])
    folder = tmp_path / "phone"
    with lasting_browser(folder) as context:
        context.add_cookies([live.cookie_of(seat.person_id)])
        page = context.new_page()
        begin(page, seat)
        context.set_offline(True)
        choose(page, 1)
        page.get_by_role("button", name="Guardar y seguir").click()
        page.get_by_label("Su respuesta").fill("En Tipuani, en mayo.")
        expect(state_of(page)).to_have_text(DRAFT)
        page.wait_for_timeout(1200)
        address = page.url
        flat_battery(folder)
    assert answers(live) == {}

    with lasting_browser(folder) as context:
        # The cookie is seconds old here, and a browser writes cookies down twice a minute.
        context.add_cookies([live.cookie_of(seat.person_id)])
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_label("Su respuesta")).to_have_value("En Tipuani, en mayo.")
        expect(state_of(page)).to_have_text(SAVED)

    assert answers(live) == {
        seat.questions[0]: {"chosen": ["2"]},
        seat.questions[1]: {"text": "En Tipuani, en mayo."},
    }


def test_a_server_that_falls_and_comes_back_gets_every_answer(live, seat, signed_in_page):
    page = signed_in_page(seat.person_id)
    begin(page, seat)

    live.stop()
    choose(page, 1)
    expect(state_of(page)).to_have_text(DRAFT)
    live.start()

    expect(state_of(page)).to_have_text(SAVED, timeout=15_000)
    assert answers(live) == {seat.questions[0]: {"chosen": ["2"]}}


def test_another_person_on_the_same_phone_sees_and_sends_nothing(live, seat, signed_in_page):
    other = seat_in(live, [single(9)])
    page = signed_in_page(seat.person_id)
    begin(page, seat)
    page.context.set_offline(True)
    choose(page, 1)
    expect(state_of(page)).to_have_text(DRAFT)

    # The page of the first person stays open while the second one signs in.
    page.context.add_cookies([live.cookie_of(other.person_id)])
    page.context.set_offline(False)
    page.wait_for_timeout(1500)
    expect(state_of(page)).to_have_text(DRAFT)
    page.goto(other.url)
    page.wait_for_timeout(500)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert answers(live) == {}

    page.context.add_cookies([live.cookie_of(seat.person_id)])
    with page.expect_response("**/respuestas") as reply:
        page.goto(seat.url)
    assert reply.value.ok
    assert answers(live) == {seat.questions[0]: {"chosen": ["2"]}}


def test_a_field_that_is_being_typed_in_is_never_replaced(live, signed_in_page):
    seat = seat_in(live, [essay()])
    page = signed_in_page(seat.person_id)
    begin(page, seat)
    field = page.get_by_label("Su respuesta")
    page.context.set_offline(True)
    field.fill("Uno")
    expect(state_of(page)).to_have_text(DRAFT)
    page.context.set_offline(False)
    expect(state_of(page)).to_have_text(SAVED)

    field.press_sequentially(" y dos y tres y cuatro", delay=90)

    expect(field).to_have_value("Uno y dos y tres y cuatro")
    expect(state_of(page)).to_have_text(SAVED)
    page.wait_for_timeout(1500)
    assert answers(live) == {seat.questions[0]: {"text": "Uno y dos y tres y cuatro"}}


def test_two_tabs_leave_the_answer_given_last(live, seat, signed_in_page):
    first = signed_in_page(seat.person_id)
    begin(first, seat)
    second = first.context.new_page()
    second.goto(first.url)

    choose(first, 1)
    expect(state_of(first)).to_have_text(SAVED)
    second.get_by_label("Opción 3 de 1").check()
    expect(state_of(second)).to_have_text(SAVED)

    assert answers(live) == {seat.questions[0]: {"chosen": ["3"]}}


def test_the_quiz_is_done_by_keyboard_alone(live, signed_in_page):
    seat = seat_in(live, [single(1), single(2)])
    page = signed_in_page(seat.person_id)
    begin(page, seat)

    for _number in (1, 2):
        page.locator("[data-part]:not([hidden]) input[type=radio]").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
    page.wait_for_url("**/revisar")
    page.get_by_role("button", name="Entregar el intento").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Resultado")


def test_the_quiz_is_done_without_script(live, seat, new_page):
    page = new_page(seat.person_id, java_script_enabled=False)
    begin(page, seat)

    for number in (1, 2, 3, 4):
        choose(page, number)
        page.get_by_role("button", name=re.compile("Guardar y seguir|Revisar y entregar")).click()
    page.get_by_role("button", name="Entregar el intento").click()

    expect(page.get_by_text("Aprobado: 100 %")).to_be_visible()


def test_axe_finds_nothing_on_the_pages_of_a_quiz(live, signed_in_page):
    seat = seat_in(live, [*every_kind(), essay()])
    page = signed_in_page(seat.person_id)
    faults = []
    page.goto(seat.url)
    faults += axe_faults(page)
    begin(page, seat)
    for number in range(1, 9):
        page.goto(re.sub(r"\d+$", str(number), page.url))
        faults += axe_faults(page)
    page.get_by_role("button", name="Revisar y entregar").click()
    page.wait_for_url("**/revisar")
    faults += axe_faults(page)
    page.get_by_role("button", name="Entregar el intento").click()
    page.wait_for_url("**/resultado")
    faults += axe_faults(page)

    assert faults == []
