"""Steps of a servant's path in a browser, from the empty edition to the plan that was sent.

Used by the journeys of the main job, without script and by keyboard.
"""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from lms.core import clock
from lms.core.db.engine import db
from lms.core.jobs.lease import due_ids
from lms.core.jobs.run import run_job
from tests.support.answer_key import answer_rightly

CARNET = "7654321"
PASSWORD = "cumbres nevadas del sur"


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


def study(page: Page, key, steps: int = 80) -> set[str]:
    """Do whatever the board says until only the plan or waiting is left, or for some steps.

    Return the kinds of what was done: lecciones, cuestionarios, tareas.
    """
    done: set[str] = set()
    for _step in range(steps):
        address = next_step(page)
        if address is None or "/plan" in address:
            return done
        page.goto(address)
        kind = urlsplit(page.url).path.split("/")[3]
        if kind == "lecciones":
            page.locator("main form[method=post]").get_by_role("button").last.click()
        elif kind == "cuestionarios":
            take_quiz(page, key)
        else:
            send_task(page)
        done.add(kind)
    if steps == 80:
        raise AssertionError("the board never came to an end")
    page.goto("/mi-formacion")
    return done


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
