"""First entry, a lesson, a quiz and a task with the keyboard alone, as people without a mouse do."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from lms.core.access import Role
from tests.support.servants_path import PASSWORD, make_code, open_edition

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
MANY_TABS = 150


def reach(page: Page, wanted: Locator) -> None:
    """Press Tab until an element has the focus, and see that the focus shows."""
    wanted.wait_for()
    for _press in range(MANY_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("(node) => node === document.activeElement"):
            assert wanted.evaluate("(node) => node.matches(':focus-visible')")
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def type_into(page: Page, wanted: Locator, text: str) -> None:
    reach(page, wanted)
    page.keyboard.type(text)


def activate(page: Page, wanted: Locator) -> None:
    """Press Enter on a link or button, and wait for the page that follows."""
    reach(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _enter(page: Page, code: str) -> None:
    page.goto("/")
    activate(page, page.get_by_role("link", name="Tengo un código de ingreso"))
    type_into(page, page.locator("[name=document]"), "7654321")
    type_into(page, page.locator("[name=code]"), code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    type_into(page, page.locator("[name=password]"), PASSWORD)
    type_into(page, page.locator("[name=repeated]"), PASSWORD)
    activate(page, page.get_by_role("button", name="Confirmar y entrar"))


def _answer(page: Page) -> None:
    """Give any answer to the question shown: which one it is does not matter here."""
    part = page.locator("[data-part]:not([hidden])")
    control = part.locator("input:not([type=hidden]), select, textarea").first
    kind = control.get_attribute("type") or control.evaluate("(node) => node.localName")
    reach(page, control)
    if kind in ("radio", "checkbox"):
        page.keyboard.press("Space")
        expect(control).to_be_checked()
    elif kind == "select":
        page.keyboard.press("ArrowDown")
    else:
        page.keyboard.type("1")


def _take_quiz(page: Page) -> None:
    activate(page, page.get_by_role("button", name=re.compile("Empezar|Continuar")))
    total = int(page.locator("form[data-total]").get_attribute("data-total") or 0)
    for number in range(1, total + 1):
        expect(page.locator(".quiz-bar [data-number]")).to_have_text(str(number))
        _answer(page)
        reach(page, page.locator(".quiz-go button"))
        page.keyboard.press("Enter")
    page.wait_for_url("**/revisar")
    activate(page, page.get_by_role("button", name="Entregar el intento"))
    page.wait_for_url("**/resultado")


def test_from_the_code_to_the_first_task_by_keyboard(school, new_page):
    staff, _key = school
    desk = new_page(staff[Role.COORDINATOR])
    open_edition(desk)
    phone = new_page(None)
    _enter(phone, make_code(desk))
    done = set()

    while not {"lecciones", "cuestionarios"} <= done:
        phone.goto("/mi-formacion")
        activate(phone, phone.locator(".board a.btn"))
        kind = phone.url.split("/")[-2]
        assert kind not in done or kind == "cuestionarios"
        if kind == "lecciones":
            activate(phone, phone.locator("main form[method=post] button").last)
        else:
            _take_quiz(phone)
        done.add(kind)

    phone.goto("/mi-formacion")
    course = phone.locator("main a[href^='/mi-formacion/']:not([href*='/plan'])").last
    phone.goto(course.get_attribute("href") or "")
    activate(phone, phone.locator("main a[href*='/tareas/']").first)
    type_into(phone, phone.locator("textarea[name=text]"), "Escribí esto sin tocar el ratón.")
    activate(phone, phone.get_by_role("button", name="Revisar y enviar"))
    activate(phone, phone.get_by_role("button", name="Enviar la tarea"))
    expect(phone.get_by_text("Recibimos su tarea").first).to_be_visible()
