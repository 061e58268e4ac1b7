"""Generated requests to every route, with hostile values: no answer is a failure.

HOSTILE_REQUESTS sets how many; the everyday run takes a share, `make hostile` takes 100,000.
Half of a form's values are those that its page offers, so that requests come past the forms and
into the services; on SQLite the demonstration is laid out afresh after every thousand.
"""

import io
import json
import os
import random
import zipfile
from collections import Counter, defaultdict
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing.converters import AnyConverter

from assessments.transfer.models import Link
from lms.accounts.demo import PEOPLE
from lms.accounts.models import Person, User
from lms.core.db.engine import db
from lms.core.ids import new_id
from tests.support.doors import some_ids
from tests.support.sign_in import sign_in

REQUESTS = int(os.environ.get("HOSTILE_REQUESTS", "6000"))
SEED = int(os.environ.get("HOSTILE_SEED", "20270301"))
ROUND = 1000
THOROUGH = 50_000
"""From so many requests on, every page must have been seen by somebody."""

ELSEWHERE = {
    # Their answer always leads to the door, or needs a step that only the door begins.
    "access_codes.first_entry",
    "passwords.reset",
    "security.logout",
    "security.tf_select",
    "security.two_factor_rescue",
    "security.two_factor_token_validation",
    "security.wan_signin_response",
    "security.wan_verify_response",
    # They do something only after a failure of the machine.
    "acts.retry",
    "issuing.retry",
    # Named by a hash.
    "assets.serve_asset",
}
"""Endpoints that have tests of their own, and that these requests need not reach."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(5400)]

MARK = "<script>alert(1)</script>"
VALUES = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "99999999999999999999999999",
    "1e309",
    "NaN",
    "²",
    "٣",
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
    "a\u202eb\u200b\x07",
    "\ud7ff",
    "'; DROP TABLE accounts_person; --",
    "%_\\",
    MARK,
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "${jndi:x}",
    "../../etc/passwd",
    "%00",
    "%n%s%(x)s{0}",
    "x\r\nX-Injected: 1",
    "2027-02-30",
    "31/12/2027",
    "0001-01-01",
    "9999-12-31",
    "2027-03-01T25:00",
    "24:61",
    "=1+1",
    "00000000-0000-0000-0000-000000000000",
    "not-a-uuid",
    "//evil.example",
    "/\\evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
)
QUERY_NAMES = (
    "q", "pagina", "estado", "tipo", "accion", "objeto", "next", "edicion", "municipio", "desde",
    "hasta", "curso", "genero", "orden", "tarea", "fuente", "pais", "tema", "imprimir", "hito",
    "entidad", "acceso", "riesgo", "grupo", "codigo", "ejemplo", "entrega", "ver", "p", "semilla",
)  # fmt: skip
PLAUSIBLE = {
    "date": ("2027-03-15", "2027-12-01"),
    "datetime-local": ("2027-03-15T10:00",),
    "time": ("10:00", "18:30"),
    "number": ("0", "3", "80"),
    "email": ("ana@ejemplo.bo",),
    "tel": ("71234567",),
    "password": ("lluvia sobre papel",),
    "file": ("",),
}
WORDS = ("Se escribió para probar", "Motivo de la prueba", "40", "4912345")
ODD_METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
MOST_SEEN = 40
MOST_OFFERED = 12
LESSONS = 30
"""How many pages of an endpoint are read for their forms and links, for each visitor."""
WALKED = 4
"""How many addresses of an endpoint the first walk opens."""


def _package(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


FILES = (
    (b"", "nada.pdf"),
    (b"%PDF-1.4\n1 0 obj\n", "a.pdf"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a.jpg"),
    (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "../../a.png"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg"),
    (b"<html><script>alert(1)</script>", "\u202efdp.html"),
    (_package({"word/document.xml": "<w:document>", "x": "0" * 2_000_000}), "a.docx"),
    (_package({"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": "<"}), "a.xlsx"),
    (b"PK\x03\x04" + b"\x00" * 30, "a.zip"),
    (b"carnet;nombres;apellidos\r\n4912345;Ana;Quispe\r\n", "a.csv"),
    (b"\xff\xfea\x00;\x00", "a.csv"),
    (b"a;" * 5000 + b"\n", "x" * 300 + ".csv"),
)


class PageReader(HTMLParser):
    """Reads the links of a page, and its forms with the values that they offer."""

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.links = []
        self.forms = []
        self._select = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form":
            action = given.get("action") or self.path
            self.forms.append((action, defaultdict(set), given.get("method", "get").upper()))
        elif tag in ("input", "button", "textarea", "select") and given.get("name"):
            self._select = given["name"] if tag == "select" else None
            self._offer(given["name"], given.get("type", "text"), given.get("value"))
        elif tag == "option" and self._select:
            self._offer(self._select, "option", given.get("value"))

    def _offer(self, name, kind, value):
        # A button may belong to a form elsewhere on the page: any form will do.
        offered = self.forms[-1][1][name] if self.forms else set()
        offered.update([value] if value else PLAUSIBLE.get(kind, WORDS))


class Hostile:
    """Makes requests out of routes, pages seen and hostile values; the seed repeats them."""

    def __init__(self, app, dice):
        self.app = app
        self.dice = dice
        self.adapter = app.url_map.bind("localhost")
        self.rules = [rule for rule in app.url_map.iter_rules() if rule.methods]
        self.fields = defaultdict(lambda: defaultdict(list))
        self.seen = defaultdict(list)
        self.lessons = Counter()
        with app.app_context():
            names = {name for rule in self.rules for name in rule.arguments}
            self.ids = {
                name: some_ids(db.session, name, 30) for name in names if name.endswith("_id")
            }
            self.ids["paper_code"] = list(db.session.scalars(select(Link.paper_code).limit(30)))
            db.session.remove()

    def one_of(self, values):
        return self.dice.choice(values)

    def method(self, rule):
        if self.dice.random() < 0.06:
            return self.one_of(ODD_METHODS)
        return self.one_of(sorted(rule.methods & {"GET", "POST"}) or ["GET"])

    def address(self, rule, visitors):
        """Return an address and who asks for it: mostly who was led there, or anybody."""
        path, visitor = self.one_of(self.seen[rule.endpoint] or [(None, None)])
        if path is None or self.dice.random() < 0.25:
            visitor = self.one_of(visitors)
        if path is None or self.dice.random() < 0.4:
            values = {name: self._argument(rule, name) for name in rule.arguments}
            path = self.adapter.build(rule.endpoint, values, method=None)
        return path, visitor

    def query(self):
        return {
            self.one_of(QUERY_NAMES): self.one_of(VALUES)
            for _ in range(self.one_of((0, 0, 1, 1, 2, 3)))
        }

    def body(self, endpoint):
        kind = self.dice.random()
        if kind < 0.03:
            anything = self.one_of(({}, [], None, 1, "x", {"answers": [None]}, [[[]]]))
            return {"data": json.dumps(anything), "content_type": "application/json"}
        if kind < 0.04:
            return {"data": b"\xff\xfe{", "content_type": "application/json"}
        if kind < 0.05:
            return {"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=x"}
        if kind < 0.06:
            return {"data": b"a=%ff&\xff", "content_type": "application/x-www-form-urlencoded"}
        hostile_share = self.one_of((0.0, 0.1, 0.3, 1.0))
        fields = MultiDict()
        for name, offered in sorted(self.fields[endpoint].items()):
            if self.dice.random() < 0.07:
                continue
            if "" in offered and self.dice.random() < 0.7:
                content, file_name = self.one_of(FILES)
                fields.add(name, (io.BytesIO(content), file_name))
                continue
            for _ in range(self.one_of((1, 1, 1, 1, 2))):
                is_hostile = self.dice.random() < hostile_share
                fields.add(name, self.one_of(VALUES if is_hostile else offered))
        if hostile_share:
            fields.add(self.one_of(QUERY_NAMES), self.one_of(VALUES))
        return {"data": fields}

    def walk(self, visitor):
        """Follow the links that one person sees, a few of each kind."""
        waiting, known, opened = ["/"], {"/"}, Counter()
        while waiting:
            path = waiting.pop(0)
            endpoint = self._endpoint(path)
            if endpoint is None or opened[endpoint] >= WALKED:
                continue
            opened[endpoint] += 1
            response = visitor.open(path)
            for found in self.learn(visitor, endpoint, response):
                if found not in known:
                    known.add(found)
                    waiting.append(found)
            response.close()

    def learn(self, visitor, endpoint, response):
        """Remember what a page links to and what its forms offer; return the paths found."""
        if response.status_code in (302, 303):
            return self._see(visitor, [response.headers["Location"]])
        if response.mimetype != "text/html" or response.status_code != 200:
            return []
        self.lessons[endpoint, visitor.name] += 1
        if self.lessons[endpoint, visitor.name] > LESSONS:
            return []
        page = PageReader(response.request.path)
        page.feed(response.get_data(as_text=True))
        self._see(visitor, [response.request.path])
        for action, fields, method in page.forms:
            self._see(visitor, [action], method)
            target = self._endpoint(action, method) or endpoint
            for name, offered in fields.items():
                known = self.fields[target][name]
                known += [v for v in sorted(offered) if v not in known]
                del known[:-MOST_OFFERED]
            self.fields[target].pop("csrf_token", None)
        return self._see(visitor, page.links)

    def _see(self, visitor, links, method="GET"):
        paths = [urlsplit(link).path for link in links if not urlsplit(link).netloc]
        for path in paths:
            endpoint = self._endpoint(path, method)
            known = self.seen[endpoint]
            if endpoint is not None and (path, visitor) not in known:
                known.append((path, visitor))
                if len(known) > MOST_SEEN:
                    known.pop(self.dice.randrange(len(known)))
        return paths

    def _endpoint(self, link, first="GET"):
        path = urlsplit(link).path
        # A page and what its form does may share an address.
        for method in (first, "GET", "POST"):
            try:
                return self.adapter.match(path, method=method)[0]
            except HTTPException:
                continue
        return None

    def _argument(self, rule, name):
        if "<uuid:" + name in rule.rule:
            own = self.ids.get(name) or []
            return self.one_of([*own, new_id()]) if self.dice.random() < 0.95 else new_id()
        if name in self.ids and self.dice.random() < 0.5:
            return self.one_of(self.ids[name])
        if f"<int:{name}" in rule.rule:
            return self.one_of((0, 1, 2, 3, 2**31 - 1, 10**12))
        converter = rule._converters[name]
        if isinstance(converter, AnyConverter):
            return self.one_of(sorted(converter.items))
        return self.one_of(VALUES).strip("/").replace("/", "_")[:200] or "x"


class Visitor:
    """A browser of one person, or of nobody, that enters again when it was sent away."""

    def __init__(self, app, username=None):
        self.name = username or "nobody"
        self.app = app
        self.username = username
        self.client = app.test_client()
        # What is typed comes back in the text, where the inspection would take it for a fault.
        self.client.inspects = False
        self.answers = Counter()

    def open(self, address, **options):
        if self.username and not self._is_signed_in():
            self._enter()
        elif not self.username and self._is_signed_in():
            self.client.delete_cookie("lms")
        response = self.client.open(address, **options)
        self.answers[response.status_code] += 1
        return response

    def _is_signed_in(self):
        with self.client.session_transaction() as cookie:
            return "_user_id" in cookie

    def _enter(self):
        with self.app.app_context():
            person_id = db.session.scalar(
                select(User.person_id).where(User.username == self.username)
            )
            kept = db.session.get(Person, person_id)
            while kept.merged_into_id is not None:
                kept = db.session.get(Person, kept.merged_into_id)
            sign_in(self.client, kept.id)
            db.session.remove()


def test_no_request_is_answered_by_a_failure(lived_in, lay_out_afresh):
    app = lived_in
    dice = random.Random(SEED)
    hostile = Hostile(app, dice)
    visitors = [Visitor(app), *(Visitor(app, person.username) for person in PEOPLE)]
    faults = {}
    answered = defaultdict(set)
    for visitor in visitors:
        hostile.walk(visitor)

    for turn in range(REQUESTS):
        if turn % ROUND == ROUND - 1:
            lay_out_afresh()
        rule = dice.choice(hostile.rules)
        method = hostile.method(rule)
        address, visitor = hostile.address(rule, visitors)
        options = hostile.body(rule.endpoint) if method in ("POST", "PUT", "PATCH") else {}
        response = visitor.open(address, method=method, query_string=hostile.query(), **options)
        fault = _fault(rule.endpoint, response)
        if fault:
            faults[f"{method} {address} ({rule.endpoint}) by {visitor.name}, turn {turn}"] = fault
        if response.status_code not in (403, 404, 405, 415) and not _to_the_door(response):
            answered[rule.endpoint].add(response.status_code)
        hostile.learn(visitor, rule.endpoint, response)
        response.close()

    unseen = sorted({rule.endpoint for rule in hostile.rules} - set(answered))
    print(_told(visitors, unseen))
    assert faults == {}
    _refuse_hollow(visitors, unseen)


def _fault(endpoint, response):
    if response.status_code >= 500 and endpoint != "health.ready":
        return response.status_code
    if "X-Injected" in response.headers:
        return "a header was injected"
    if "evil.example" in urlsplit(response.headers.get("Location", "")).netloc:
        return "a redirect leads away"
    if response.mimetype == "text/html" and MARK in response.get_data(as_text=True):
        return "a script was let through"
    return None


def _to_the_door(response):
    return response.status_code in (302, 303) and urlsplit(
        response.headers["Location"]
    ).path.startswith("/entrar")


def _told(visitors, unseen):
    total = sum((visitor.answers for visitor in visitors), Counter())
    return f"{dict(total.most_common())}; 200 of all: {_shares(visitors)}; unseen: {unseen}"


def _shares(visitors):
    return {v.name: round(v.answers[200] / v.answers.total(), 2) for v in visitors}


def _refuse_hollow(visitors, unseen):
    """Refuse a run that met only closed doors."""
    total = sum((visitor.answers for visitor in visitors), Counter())
    assert total[200] > 0.3 * total.total()
    assert min(_shares(visitors).values()) > 0.1
    if total.total() >= THOROUGH:
        assert set(unseen) <= ELSEWHERE
