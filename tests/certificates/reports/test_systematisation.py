"""Is the systematisation report of an edition a PDF for coordination, and for nobody else?"""

import io

import pytest
from pypdf import PdfReader

from lms.core.access import Role
from tests.factories.learning import make_edition
from tests.factories.transfer import make_plan_course
from tests.support.sign_in import make_staff, sign_in


@pytest.fixture
def edition(session):
    return make_edition(session, make_plan_course(session))


def _post(client, address, **data):
    page = client.get(address).get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(address, data=data | {"csrf_token": token})


def test_what_was_edited_is_what_the_pdf_and_the_word_file_say(client, session, edition):
    from docx import Document

    desk = sign_in(client, make_staff(session, Role.COORDINATOR).id)
    address = f"/transferencia/informes/{edition.id}"
    _post(desk, address, accion="generar")
    _post(desk, address, accion="guardar", lessons="El lunes no se convoca.", decisions="Ninguna.")

    page = desk.get(address).get_data(as_text=True)
    drawn = desk.get(f"{address}.pdf")
    written = Document(io.BytesIO(desk.get(f"{address}.docx").get_data()))

    assert f"{address}.pdf" in page
    assert drawn.mimetype == "application/pdf"
    text = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(drawn.data)).pages)
    assert "El lunes no se convoca." in " ".join(text.split())
    assert "El lunes no se convoca." in [one.text for one in written.paragraphs]
    headings = [one.text for one in written.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        "Presentación",
        "Participantes",
        "Resultados del aprendizaje",
        "Competencias",
        "Transferencia al puesto de trabajo",
        "Qué ayudó y qué dificultó",
        "Casos con permiso para contarse",
        "Lecciones",
        "Decisiones",
    ]
    assert all(heading in text for heading in headings)


def test_there_is_no_pdf_before_the_report_and_none_for_others(client, app, session, edition):
    desk = sign_in(client, make_staff(session, Role.COORDINATOR).id)
    trainer = sign_in(app.test_client(), make_staff(session, Role.TRAINER).id)
    address = f"/transferencia/informes/{edition.id}.pdf"

    assert desk.get(address).status_code == 404
    assert trainer.get(address).status_code == 403
