"""Pages of a learner: the next step, what is missing, lessons to read and finish, own ones only."""

from datetime import date

import pytest
from sqlalchemy import select

from courses.learning.models import ActivityProgress, Enrolment
from courses.learning.queries import course_maps
from courses.learning.rules.states import EditionState, EnrolmentState
from lms.core.db.engine import db
from tests.factories.learning import (
    make_course,
    make_edition,
    make_enrolment,
    make_figure,
    make_progress,
)
from tests.support.page_inspector import parse, visible_text
from tests.support.sign_in import make_person, sign_in
from tests.support.statements import counted_statements

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><path d="M0 0h9"/></svg>'


@pytest.fixture
def person(session):
    return make_person(session)


def enrol(session, person, course=None, **over):
    edition = make_edition(session, course, **over)
    return edition, make_enrolment(session, edition, person.id)


def text_of(answer) -> str:
    return visible_text(parse(answer.get_data(as_text=True)))


def test_home_without_courses_says_so(session, client, person):
    answer = sign_in(client, person.id).get("/mi-formacion")

    assert answer.status_code == 200
    assert "Todavía no está inscrita" in text_of(answer)


def test_home_puts_the_next_step_first(session, client, person):
    course = make_course(session, lessons=3, has_plan=True)
    _edition, enrolment_id = enrol(session, person, course)
    make_progress(session, enrolment_id, course.activities["01-modulo/01-leccion"])

    answer = sign_in(client, person.id).get("/mi-formacion")

    page = answer.get_data(as_text=True)
    assert 'id="pizarra">Lección 1.2' in page
    assert "Lo que le falta para el certificado: 2 lecciones y el plan." in text_of(answer)
    assert "1 de 3 lecciones terminadas" in page


def test_home_with_eight_courses_asks_eight_statements_at_most(session, client, person):
    for _n in range(8):
        enrol(session, person, make_course(session, lessons=5))
    sign_in(client, person.id).get("/mi-formacion")

    with counted_statements(db.engine) as statements:
        client.get("/mi-formacion")

    assert len(statements) <= 8, statements


def test_first_of_two_courses_is_the_one_that_ends_first(session, client, person):
    enrol(session, person, make_course(session, title="Largo"), ends_on=date(2027, 6, 30))
    enrol(session, person, make_course(session, title="Corto"), ends_on=date(2027, 3, 10))

    page = sign_in(client, person.id).get("/mi-formacion").get_data(as_text=True)

    board = page[
        page.index('class="board"') : page.index("</section>", page.index('class="board"'))
    ]
    assert "Corto" in board


@pytest.mark.parametrize("people", [1, 40])
def test_course_page_statements_do_not_grow(session, client, person, people):
    course = make_course(session, modules=8, lessons=5)
    edition, enrolment_id = enrol(session, person, course)
    for _n in range(people):
        make_enrolment(session, edition, make_person(session).id)
    course_maps._kept.clear()
    sign_in(client, person.id)

    with counted_statements(db.engine) as statements:
        answer = client.get(f"/mi-formacion/{enrolment_id}")

    assert answer.status_code == 200
    assert len(statements) <= 6, statements


def test_course_page_says_why_it_is_not_passed(session, client, person):
    course = make_course(session, has_plan=True)
    _edition, enrolment_id = enrol(session, person, course)

    text = text_of(sign_in(client, person.id).get(f"/mi-formacion/{enrolment_id}"))

    assert "Lo que le falta para el certificado" in text
    assert "Enviar su plan" in text


def test_a_task_that_takes_nothing_now_is_no_next_step_and_says_what_happens(
    session, client, person
):
    course = make_course(session, modules=2, lessons=1, has_tasks=True)
    _edition, enrolment_id = enrol(session, person, course)
    make_progress(session, enrolment_id, course.activities["01-modulo/01-leccion"])
    make_progress(
        session, enrolment_id, course.activities["01-modulo/tarea"], score_percent=40, is_held=True
    )

    home = sign_in(client, person.id).get("/mi-formacion")
    page = text_of(client.get(f"/mi-formacion/{enrolment_id}"))

    assert 'id="pizarra">Lección 2.1' in home.get_data(as_text=True)
    assert "1 tarea por mejorar cuando su docente la pida" in text_of(home)
    assert "«Tarea 1» tiene 40 %. Espere a que su docente le pida una nueva entrega." in page
    assert "40 % · Espere a que su docente le pida una nueva entrega." in page


def test_when_only_a_request_is_awaited_no_mark_is_promised(session, client, person):
    course = make_course(session, lessons=0, has_tasks=True)
    _edition, enrolment_id = enrol(session, person, course)
    make_progress(
        session, enrolment_id, course.activities["01-modulo/tarea"], score_percent=40, is_held=True
    )

    home = text_of(sign_in(client, person.id).get("/mi-formacion"))
    page = text_of(client.get(f"/mi-formacion/{enrolment_id}"))

    for words in (home, page):
        assert "Por ahora no hay nada más que hacer" in words
        assert "Espere a que su docente le pida una nueva entrega." in words
        assert "publique la nota" not in words
    assert "Espera la nota de su docente" not in home


def test_course_of_somebody_else_is_not_found(session, client, person):
    _edition, enrolment_id = enrol(session, make_person(session))

    assert sign_in(client, person.id).get(f"/mi-formacion/{enrolment_id}").status_code == 404


def test_who_did_not_sign_in_is_led_to_the_way_in(session, client, person):
    _edition, enrolment_id = enrol(session, person)

    assert client.get(f"/mi-formacion/{enrolment_id}").status_code == 302


def test_lesson_shows_figures_with_caption_and_sources(session, client, person):
    course = make_course(
        session, body="## Uno\n\n![x](figura:rasgos.svg)\n\nTexto <script>x</script>."
    )
    _with_figure(session, course)
    _edition, enrolment_id = enrol(session, person, course)
    activity = course.activities["01-modulo/01-leccion"]

    answer = sign_in(client, person.id).get(f"/mi-formacion/{enrolment_id}/lecciones/{activity}")

    page = answer.get_data(as_text=True)
    assert f'<img src="/recursos/figuras/{"a" * 64}.svg" alt="Nueve rasgos" width="320"' in page
    assert "<figcaption>Los rasgos. Fuente: La Paz.</figcaption>" in page
    assert "Modelo de Cooperación Subnacional, líneas 276" in " ".join(page.split())
    assert "<script>x" not in page


def test_lesson_asks_eight_statements_at_most(session, client, person):
    course = make_course(session, modules=8, lessons=5, body="![x](figura:rasgos.svg)")
    _with_figure(session, course)
    _edition, enrolment_id = enrol(session, person, course)
    activity = course.activities["01-modulo/01-leccion"]
    course_maps._kept.clear()
    sign_in(client, person.id)

    with counted_statements(db.engine) as statements:
        client.get(f"/mi-formacion/{enrolment_id}/lecciones/{activity}")

    assert len(statements) <= 6, statements


def test_lesson_waiting_for_validation_names_the_unit(session, client, person):
    from courses.learning.models import Lesson

    course = make_course(session)
    activity = course.activities["01-modulo/01-leccion"]
    lesson = session.get_one(Lesson, activity)
    lesson.is_validated, lesson.host_unit = False, "Unidad de Transparencia"
    session.commit()
    _edition, enrolment_id = enrol(session, person, course)

    answer = sign_in(client, person.id).get(f"/mi-formacion/{enrolment_id}/lecciones/{activity}")

    assert "Pendiente de validación" in text_of(answer)
    assert "Unidad de Transparencia" in text_of(answer)


def test_lesson_on_paper_has_no_menu(session, client, person):
    course = make_course(session)
    _edition, enrolment_id = enrol(session, person, course)
    activity = course.activities["01-modulo/01-leccion"]

    page = (
        sign_in(client, person.id)
        .get(f"/mi-formacion/{enrolment_id}/lecciones/{activity}?imprimir=1")
        .get_data(as_text=True)
    )

    assert 'class="sheet"' in page
    assert "Terminar y seguir" not in page


def test_finishing_a_lesson_leads_to_the_next_and_is_once(session, client, person):
    course = make_course(session, lessons=2)
    _edition, enrolment_id = enrol(session, person, course)
    first, second = course.activities.values()
    sign_in(client, person.id)
    here = f"/mi-formacion/{enrolment_id}/lecciones/{first}"

    answer = _post(client, here, f"{here}/terminar")
    again = _post(client, f"/mi-formacion/{enrolment_id}/lecciones/{second}", f"{here}/terminar")

    assert answer.status_code == again.status_code == 303
    assert answer.location.endswith(f"/lecciones/{second}")
    rows = session.scalars(select(ActivityProgress)).all()
    assert [row.activity_id for row in rows] == [first]
    assert session.get_one(Enrolment, enrolment_id).state is EnrolmentState.IN_PROGRESS


def test_last_lesson_of_a_course_of_lessons_passes_it(session, client, person):
    course = make_course(session, lessons=1, rules={"plan_sent": False})
    _edition, enrolment_id = enrol(session, person, course)
    activity = course.activities["01-modulo/01-leccion"]
    sign_in(client, person.id)
    here = f"/mi-formacion/{enrolment_id}/lecciones/{activity}"

    answer = _post(client, here, f"{here}/terminar")

    assert answer.location.endswith(f"/mi-formacion/{enrolment_id}")
    assert "Aprobó este curso" in text_of(client.get(f"/mi-formacion/{enrolment_id}"))


def test_after_the_last_day_lessons_are_read_and_not_finished(session, client, person):
    course = make_course(session)
    _edition, enrolment_id = enrol(session, person, course, ends_on=date(2027, 2, 20))
    activity = course.activities["01-modulo/01-leccion"]
    sign_in(client, person.id)
    here = f"/mi-formacion/{enrolment_id}/lecciones/{activity}"

    page = client.get(here).get_data(as_text=True)
    refused = _post(client, "/mi-formacion", f"{here}/terminar")

    assert "Terminar y seguir" not in page
    assert refused.status_code == 409


def test_before_the_first_day_lessons_stay_closed(session, client, person):
    course = make_course(session)
    _edition, enrolment_id = enrol(session, person, course, starts_on=date(2027, 3, 20))
    activity = course.activities["01-modulo/01-leccion"]

    answer = sign_in(client, person.id).get(f"/mi-formacion/{enrolment_id}/lecciones/{activity}")

    assert "todavía no está abierta" in text_of(answer)
    assert "Texto de la lección" not in text_of(answer)


def test_planned_edition_shows_when_it_begins(session, client, person):
    _edition, enrolment_id = enrol(
        session, person, state=EditionState.PLANNED, starts_on=date(2027, 3, 20)
    )

    text = text_of(sign_in(client, person.id).get(f"/mi-formacion/{enrolment_id}"))

    assert "El curso empieza el sábado 20 de marzo de 2027" in text


def test_figure_is_kept_for_ever_and_cannot_act(session, client):
    course = make_course(session)
    make_figure(session, course.version_id, "modules/x/figuras/y.svg", SVG, "b" * 64)

    answer = client.get(f"/recursos/figuras/{'b' * 64}.svg")

    assert answer.mimetype == "image/svg+xml"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert client.get(f"/recursos/figuras/{'c' * 64}.svg").status_code == 404


def test_way_on_after_an_activity_leads_to_the_next(session, client, person):
    course = make_course(session, lessons=2)
    _edition, enrolment_id = enrol(session, person, course)
    first, second = course.activities.values()

    answer = sign_in(client, person.id).get(f"/mi-formacion/{enrolment_id}/seguir/{first}")

    assert answer.location.endswith(f"/lecciones/{second}")


def _with_figure(session, course):
    from courses.learning.models import Lesson

    path = "modules/01-modulo/figuras/rasgos.svg"
    make_figure(session, course.version_id, path, SVG, "a" * 64)
    lesson = session.get_one(Lesson, course.activities["01-modulo/01-leccion"])
    lesson.facts = lesson.facts | {
        "figures": [
            {"path": path, "alt": "Nueve rasgos", "caption": "Los rasgos.", "source": "La Paz."}
        ]
    }
    session.commit()


def _post(client, page, action, **data):
    import re

    html = client.get(page).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)[1]
    return client.post(action, data={"csrf_token": token, **data})
