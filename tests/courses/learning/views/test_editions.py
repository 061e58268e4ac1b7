"""Pages of coordination: an edition from nothing to a full list, and who may not."""

import io
import re
from datetime import date

import pytest
from sqlalchemy import select

from courses.learning.models import Edition, Enrolment, Extension
from courses.learning.rules.states import CourseStatus, EditionState, EnrolmentState
from lms.accounts.api import people_with_role
from lms.core.access import Role, Scope
from tests.factories.learning import (
    make_course,
    make_edition,
    make_enrolment,
    make_organization,
)
from tests.support.page_inspector import parse, visible_text
from tests.support.sign_in import make_person, make_staff, sign_in


@pytest.fixture
def coordination(session, client):
    person = make_staff(session, Role.COORDINATOR)
    return sign_in(client, person.id)


def text_of(answer) -> str:
    return visible_text(parse(answer.get_data(as_text=True)))


def post(client, page, action=None, **data):
    html = client.get(page).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', html)[1]
    return client.post(action or page, data={"csrf_token": token, **data})


def test_edition_is_created_opened_and_listed(session, coordination):
    course = make_course(session, title="Bases", code="GM-0")

    form = coordination.get(f"/ediciones/nueva/{course.id}").get_data(as_text=True)
    made = post(
        coordination,
        f"/ediciones/nueva/{course.id}",
        title="Bases, primera",
        code="GM-0-2027-1",
        starts_on="2027-03-08",
        ends_on="2027-05-08",
        seats="30",
        sponsor_id="",
    )
    opened = post(coordination, made.location, f"{made.location}/abrir")

    assert 'value="GM-0-2027-1"' in form
    assert (made.status_code, opened.status_code) == (303, 303)
    assert session.scalar(select(Edition.state)) is EditionState.OPEN
    assert "0 de 30 cupos" in text_of(coordination.get("/ediciones"))


def test_wrong_dates_return_the_form_with_what_was_typed(session, coordination):
    course = make_course(session)

    answer = post(
        coordination,
        f"/ediciones/nueva/{course.id}",
        title="Bases",
        code="GM-0-2027-1",
        starts_on="2027-03-08",
        ends_on="2027-03-01",
        sponsor_id="",
    )

    assert answer.status_code == 409
    assert "no puede ser anterior al primero" in text_of(answer)
    assert 'value="GM-0-2027-1"' in answer.get_data(as_text=True)
    missing = post(coordination, f"/ediciones/nueva/{course.id}", title="", sponsor_id="")
    assert missing.status_code == 422


def test_course_in_preparation_is_not_offered(session, coordination):
    course = make_course(session, title="Finanzas", status=CourseStatus.IN_PREPARATION)

    assert "Finanzas" not in text_of(coordination.get("/ediciones/nueva"))
    assert coordination.get(f"/ediciones/nueva/{course.id}").status_code == 404


def test_list_is_tried_applied_and_its_refused_rows_come_back(session, coordination):
    make_organization(session)
    edition = make_edition(session)
    page = f"/ediciones/{edition.id}/inscribir"
    rows = "Carnet;Nombres;Primer apellido\n4912345;Ana;Quispe\nabc;Eva;=Choque"

    tried = post(coordination, page, pasted=rows)
    trial = coordination.get(tried.location)
    nobody = session.scalars(select(Enrolment)).all()
    session.rollback()
    applied = post(coordination, tried.location, f"{tried.location}/aplicar")
    refused = coordination.get(f"{tried.location}/devueltas.csv")

    assert "Inscribir a 1 persona" in text_of(trial)
    assert "A3" in text_of(trial)
    assert nobody == []
    assert applied.status_code == 303
    assert len(session.scalars(select(Enrolment)).all()) == 1
    assert "Lista aplicada" in text_of(coordination.get(tried.location))
    lines = refused.get_data().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Fila;Celda;Motivo;Carnet;Nombres")
    assert lines[1].startswith("3;A3;")
    assert ";'=Choque;" in lines[1]


def test_corrected_file_of_refused_rows_enters(session, coordination):
    edition = make_edition(session)
    page = f"/ediciones/{edition.id}/inscribir"
    tried = post(coordination, page, pasted="Carnet;Nombres;Primer apellido\nabc;Eva;Choque")
    content = coordination.get(f"{tried.location}/devueltas.csv").get_data()

    upload = (io.BytesIO(content.replace(b"abc", b"4912345")), "devueltas.csv")
    second = post(coordination, page, file=upload)

    assert "Inscribir a 1 persona" in text_of(coordination.get(second.location))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Pegue las filas o elija un archivo"),
        ({"file": (io.BytesIO(b"\x89PNG\x00"), "foto.png")}, "no es una lista"),
    ],
)
def test_what_is_no_list_is_refused_with_the_form(session, coordination, data, words):
    edition = make_edition(session)

    answer = post(coordination, f"/ediciones/{edition.id}/inscribir", **data)

    assert answer.status_code == 422
    assert words in text_of(answer)


def test_template_can_be_downloaded(session, coordination):
    edition = make_edition(session)

    answer = coordination.get(f"/ediciones/{edition.id}/inscribir/plantilla.xlsx")

    assert answer.get_data().startswith(b"PK")


def test_participants_show_progress_and_telephone_of_who_is_at_risk(session, coordination):
    edition = make_edition(session)
    person = make_person(session, phone="+59171234567")
    make_enrolment(session, edition, person.id)

    text = text_of(coordination.get(f"/ediciones/{edition.id}/participantes?riesgo=1"))

    assert "0 de 2" in text
    assert "+59171234567" in text


def test_file_of_participants_runs_no_formula(session, coordination):
    edition = make_edition(session)
    person = make_person(session, first_surname="=HYPERLINK(1)")
    make_enrolment(session, edition, person.id)

    answer = coordination.get(f"/ediciones/{edition.id}/participantes.csv")

    assert b"'=HYPERLINK" in answer.get_data()
    assert answer.mimetype == "text/csv"


def test_withdrawing_asks_first_and_needs_a_reason(session, coordination):
    edition = make_edition(session)
    enrolment_id = make_enrolment(session, edition, make_person(session).id)
    page = f"/ediciones/{edition.id}/participantes/{enrolment_id}/retirar"

    question = coordination.get(page)
    empty = post(coordination, page, reason="")
    done = post(coordination, page, reason="Cambió de puesto.")

    assert "¿Retirar a Ana Quispe Mamani de la edición?" in text_of(question)
    assert empty.status_code == 422
    assert done.status_code == 303
    assert session.get_one(Enrolment, enrolment_id).state is EnrolmentState.WITHDRAWN
    session.rollback()
    assert "Reincorporar" in text_of(coordination.get(done.location))


def test_step_that_the_state_does_not_admit_is_refused(session, coordination):
    edition = make_edition(session)
    passed = make_enrolment(session, edition, make_person(session).id, state=EnrolmentState.PASSED)
    page = f"/ediciones/{edition.id}/participantes/{passed}/retirar"

    assert post(coordination, page, reason="x").status_code == 409


def test_recovery_is_opened_until_a_day(session, coordination):
    edition = make_edition(session, state=EditionState.CLOSED)
    failed = make_enrolment(session, edition, make_person(session).id, state=EnrolmentState.FAILED)
    page = f"/ediciones/{edition.id}/participantes/{failed}/recuperacion"

    answer = post(coordination, page, reason="Le falta una tarea.", until="2027-06-01")

    assert answer.status_code == 303
    assert session.scalar(select(Extension.until)) == date(2027, 6, 1)


def test_dates_are_extended_for_all_with_a_reason(session, coordination):
    edition = make_edition(session)
    page = f"/ediciones/{edition.id}/plazos"

    early = post(coordination, page, until="2027-01-01", reason="Bloqueo.", organization_id="")
    done = post(coordination, page, until="2027-05-31", reason="Bloqueo.", organization_id="")

    assert early.status_code == 409
    assert done.status_code == 303
    assert "Toda la edición" in text_of(coordination.get(page))


def test_trainer_is_added_and_taken_off_after_a_question(session, coordination):
    trainer = make_person(session, document_number="4912345")
    edition = make_edition(session)
    page = f"/ediciones/{edition.id}/docentes"

    unknown = post(coordination, page, document="111")
    post(coordination, page, document="4912345")
    question = coordination.get(f"{page}/{trainer.id}/quitar")
    post(coordination, f"{page}/{trainer.id}/quitar")

    assert unknown.status_code == 409
    assert "¿Quitar a Ana Quispe Mamani" in text_of(question)
    assert people_with_role(session, role=Role.TRAINER, scope_id=edition.id) == []


PAGES = (
    "",
    "/participantes",
    "/participantes.csv",
    "/contenido",
    "/inscribir",
    "/plazos",
    "/docentes",
    "/editar",
    "/inscribir/plantilla.xlsx",
)


def test_every_page_of_an_edition_opens_for_coordination(session, coordination):
    edition = make_edition(session)

    for page in PAGES:
        assert coordination.get(f"/ediciones/{edition.id}{page}").status_code == 200, page


def test_trainer_reads_the_own_edition_and_finds_no_other(session, client):
    own, other = make_edition(session), make_edition(session)
    trainer = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=own.id)
    sign_in(client, trainer.id)

    reads = {page: client.get(f"/ediciones/{own.id}{page}").status_code for page in PAGES}
    foreign = {client.get(f"/ediciones/{other.id}{page}").status_code for page in PAGES[:4]}

    assert [reads[page] for page in PAGES[:4]] == [200] * 4
    assert {reads[page] for page in PAGES[4:]} == {403}
    assert foreign == {404}


def test_trainer_reads_a_lesson_of_the_edition(session, client):
    edition = make_edition(session)
    trainer = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=edition.id)
    lesson = edition.course.activities["01-modulo/01-leccion"]

    answer = sign_in(client, trainer.id).get(f"/ediciones/{edition.id}/contenido/{lesson}")

    assert "Texto de la lección" in text_of(answer)


@pytest.mark.parametrize("role", [Role.LIAISON, Role.ADMINISTRATOR])
def test_who_has_no_academic_role_is_refused(session, client, role):
    edition = make_edition(session)
    scope = {"scope": Scope.ORGANIZATION, "scope_id": make_organization(session)}
    person = make_staff(session, role, **(scope if role is Role.LIAISON else {}))
    sign_in(client, person.id)

    assert {client.get(f"/ediciones/{edition.id}{page}").status_code for page in PAGES} == {403}


def test_participant_is_refused_and_a_stranger_is_led_to_the_way_in(session, client):
    edition = make_edition(session)

    assert client.get(f"/ediciones/{edition.id}").status_code == 302
    sign_in(client, make_person(session).id)
    assert client.get(f"/ediciones/{edition.id}").status_code == 403


def test_liaison_sees_the_people_of_the_own_municipality(session, client):
    town, other = make_organization(session), make_organization(session, "Tarija")
    edition = make_edition(session)
    for place, surname in ((town, "Choque"), (other, "Vaca")):
        make_enrolment(
            session,
            edition,
            make_person(session, first_surname=surname).id,
            organization_id=place,
        )
    liaison = make_staff(session, Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=town)

    text = text_of(sign_in(client, liaison.id).get("/municipio"))

    assert "Choque" in text
    assert "Vaca" not in text


def test_catalogue_tells_what_is_in_preparation(session, client):
    make_course(session, title="Bases", slug="bases")
    make_course(session, title="Finanzas", slug="finanzas", status=CourseStatus.IN_PREPARATION)

    text = text_of(client.get("/cursos"))

    assert "Se pueden llevar 1 de 2 cursos" in text
    assert "Carga horaria: por definir" in text
    assert "Lección 1.1" in text_of(client.get("/cursos/bases"))
    assert "en preparación" in text_of(client.get("/cursos/finanzas"))
    assert client.get("/cursos/nada").status_code == 404
