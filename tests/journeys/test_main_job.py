"""One servant's path: code, lessons, quizzes, tasks, plan, certificate, verification, follow-up.

Coordination at a desk, the participant on a phone of 360 px, the trainer at 1366 x 768, a citizen with
the code read out of the drawn certificate. Nobody types a command.
"""

import re
from datetime import timedelta

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from courses.content.demo import load_shipped_programme
from lms.core import clock
from lms.core.access import Role
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.jobs.lease import due_ids
from lms.core.jobs.run import run_job
from lms.organizations.services.load_shipped import load_shipped
from tests.support.answer_key import answer_key, answer_rightly
from tests.support.axe import axe_faults
from tests.support.sign_in import make_staff

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
DESK = {"width": 1366, "height": 768}
CARNET = "7654321"
PASSWORD = "cumbres nevadas del sur"


@pytest.fixture
def school(live):
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


def run_jobs(live) -> list[str]:
    """Do all waiting work, as the worker does in the background."""
    results = []
    with live.app.app_context():
        while waiting := due_ids(db.session(), limit=100):
            db.session.remove()
            results += [run_job(job_id) for job_id in waiting]
            assert "dead" not in results, results
            if "retried" in results:
                break
        db.session.remove()
    return results


def open_edition(page: Page) -> str:
    """Create an edition of the base course, open it, add the trainer and enrol two people."""
    page.goto("/ediciones")
    page.get_by_role("link", name=re.compile("Crear una edición")).click()
    page.get_by_role("link", name=re.compile("Bases para la gestión")).click()
    page.get_by_label("Primer día").fill((clock.today() - timedelta(days=1)).isoformat())
    page.get_by_label("Último día").fill((clock.today() + timedelta(days=60)).isoformat())
    page.locator("main form[method=post]").get_by_role("button").last.click()
    page.get_by_role("button", name="Abrir la edición").click()
    address = re.search(r"/ediciones/[0-9a-f-]{36}", page.url).group()
    page.goto(f"{address}/docentes")
    page.get_by_label(re.compile("arnet")).fill("5550001")
    page.get_by_role("button", name="Agregar docente").click()
    expect(page.get_by_text("Tadeo Prueba").first).to_be_visible()
    page.goto(f"{address}/inscribir")
    page.locator("textarea").first.fill(
        "carnet\tnombres\tprimer apellido\tsegundo apellido\tmunicipio\n"
        f"{CARNET}\tMaría Ñusta\tCóndor\tGüemes\tEl Alto\n"
        "sin número\tNadie\tDe Prueba\t\tEl Alto\n"
    )
    page.get_by_role("button", name="Probar la lista").click()
    expect(page.get_by_role("heading", name="Se devuelven")).to_be_visible()
    page.get_by_role("button", name=re.compile("Inscribir a 1 persona")).click()
    return address


def make_code(page: Page) -> str:
    """Make the participant's single-use code as a text to send, and return it."""
    page.goto(f"/personas?q={CARNET}")
    page.get_by_label(re.compile("Elegir a Cóndor")).check()
    page.get_by_role("button", name="Códigos para enviar por mensaje").click()
    message = page.locator("textarea").first.input_value()
    return re.search(r"este código: (\S+)\.", message).group(1)


def enter_with_code(page: Page, code: str) -> None:
    """Enter for the first time: document, code, name, password."""
    page.goto("/entrar/codigo")
    page.get_by_label(re.compile("Carnet")).fill("7.654.321 LP")
    page.get_by_label(re.compile("Código")).fill(code.lower())
    page.get_by_role("button", name="Seguir").click()
    expect(page.locator("[name=printed_name]")).to_have_value("María Ñusta Cóndor Güemes")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=repeated]").fill(PASSWORD)
    page.get_by_role("button", name="Confirmar y entrar").click()
    page.wait_for_url("**/mi-formacion")


def next_step(page: Page) -> str | None:
    """Return where the board leads, None when nothing is left to do now."""
    page.goto("/mi-formacion")
    link = page.locator(".board a.btn")
    return link.get_attribute("href") if link.count() else None


def study(page: Page, key) -> None:
    """Do whatever the board says until only the plan or waiting is left."""
    for _step in range(80):
        address = next_step(page)
        if address is None or "/plan" in address:
            return
        page.goto(address)
        if "/lecciones/" in page.url:
            page.locator("main form[method=post]").get_by_role("button").last.click()
        elif "/cuestionarios/" in page.url:
            take_quiz(page, key)
        else:
            send_task(page)
    raise AssertionError("the board never came to an end")


def take_quiz(page: Page, key) -> None:
    """Answer every question rightly and hand the attempt in."""
    page.get_by_role("button", name=re.compile("Empezar|Continuar")).click()
    page.wait_for_url("**/intentos/*/1")
    total = int(page.locator("form[data-total]").get_attribute("data-total") or 0)
    for number in range(1, total + 1):
        expect(page.locator(".quiz-bar [data-number]")).to_have_text(str(number))
        answer_rightly(page, key)
        page.locator(".quiz-go button").click()
    page.wait_for_url("**/revisar")
    page.get_by_role("button", name="Entregar el intento").click()
    page.wait_for_url("**/resultado")


def send_task(page: Page) -> None:
    """Write and send an applied task."""
    page.locator("textarea[name=text]").fill(
        "Hicimos el mapa de actores del barrio con la junta de vecinos: doce actores, "
        f"tres acuerdos y un acta. Página {page.url[-8:]}."
    )
    page.get_by_role("button", name="Revisar y enviar").click()
    page.get_by_role("button", name="Enviar la tarea").click()
    page.wait_for_load_state()


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


def send_plan(page: Page, address: str) -> None:
    """Fill the plan out of an example of the course and send it."""
    page.goto(address)
    page.goto(address + "?ejemplo=1")
    for name, value in {
        "situation": "recibo un trámite de licencia",
        "action": "lo registro el mismo día con lista de cotejo",
        "indicator": "días promedio de respuesta",
        "baseline": "9",
        "target": "4",
    }.items():
        page.locator(f"[name$='0-{name}']").fill(value)
    page.locator(
        "[name$='0-direction'][value=down], [name$='0-direction'][value=bajar]"
    ).first.check(force=True)
    due = (clock.today() + timedelta(days=45)).isoformat()
    page.locator("[name$='0-due_on']").fill(due)
    page.locator("[name=supervisor_name]").fill("Jacinta Ejemplo")
    page.locator("[name=supervisor_post]").fill("Secretaria municipal")
    page.locator("[name=supervisor_phone]").fill("71234567")
    page.get_by_role("button", name="Enviar mi plan").click()
    page.wait_for_load_state()


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
