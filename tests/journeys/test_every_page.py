"""Every page of every role in a browser: axe, both themes, a phone and a desk, nothing cut off.

Pages that only a POST leads to are looked at on their own paths (test_main_job.py and others). The
everyday run opens one address of each kind; AXE_STATES=4 opens so many for each person, which shows
the same page in other states.
"""

import os
from collections import Counter

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from lms.accounts.demo import PEOPLE
from lms.accounts.models import User
from lms.core.db.engine import db
from tests.support.axe import axe_faults
from tests.support.doors import walk
from tests.support.sign_in import sign_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
WIDTHS = {360: 740, 1280: 900}
FEWEST_PAGES = 80
"""The product has more kinds of page than this: fewer means that the walk broke."""
STATES = int(os.environ.get("AXE_STATES", "0"))


def _pages(app) -> list[tuple[object, str]]:
    """Return one address for each kind of page, or STATES for each person, with who may open it."""
    found: list[tuple[object, str]] = []
    opened: Counter[object] = Counter()
    adapter = app.url_map.bind("localhost")
    with app.app_context():
        people = {
            person.username: db.session.scalar(
                select(User.person_id).where(User.username == person.username)
            )
            for person in PEOPLE
        }
        db.session.remove()
    for person_id in (None, *people.values()):
        client = app.test_client()
        if person_id is not None:
            sign_in(client, person_id)
        statuses, _led_by = walk(client, app)
        for address, status in statuses.items():
            if status != 200:
                continue
            answer = client.head(address)
            if answer.mimetype == "text/html":
                endpoint, _values = adapter.match(address.split("?")[0], method="GET")
                kind = (endpoint, person_id) if STATES else endpoint
                if opened[kind] < max(1, STATES):
                    opened[kind] += 1
                    found.append((person_id, address))
            answer.close()
    return found


def _faults(page: Page, address: str) -> list[str]:
    noise: list[str] = []
    page.on("console", lambda line: noise.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.goto(address)
    found = []
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width}: {fault}" for fault in axe_faults(page)]
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            found.append(f"{width}: {over} px stand out to the right")
    return [f"{address} {line}" for line in (*found, *noise)]


def test_axe_finds_nothing_on_any_page(demonstration, live, new_page):
    pages = _pages(demonstration)
    assert len(pages) >= FEWEST_PAGES
    open_for: dict[object, Page] = {}
    faults = []

    for person_id, address in pages:
        if person_id not in open_for:
            open_for[person_id] = new_page(person_id)
        context = open_for[person_id].context
        page = context.new_page()
        faults += _faults(page, address)
        page.close()

    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
