"""One's own account: only one's own, and a change ends what was open elsewhere."""

import re
import time
from urllib.parse import unquote

import pyotp
import pytest
from sqlalchemy import select

from lms.accounts.models import Person, User
from lms.audit.models import AuditLine
from lms.core.access import Role
from lms.core.mail.models import OutgoingMail
from tests.lms.accounts.conftest import PASSWORD
from tests.support.sign_in import make_staff, make_user, sign_in

NEW = "lluvia sobre papel"
PAGES = [
    "/mi-cuenta",
    "/mi-cuenta/contacto",
    "/mi-cuenta/nombre",
    "/mi-cuenta/clave",
    "/mi-cuenta/seguridad",
]


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_open_to_who_signed_in_only(ana, client, path):
    assert client.get(path).status_code == 302

    assert sign_in(client, ana.id).get(path).status_code == 200


def test_changing_the_password_keeps_this_session_and_ends_the_others(
    session, ana, app, client, post
):
    sign_in(client, ana.id)
    elsewhere = sign_in(app.test_client(), ana.id)

    response = post("/mi-cuenta/clave", {"current": PASSWORD, "password": NEW, "repeated": NEW})

    assert response.status_code == 303
    assert client.get("/mi-cuenta").status_code == 200
    assert elsewhere.get("/mi-cuenta").status_code == 302
    assert [m.recipient for m in session.scalars(select(OutgoingMail))] == ["ana@ejemplo.bo"]


def test_the_password_in_use_is_asked_for(ana, client, post):
    sign_in(client, ana.id)

    response = post("/mi-cuenta/clave", {"current": "otra", "password": NEW, "repeated": NEW})

    assert response.status_code == 422
    assert "No es su contraseña actual" in response.get_data(as_text=True)


def test_closing_the_other_sessions_keeps_this_one(ana, app, client):
    sign_in(client, ana.id)
    elsewhere = sign_in(app.test_client(), ana.id)

    client.post("/mi-cuenta/sesiones")

    assert client.get("/mi-cuenta").status_code == 200
    assert elsewhere.get("/mi-cuenta").status_code == 302


def test_contact_is_written_in_its_normal_form(session, ana, client, post):
    sign_in(client, ana.id)

    post("/mi-cuenta/contacto", {"phone": "7 765-4321", "email": "Otra@Ejemplo.BO"})

    person = session.get(Person, ana.id, populate_existing=True)
    assert (person.phone, person.email) == ("+59177654321", "otra@ejemplo.bo")
    assert (person.document_complement, person.document_place) == ("1A", "LP")
    line = session.scalars(
        select(AuditLine).where(AuditLine.action == "accounts.edit_person")
    ).one()
    assert line.before == {"phone": "+59171234567", "email": "ana@ejemplo.bo"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"phone": "12"}, "Escriba el número completo"),
        ({"email": "ana"}, "Escriba el correo completo"),
    ],
)
def test_contact_that_cannot_be_read_is_refused(ana, client, post, fields, words):
    sign_in(client, ana.id)

    response = post("/mi-cuenta/contacto", fields)

    assert response.status_code == 409
    assert words in response.get_data(as_text=True)


def test_the_name_is_confirmed_once(session, ana, client, post):
    sign_in(client, ana.id)
    assert "Confirme su nombre" in client.get("/mi-cuenta").get_data(as_text=True)

    post("/mi-cuenta/nombre", {"printed_name": "Ana Quispe Mamani"})
    post("/mi-cuenta/nombre", {"printed_name": "Ana Quispe Mamani"})

    assert "Confirme su nombre" not in client.get("/mi-cuenta").get_data(as_text=True)
    actions = [line.action for line in session.scalars(select(AuditLine))]
    assert actions.count("accounts.confirm_printed_name") == 1


def test_another_name_is_for_coordination(ana, client, post):
    sign_in(client, ana.id)

    response = post("/mi-cuenta/nombre", {"printed_name": "Ana Condori"})

    assert response.status_code == 409


@pytest.fixture
def staff(session, password_hash):
    person = make_staff(session, Role.COORDINATOR, document_number="7000001")
    make_user(session, person, username="jefa", password=password_hash)
    return person


def set_up(client, post):
    page = post("/mi-cuenta/segundo-paso", {"setup": "authenticator"}).get_data(as_text=True)
    key = re.search(r"<code>([A-Z2-7-]+)</code>", page)[1].replace("-", "")
    action = unquote(re.search(r'action="(/mi-cuenta/segundo-paso/[^"]+)"', page)[1])
    response = post(action, {"code": code_of(key)}, page="/mi-cuenta/seguridad")
    assert response.headers["Location"].endswith("/mi-cuenta/seguridad")
    return key


def code_of(key, later=0):
    """Return the code of an application on the telephone, now or some seconds later."""
    return pyotp.TOTP(key).at(int(time.time()) + later)


@pytest.mark.real_clock
def test_staff_sign_in_with_a_second_step(session, staff, client, post, enter):
    sign_in(client, staff.id)
    assert "Agregue un segundo paso" in client.get("/mi-cuenta/seguridad").get_data(as_text=True)
    key = set_up(client, post)
    assert session.scalars(select(User.tf_totp_secret)).one() is not None
    post("/salir", page="/mi-cuenta")

    first = enter("jefa", data={"next": "/personas"})
    assert client.get("/mi-cuenta").status_code == 302
    page = client.get(first.headers["Location"]).get_data(as_text=True)
    wrong = post("/entrar/segundo-paso", {"code": "000000"})
    right = post("/entrar/segundo-paso", {"code": code_of(key, 30), "next": "/personas"})

    assert "/entrar/segundo-paso" in first.headers["Location"]
    assert 'name="next" value="/personas"' in page
    assert right.headers["Location"].endswith("/personas")
    assert wrong.status_code == 422
    assert right.status_code == 302
    assert client.get("/mi-cuenta").status_code == 200


@pytest.mark.real_clock
def test_a_code_of_the_second_step_opens_once(staff, app, client, post, enter):
    sign_in(client, staff.id)
    code = code_of(set_up(client, post), 30)
    first, second = app.test_client(), app.test_client()

    for by in (first, second):
        enter("jefa", by=by)
    used = post("/entrar/segundo-paso", {"code": code}, by=first)
    again = post("/entrar/segundo-paso", {"code": code}, by=second)

    assert used.status_code == 302
    assert first.get("/mi-cuenta").status_code == 200
    assert again.status_code == 422
    assert second.get("/mi-cuenta").status_code == 302


@pytest.mark.real_clock
def test_changing_the_second_step_ends_the_other_sessions(session, staff, app, client, post):
    sign_in(client, staff.id)
    elsewhere = sign_in(app.test_client(), staff.id)

    set_up(client, post)

    assert client.get("/mi-cuenta/seguridad").status_code == 200
    assert elsewhere.get("/mi-cuenta").status_code == 302
    again = sign_in(app.test_client(), staff.id)
    post("/mi-cuenta/segundo-paso", {"setup": "disable"})
    assert client.get("/mi-cuenta").status_code == 200
    assert again.get("/mi-cuenta").status_code == 302
    lines = session.scalars(select(AuditLine).where(AuditLine.action.contains("_step"))).all()
    assert [(line.action, line.actor_person_id) for line in lines] == [
        ("accounts.set_second_step", staff.id),
        ("accounts.remove_second_step", staff.id),
    ]


@pytest.mark.real_clock
def test_a_recovery_code_opens_once(staff, client, post, enter):
    sign_in(client, staff.id)
    set_up(client, post)
    page = post("/mi-cuenta/codigos-de-reserva", {"generate_new_codes": "1"}).get_data(as_text=True)
    code = re.findall(r"<code>([^<]+)</code>", page)[0]
    post("/salir", page="/mi-cuenta")

    enter("jefa")
    assert post("/entrar/codigo-de-reserva", {"code": code}).status_code == 302
    assert client.get("/mi-cuenta").status_code == 200
    post("/salir", page="/mi-cuenta")
    enter("jefa")

    assert post("/entrar/codigo-de-reserva", {"code": code}).status_code == 422


@pytest.mark.real_clock
def test_a_delicate_change_asks_for_the_password_again(staff, client, post):
    sign_in(client, staff.id)
    with client.session_transaction() as cookie:
        cookie["fs_paa"] -= 3 * 3600
        cookie.pop("fs_gexp", None)

    asked = client.get("/mi-cuenta/segundo-paso")
    refused = post("/entrar/confirmar", {"password": "otra"})
    passed = post("/entrar/confirmar", {"password": PASSWORD})

    assert "/entrar/confirmar" in asked.headers["Location"]
    assert refused.status_code == 422
    assert passed.status_code == 302
    assert client.get("/mi-cuenta/segundo-paso").status_code == 200


@pytest.mark.parametrize("typed", ["", "x" * 129, "x" * 5000])
def test_a_password_that_nobody_can_have_is_refused_with_words(staff, client, post, typed):
    sign_in(client, staff.id)

    response = post("/entrar/confirmar", {"password": typed})

    assert response.status_code == 422
    assert "contraseña." in response.get_data(as_text=True)


def test_participants_are_not_asked_for_a_second_step(ana, client):
    page = sign_in(client, ana.id).get("/mi-cuenta/seguridad").get_data(as_text=True)

    assert "segundo paso" not in page.lower()


def test_pages_of_keys_open(staff, client, post):
    sign_in(client, staff.id)

    assert client.get("/mi-cuenta/llaves").status_code == 200
    asked = post("/mi-cuenta/llaves", {"name": "Mi teléfono", "usage": "first"})

    assert 'data-passkey="create"' in asked.get_data(as_text=True)
    assert post("/mi-cuenta/llaves", {"name": "", "usage": "first"}).status_code == 422


def test_the_key_of_a_device_is_asked_for_without_saying_who_has_one(ana, client, post):
    page = post("/entrar/llave", {"identity": "ana.quispe"}).get_data(as_text=True)

    assert "allowCredentials&#34;: []" in page
