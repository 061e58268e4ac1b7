"""Generated requests to every route, with hostile values: no answer is a 500.

HOSTILE_REQUESTS sets how many; the everyday run takes a share, `make hostile` takes 100,000.
"""

import json
import os
import random
import re

import pytest
from sqlalchemy import select
from werkzeug.routing.converters import AnyConverter

from lms.accounts.demo import PEOPLE
from lms.accounts.models import User
from lms.core.db.engine import db
from lms.core.ids import new_id
from tests.support.doors import some_ids
from tests.support.sign_in import sign_in

REQUESTS = int(os.environ.get("HOSTILE_REQUESTS", "6000"))
SEED = int(os.environ.get("HOSTILE_SEED", "20270301"))

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

VALUES = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "99999999999999999999999999",
    "1e309",
    "NaN",
    "null",
    "None",
    "true",
    "[]",
    "{}",
    "a" * 5000,
    "ñ" * 300,
    "g̃ Ñuflo 🙂",
    "\x00",
    "a\x00b",
    "\ud7ff",
    "'; DROP TABLE accounts_person; --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "${jndi:x}",
    "../../etc/passwd",
    "%00",
    "%n%s%(x)s",
    "2027-02-30",
    "31/12/2027",
    "0001-01-01",
    "9999-12-31",
    "2027-03-01T25:00",
    "=1+1",
    "00000000-0000-0000-0000-000000000000",
    "not-a-uuid",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
)
QUERY_NAMES = (
    "q", "pagina", "estado", "tipo", "accion", "objeto", "next", "edicion", "municipio", "desde",
    "hasta", "curso", "genero", "orden", "tarea", "fuente", "pais", "tema", "imprimir", "hito",
)  # fmt: skip
METHODS = ("GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS")


class Hostile:
    """Makes requests out of the routes, real ids and hostile values; the seed repeats them."""

    def __init__(self, app, dice):
        self.app = app
        self.dice = dice
        self.adapter = app.url_map.bind("localhost")
        self.rules = [
            rule for rule in app.url_map.iter_rules() if rule.endpoint != "security.logout"
        ]
        self.fields: dict[str, set[str]] = {}
        with app.app_context():
            names = {name for rule in self.rules for name in rule.arguments}
            self.ids = {name: some_ids(db.session, name) for name in names if name.endswith("_id")}
            db.session.remove()

    def value(self):
        return self.dice.choice(VALUES)

    def argument(self, rule, name):
        if "<uuid:" + name in rule.rule:
            own = self.ids.get(name) or []
            return self.dice.choice([*own, new_id()]) if self.dice.random() < 0.9 else new_id()
        if f"<int:{name}" in rule.rule:
            return self.dice.choice((0, 1, 2, 3, 10**12))
        converter = rule._converters[name]
        if isinstance(converter, AnyConverter):
            return self.dice.choice(sorted(converter.items))
        value = self.value().strip("/") or "x"
        return value.replace("/", "_").replace("\x00", "_")[:200] or "x"

    def address(self, rule):
        values = {name: self.argument(rule, name) for name in rule.arguments}
        return self.adapter.build(rule.endpoint, values, method=None)

    def body(self, endpoint):
        kind = self.dice.random()
        names = sorted(self.fields.get(endpoint, set()))
        if kind < 0.15:
            anything = self.dice.choice(({}, [], None, 1, "x", {"answers": [None]}, [[[]]]))
            return {"data": json.dumps(anything), "content_type": "application/json"}
        if kind < 0.2:
            return {"data": b"\xff\xfe{", "content_type": "application/json"}
        if kind < 0.25:
            return {"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=x"}
        fields = {name: self.value() for name in names if self.dice.random() < 0.8}
        fields |= {self.dice.choice(QUERY_NAMES): self.value() for _ in range(2)}
        return {"data": fields}

    def query(self):
        return {self.dice.choice(QUERY_NAMES): self.value() for _ in range(self.dice.randrange(3))}

    def learn(self, endpoint, response):
        """Remember the names of the fields of a page's forms, to fill them later."""
        if response.mimetype != "text/html" or response.status_code != 200:
            return
        names = re.findall(r'name="([\w-]+)"', response.get_data(as_text=True))
        self.fields.setdefault(endpoint, set()).update(set(names) - {"csrf_token"})


def test_no_request_is_answered_by_a_failure(demonstration):
    app = demonstration
    # The failure itself is wanted in the report, not the page that hides it.
    dice = random.Random(SEED)
    hostile = Hostile(app, dice)
    clients = [("nobody", app.test_client())]
    with app.app_context():
        clients += [(person.username, _client(app, person.username)) for person in PEOPLE]
    failures = {}

    for _turn in range(REQUESTS):
        who, client = dice.choice(clients)
        rule = dice.choice(hostile.rules)
        method = dice.choice(METHODS)
        address = hostile.address(rule)
        options = hostile.body(rule.endpoint) if method in ("POST", "PUT") else {}
        try:
            response = client.open(address, method=method, query_string=hostile.query(), **options)
        except UnicodeEncodeError:
            continue
        if response.status_code >= 500 and rule.endpoint != "health.ready":
            failures[f"{method} {address} ({rule.endpoint}) by {who}"] = response.status_code
        hostile.learn(rule.endpoint, response)
        response.close()

    assert failures == {}


def _client(app, username):
    person_id = db.session.scalar(select(User.person_id).where(User.username == username))
    client = app.test_client()
    sign_in(client, person_id)
    return client
