"""Generated: no route takes a deed from a page of somebody else's, and none lets itself be framed."""

import pytest
from werkzeug.routing.converters import AnyConverter

from lms.core.access import Role
from lms.core.db.engine import db
from lms.core.ids import new_id
from tests.support.doors import some_ids
from tests.support.sign_in import make_staff, sign_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def _addresses(app):
    """Return (endpoint, address) of every route that changes something, with ids that exist."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        if not rule.methods & {"POST", "PUT", "PATCH", "DELETE"}:
            continue
        values = {name: _value(rule, name) for name in rule.arguments}
        found.append((rule.endpoint, adapter.build(rule.endpoint, values, method="POST")))
    return found


def _value(rule, name):
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    if f"<uuid:{name}" in rule.rule:
        return next(iter(some_ids(db.session, name)), new_id())
    return 1 if f"<int:{name}" in rule.rule else "x"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR, None])
def test_every_deed_needs_the_token_of_our_own_pages(lived_in, role):
    client = lived_in.test_client()
    with lived_in.app_context():
        if role is not None:
            sign_in(client, make_staff(db.session, role).id)
        addresses = _addresses(lived_in)
        db.session.remove()
    client.sends_csrf = False

    taken = {}
    for endpoint, address in addresses:
        answer = client.post(address, data={"csrf_token": "x", "accion": "x"})
        if answer.status_code != 400:
            taken[f"{address} ({endpoint})"] = answer.status_code
        answer.close()

    assert taken == {}
    assert len(addresses) > 100


def test_a_token_of_one_session_is_worth_nothing_in_another(lived_in):
    mine, hers = lived_in.test_client(), lived_in.test_client()
    with lived_in.app_context():
        for client in (mine, hers):
            sign_in(client, make_staff(db.session, Role.ADMINISTRATOR).id)
    page = mine.get("/mi-cuenta/contacto").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    hers.get("/mi-cuenta/contacto")
    hers.sends_csrf = False

    forged = hers.post("/mi-cuenta/contacto", data={"csrf_token": token, "phone": "71234567"})

    assert forged.status_code == 400


def test_every_answer_carries_its_headers(lived_in):
    client = lived_in.test_client()
    with lived_in.app_context():
        sign_in(client, make_staff(db.session, Role.ADMINISTRATOR).id)
    adapter = lived_in.url_map.bind("localhost")
    paths = [
        adapter.build(rule.endpoint)
        for rule in lived_in.url_map.iter_rules()
        if not rule.arguments and "GET" in rule.methods
    ]

    for path in [*paths, "/no-hay-nada", "/entrar"]:
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy, path
        assert "unsafe-eval" not in policy, path
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer"), path
        if not path.startswith("/recursos/"):
            assert answer.headers["Cache-Control"] == "no-store", path
        answer.close()
    assert len(paths) > 40
