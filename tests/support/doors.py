"""Every address of the product: those that links lead to, and those that routes allow."""

import re
import uuid
from collections import defaultdict
from urllib.parse import urlsplit

import html5lib
from flask import Flask
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

LINK_LIMIT = 4
"""How many addresses of one endpoint a walk opens: pages of a kind have the same doors."""


def links_of(html: str) -> list[str]:
    """Return the addresses of this site that a page links to or fills forms from by GET."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found = [node.get("href") for node in tree.iter("a")]
    found += [
        node.get("action")
        for node in tree.iter("form")
        if (node.get("method") or "get").lower() == "get"
    ]
    return [link for link in found if link and _is_local(link)]


def _is_local(link: str) -> bool:
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc and bool(parts.path)


def walk(client, app: Flask, start: str = "/") -> tuple[dict[str, int], dict[str, str]]:
    """Follow links from a page; return the status of each address opened, and who led to it."""
    statuses: dict[str, int] = {}
    led_by: dict[str, str] = {start: ""}
    opened: dict[str, int] = defaultdict(int)
    waiting = [start]
    adapter = app.url_map.bind("localhost")
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        statuses[address] = response.status_code
        if response.status_code in (301, 302, 303, 308):
            found = [response.headers["Location"]]
        elif response.mimetype == "text/html":
            found = links_of(response.get_data(as_text=True))
        else:
            found = []
        response.close()
        for link in found:
            parts = urlsplit(link)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if not parts.path.startswith("/"):
                base = urlsplit(address).path
                target = (base if not parts.path else base.rsplit("/", 1)[0] + "/") + target
            if target in led_by or target.startswith("/recursos/"):
                continue
            try:
                endpoint, _values = adapter.match(parts.path or "/", method="GET")
            except Exception:  # noqa: BLE001 - an unknown address is opened, and its 404 reported
                endpoint = target
            if opened[endpoint] >= LINK_LIMIT:
                continue
            opened[endpoint] += 1
            led_by[target] = address
            waiting.append(target)
    return statuses, led_by


_UUID_PARAMETER = re.compile(r"<uuid:(\w+)>")


def uuid_parameters(rule: Rule) -> list[str]:
    """Return the names of a route's parameters that are ids."""
    return _UUID_PARAMETER.findall(rule.rule)


_COLUMNS_OF = {
    "stored_file_id": (("transfer_evidence", "file_id"), ("transfer_answer", "scan_file_id")),
}
"""Parameters whose ids are taken from other tables than the one so named."""


def some_ids(session: Session, name: str, at_most: int = 3) -> list[uuid.UUID]:
    """Return ids that a parameter such as `enrolment_id` may have: rows of the tables so named."""
    if name in _COLUMNS_OF:
        return [
            one
            for table, column in _COLUMNS_OF[name]
            for one in _distinct(session, table, column, at_most)
        ]
    stem = "person" if name == "other_id" else name.removesuffix("_id")
    found: list[uuid.UUID] = []
    for table in inspect(session.connection()).get_table_names():
        if table.endswith(f"_{stem}"):
            columns = {c["name"] for c in inspect(session.connection()).get_columns(table)}
            if "id" not in columns:
                continue
            rows = session.execute(
                select(text("id")).select_from(text(table)).limit(at_most)
            ).scalars()
            found += [row if isinstance(row, uuid.UUID) else uuid.UUID(str(row)) for row in rows]
    return found


def _distinct(session: Session, table: str, column: str, at_most: int) -> list[uuid.UUID]:
    rows = session.execute(
        text(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL LIMIT :most"),
        {"most": at_most},
    ).scalars()
    return [row if isinstance(row, uuid.UUID) else uuid.UUID(str(row)) for row in rows]
