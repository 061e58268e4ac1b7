"""A session says who asks in one statement, and ends by itself."""

from datetime import timedelta

import pytest
from flask import g

from lms.core import clock
from lms.core.access import Role, Scope
from lms.core.db.engine import db
from lms.core.ids import new_id
from tests.support.sign_in import make_person, make_staff, make_user, sign_in
from tests.support.statements import counted_statements


@pytest.fixture
def asked(app, client):
    """Fetch a page and return what was known of who asked."""

    def fetch(path="/privacidad"):
        with client:
            response = client.get(path)
            return g.access, response

    return fetch


def test_nobody_signed_in_is_nobody(asked):
    access, _response = asked()

    assert not access.is_signed_in


def test_a_session_names_the_person_and_its_live_grants(session, client, asked):
    edition = new_id()
    person = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=edition)
    sign_in(client, person.id)

    access, _response = asked()

    assert access.person_id == person.id
    assert access.display_name == "Ana Quispe"
    assert [(x.role, x.scope, x.scope_id) for x in access.grants] == [
        (Role.TRAINER, Scope.EDITION, edition)
    ]


def test_who_asks_is_known_in_one_statement(app, session, client, asked):
    sign_in(client, make_staff(session, Role.COORDINATOR).id)
    asked()

    with app.app_context(), counted_statements(db.engine) as statements:
        asked()

    assert len(statements) == 1


def test_an_inactive_user_is_nobody(session, client, asked):
    person = make_person(session)
    make_user(session, person, active=False)
    sign_in(client, person.id)

    access, _response = asked()

    assert not access.is_signed_in


@pytest.mark.parametrize(
    ("is_lent", "idle", "is_alive"),
    [
        (False, timedelta(hours=11, minutes=59), True),
        (False, timedelta(hours=12), False),
        (True, timedelta(minutes=19, seconds=59), True),
        (True, timedelta(minutes=20), False),
    ],
)
def test_an_idle_session_ends(session, client, asked, is_lent, idle, is_alive):
    sign_in(client, make_person(session).id, is_lent=is_lent)

    clock.advance(idle)
    access, _response = asked()

    assert access.is_signed_in is is_alive


def test_using_the_session_keeps_it_alive(session, client, asked):
    sign_in(client, make_person(session).id, is_lent=True)

    for _ in range(4):
        clock.advance(timedelta(minutes=15))
        access, _response = asked()

    assert access.is_signed_in
    assert access.session_ends_at == clock.now() + timedelta(minutes=20)


def test_the_cookie_of_a_borrowed_phone_goes_with_the_browser(session, client, asked):
    sign_in(client, make_person(session).id, is_lent=True)
    clock.advance(timedelta(minutes=5))

    _access, response = asked()

    cookie = response.headers["Set-Cookie"]
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie
