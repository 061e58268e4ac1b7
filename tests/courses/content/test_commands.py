"""The commands `lms content check` and `lms content load`."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from courses.content.models import LibraryEntry, LibraryMention
from courses.learning.models import Course
from lms.bootstrap import command_line
from lms.bootstrap.command_line import lms
from lms.core.db.engine import db

TASK = "courses/bases/modules/01-gestor/tarea.yaml"


def _lms(*words):
    """Run the whole command line on the database of the test."""
    return CliRunner().invoke(lms, ["content", *words])


@pytest.fixture
def on_the_test_database(app, settings, monkeypatch):
    monkeypatch.setattr(command_line, "read_settings", lambda: settings)
    monkeypatch.setattr(command_line, "create_app", lambda _settings: app)


def test_check_says_that_all_is_well(folder):
    told = _lms("check", str(folder.root))

    assert told.exit_code == 0
    assert told.output.strip() == "1 cursos, 1 lecciones, 29 preguntas, 2 fichas: 0 errores"


def test_check_prints_file_and_line_and_fails(folder):
    folder.replace(TASK, "weight: 60", "weight: 50")

    told = _lms("check", str(folder.root))

    assert told.exit_code == 1
    assert f"{TASK}:8: los pesos de la rúbrica suman 90; deben sumar 100" in told.output


def test_check_needs_no_database(folder, monkeypatch):
    def refuse(_settings):
        raise AssertionError("the application was made")

    monkeypatch.setattr(command_line, "create_app", refuse)

    assert _lms("check", str(folder.root)).exit_code == 0


def test_load_loads_what_is_sound(app, on_the_test_database, folder):
    told = _lms("load", str(folder.root))

    assert told.exit_code == 0, told.output
    assert told.output.splitlines() == ["bases: cargado", "biblioteca: cargado"]
    with app.app_context():
        assert db.session().scalars(select(Course.slug)).all() == ["bases"]


def test_load_leaves_out_a_course_with_a_fault(app, on_the_test_database, folder):
    folder.replace(TASK, "weight: 60", "weight: 50")

    told = _lms("load", str(folder.root))

    assert told.exit_code == 1
    assert f"{TASK}:8:" in told.output
    with app.app_context():
        assert db.session().scalars(select(Course.slug)).all() == []


def test_a_fault_leaves_the_library_as_it_stands(app, on_the_test_database, folder):
    _lms("load", str(folder.root))
    with app.app_context():
        before = _library(db.session())
    folder.replace(TASK, "weight: 60", "weight: 50")
    folder.replace("biblioteca/003-001-gamlp.md", "kind: entidad", "kind: inventada")

    told = _lms("load", str(folder.root))

    assert told.output.splitlines()[-1] == (
        "biblioteca: queda como estaba hasta que no haya errores"
    )
    with app.app_context():
        assert _library(db.session()) == before
        assert len(before[0]) == 2
        assert before[1]


def _library(session):
    entries = session.execute(select(LibraryEntry.id, LibraryEntry.code, LibraryEntry.source_title))
    mentions = session.execute(select(LibraryMention.entry_id, LibraryMention.lesson))
    return {tuple(row) for row in entries}, {tuple(row) for row in mentions}


def test_a_new_kind_needs_only_the_programme_file(folder):
    folder.replace("programme.yaml", "[unidad, entidad,", "[unidad, mercado, entidad,")
    folder.replace("biblioteca/003-001-gamlp.md", "kind: entidad", "kind: mercado")

    assert _lms("check", str(folder.root)).exit_code == 0


def test_loading_the_same_folder_again_does_nothing(app, on_the_test_database, folder):
    _lms("load", str(folder.root))

    assert _lms("load", str(folder.root)).output.splitlines() == ["sin cambios"]

    folder.replace("biblioteca/003-001-gamlp.md", "year: 2015", "year: 2016")

    assert _lms("load", str(folder.root)).output.splitlines() == [
        "bases: sin cambios",
        "biblioteca: cargado",
    ]


def test_a_blank_source_line_keeps_its_course_out(app, on_the_test_database, folder, tmp_path):
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "003.txt").write_text("Uno.\n\n\n\nCinco.\n", encoding="utf-8")
    lesson = "courses/bases/modules/01-gestor/01-leccion.md"

    told = _lms("load", str(folder.root), "--sources", str(sources))

    assert told.exit_code == 1
    line = folder.line_of(lesson, "id: h1")
    assert f"{lesson}:{line}: la línea 3 de la fuente «003» está en blanco" in told.output
    with app.app_context():
        assert db.session().scalars(select(Course.slug)).all() == []


def test_what_was_loaded_without_sources_is_still_compared(
    app, on_the_test_database, folder, tmp_path
):
    _lms("load", str(folder.root))
    (tmp_path / "sources").mkdir()

    told = _lms("load", str(folder.root), "--sources", str(tmp_path / "sources"))

    assert told.exit_code == 1
    assert "no se encuentra la fuente «003»" in told.output
