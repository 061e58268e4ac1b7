"""Comparing the content with its sources."""

import pytest

from courses.content.checking.check_content import check_content

LESSON = "courses/bases/modules/01-gestor/01-leccion.md"
SOURCE = """La escuela nació en una sala prestada del viejo mercado central de la ciudad.

En 2008 se creó la escuela y tuvo sus primeros nueve docentes voluntarios sin sueldo."""


@pytest.fixture
def sources(tmp_path):
    found = tmp_path / "sources"
    found.mkdir()
    (found / "texto-003.txt").write_text(SOURCE, encoding="utf-8")
    return found


def test_lines_that_say_something_are_well(folder, sources):
    assert check_content(folder.root, sources=sources).problems == ()


@pytest.mark.parametrize("lines", ["2", "90", "1-2", "1, 2"])
def test_a_blank_line_of_the_source_is_told(folder, sources, lines):
    folder.replace(LESSON, 'lines: "3"', f'lines: "{lines}"')

    problems = check_content(folder.root, sources=sources).problems

    assert [(p.file, p.line) for p in problems] == [(LESSON, folder.line_of(LESSON, "id: h1"))]
    assert "en blanco" in problems[0].message


def test_a_range_may_pass_over_a_blank_line(folder, sources):
    folder.replace(LESSON, 'lines: "3"', 'lines: "1-3"')

    assert check_content(folder.root, sources=sources).problems == ()


def test_eight_words_of_the_source_are_told(folder, sources):
    folder.replace(
        LESSON, "## Una", "Tuvo sus primeros nueve docentes voluntarios sin sueldo.\n\n## Una"
    )

    problems = check_content(folder.root, sources=sources).problems

    assert [(p.file, p.line) for p in problems] == [(LESSON, folder.line_of(LESSON, "Tuvo sus"))]
    assert "8 palabras seguidas de la fuente «003»" in problems[0].message


def test_a_copy_broken_over_two_lines_is_told(folder, sources):
    folder.replace(
        LESSON, "## Una", "Tuvo sus primeros nueve\ndocentes voluntarios sin sueldo.\n\n## Una"
    )

    problems = check_content(folder.root, sources=sources).problems

    assert [(p.file, p.line) for p in problems] == [(LESSON, folder.line_of(LESSON, "Tuvo sus"))]


def test_two_items_of_a_list_are_no_run(folder, sources):
    folder.replace(
        LESSON, "## Una", "- Tuvo sus primeros nueve\n- docentes voluntarios sin sueldo.\n\n## Una"
    )

    assert check_content(folder.root, sources=sources).problems == ()


def test_seven_words_and_articles_around_them_are_no_copy(folder, sources):
    folder.replace(
        LESSON, "## Una", "Y tuvo sus primeros nueve docentes voluntarios sin nada.\n\n## Una"
    )

    assert check_content(folder.root, sources=sources).problems == ()


def test_a_proper_name_may_be_as_long_as_it_is(folder, sources, tmp_path):
    name = "Unidad de Gestores Municipales de la Noble Ciudad de La Paz del Alto Valle"
    (sources / "texto-003.txt").write_text(SOURCE + f"\nLa {name.lower()} nació.", encoding="utf-8")
    folder.replace(LESSON, "## Una", f"La {name} abre temprano.\n\n## Una")

    assert check_content(folder.root, sources=sources).problems == ()


def test_a_source_that_is_not_there_is_told(folder, sources):
    (sources / "texto-003.txt").rename(sources / "texto-004.txt")

    messages = {p.message for p in check_content(folder.root, sources=sources).problems}

    assert messages == {"no se encuentra la fuente «003»"}
