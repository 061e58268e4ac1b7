"""Can coordination answer the mayor on the page, in files and by letter, and nobody else?"""

import csv
import io
from urllib.parse import urlencode

import openpyxl
import pytest
from pypdf import PdfReader

from certificates.reports.rules.filters import Filters
from certificates.reports.words import filter_words
from courses.learning.rules.states import EnrolmentState
from lms.accounts.models import Gender
from lms.core.access import Role, Scope
from lms.core.db.engine import db
from tests.factories.learning import make_edition, make_enrolment, make_organization
from tests.factories.reports import make_certificate
from tests.support.sign_in import make_person, make_staff, sign_in
from tests.support.statements import counted_statements


@pytest.fixture
def rows(session):
    """Four enrolments: three women and a man, two passed, one certified; one withdrawn."""
    edition = make_edition(session)
    town = make_organization(session, "=Ñuñoa")
    for gender, state, is_certified in (
        (Gender.WOMAN, EnrolmentState.PASSED, True),
        (Gender.WOMAN, EnrolmentState.PASSED, False),
        (Gender.WOMAN, EnrolmentState.WITHDRAWN, False),
        (Gender.MAN, EnrolmentState.IN_PROGRESS, False),
    ):
        person = make_person(session, gender=gender)
        enrolment_id = make_enrolment(
            session, edition, person.id, organization_id=town, state=state
        )
        if is_certified:
            make_certificate(session, edition, enrolment_id, person.id)
    return edition


@pytest.fixture
def coordinator(client, session, rows):
    return sign_in(client, make_staff(session, Role.COORDINATOR).id)


def test_page_says_each_figure_with_its_denominator(coordinator):
    page = " ".join(coordinator.get("/respuestas").get_data(as_text=True).split())

    for words in ("de 4 inscripciones", "de 2 aprobadas", "50 %", "4 inscripciones de 4 personas"):
        assert words in page


def test_filters_are_said_in_words_and_kept_in_the_links(coordinator, rows):
    query = urlencode(
        {"desde": "2027-03-01", "hasta": "2027-03-31", "curso": rows.course.id, "genero": "mujer"}
    )

    page = coordinator.get(f"/respuestas?{query}").get_data(as_text=True)

    assert "del 01/03/2027 al 31/03/2027" in page
    assert "3 inscripciones de 3 personas" in " ".join(page.split())
    assert "/respuestas/respuestas.csv?" in page
    assert page.count("genero=mujer") >= 2


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("desde=ayer", "Escriba la fecha"),
        ("desde=2027-04-01&hasta=2027-03-01", "igual o posterior"),
        ("hasta=0001-01-01", "entre 1900 y 2200"),
    ],
)
def test_wrong_dates_are_said_beside_their_field(coordinator, query, words):
    answer = coordinator.get(f"/respuestas?{query}")

    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)


def test_strange_filters_change_nothing(coordinator):
    page = coordinator.get("/respuestas?curso=x&municipio=%00&genero=nadie")

    assert page.status_code == 200
    assert "sin filtros" in page.get_data(as_text=True)


def test_csv_has_the_same_figures_and_runs_no_formula(coordinator):
    content = coordinator.get("/respuestas/respuestas.csv").get_data()

    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    head = next(row for row in table if row and row[0] == "Grupo")
    lines = {(r[0], r[1]): dict(zip(head, r, strict=True)) for r in table if len(r) == len(head)}
    total = lines["Total", ""]
    assert (total["Inscritas"], total["Retiradas"], total["Aprobadas"]) == ("4", "1", "2")
    assert (total["Certificadas"], total["Certificadas, % de aprobadas"]) == ("1", "50")
    assert ("Municipio o entidad", "'=Ñuñoa") in lines
    assert lines["Género", "Mujer"]["Inscritas"] == "3"


def test_xlsx_has_numbers(coordinator):
    content = coordinator.get("/respuestas/respuestas.xlsx?genero=mujer").get_data()

    values = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()
    ]
    assert values[0][:2] == ["Género", "Mujer"]
    assert next(row for row in values if row[0] == "Total")[2] == 3


def test_letter_is_one_page_with_the_figures(coordinator):
    query = urlencode(
        {"genero": "mujer", "para": "Señora María Ñáñez", "cargo": "Alcaldesa", "cite": "UGM 12"}
    )

    answer = coordinator.get(f"/respuestas/carta.pdf?{query}")

    reader = PdfReader(io.BytesIO(answer.get_data()))
    text = " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) == 1
    for words in ("Señora María Ñáñez", "Alcaldesa", "UGM 12", "Mujer", "de 3 inscripciones"):
        assert words in text
    assert "DEMOSTRACIÓN" in text


def test_letter_without_addressee_goes_to_the_mayors_office(coordinator):
    content = coordinator.get("/respuestas/carta.pdf").get_data()

    text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "Despacho de la Alcaldía" in text
    assert "todas las inscripciones" in text


def test_a_letter_that_cannot_be_printed_is_refused_in_words(coordinator):
    answer = coordinator.get("/respuestas/carta.pdf?" + urlencode({"para": "Ana \U0001f600"}))

    if answer.status_code == 200:
        assert answer.get_data().startswith(b"%PDF")
    else:
        assert answer.status_code == 409
        assert "La carta no se pudo preparar" in answer.get_data(as_text=True)


def test_page_takes_few_statements(coordinator, session):
    session.rollback()
    with counted_statements(db.engine) as statements:
        coordinator.get("/respuestas")

    assert len(statements) <= 8


def test_only_who_may_see_reports_sees_them(client, session, rows):
    addresses = ("", "/respuestas.csv", "/respuestas.xlsx", "/carta.pdf")
    assert client.get("/respuestas").status_code == 302
    trainer = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=rows.id)
    for person_id in (trainer.id, make_person(session).id):
        sign_in(client, person_id)
        for address in addresses:
            assert client.get(f"/respuestas{address}").status_code == 403


def test_coordination_of_another_programme_counts_nobody(client, session, rows):
    other = make_edition(session)
    staff = make_staff(
        session, Role.COORDINATOR, scope=Scope.PROGRAMME, scope_id=other.course.programme_id
    )
    sign_in(client, staff.id)

    page = " ".join(client.get("/respuestas").get_data(as_text=True).split())

    assert "0 inscripciones de 0 personas" in page
    assert rows.course.title not in page
    assert "Ñuñoa" not in page


def test_words_of_filters(app_context):
    from datetime import date

    assert filter_words(Filters(), [], []) == ()
    assert filter_words(Filters(since=date(2027, 1, 2)), [], []) == (
        ("Fecha de inscripción", "desde el 02/01/2027"),
    )
    assert filter_words(Filters(until=date(2027, 1, 2)), [], []) == (
        ("Fecha de inscripción", "hasta el 02/01/2027"),
    )
