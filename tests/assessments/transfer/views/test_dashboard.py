"""The page of figures: few statements, the same numbers in every file, aggregates for a sponsor."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from assessments.transfer.models import Milestone
from assessments.transfer.rules.answers import Factor
from assessments.transfer.services.freeze_figures import freeze_if_last
from courses.learning.models import Edition, Enrolment
from lms.core import clock
from lms.core.access import Role, Scope
from lms.core.db.engine import db
from lms.organizations.models import OrganizationKind
from tests.factories.learning import make_organization
from tests.factories.many_milestones import make_many_milestones
from tests.factories.transfer_competency import ask_for_competency
from tests.factories.transfer_factors import name_factors
from tests.support.sign_in import make_staff, sign_in
from tests.support.statements import counted_statements

PEOPLE = 120


@pytest.fixture
def made(session):
    return make_many_milestones(
        session, PEOPLE, all_days=(30, 90, 180), editions=2, answered_every=2
    )


@pytest.fixture
def desk(session, client, made):
    return sign_in(client, make_staff(session, Role.COORDINATOR).id)


def _rows(client, address):
    text = client.get(address).get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_page_takes_eight_statements_at_most(desk):
    desk.get("/transferencia").close()

    with counted_statements(db.engine) as statements:
        assert desk.get("/transferencia").status_code == 200

    assert len(statements) <= 8, statements


def test_the_page_and_both_files_say_the_same(desk):
    page = " ".join(desk.get("/transferencia").get_data(as_text=True).split())
    lines = _rows(desk, "/transferencia.csv")
    book = openpyxl.load_workbook(io.BytesIO(desk.get("/transferencia.xlsx").get_data()))
    tables, beside = ([[cell.value for cell in row] for row in sheet] for sheet in book)

    total = next(line for line in lines if line[:2] == ["Por municipio", "Total"])
    assert total[2:4] == ["120", "60"]
    assert f"{total[5]} de 120 personas" in page
    assert [
        [_figure("" if value is None else str(value)) for value in row]
        for row in [*tables, [""], *beside]
    ] == [[_figure(value) for value in line] for line in lines]


def test_each_row_says_response_observed_rate_bounds_and_evidence(desk):
    page = desk.get("/transferencia").get_data(as_text=True)
    row = (
        page[page.index("Los mismos datos en tabla") :].partition("</tr>")[2].partition("</tr>")[0]
    )

    told = dict(re.findall(r'data-label="([^"]+)">([^<]*)<', row.replace("\xa0", " ")))

    # Of 20 people of a town ten were asked in each edition; of every two one answered.
    assert told["Tasa de respuesta"] in ("0,0 %", "100,0 %")
    assert told["V0 / V1 / V2 / V3"] in ("Reservado", "0 / 0 / 20 / 0")
    assert len(told) == 12


def test_files_carry_what_stands_beside_the_tables(session, desk, made):
    name_factors(session, made.enrolments[:6], Factor.TIME)
    name_factors(session, made.enrolments[6:8], Factor.TEAM)
    milestones = session.scalars(select(Milestone).where(Milestone.days == 90).limit(8))
    for milestone in milestones:
        milestone.attainment, milestone.compared_count, milestone.disagreement_count = 0.5, 1, 0
    session.commit()

    lines = _rows(desk, "/transferencia.csv")
    beside = lines[lines.index([""]) + 2 :]

    # Every second person answered: all of some towns, nobody of the others.
    assert beside.pop(2)[1] == "La diferencia no cabe en el azar"
    assert beside.pop(2) == [
        "Estimación postestratificada",
        "Por municipio",
        "",
        "",
        "estrato_sin_respuestas",
        "",
        "",
    ]
    assert beside[:4] == [
        ["Avance medio del indicador", "", "8", "", "0,5", "", ""],
        ["Compromisos en que difieren", "", "0", "8", "", "", ""],
        ["Dificultó", "Tiempo", "6", "8", "", "", ""],
        ["Dificultó", "Compañeras y compañeros", "suprimido", "8", "", "", ""],
    ]
    assert beside[4][:4] == [
        "Seguridad para hacerlo",
        "Cambio de antes a después, en puntos de 10",
        "120",
        "",
    ]


def _figure(value):
    # A spreadsheet knows no difference between 1 and 1.0.
    return value.replace(".", ",").removesuffix(",0")


def test_a_sponsor_sees_aggregates_of_own_editions_and_nobody(session, app, made):
    sponsor = make_organization(session, "Agencia", kind=OrganizationKind.SPONSOR)
    session.get_one(Edition, made.editions[0]).sponsor_id = sponsor
    freeze = freeze_if_last(session, made.editions[1], 90, moment="close")
    session.commit()
    person = make_staff(session, Role.SPONSOR, scope=Scope.SPONSOR, scope_id=sponsor)
    client = sign_in(app.test_client(), person.id)

    page = client.get("/transferencia").get_data(as_text=True)

    assert "de 60 personas" in " ".join(page.split())
    assert "Quispe 1" not in page
    assert client.get(f"/transferencia/cortes/{freeze}").status_code == 404
    for address in ("/seguimientos", f"/transferencia/informes/{made.editions[0]}"):
        assert client.get(address).status_code == 403
    others = _rows(client, f"/transferencia.csv?edicion={made.editions[1]}")
    assert not [line for line in others if line[0] == "Por municipio"]


def test_a_cut_keeps_its_numbers_on_the_page_and_in_its_file(session, desk, made):
    frozen = freeze_if_last(session, made.editions[0], 90, moment="close")
    session.commit()
    before = _rows(desk, f"/transferencia/cortes/{frozen}.csv")
    for enrolment_id in made.enrolments[:40]:
        session.get_one(Enrolment, enrolment_id).pass_count = 2
    session.commit()
    clock.advance(timedelta(minutes=20))

    page = " ".join(desk.get(f"/transferencia/cortes/{frozen}").get_data(as_text=True).split())

    assert "de 60 personas" in page
    assert f"/transferencia/cortes/{frozen}.csv" in page
    cuts = desk.get(f"/transferencia/cortes?edicion={made.editions[0]}").get_data(as_text=True)
    assert f"/transferencia/cortes/{frozen}" in cuts
    assert f"/transferencia/cortes?edicion={made.editions[0]}" in desk.get(
        f"/transferencia?edicion={made.editions[0]}"
    ).get_data(as_text=True)
    assert "Ningún corte" in desk.get(
        "/transferencia/cortes?anio=2001&edicion=x&pagina=9"
    ).get_data(as_text=True)
    assert _rows(desk, f"/transferencia/cortes/{frozen}.csv") == before
    assert "de 60 personas" not in desk.get("/transferencia").get_data(as_text=True)


def test_competencies_count_who_finished_a_course_that_asks_for_them(session, desk, made):
    version_id = session.get_one(Edition, made.editions[0]).course_version_id
    ask_for_competency(session, version_id, code="T4", name="Planificación")

    page = desk.get("/transferencia").get_data(as_text=True)
    lines = [one for one in _rows(desk, "/transferencia.csv") if "competencia" in one[0]]
    one_edition = _rows(desk, f"/transferencia.csv?edicion={made.editions[0]}")

    assert [line[1:4] for line in lines] == [["Planificación", "120", "60"]]
    assert "se traslapan" in page
    # In one edition every competency would repeat the figures of the edition.
    assert not [line for line in one_edition if "competencia" in line[0]]
