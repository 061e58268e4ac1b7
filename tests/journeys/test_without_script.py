"""The participant's path on a browser that runs no script: nothing of it is lost."""

import re

import pytest
from playwright.sync_api import expect

from lms.core.access import Role
from tests.support.servants_path import (
    enter_with_code,
    make_code,
    open_edition,
    run_jobs,
    send_plan,
    study,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
STEPS = 9
"""Enough for diagnostic test, lessons, quizzes of lessons and the first applied task."""


def test_lessons_quizzes_task_and_plan_need_no_script(live, school, new_page):
    staff, key = school
    desk = new_page(staff[Role.COORDINATOR], java_script_enabled=False)
    open_edition(desk)
    phone = new_page(None, java_script_enabled=False)
    enter_with_code(phone, make_code(desk))

    done = study(phone, key, steps=STEPS)

    assert {"lecciones", "cuestionarios", "tareas"} <= done
    send_plan(phone, phone.locator("a[href$='/plan']").first.get_attribute("href"))
    run_jobs(live)
    phone.goto("/mi-formacion")
    expect(phone.get_by_text(re.compile("Lo que le falta")).first).to_be_visible()
    assert "el plan" not in phone.locator(".board").inner_text()
