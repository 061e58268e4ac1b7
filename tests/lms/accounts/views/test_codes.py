"""A code on paper opens the door once, for seven days, to its own person only."""

import re
from datetime import timedelta

import pytest
from flask import g

from lms.accounts.models import AccessCode, Person
from lms.accounts.services.access_codes import make_access_codes
from lms.audit.models import AuditLine
from lms.core import clock
from lms.core.access import SYSTEM, Role, Scope
from lms.core.db.unit_of_work import unit_of_work
from lms.core.events.models import OutboxEvent
from tests.lms.accounts.conftest import make_organization
from tests.support.sign_in import make_person, make_staff, sign_in

NEW = "lluvia sobre papel"


@pytest.fixture
def wara(session, town):
    return make_person(
        session,
        given_names="Wara",
        first_surname="Choque",
        second_surname=None,
        document_number="6001001",
        organization_id=town,
    )


def make_code(person):
    with unit_of_work() as session:
        return make_access_codes(session, SYSTEM, [person.id])[0].code


@pytest.fixture
def bring(post):
    def send(code, document="6001001"):
        return post("/entrar/codigo", {"document": document, "code": code})

    return send


@pytest.fixture
def finish(post):
    def send(name="Wara Choque", password=NEW, **over):
        fields = {"printed_name": name, "password": password, "repeated": password} | over
        return post("/entrar/codigo/clave", fields)

    return send


def test_the_whole_way_from_paper_to_the_own_page(
    session, wara, client, bring, finish, enter, post
):
    code = make_code(wara)

    assert bring(code.lower().replace("-", " "), "6.001.001 LP").status_code == 303
    assert "Wara Choque" in client.get("/entrar/codigo/clave").get_data(as_text=True)
    assert finish("Wara Chóque").status_code == 303
    assert "Wara Chóque" in client.get("/mi-cuenta").get_data(as_text=True)
    post("/salir", page="/mi-cuenta")

    assert enter("6001001", NEW).status_code == 302
    person = session.get(Person, wara.id, populate_existing=True)
    assert person.printed_name == "Wara Chóque"
    assert person.name_confirmed_at == clock.now()
    assert [e.payload["printed_name"] for e in session.query(OutboxEvent)] == ["Wara Chóque"]
    actions = {line.action for line in session.query(AuditLine)}
    assert actions >= {"accounts.use_access_code", "accounts.set_password"}


def test_a_code_opens_once(wara, app, bring, finish, post):
    code = make_code(wara)
    bring(code)
    finish()

    again = post("/entrar/codigo", {"document": "6001001", "code": code}, by=app.test_client())

    assert again.status_code == 422


def test_bringing_a_code_does_not_use_it_up(wara, bring, finish):
    code = make_code(wara)
    bring(code)

    assert bring(code).status_code == 303
    assert finish().status_code == 303


@pytest.mark.parametrize(
    ("wait", "status"), [(timedelta(days=7, seconds=-1), 303), (timedelta(days=7), 422)]
)
def test_a_code_lives_seven_days(wara, bring, wait, status):
    code = make_code(wara)

    clock.advance(wait)

    assert bring(code).status_code == status


def test_a_code_that_ended_between_the_steps_opens_nothing(wara, client, bring):
    bring(make_code(wara))
    clock.advance(timedelta(days=8))

    assert client.get("/entrar/codigo/clave").status_code == 303


def test_a_newer_code_takes_the_place_of_the_older(wara, bring):
    older, newer = make_code(wara), make_code(wara)

    assert bring(older).status_code == 422
    assert bring(newer).status_code == 303


def test_every_refusal_of_a_code_is_the_same(session, wara, bring):
    code = make_code(wara)
    make_person(session, document_number="6001002")

    def text(response):
        page = re.sub(r'(csrf_token" value=|nonce=)"[^"]+"', "", response.get_data(as_text=True))
        return re.sub(r'value="[^"]*"', "", page)

    answers = [
        bring("2222-2222"),
        bring(code, "6001002"),
        bring(code, "9999999"),
        bring(code, "x"),
    ]

    assert {answer.status_code for answer in answers} == {422}
    assert len({text(answer) for answer in answers}) == 1


def test_ten_wrong_tries_void_a_code(session, wara, bring):
    code = make_code(wara)
    for _ in range(10):
        bring("2222-2222")

    assert bring(code).status_code == 422
    assert session.query(AccessCode).one().voided_at is not None


def test_the_second_step_needs_the_first(client):
    assert client.get("/entrar/codigo/clave").headers["Location"].endswith("/entrar/codigo")


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"password": "corta", "repeated": "corta"}, 409, "8 letras o más"),
        ({"password": "6001001000", "repeated": "6001001001"}, 422, "No es igual"),
        ({"name": "Otra Persona"}, 409, "pida a la coordinación"),
        ({"name": ""}, 422, "Escriba su nombre"),
        ({"password": "wara choque", "repeated": "wara choque"}, 409, "otros los conocen"),
    ],
)
def test_what_is_wrong_is_said_and_the_code_stays(wara, bring, finish, fields, status, words):
    bring(make_code(wara))

    response = finish(**fields)

    assert response.status_code == status
    assert words in response.get_data(as_text=True)
    assert finish().status_code == 303


def test_entering_with_a_code_puts_the_last_person_out(session, wara, client, bring, finish):
    sign_in(client, make_person(session).id)
    bring(make_code(wara))
    finish()

    with client:
        client.get("/privacidad")
        assert g.access.person_id == wara.id


def test_a_new_code_ends_what_was_open_with_the_old_password(session, wara, app, bring, finish):
    elsewhere = sign_in(app.test_client(), wara.id)
    bring(make_code(wara))
    finish()

    assert elsewhere.get("/mi-cuenta").status_code == 302


def codes_of(page):
    return re.findall(r"[2-9A-HJ-NP-TV-Z]{4}-[2-9A-HJ-NP-TV-Z]{4}", page)


@pytest.fixture
def liaison(session, town):
    return make_staff(session, Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=town)


def ask(client, *people, how="papel"):
    return client.post(
        "/personas/codigos", data={"elegidas": [str(p.id) for p in people], "como": how}
    )


def test_the_liaison_prints_slips_for_the_own_town(wara, liaison, client, bring):
    page = ask(sign_in(client, liaison.id), wara).get_data(as_text=True)

    assert "Wara Choque" in page
    assert "6001001" in page
    assert len(codes_of(page)) == 1
    assert bring(codes_of(page)[0]).status_code == 303


def test_the_liaison_may_take_codes_as_text(wara, liaison, client):
    page = ask(sign_in(client, liaison.id), wara, how="texto").get_data(as_text=True)

    assert "<textarea" in page
    assert "http://localhost:5000/entrar/codigo" in page


def test_units_of_the_town_belong_to_the_liaison(session, town, liaison, client):
    unit = make_organization(session, "Unidad de Obras", parent_id=town)
    person = make_person(session, organization_id=unit)

    assert len(codes_of(ask(sign_in(client, liaison.id), person).get_data(as_text=True))) == 1


def test_the_liaison_makes_no_code_for_another_town(session, wara, other_town, liaison, client):
    foreign = make_person(session, organization_id=other_town)

    page = ask(sign_in(client, liaison.id), wara, foreign).get_data(as_text=True)

    assert len(codes_of(page)) == 1
    assert "1 persona quedó sin código" in page
    assert session.query(AccessCode).one().person_id == wara.id


def test_the_liaison_makes_no_code_for_staff_of_the_own_town(session, town, liaison, client):
    boss = make_staff(session, Role.COORDINATOR, organization_id=town)

    response = ask(sign_in(client, liaison.id), boss)

    assert response.status_code == 303
    assert session.query(AccessCode).count() == 0


def test_coordination_makes_no_code_for_administration(session, client):
    administrator = make_staff(session, Role.ADMINISTRATOR)
    trainer = make_staff(session, Role.TRAINER)
    coordinator = make_staff(session, Role.COORDINATOR)

    ask(sign_in(client, coordinator.id), administrator, trainer)

    assert [code.person_id for code in session.query(AccessCode)] == [trainer.id]


def test_participants_make_no_codes(session, wara, client):
    assert ask(sign_in(client, make_person(session).id), wara).status_code == 403


def test_codes_are_kept_as_hashes_only(session, wara):
    code = make_code(wara)

    kept = session.query(AccessCode).one()
    assert code not in kept.code_hash
    assert all(code not in str(line.after) for line in session.query(AuditLine))
