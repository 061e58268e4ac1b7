"""Pages of people: who may open them, what they refuse, what they change."""

import pytest
from sqlalchemy import select

from lms.accounts.models import Person, RoleGrant
from lms.core.access import Role, Scope
from lms.core.db.engine import db
from lms.core.ids import new_id
from tests.support.sign_in import make_person, make_staff, sign_in
from tests.support.statements import counted_statements

DATA = {
    "given_names": "Wara",
    "first_surname": "Choque",
    "second_surname": "Nina",
    "document_type": "carnet",
    "document": "6001001",
    "gender": "woman",
    "phone": "71234567",
    "email": "",
    "organization_id": "",
    "post_title": "Técnica",
}


@pytest.fixture
def coordinator(session):
    return make_staff(session, Role.COORDINATOR, document_number="7000001")


@pytest.fixture
def administrator(session):
    return make_staff(session, Role.ADMINISTRATOR, document_number="7000002")


@pytest.fixture
def liaison(session, town):
    return make_staff(session, Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=town)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        (Role.TRAINER, 403),
        (Role.EVALUATOR, 403),
        (Role.COORDINATOR, 200),
        (Role.ADMINISTRATOR, 200),
    ],
)
def test_the_list_opens_to_who_looks_after_people(session, client, role, status):
    person = make_staff(session, role) if role else make_person(session)

    assert sign_in(client, person.id).get("/personas").status_code == status


def test_a_person_of_another_town_does_not_exist_for_the_liaison(
    session, client, liaison, town, other_town
):
    own = make_person(session, organization_id=town)
    foreign = make_person(session, organization_id=other_town)
    sign_in(client, liaison.id)

    assert client.get(f"/personas/{own.id}").status_code == 200
    assert client.get(f"/personas/{foreign.id}").status_code == 404
    assert client.get(f"/personas/{new_id()}").status_code == 404
    assert client.get(f"/personas/{own.id}/editar").status_code == 403


def test_a_person_is_added_found_and_changed(session, client, coordinator, town, post):
    sign_in(client, coordinator.id)

    added = post("/personas/nueva", DATA | {"organization_id": str(town)})
    page = client.get(added.headers["Location"]).get_data(as_text=True)
    assert "Wara Choque Nina" in page
    assert "Achocalla" in page
    assert "Choque Nina, Wara" in client.get("/personas?q=nina+wara").get_data(as_text=True)
    changed = post(
        added.headers["Location"] + "/editar",
        DATA | {"second_surname": "", "no_second_surname": "y", "married_surname": "Flores"},
    )

    assert changed.status_code == 303
    person = session.scalars(select(Person).where(Person.document_number == "6001001")).one()
    assert (person.second_surname, person.married_surname) == (None, "Flores")


@pytest.mark.parametrize(
    ("over", "status", "words"),
    [
        ({"given_names": ""}, 422, "Escriba los nombres"),
        ({"second_surname": ""}, 422, "marque que no tiene"),
        ({"document": "x"}, 409, "como está en el documento"),
        ({"document": "7000001"}, 409, "Ya hay una persona con ese documento"),
        ({"phone": "1"}, 409, "Escriba el número completo"),
        ({"gender": "otra"}, 422, ""),
        ({"organization_id": str(new_id())}, 422, ""),
        ({"post_title": "x" * 200}, 422, "Es demasiado largo"),
    ],
)
def test_what_is_wrong_is_said_and_the_input_kept(client, coordinator, post, over, status, words):
    sign_in(client, coordinator.id)

    response = post("/personas/nueva", DATA | over)

    assert response.status_code == status
    page = response.get_data(as_text=True)
    assert words in page
    assert 'value="Choque"' in page


def test_the_printed_name_is_corrected_with_a_reason(session, client, coordinator, post):
    person = make_person(session)
    sign_in(client, coordinator.id)
    path = f"/personas/{person.id}/nombre"

    assert post(path, {"printed_name": "Ana Quisbert", "reason": ""}).status_code == 422
    assert post(path, {"printed_name": "Ana Quisbert", "reason": "Carnet"}).status_code == 303
    assert session.get(Person, person.id, populate_existing=True).printed_name == "Ana Quisbert"


def test_coordination_does_not_write_the_data_of_administration(client, coordinator, administrator):
    sign_in(client, coordinator.id)

    assert client.get(f"/personas/{administrator.id}/editar").status_code == 403


def test_two_records_are_compared_and_merged(session, client, coordinator, post):
    kept = make_person(session, given_names="Wara", first_surname="Choque")
    absorbed = make_person(session, given_names="Guara", first_surname="Chuqui")
    sign_in(client, coordinator.id)

    found = client.get(f"/personas/{kept.id}/unir").get_data(as_text=True)
    assert f"/personas/{kept.id}/unir/{absorbed.id}" in found
    path = f"/personas/{kept.id}/unir/{absorbed.id}"
    assert post(path, {"reason": ""}).status_code == 422
    assert post(path, {"reason": "mismo carnet"}).status_code == 303

    assert "registro anterior 1" in client.get(f"/personas/{kept.id}").get_data(as_text=True)
    assert "se unió con otro" in client.get(f"/personas/{absorbed.id}").get_data(as_text=True)
    assert post(path, {"reason": "otra vez"}).status_code == 409


@pytest.mark.parametrize("is_kept_staff", [True, False])
def test_coordination_takes_no_role_by_a_merge(
    session, client, coordinator, administrator, post, is_kept_staff
):
    plain = make_person(session)
    pair = (administrator, plain) if is_kept_staff else (coordinator, administrator)
    sign_in(client, coordinator.id)

    response = post(f"/personas/{pair[0].id}/unir/{pair[1].id}", {"reason": "mismo carnet"})

    assert response.status_code == 409
    assert session.get(Person, pair[1].id, populate_existing=True).merged_into_id is None


def test_administration_gives_and_ends_roles(session, client, administrator, town, post):
    person = make_person(session)
    sign_in(client, administrator.id)
    page = f"/personas/{person.id}"

    post(f"{page}/roles", {"role": "coordinator", "scope_id": ""}, page=page)
    post(f"{page}/roles", {"role": "liaison", "scope_id": str(town)}, page=page)
    without_town = post(f"{page}/roles", {"role": "liaison", "scope_id": ""}, page=page)
    assert "Enlace municipal" in client.get(page).get_data(as_text=True)
    post(
        f"{page}/roles/terminar",
        {"role": "liaison", "scope": "organization", "scope_id": str(town)},
        page=page,
    )

    assert without_town.status_code == 303
    grants = session.scalars(select(RoleGrant).where(RoleGrant.person_id == person.id)).all()
    assert {(g.role, g.ends_at is None) for g in grants} == {
        (Role.COORDINATOR, True),
        (Role.LIAISON, False),
    }


@pytest.mark.parametrize("role", ["administrator", "coordinator", "trainer", "nada"])
def test_coordination_gives_no_role_of_its_own_rank(session, client, coordinator, post, role):
    person = make_person(session)
    sign_in(client, coordinator.id)

    post(f"/personas/{person.id}/roles", {"role": role}, page=f"/personas/{person.id}")

    assert session.scalars(select(RoleGrant).where(RoleGrant.person_id == person.id)).all() == []


def test_coordination_ends_no_role_of_administration(session, client, coordinator, administrator):
    sign_in(client, coordinator.id)

    response = client.post(
        f"/personas/{administrator.id}/roles/terminar",
        data={"role": "administrator", "scope": "platform", "scope_id": ""},
    )

    assert response.status_code == 403


def test_the_last_administrator_cannot_step_down(session, client, administrator):
    sign_in(client, administrator.id)

    response = client.post(
        f"/personas/{administrator.id}/roles/terminar",
        data={"role": "administrator", "scope": "platform", "scope_id": ""},
        follow_redirects=True,
    )

    assert "Es la única persona que administra" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/personas?pagina=0", "/personas?pagina=x&entidad=x&q=%00", "/personas?q=" + "a" * 500]
)
def test_odd_addresses_are_answered(client, coordinator, path):
    assert sign_in(client, coordinator.id).get(path).status_code == 200


def test_the_pages_keep_to_their_statements(app, session, client, coordinator, town):
    people = [make_person(session, organization_id=town) for _ in range(30)]
    sign_in(client, coordinator.id)

    def cost(path):
        client.get(path)
        with counted_statements(db.engine) as statements:
            assert client.get(path).status_code == 200
        return len(statements)

    assert cost("/personas") <= 5
    assert cost("/personas?q=ana") <= 6
    assert cost(f"/personas/{people[0].id}") <= 8
