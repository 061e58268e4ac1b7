"""Generated: every route that names objects, by strangers of every kind, opens nothing."""

import itertools

import pytest

from lms.core.access import Role, Scope
from lms.core.db.engine import db
from lms.core.ids import new_id
from lms.core.web.guards import Admission, guard_of
from tests.support.doors import some_ids, uuid_parameters
from tests.support.sign_in import make_person, make_staff, sign_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SHARED = {
    # Published to everybody who is signed in or to the public: no person's data.
}
CLOSED = (302, 303, 403, 404, 405, 400)
STRANGERS = {
    "nobody": None,
    "participant of nothing": (None, None),
    "trainer of another edition": (Role.TRAINER, Scope.EDITION),
    "liaison of another municipality": (Role.LIAISON, Scope.ORGANIZATION),
    "sponsor of nothing": (Role.SPONSOR, Scope.SPONSOR),
    "evaluator": (Role.EVALUATOR, Scope.EDITION),
    "other host unit": (Role.HOST_UNIT, Scope.HOST_UNIT),
}


def _stranger(session, kind):
    if kind == (None, None):
        return make_person(session)
    role, scope = kind
    return make_staff(session, role, scope=scope, scope_id=new_id())


def _addresses(app):
    """Return (endpoint, method, address) for every guarded route that names objects."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        names = uuid_parameters(rule)
        guard = guard_of(app.view_functions[rule.endpoint])
        others = set(rule.arguments) - set(names)
        if not names or others or guard is None:
            continue
        if guard.admission in (Admission.PUBLIC, Admission.LINK) or rule.endpoint in SHARED:
            continue
        ids = [some_ids(db.session, name) or [new_id()] for name in names]
        for values in itertools.islice(itertools.product(*ids), 4):
            address = adapter.build(rule.endpoint, dict(zip(names, values, strict=True)))
            methods = sorted(rule.methods & {"GET", "POST"})
            found += [(rule.endpoint, method, address) for method in methods]
    return found


@pytest.mark.parametrize("name", STRANGERS)
def test_strangers_open_no_object(demonstration, name):
    client = demonstration.test_client()
    with demonstration.app_context():
        if STRANGERS[name] is not None:
            sign_in(client, _stranger(db.session, STRANGERS[name]).id)
        addresses = _addresses(demonstration)
        db.session.remove()

    opened = {}
    for endpoint, method, address in addresses:
        response = client.open(address, method=method)
        if response.status_code not in CLOSED or _is_success(response):
            opened[f"{method} {address} ({endpoint})"] = response.status_code
        response.close()

    assert opened == {}
    assert len(addresses) > 30


def _is_success(response) -> bool:
    """Tell whether a redirect looks like a deed done rather than the way to sign in."""
    return response.status_code in (302, 303) and "/entrar" not in response.headers["Location"]
