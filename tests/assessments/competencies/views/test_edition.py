"""The edition's table, its CSV, and the section of a person's page: who sees what."""

import csv
import io

import pytest

from assessments.competencies.queries.person_evidence import person_competencies
from lms.accounts.models import Person
from lms.core.access import Access, Grant, Role, Scope
from lms.core.ids import new_id
from tests.factories.assignments import grade, make_world, publish, send
from tests.support.page_inspector import parse, visible_text
from tests.support.sign_in import make_staff, sign_in
from tests.support.statements import counted_statements


@pytest.fixture
def world(session):
    world = make_world(session, people=2)
    submission_id = send(world.people[0])
    grade(submission_id)
    publish(submission_id)
    return world


def _trainer(session, edition_id):
    return make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=edition_id)


def _text(response):
    return visible_text(parse(response.get_data(as_text=True)))


def test_table_shows_the_level_that_counts_and_who_has_none(client, session, world):
    sign_in(client, _trainer(session, world.edition_id).id)

    words = _text(client.get(f"/ediciones/{world.edition_id}/competencias"))

    assert "multiplica" in words
    assert "—" in words
    assert "2 participantes" in words


def test_empty_edition_says_when_it_fills(client, session):
    world = make_world(session)
    sign_in(client, make_staff(session, Role.COORDINATOR).id)

    assert "Todavía no hay niveles" in _text(
        client.get(f"/ediciones/{world.edition_id}/competencias")
    )


def test_csv_has_every_person_and_no_formula(client, session, world):
    session.get(Person, world.people[0].person_id).given_names = "=SUMA(A1)"
    session.commit()
    sign_in(client, _trainer(session, world.edition_id).id)

    answer = client.get(f"/ediciones/{world.edition_id}/competencias.csv")

    text = answer.data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][2:] == ["G1 Competencia G1", "T4 Competencia T4"]
    assert len(rows) == 3
    assert ["'=SUMA(A1) Quispe Mamani", "Tipuani", "2 aplica", "3 multiplica"] in rows
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("ending", ["competencias", "competencias.csv"])
def test_others_find_nothing(app, session, world, ending):
    stranger = _trainer(session, new_id())
    participant = world.people[0].person_id

    assert (
        sign_in(app.test_client(), stranger.id)
        .get(f"/ediciones/{world.edition_id}/{ending}")
        .status_code
        == 404
    )
    assert (
        sign_in(app.test_client(), participant)
        .get(f"/ediciones/{world.edition_id}/{ending}")
        .status_code
        == 403
    )


def test_section_is_for_the_person_and_the_staff_of_the_edition(session, world):
    person_id = world.people[0].person_id

    def seen(access):
        found = person_competencies(session, access, person_id=person_id)
        return None if found is None else {item.code: item.word for item in found.reached}

    own = {"G1": "aplica", "T4": "multiplica"}
    trainer = Grant(role=Role.TRAINER, scope=Scope.EDITION, scope_id=world.edition_id)
    stranger = Grant(role=Role.TRAINER, scope=Scope.EDITION, scope_id=new_id())
    liaison = Grant(role=Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=world.organization_id)
    assert seen(Access(person_id=person_id)) == own
    assert seen(Access(person_id=new_id(), grants=(trainer,))) == own
    assert seen(Access(person_id=new_id(), grants=(stranger,))) is None
    assert seen(Access(person_id=new_id(), grants=(liaison,))) is None
    assert seen(Access(person_id=new_id())) is None


def test_person_page_shows_level_source_and_date(client, session, world):
    sign_in(client, make_staff(session, Role.COORDINATOR).id)

    page = client.get(f"/personas/{world.people[0].person_id}")

    words = _text(page)
    assert "Competencias en los cursos" in words
    assert "Tarea 1" in words
    assert "01/03/2027" in words


def test_table_costs_the_same_for_any_number_of_people(app, client, session, world):
    sign_in(client, make_staff(session, Role.COORDINATOR).id)
    with app.app_context():
        from lms.core.db.engine import db

        engine = db.engine
    big = make_world(session, people=30)

    def count(edition_id):
        with counted_statements(engine) as statements:
            assert client.get(f"/ediciones/{edition_id}/competencias").status_code == 200
        return len(statements)

    assert count(world.edition_id) == count(big.edition_id) <= 10
