"""Can coordination and trainers use the gradebook and the closing, and nobody else?"""

import csv
import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select

from assessments.gradebook.models import Act, Weight
from courses.learning.models import ActivityProgress, Edition, Enrolment
from courses.learning.rules.states import EditionState, EnrolmentState
from courses.learning.services.extend_dates import extend_dates
from lms.core.access import SYSTEM, Role, Scope
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from tests.factories.gradebook import (
    EVERYTHING,
    FINAL,
    T1,
    T2,
    make_marked_edition,
    make_participant,
    marks,
)
from tests.factories.learning import make_organization
from tests.support.sign_in import make_person, make_staff, sign_in
from tests.support.statements import counted_statements


@pytest.fixture
def edition(session):
    return make_marked_edition(session)


@pytest.fixture
def coordinator(client, session):
    return sign_in(client, make_staff(session, Role.COORDINATOR).id)


def at(edition, rest=""):
    return f"/ediciones/{edition.id}/{rest}"


def test_table_shows_marks_weights_and_the_final_mark(coordinator, session, edition):
    make_participant(session, edition, marks(85, 70, 60), first_surname="Barrientos")
    make_participant(session, edition, {T1: "x"}, first_surname="Choque")

    page = coordinator.get(at(edition, "calificaciones")).get_data(as_text=True)

    assert "Barrientos" in page
    assert "71 %" in page
    assert "exenta" in page
    assert "Tarea 1 · 30 %" in page
    assert "2 de 2" in page


def test_page_needs_at_most_eight_statements(coordinator, session, edition):
    for _n in range(55):
        make_participant(session, edition, marks(80, 70, 90))
    session.rollback()

    with counted_statements(db.engine) as statements:
        answer = coordinator.get(at(edition, "calificaciones"))

    assert answer.status_code == 200
    assert len(statements) <= 8, statements


def test_filters_and_pages_of_the_table(coordinator, session, edition):
    for n in range(51):
        make_participant(session, edition, first_surname=f"Apellido{n:02}")

    first = coordinator.get(at(edition, "calificaciones")).get_data(as_text=True)
    second = coordinator.get(at(edition, "calificaciones?pagina=2")).get_data(as_text=True)
    found = coordinator.get(at(edition, "calificaciones?q=apellido07")).get_data(as_text=True)
    none = coordinator.get(at(edition, "calificaciones?estado=passed")).get_data(as_text=True)

    assert "Personas 1 a 50 de 51" in first
    assert "Apellido50" in second
    assert "Apellido49" not in second
    assert "Personas 1 a 1 de 1" in found
    assert "Nadie con esos filtros" in none


def test_csv_keeps_accents_and_runs_no_formula(coordinator, session, edition):
    make_participant(
        session,
        edition,
        marks(80, 70, 90),
        first_surname="=HYPERLINK(1)",
        second_surname="Ñáñez",
        given_names="@José",
    )

    answer = coordinator.get(at(edition, "calificaciones.csv"))

    content = answer.get_data()
    assert content.startswith(b"\xef\xbb\xbf")
    head, row = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert row[0] == "'=HYPERLINK(1) Ñáñez, @José"
    assert row[head.index("Nota final")] == "81"
    assert f"calificaciones-{edition.code}.csv" in answer.headers["Content-Disposition"]


def test_xlsx_has_numbers_and_runs_no_formula(coordinator, session, edition):
    make_participant(
        session,
        edition,
        marks(80, 70, 90),
        first_surname="=1+1",
        second_surname="Ñ",
        given_names="Bell\x07",
    )

    answer = coordinator.get(at(edition, "calificaciones.xlsx"))

    sheet = openpyxl.load_workbook(io.BytesIO(answer.get_data())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][0] == "'=1+1 Ñ, Bell "
    assert rows[1][rows[0].index("Nota final")] == 81
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_weights_are_set_in_the_browser(coordinator, session, edition):
    ids = edition.course.activities
    typed = {f"peso_{ids[slug].hex}": w for slug, w in ((T1, 20), (T2, 20), (FINAL, 60))}

    refused = coordinator.post(
        at(edition, "calificaciones/pesos"),
        data=typed | {f"peso_{ids[FINAL].hex}": 59, "reason": "Acuerdo"},
    )
    without_reason = coordinator.post(at(edition, "calificaciones/pesos"), data=typed)
    done = coordinator.post(at(edition, "calificaciones/pesos"), data=typed | {"reason": "Acuerdo"})

    assert refused.status_code == 409
    assert "Los pesos suman 99" in refused.get_data(as_text=True)
    assert without_reason.status_code == 422
    assert done.status_code == 303
    assert sorted(session.scalars(select(Weight.weight))) == [20, 20, 60]
    page = coordinator.get(at(edition, "calificaciones/pesos")).get_data(as_text=True)
    assert "propios de esta edición" in page
    back = coordinator.post(
        at(edition, "calificaciones/pesos"), data={"volver": "1", "reason": "Error"}
    )
    assert back.status_code == 303
    assert session.scalars(select(Weight)).all() == []


def test_exemption_is_asked_for_and_done(coordinator, session, edition):
    somebody = make_participant(session, edition, {T1: 80})
    address = at(edition, f"calificaciones/{somebody.id}/eximir/{edition.course.activities[T2]}")

    assert "¿Eximir a" in coordinator.get(address).get_data(as_text=True)
    assert coordinator.post(address, data={"reason": ""}).status_code == 422
    assert coordinator.post(address, data={"reason": "Salud"}).status_code == 303

    page = coordinator.get(at(edition, f"calificaciones/{somebody.id}")).get_data(as_text=True)
    assert "exenta" in page
    assert "Abrir recuperación" in page


def test_closing_shows_who_is_where_then_closes_once(coordinator, session, edition):
    make_participant(
        session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED, first_surname="Apaza"
    )
    lacking = make_participant(session, edition, {T1: 80}, first_surname="Bravo")
    session.add(
        ActivityProgress(
            enrolment_id=lacking.id,
            activity_id=edition.course.activities[T2],
            is_waiting=True,
        )
    )
    session.commit()

    before = coordinator.get(at(edition, "cierre")).get_data(as_text=True)
    unmarked = coordinator.post(at(edition, "cierre"), data={})
    done = coordinator.post(at(edition, "cierre"), data={"understood": "y"})
    again = coordinator.post(at(edition, "cierre"), data={"understood": "y"})
    after = coordinator.get(at(edition, "cierre")).get_data(as_text=True)

    assert "Bravo" in before
    assert "«Tarea 2» por calificar" in before
    assert "Hay 1 tarea por calificar" in before
    assert "de 2 inscritas" in before
    assert unmarked.status_code == 422
    assert (done.status_code, again.status_code) == (303, 303)
    assert session.scalars(select(Act.number)).all() == ["UGM-AN-2027-0001"]
    assert session.get_one(Enrolment, lacking.id).state is EnrolmentState.FAILED
    assert "Acta de notas UGM-AN-2027-0001" in after
    assert "Cerrar la edición y levantar" not in after


def test_closing_names_whose_days_still_run_and_asks_why(coordinator, session):
    edition = make_marked_edition(session, ends_on=date(2027, 2, 28))
    make_participant(session, edition, {}, first_surname="Zegarra")
    people = [
        make_participant(session, edition, {}, first_surname=f"Apaza{n:02}") for n in range(12)
    ]
    with unit_of_work():
        for somebody in people:
            extend_dates(
                session,
                SYSTEM,
                EVERYTHING,
                edition.id,
                until=date(2027, 3, 15),
                reason="Salud",
                enrolment_id=somebody.id,
            )
    session.get_one(Enrolment, people[0].id).state = EnrolmentState.RECOVERY
    session.commit()
    ticked = {"understood": "y", "cut_short": "y"}

    page = coordinator.get(at(edition, "cierre?grupo=aprueban")).get_data(as_text=True)
    silent = coordinator.post(at(edition, "cierre"), data={"understood": "y"})
    unreasoned = coordinator.post(at(edition, "cierre"), data=ticked)

    assert "El plazo de 12 personas sigue corriendo" in page
    assert "en recuperación, hasta el lunes 15 de marzo de 2027" in page
    assert "Apaza09" in page
    assert "Apaza10" not in page
    assert "Zegarra" not in page
    assert "y 2 más" in page
    assert (silent.status_code, unreasoned.status_code) == (409, 409)
    assert "Marque la casilla si" in silent.get_data(as_text=True)
    assert "Escriba por qué" in unreasoned.get_data(as_text=True)
    session.expire_all()
    assert session.get_one(Edition, edition.id).state is EditionState.OPEN

    done = coordinator.post(
        at(edition, "cierre"), data=ticked | {"cut_short_reason": "Se abrirá recuperación"}
    )

    assert done.status_code == 303
    session.expire_all()
    assert session.get_one(Enrolment, people[5].id).state_reason == "Se abrirá recuperación"


def test_closing_asks_nothing_more_where_nobodys_days_run(coordinator, session, edition):
    make_participant(session, edition, {})

    assert "cut_short" not in coordinator.get(at(edition, "cierre")).get_data(as_text=True)


def test_groups_of_the_closing_page(coordinator, session, edition):
    make_participant(session, edition, {}, state=EnrolmentState.WITHDRAWN, first_surname="Zárate")

    for group in ("aprueban", "sin-terminar", "no-aprobadas", "retiradas", "otra-cosa"):
        page = coordinator.get(at(edition, f"cierre?grupo={group}")).get_data(as_text=True)
        assert ("Zárate" in page) == (group in ("retiradas", "otra-cosa"))


def test_planned_edition_offers_no_closing(coordinator, session):
    edition = make_marked_edition(session, state=EditionState.PLANNED)

    assert "todavía no está abierta" in coordinator.get(at(edition, "cierre")).get_data(
        as_text=True
    )
    refused = coordinator.post(at(edition, "cierre"), data={"understood": "y"})
    assert refused.status_code == 409


def test_rectifying_in_the_browser(coordinator, session, edition):
    somebody = make_participant(
        session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED, first_surname="Ñuflo"
    )
    coordinator.post(at(edition, "cierre"), data={"understood": "y"})
    address = at(edition, f"cierre/rectificar/{somebody.id}/{edition.course.activities[FINAL]}")

    found = coordinator.get(at(edition, "cierre/rectificar?q=nuflo")).get_data(as_text=True)
    person = coordinator.get(at(edition, f"calificaciones/{somebody.id}")).get_data(as_text=True)
    form = coordinator.get(address).get_data(as_text=True)
    same = coordinator.post(address, data={"score_percent": 90, "reason": "Error"})
    bad = coordinator.post(address, data={"score_percent": 900, "reason": ""})
    done = coordinator.post(address, data={"score_percent": 40, "reason": "Prueba de otra persona"})

    assert "Ñuflo" in found
    assert address in person
    assert "Nota que figura" in form
    assert same.status_code == 409
    assert bad.status_code == 422
    assert done.status_code == 303
    after = coordinator.get(at(edition, "cierre")).get_data(as_text=True)
    assert "Acta rectificatoria UGM-AN-2027-0002" in after
    assert "Prueba de otra persona" in after
    assert session.get_one(Enrolment, somebody.id).state is EnrolmentState.FAILED


def test_differences_with_the_act_are_shown_and_rectified_together(coordinator, session, edition):
    somebody = make_participant(
        session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED, first_surname="Ñuflo"
    )
    coordinator.post(at(edition, "cierre"), data={"understood": "y"})
    row = session.get_one(ActivityProgress, (somebody.id, edition.course.activities[T1]))
    row.score_percent = 100
    session.commit()

    warned = coordinator.get(at(edition, "cierre")).get_data(as_text=True)
    page = coordinator.get(at(edition, "cierre/rectificar")).get_data(as_text=True)
    without = coordinator.post(at(edition, "cierre/rectificar"), data={})
    done = coordinator.post(at(edition, "cierre/rectificar"), data={"reason": "Clave corregida"})
    again = coordinator.post(at(edition, "cierre/rectificar"), data={"reason": "Clave corregida"})

    assert "Cambió la nota de 1 persona" in warned
    assert "81 %, aprobada" in page
    assert "87 %, aprobada" in page
    assert (without.status_code, done.status_code, again.status_code) == (422, 303, 409)


def test_trainer_sees_the_marks_of_own_editions_only(client, session, edition):
    other = make_marked_edition(session)
    somebody = make_participant(session, edition, marks(80, 70, 90))
    trainer = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=edition.id)
    sign_in(client, trainer.id)

    assert client.get(at(edition, "calificaciones")).status_code == 200
    assert client.get(at(edition, f"calificaciones/{somebody.id}")).status_code == 200
    assert client.get(at(edition, "calificaciones.csv")).status_code == 200
    for rest in ("calificaciones", "calificaciones.csv", "calificaciones.xlsx"):
        assert client.get(at(other, rest)).status_code == 404
    assert client.get(at(other, f"calificaciones/{somebody.id}")).status_code == 404
    for rest in ("calificaciones/pesos", "cierre", "cierre/rectificar"):
        assert client.get(at(edition, rest)).status_code == 403
    assert client.post(at(edition, "cierre"), data={"understood": "y"}).status_code == 403
    assert session.get_one(Edition, edition.id).state is EditionState.OPEN


def test_strangers_see_nothing(client, session, edition):
    somebody = make_participant(session, edition, marks(80, 70, 90))
    assert client.get(at(edition, "calificaciones")).status_code == 302
    liaison = make_staff(
        session,
        Role.LIAISON,
        scope=Scope.ORGANIZATION,
        scope_id=make_organization(session),
    )
    for person_id in (liaison.id, somebody.person_id, make_person(session).id):
        sign_in(client, person_id)
        assert client.get(at(edition, "calificaciones")).status_code == 403
        assert client.get(at(edition, "cierre")).status_code == 403


def test_a_person_of_another_edition_is_not_found(coordinator, session, edition):
    other = make_marked_edition(session)
    stranger = make_participant(session, other, marks(80, 70, 90))
    task = edition.course.activities[T1]

    for rest in (
        f"calificaciones/{stranger.id}",
        f"calificaciones/{stranger.id}/eximir/{task}",
        f"cierre/rectificar/{stranger.id}/{task}",
    ):
        assert coordinator.get(at(edition, rest)).status_code == 404
        if "/" in rest.removeprefix("calificaciones/"):
            answer = coordinator.post(at(edition, rest), data={"reason": "x", "score_percent": 1})
            assert answer.status_code == 404
