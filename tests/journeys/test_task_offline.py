"""A task and its grading where the line or the current fails: what was typed is there again."""

import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import select

from assessments.assignments.models import SubmissionFile
from lms.core import clock
from lms.core.access import Role, Scope
from lms.core.files.models import StoredFile
from tests.factories import assignments
from tests.support.sign_in import make_staff

SAVED = re.compile(r"Guardado \d\d:\d\d")
DESK_DRAFT = re.compile(r"Borrador en este equipo, \d\d:\d\d")
PHONE_DRAFT = re.compile(r"Borrador en este teléfono, \d\d:\d\d")
MOST_PHOTO = 300_000
WRITTEN_DOWN_MS = 7000
"""A browser writes what pages keep to the disk every five seconds."""
LEVEL = "[data-desk] input[type=radio][value='2'] >> nth=0"
TEXT = "Conté los trámites de mi oficina durante una semana entera y anoté quién los pide."


@pytest.fixture
def world(live):
    with live.rows() as session:
        return assignments.make_world(
            session,
            starts_on=clock.today() - timedelta(days=3),
            ends_on=clock.today() + timedelta(days=30),
        )


@pytest.fixture
def address(world):
    who = world.people[0]
    return f"/mi-formacion/{who.enrolment_id}/tareas/{who.activity_id}"


def noisy_photo(width: int, height: int, turned: int) -> bytes:
    """Return a photograph that no encoder makes small, lying on its side by its EXIF mark."""
    picture = Image.effect_noise((width, height), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = turned
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


def test_a_photograph_is_small_and_upright_when_it_leaves_the_phone(
    live, world, address, signed_in_page, tmp_path
):
    photo = tmp_path / "acta.jpg"
    photo.write_bytes(noisy_photo(2400, 1600, turned=6))
    assert photo.stat().st_size > 4 * MOST_PHOTO
    page = signed_in_page(world.people[0].person_id)
    sent = []
    page.on("request", lambda request: sent.append(len(request.post_data_buffer or b"")))
    page.goto(address)

    page.locator("[name=text]").fill(TEXT)
    page.locator("input[type=file]").set_input_files(photo)
    expect(page.locator("[data-picked]")).to_have_text(re.compile(r"acta\.jpg, \d{2,3} KB"))
    page.get_by_role("button", name="Revisar y enviar").click()
    page.wait_for_url("**/enviar")

    assert max(sent) <= MOST_PHOTO + 20_000
    with live.rows() as session:
        kept = session.scalars(
            select(StoredFile).join(SubmissionFile, SubmissionFile.stored_file_id == StoredFile.id)
        ).one()
        assert kept.size_bytes <= MOST_PHOTO
    page.goto(address)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("acta")).first.click()
    with Image.open(download.value.path()) as picture:
        assert picture.height > picture.width


def test_a_draft_without_a_signal_is_there_after_the_battery_died(
    live, world, address, lasting_browser, flat_battery, tmp_path
):
    folder = tmp_path / "phone"
    with lasting_browser(folder) as context:
        context.add_cookies([live.cookie_of(world.people[0].person_id)])
        page = context.new_page()
        page.goto(address)
        context.set_offline(True)
        page.locator("[name=text]").press_sequentially(TEXT)
        expect(page.locator("[data-saved]")).to_have_text(PHONE_DRAFT)
        page.wait_for_timeout(WRITTEN_DOWN_MS)
        flat_battery(folder)

    with lasting_browser(folder) as context:
        context.add_cookies([live.cookie_of(world.people[0].person_id)])
        page = context.new_page()
        page.goto(address)
        expect(page.locator("[name=text]")).to_have_value("")
        page.locator("[data-use]").click()

        expect(page.locator("[name=text]")).to_have_value(TEXT)
        expect(page.locator("[data-saved]")).to_have_text(SAVED)
        page.reload()
        expect(page.locator("[name=text]")).to_have_value(TEXT)


def test_another_person_on_the_same_phone_sees_no_draft(live, world, address, signed_in_page):
    page = signed_in_page(world.people[0].person_id)
    page.goto(address)
    page.context.set_offline(True)
    page.locator("[name=text]").press_sequentially(TEXT)
    expect(page.locator("[data-saved]")).to_have_text(PHONE_DRAFT)
    page.context.set_offline(False)
    page.context.clear_cookies()
    with live.rows() as session:
        other = assignments.add_participant(session, world.edition, world.activity_id)
    page.context.add_cookies([live.cookie_of(other.person_id)])

    page.goto(f"/mi-formacion/{other.enrolment_id}/tareas/{other.activity_id}")

    expect(page.locator("[data-kept]")).to_be_hidden()
    expect(page.locator("[name=text]")).to_have_value("")


def test_a_grade_that_did_not_leave_is_offered_after_a_power_cut(
    live, world, lasting_browser, flat_battery, tmp_path
):
    with live.app.app_context():
        submission_id = assignments.send(world.people[0])
    with live.rows() as session:
        trainer = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=world.edition_id)
    folder = tmp_path / "desk"
    with lasting_browser(folder) as context:
        context.add_cookies([live.cookie_of(trainer.id)])
        page = context.new_page()
        page.goto(f"/calificar/{submission_id}")
        context.set_offline(True)
        page.locator(LEVEL).check(force=True)
        page.locator("[name=comment]").press_sequentially("Bien contado.")
        expect(page.locator("[data-saved]")).to_have_text(DESK_DRAFT)
        page.wait_for_timeout(WRITTEN_DOWN_MS)
        flat_battery(folder)

    with lasting_browser(folder) as context:
        context.add_cookies([live.cookie_of(trainer.id)])
        page = context.new_page()
        page.goto(f"/calificar/{submission_id}")
        expect(page.locator("[name=comment]")).to_have_value("")
        page.locator("[data-use]").click()

        expect(page.locator(LEVEL)).to_be_checked()
        expect(page.locator("[name=comment]")).to_have_value("Bien contado.")
        expect(page.locator("[data-saved]")).to_have_text(SAVED)
        page.reload()
        expect(page.locator(LEVEL)).to_be_checked()
