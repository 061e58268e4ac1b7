"""One servant's path: code, lessons, quizzes, tasks, plan, certificate, verification, follow-up.

Coordination at a desk, the participant on a phone of 360 px, the trainer at 1366 x 768, a citizen with
the code read out of the drawn certificate. Nobody types a command.
"""

import re

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from lms.core.access import Role
from tests.support.axe import axe_faults
from tests.support.servants_path import (
    CARNET,
    enter_with_code,
    make_code,
    next_step,
    open_edition,
    run_jobs,
    send_plan,
    study,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
DESK = {"width": 1366, "height": 768}


def grade_everything(page: Page) -> int:
    """Grade each waiting task at level *aplica*, publish all, and return how many there were."""
    graded = 0
    page.goto("/calificar")
    for _task in range(10):
        page.goto("/calificar")
        waiting = page.locator("main a[href*='/calificar/']").filter(has_not_text="ZIP")
        first = next(
            (
                a
                for a in waiting.all()
                if re.search(r"/calificar/[0-9a-f-]{36}", a.get_attribute("href") or "")
            ),
            None,
        )
        if first is None:
            break
        first.click()
        save = page.get_by_role("button", name="Guardar y siguiente")
        box = save.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= DESK["height"], "the save button is out of sight"
        for group in page.locator("[data-rubric] fieldset.criterion").all():
            group.locator("label.level", has_text=re.compile("aplica", re.IGNORECASE)).first.click()
        page.locator("textarea[name=comment]").fill("Buen mapa. Falta la fecha del acta.")
        with page.expect_navigation():
            save.click()
        graded += 1
    page.goto("/calificar/publicar")
    page.get_by_role("button", name=re.compile("Publicar la")).click()
    page.wait_for_load_state()
    return graded


def test_from_an_empty_edition_to_a_verified_certificate(live, school, new_page):
    staff, key = school
    desk = new_page(staff[Role.COORDINATOR], viewport=DESK)
    edition = open_edition(desk)
    code = make_code(desk)

    phone = new_page(None)
    enter_with_code(phone, code)
    study(phone, key)
    grading = new_page(staff[Role.TRAINER], viewport=DESK)
    assert grade_everything(grading) == 5
    run_jobs(live)
    phone.goto("/avisos")
    expect(phone.get_by_text(re.compile("nota", re.IGNORECASE)).first).to_be_visible()
    study(phone, key)
    plan = next_step(phone)
    assert plan is not None
    assert "/plan" in plan
    send_plan(phone, plan.split("?")[0])
    run_jobs(live)
    phone.goto("/mi-formacion")
    expect(phone.get_by_text(re.compile("Aprobada")).first).to_be_visible()
    expect(phone.get_by_text(re.compile("30 días")).first).to_be_visible()

    desk.goto(f"{edition}/cierre")
    desk.locator("[name=understood]").check()
    desk.get_by_role("button", name="Cerrar la edición y levantar el acta").click()
    expect(desk.get_by_text(re.compile("cerrada con el acta")).first).to_be_visible()
    run_jobs(live)
    write_signatories(new_page(staff[Role.ADMINISTRATOR], viewport=DESK))
    desk.goto(f"{edition}/certificados")
    assert axe_faults(desk) == []
    issue(desk)
    run_jobs(live)
    phone.goto("/mi-formacion")
    address = code_in_certificate(phone)
    assert address.startswith("http://localhost:5000/verificar/")
    run_jobs(live)
    phone.goto("/avisos")
    expect(phone.get_by_text(re.compile("certificado", re.IGNORECASE)).first).to_be_visible()

    citizen = new_page(None)
    citizen.goto(address.removeprefix("http://localhost:5000"))
    expect(citizen.get_by_role("heading", name=re.compile("igente")).first).to_be_visible()
    text = citizen.locator("main").inner_text()
    assert "María Ñusta Cóndor Güemes" in text
    assert "321" in text
    assert CARNET not in text
    assert axe_faults(citizen) == []


def write_signatories(page: Page) -> None:
    """Write who signs, as the administrator does once for the school."""
    page.goto("/certificados/ajustes")
    page.locator("[name=name_1]").fill("Elena Ficticia Rojas")
    page.locator("[name=post_1]").fill("Responsable de la Unidad de Gestores Municipales")
    with page.expect_navigation():
        page.get_by_role("button", name="Guardar las firmas").click()
    page.goto("/certificados/ajustes")
    expect(page.locator("[name=name_1]")).to_have_value("Elena Ficticia Rojas")


def issue(page: Page) -> None:
    """Review and issue everybody who is eligible."""
    page.get_by_role("button", name="Revisar y emitir").click()
    page.get_by_role("button", name="Emitir 1 certificado").click()
    page.wait_for_url("**/lotes/*")


def code_in_certificate(page: Page) -> str:
    """Download the certificate from the home and return what a camera reads in its QR."""
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Descargar")).first.click()
    with pypdfium2.PdfDocument(download.value.path()) as pdf:
        assert len(pdf) == 2
        picture = pdf[0].render(scale=2).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    return code.text
