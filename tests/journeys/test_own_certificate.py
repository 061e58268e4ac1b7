"""The end of the path, with the keyboard alone and without script: the plan and the certificate."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from lms.core import clock
from tests.factories import issuing, transfer
from tests.factories.learning import make_edition
from tests.journeys.test_by_keyboard import activate, reach, type_into


@pytest.fixture
def owner(live):
    """Somebody whose certificate was issued."""
    with live.app.app_context():
        with live.rows() as session:
            school = issuing.make_school(session, people=1)
        issuing.issue_all(school)
        return school.passed[0].person_id


@pytest.fixture
def learner(live):
    """Somebody to whom only the plan is left to do."""
    with live.rows() as session:
        edition = make_edition(
            session,
            transfer.make_plan_course(session),
            starts_on=clock.today() - timedelta(days=3),
            ends_on=clock.today() + timedelta(days=30),
        )
        return transfer.make_learner(session, edition)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_the_certificate_is_downloaded_and_verified_by_keyboard(owner, signed_in_page, has_script):
    page = signed_in_page(owner, java_script_enabled=has_script)
    page.goto("/mi-formacion")
    reach(page, page.get_by_role("link", name=re.compile("Descargar")))
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert download.value.path().read_bytes().startswith(b"%PDF-")
    link = page.get_by_role("link", name="Ver su verificación")
    reach(page, link)
    # The link is the school's public address, which is not the one of this server.
    page.goto(urlsplit(link.get_attribute("href") or "").path)
    expect(page.get_by_role("heading", name="Vigente")).to_be_visible()


def test_the_plan_is_written_and_sent_by_keyboard(learner, signed_in_page):
    page = signed_in_page(learner.person_id)
    page.goto(f"/mi-formacion/{learner.id}/plan")

    for name, text in {
        "situation": "llega una solicitud",
        "action": "hago el diagnóstico",
        "indicator": "diagnósticos hechos",
        "baseline": "1",
        "target": "6",
    }.items():
        type_into(page, page.locator(f"[name$='0-{name}']"), text)
    due = page.locator("[name$='0-due_on']")
    reach(page, due)
    # A date field takes keys in the order of the browser's own language.
    due.fill((clock.today() + timedelta(days=45)).isoformat())
    for name, text in {
        "supervisor_name": "Jacinta Ejemplo",
        "supervisor_post": "Secretaria municipal",
        "supervisor_phone": "71234567",
    }.items():
        type_into(page, page.locator(f"[name={name}]"), text)
    activate(page, page.get_by_role("button", name="Enviar mi plan"))

    expect(page.get_by_text("Falta").or_(page.get_by_text("Elija")).first).to_be_visible()
    direction = page.locator("[name$='0-direction']").first
    reach(page, direction)
    page.keyboard.press("Space")
    activate(page, page.get_by_role("button", name="Enviar mi plan"))
    expect(page.get_by_text("Plan enviado").first).to_be_visible()
