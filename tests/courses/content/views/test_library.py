"""Pages of the library, for who did not sign in."""

import pytest

from courses.content.loading.load_programme import load_programme
from courses.content.parsing.programme import read_programme
from lms.core.access import SYSTEM
from lms.core.db.engine import db
from tests.support.statements import counted_statements


@pytest.fixture
def library(app, folder):
    with app.app_context():
        session = db.session()
        load_programme(session, SYSTEM, read_programme(folder.root).programme)
        session.commit()
    return folder


def test_the_first_page_lists_and_finds(client, library):
    everything = client.get("/biblioteca")
    found = client.get("/biblioteca?q=agencias+de+practica")

    assert "2 fichas" in everything.text
    assert "Agencia de Prácticas" in found.text
    assert "1 ficha" in client.get("/biblioteca?q=GAMLP").text


def test_what_is_not_found_says_what_to_do(client, library):
    assert "Escriba menos palabras" in client.get("/biblioteca?q=zzzz").text


def test_what_was_typed_comes_back_harmless(client, library):
    page = client.get("/biblioteca?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in page.text


def test_facets_and_pages_take_anything(client, library):
    assert client.get("/biblioteca?tema=nada&pagina=-3").status_code == 200
    assert client.get("/biblioteca?pagina=999999").status_code == 200
    assert "2 fichas" in client.get("/biblioteca?tema=cooperaci%C3%B3n&pais=Bolivia").text


def test_an_entry_shows_its_facts_and_where_it_appears(client, library):
    page = client.get("/biblioteca/fichas/003-001-gamlp").text

    assert "Alcaldía de La Paz" in page
    assert "Creó la agencia." in page
    assert "Línea 1" in page
    assert "De servidor a gestor" in page
    assert "/biblioteca/fichas/003-002-agencia" in page


def test_an_entry_shows_who_names_it(client, library):
    page = client.get("/biblioteca/fichas/003-002-agencia").text

    assert "Fichas que la nombran" in page
    assert "/biblioteca/fichas/003-001-gamlp" in page


def test_an_unknown_entry_is_not_found(client, library):
    assert client.get("/biblioteca/fichas/nada").status_code == 404


def test_the_glossary_goes_by_letters(client, library):
    page = client.get("/biblioteca/glosario").text

    assert page.index('id="letra-A"') < page.index('id="letra-G"')


def test_an_empty_library_says_so(client):
    assert "0 fichas" in client.get("/biblioteca").text
    assert "Todavía no hay fichas" in client.get("/biblioteca/glosario").text


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/biblioteca?q=agencia", 3),
        ("/biblioteca/glosario", 1),
        ("/biblioteca/fichas/003-001-gamlp", 5),
    ],
)
def test_pages_take_few_statements(app, client, library, address, most):
    with app.app_context():
        engine = db.engine
    with counted_statements(engine) as statements:
        client.get(address)

    assert len(statements) <= most
