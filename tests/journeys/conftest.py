"""A running server and a browser for every journey; the clock runs, and only this machine is reached.

Fixtures: `live` (LiveServer), `page` and `context` (of pytest-playwright: a phone of 360 px), `new_page`
(more people at once), `signed_in_page(person_id)`, `lasting_browser(folder)` (survives being killed).
"""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page
from pytest_socket import socket_allow_hosts

from courses.content.demo import load_shipped_programme
from lms.core.access import Role
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.organizations.services.load_shipped import load_shipped
from tests.support.answer_key import answer_key
from tests.support.live_server import LiveServer, running
from tests.support.sign_in import make_staff

HERE = Path(__file__).parent
PHONE = {"width": 360, "height": 740}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page or the browser itself asks for elsewhere is not found.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.real_clock)


@pytest.fixture(autouse=True)
def _only_this_machine():
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"])


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How the system's Chromium is started: without the downloads of Playwright."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return {"executable_path": found, "args": FLAGS, "headless": True}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """A participant's phone in La Paz."""
    return {"viewport": PHONE, "locale": "es-BO", "timezone_id": "America/La_Paz"}


@pytest.fixture
def live(app) -> Iterator[LiveServer]:
    """The application, answering on a port of its own."""
    with running(app) as server:
        yield server


@pytest.fixture
def new_page(
    browser: Browser, browser_context_args: dict[str, Any], live: LiveServer
) -> Iterator[Callable[..., Page]]:
    """Open a page of a browser context of its own: `new_page(person_id, viewport={...})`."""
    opened: list[BrowserContext] = []

    def open_page(person_id: Any = None, **over: Any) -> Page:
        context = browser.new_context(**(browser_context_args | {"base_url": live.url} | over))
        opened.append(context)
        if person_id is not None:
            context.add_cookies([live.cookie_of(person_id)])
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def signed_in_page(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Open a page for somebody who is signed in already: `signed_in_page(person_id)`."""
    return new_page


@pytest.fixture
def lasting_browser(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    live: LiveServer,
) -> Callable[[Path], Any]:
    """Start a browser that keeps its data in a folder: `with lasting_browser(folder) as context`."""

    @contextmanager
    def start(folder: Path) -> Iterator[BrowserContext]:
        context = browser_type.launch_persistent_context(
            str(folder), base_url=live.url, **browser_type_launch_args, **browser_context_args
        )
        try:
            yield context
        finally:
            if running_pids(folder):
                context.close()

    return start


def running_pids(folder: Path) -> list[int]:
    """Return the ids of the browser's own processes that use a data folder."""
    flag = f"--user-data-dir={folder}"
    return [
        process.info["pid"]
        for process in psutil.process_iter(["pid", "cmdline"])
        if flag in (process.info["cmdline"] or ())
    ]


def kill_browser(folder: Path) -> None:
    """Kill the browser of a data folder at once, as a flat battery would."""
    for pid in running_pids(folder):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    for _turn in range(100):
        if not running_pids(folder):
            return
        time.sleep(0.05)


@pytest.fixture
def flat_battery() -> Callable[[Path], None]:
    """Kill the browser of a data folder: `flat_battery(folder)`."""
    return kill_browser


@pytest.fixture
def school(live):
    """The shipped programme and its staff: (ids by role, the right answers of every question)."""
    with live.app.app_context():
        with unit_of_work() as session:
            load_shipped(session)
            load_shipped_programme(session)
        staff = {
            role: make_staff(db.session(), role, given_names=name, first_surname="Prueba").id
            for role, name in (
                (Role.COORDINATOR, "Coral"),
                (Role.ADMINISTRATOR, "Adela"),
            )
        }
        staff[Role.TRAINER] = make_staff(
            db.session(),
            Role.SPONSOR,
            given_names="Tadeo",
            first_surname="Prueba",
            document_number="5550001",
        ).id
        key = answer_key(db.session())
        db.session.remove()
    return staff, key
