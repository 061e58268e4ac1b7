"""Generated: every route that names objects, by strangers of every kind, opens nothing.

Once with ids out of the tables, and once with the very addresses that others open and post to.
"""

import itertools
import re

import pytest
from sqlalchemy import select

from courses.learning.models import Enrolment
from lms.accounts.models import User
from lms.core.access import Role, Scope
from lms.core.db.engine import db
from lms.core.ids import new_id
from lms.core.web.guards import Admission, guard_of
from tests.support.doors import some_ids, uuid_parameters, walk
from tests.support.sign_in import make_person, make_staff, sign_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SHARED = {
    # Published to everybody who is signed in or to the public: no person's data.
}
OTHERS = ("participante", "docente", "coordinacion", "enlace", "administracion")
_UUID = re.compile(r"/[0-9a-f]{8}-[0-9a-f]{4}-")
_ACTION = re.compile(r'action="(/[^"?#]+)')
FILES_OF_ANSWERS = "/seguimientos/archivos/"
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
def test_strangers_open_no_object(lived_in, name):
    client = lived_in.test_client()
    with lived_in.app_context():
        if STRANGERS[name] is not None:
            sign_in(client, _stranger(db.session, STRANGERS[name]).id)
        addresses = _addresses(lived_in)
        db.session.remove()

    opened = {}
    for endpoint, method, address in addresses:
        response = client.open(address, method=method)
        if response.status_code not in CLOSED or _is_success(response):
            opened[f"{method} {address} ({endpoint})"] = response.status_code
        response.close()

    assert opened == {}
    assert len(addresses) > 30


@pytest.fixture
def opened_by_others(lived_in):
    """Return (method, address) of what people of the school open and post to, each once."""
    found = {}
    for username in OTHERS:
        client = _client_of(lived_in, username)
        statuses, _led_by = walk(client, lived_in)
        for address, status in statuses.items():
            if status != 200 or not _UUID.search(address):
                continue
            found["GET", address.split("?")[0]] = username
            page = client.get(address)
            if page.mimetype == "text/html":
                actions = _ACTION.findall(page.get_data(as_text=True))
                found |= {("POST", action): username for action in actions if _UUID.search(action)}
            page.close()
    return found


def test_what_others_open_is_closed_to_strangers(lived_in, opened_by_others):
    opened = {}
    for name in [*STRANGERS, "fellow participant"]:
        client = lived_in.test_client()
        with lived_in.app_context():
            if name == "fellow participant":
                sign_in(client, _fellow(db.session, "participante").id)
            elif STRANGERS[name] is not None:
                sign_in(client, _stranger(db.session, STRANGERS[name]).id)
            db.session.remove()
        for (method, address), owner in opened_by_others.items():
            response = client.open(address, method=method)
            if response.status_code not in CLOSED or _is_success(response):
                opened[f"{method} {address} of {owner}, by {name}"] = response.status_code
            response.close()

    assert opened == {}
    assert len(opened_by_others) > 150


def test_files_of_answers_are_known_to_the_walk_and_closed_to_strangers(lived_in, opened_by_others):
    walked = [one for _method, one in opened_by_others if one.startswith(FILES_OF_ANSWERS)]
    with lived_in.app_context():
        ids = some_ids(db.session, "stored_file_id")
        db.session.remove()
    addresses = {*walked, *(f"{FILES_OF_ANSWERS}{one}" for one in ids)}

    opened = set()
    for name, kind in STRANGERS.items():
        client = lived_in.test_client()
        with lived_in.app_context():
            if kind is not None:
                sign_in(client, _stranger(db.session, kind).id)
            db.session.remove()
        for address in addresses:
            response = client.get(address)
            if response.status_code not in CLOSED or _is_success(response):
                opened.add((address, name))
            response.close()

    assert walked
    assert len(ids) >= 4
    assert opened == set()


def _client_of(app, username):
    with app.app_context():
        person_id = db.session.scalar(select(User.person_id).where(User.username == username))
        db.session.remove()
    return sign_in(app.test_client(), person_id)


def _fellow(session, username):
    """Return somebody enrolled in every edition of a participant, with nothing else in common."""
    person_id = session.scalar(select(User.person_id).where(User.username == username))
    editions = session.scalars(
        select(Enrolment.edition_id).where(Enrolment.person_id == person_id)
    ).all()
    fellow = make_person(session)
    for edition_id in editions:
        session.add(Enrolment(id=new_id(), edition_id=edition_id, person_id=fellow.id))
    session.commit()
    return fellow


def _is_success(response) -> bool:
    """Tell whether a redirect looks like a deed done rather than the way to sign in."""
    return response.status_code in (302, 303) and "/entrar" not in response.headers["Location"]
