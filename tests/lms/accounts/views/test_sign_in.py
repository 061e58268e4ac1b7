"""The door opens to every identity, and says the same to everybody else."""

import re
import time
from urllib.parse import quote, urlsplit

import pytest
from flask import Response, g
from flask.testing import FlaskClient

from lms.accounts.models import User
from lms.core import clock
from tests.lms.accounts.conftest import PASSWORD
from tests.support.sign_in import make_person, make_user, sign_in


@pytest.fixture
def who(client):
    def ask(by=None):
        with by or client as asking:
            asking.get("/privacidad")
            return g.access.person_id

    return ask


@pytest.mark.parametrize(
    "identity",
    [
        "4912345-1A LP",
        "4.912.345-1a",
        "04912345 1A",
        "4912345",
        "ana.quispe",
        "ANA.QUISPE",
        " Ana@Ejemplo.BO ",
    ],
)
def test_every_identity_opens_the_door(ana, enter, who, identity):
    response = enter(identity)

    assert response.status_code == 302
    assert who() == ana.id


def test_the_moment_of_signing_in_is_kept(session, ana, enter):
    enter("ana.quispe")

    session.expire_all()
    assert session.query(User).one().last_sign_in_at == clock.now()


@pytest.mark.parametrize(
    ("identity", "password"),
    [
        ("4912345-1A", "otra clave larga"),
        ("4912345-9Z", PASSWORD),
        ("7777777", PASSWORD),
        ("nadie", PASSWORD),
        ("nadie@ejemplo.bo", PASSWORD),
        ("sin.clave", PASSWORD),
        ("inactiva", PASSWORD),
        ("juntos@ejemplo.bo", PASSWORD),
        ("%", PASSWORD),
    ],
)
def test_every_refusal_is_the_same(session, ana, password_hash, enter, who, identity, password):
    make_user(session, make_person(session), username="sin.clave")
    make_user(
        session, make_person(session), username="inactiva", password=password_hash, active=False
    )
    for name in ("uno.junto", "otro.junto"):
        shared = make_person(session, email="juntos@ejemplo.bo")
        make_user(session, shared, username=name, password=password_hash)

    refused = enter(identity, password)
    known = enter("ana.quispe", "otra clave larga")

    assert refused.status_code == known.status_code == 422
    assert _without_what_was_typed(refused, identity) == _without_what_was_typed(
        known, "ana.quispe"
    )
    assert who() is None


def test_a_refusal_keeps_the_identity_and_not_the_password(ana, enter):
    page = enter("ana.quispe", "otra clave larga").get_data(as_text=True)

    assert 'value="ana.quispe"' in page
    assert "otra clave larga" not in page


@pytest.mark.real_clock
def test_a_refusal_takes_as_long_for_nobody_as_for_somebody(ana, enter):
    def took(identity):
        began = time.process_time()
        for _ in range(6):
            enter(identity, "otra clave larga")
        return time.process_time() - began

    took("ana.quispe")
    somebody, nobody = took("ana.quispe"), took("nadie")

    assert 0.6 < somebody / nobody < 1.7


@pytest.mark.parametrize(
    ("field", "words"), [("identity", "Escriba su número"), ("password", "Escriba su contraseña")]
)
def test_an_empty_field_is_said_beside_it(ana, enter, field, words):
    response = enter("ana.quispe", data={field: ""})

    assert response.status_code == 422
    assert words in response.get_data(as_text=True)


@pytest.mark.parametrize("where", ["form", "address"])
@pytest.mark.parametrize(
    "target",
    [
        "https://malo.example/x",
        "//malo.example",
        "///malo.example",
        "/\\malo.example",
        "\\\\malo.example",
        "/\t/malo.example",
        "\t//malo.example",
        " //malo.example",
        "https:malo.example",
        "javascript:alert(1)",
        "/%09/malo.example",
        "http://localhost@malo.example/",
        "/@malo.example/\r\nX-Injected: 1",
    ],
)
def test_signing_in_never_leads_away(ana, post, where, target):
    fields = {"identity": "ana.quispe", "password": PASSWORD}
    in_form = where == "form"

    response = post(
        "/entrar" if in_form else "/entrar?next=" + quote(target),
        fields | ({"next": target} if in_form else {}),
    )

    # Browsers leave tabs and line breaks out, and take \\ for /.
    location = re.sub(r"[\t\r\n]", "", response.headers.get("Location", "/")).replace("\\", "/")
    assert urlsplit(location).scheme == ""
    assert urlsplit(location).netloc == ""
    assert not location.strip().startswith("//")
    assert "X-Injected" not in response.headers


def test_signing_in_leads_where_one_was_going(ana, client, enter):
    asked = client.get("/mi-cuenta")
    assert asked.headers["Location"].startswith("/entrar?next=")

    response = enter("ana.quispe", page=asked.headers["Location"], data={"next": "/mi-cuenta"})

    assert response.headers["Location"].endswith("/mi-cuenta")


def test_a_forged_form_is_refused(ana, app):
    stranger = FlaskClient(app, Response)

    response = stranger.post("/entrar", data={"identity": "ana.quispe", "password": PASSWORD})

    assert response.status_code == 400


def test_a_merged_record_opens_the_door_of_the_kept_one(session, ana, enter, who):
    make_person(session, document_number="6000001", merged_into_id=ana.id)

    enter("6000001")

    assert who() == ana.id


def test_the_same_number_with_two_complements_needs_the_complement(session, ana, enter, who):
    make_person(session, document_number="4912345", document_complement="2B")

    assert enter("4912345").status_code == 422
    assert enter("4912345-1A").status_code == 302
    assert who() == ana.id


def test_too_many_failures_wait_with_words_that_help(ana, limited, enter):
    by = limited.test_client()

    for _ in range(10):
        assert enter("ana.quispe", "otra clave larga", by=by).status_code == 422
    stopped = enter("ana.quispe", by=by)
    other = enter("4912345-1A", by=by)

    assert stopped.status_code == 429
    assert "Espere unos minutos" in stopped.get_data(as_text=True)
    assert other.status_code == 302


def test_other_ways_of_typing_the_carnet_buy_no_further_tries(ana, limited, enter):
    by = limited.test_client()
    typed = ["4912345-1A", "4.912.345-1A LP", "04912345 1a", "0004912345", "4912345 SC"] * 2

    for identity in typed:
        assert enter(identity, "otra clave larga", by=by).status_code == 422

    assert enter("00004912345-1A", by=by).status_code == 429


def test_tries_of_one_person_stop_nobody_else(session, ana, limited, post):
    mine, hers = limited.test_client(), limited.test_client()
    sign_in(mine, make_person(session).id)
    sign_in(hers, ana.id)
    page = "/mi-cuenta/clave"
    wrong = {"current": "otra", "password": "lluvia sobre papel", "repeated": "lluvia sobre papel"}

    # Naming somebody else in the form must not pass the tries on to them.
    answers = [
        post(page, wrong | {"identity": f"nadie{n}"}, by=mine).status_code for n in range(11)
    ]

    assert answers == [422] * 10 + [429]
    assert post(page, wrong, by=hers).status_code == 422


def test_success_never_counts_against_a_class_behind_one_address(ana, limited, enter):
    answers = [enter("ana.quispe", by=limited.test_client()).status_code for _ in range(15)]

    assert set(answers) == {302}


def test_signing_out_forgets_the_session(ana, client, enter, post, who):
    enter("ana.quispe")

    response = post("/salir", page="/mi-cuenta")

    assert response.status_code == 302
    assert "Clear-Site-Data" not in response.headers
    assert who() is None
    with client.session_transaction() as cookie:
        assert "_user_id" not in cookie


def test_signing_out_of_a_borrowed_phone_clears_its_storage(ana, enter, post):
    enter("ana.quispe", data={"lent": "y"})

    response = post("/salir", page="/mi-cuenta")

    assert response.headers["Clear-Site-Data"] == '"storage"'


def test_a_borrowed_phone_gets_a_cookie_that_goes_with_the_browser(ana, enter):
    own = enter("ana.quispe", by=None).headers["Set-Cookie"]

    assert "Expires=" in own


def test_two_people_on_one_phone_see_only_their_own_page(
    session, ana, password_hash, client, enter, post
):
    beto = make_person(session, given_names="Beto", first_surname="Rojas")
    make_user(session, beto, username="beto.rojas", password=password_hash)

    enter("ana.quispe", data={"lent": "y"})
    first = client.get("/mi-cuenta")
    post("/salir", page="/mi-cuenta")
    enter("beto.rojas", data={"lent": "y"})
    second = client.get("/mi-cuenta").get_data(as_text=True)

    assert first.headers["Cache-Control"] == "no-store"
    assert "Beto Rojas" in second
    assert "4912345" not in second


def test_opening_the_door_page_twice_is_harmless(ana, client, enter):
    enter("ana.quispe")

    assert client.get("/entrar").status_code == 302


def test_a_cookie_of_an_ended_session_is_nobody(session, client, who):
    person = make_person(session)
    sign_in(client, person.id)
    user = session.query(User).one()
    user.fs_uniquifier = "otro"
    session.commit()

    assert who() is None


def _without_what_was_typed(response, identity):
    text = response.get_data(as_text=True).replace(identity, "X")
    return re.sub(r'(csrf_token" value=|nonce=)"[^"]+"', "", text)
