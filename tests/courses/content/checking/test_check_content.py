"""Checks of the text: each fault of a writer is told by file and line."""

import time

import pytest

from courses.content.checking.check_content import check_content
from courses.content.parsing.programme import SHIPPED

LESSON = "courses/bases/modules/01-gestor/01-leccion.md"
QUESTIONS = "courses/bases/modules/01-gestor/01-leccion.preguntas.yaml"
BODY_LINE = 16
SENTENCE = "La oficina abre temprano y la gente llega con su carpeta."


def _told(checked):
    return [(problem.file, problem.line, problem.message) for problem in checked.problems]


def test_a_sound_folder_has_no_fault(folder):
    checked = check_content(folder.root)

    assert _told(checked) == []
    assert (checked.courses, checked.lessons, checked.questions, checked.entries) == (1, 1, 29, 2)


@pytest.mark.real_clock
@pytest.mark.slow
def test_the_shipped_programme_has_no_fault_within_a_minute():
    started = time.monotonic()

    checked = check_content(SHIPPED)

    assert _told(checked) == []
    assert time.monotonic() - started < 60
    assert checked.courses == 7
    assert checked.lessons >= 73


def test_a_short_lesson_is_told(folder):
    text = folder.read(LESSON)
    folder.write(LESSON, text[: text.index(SENTENCE)] + SENTENCE + "\n")

    assert [told[:2] for told in _told(check_content(folder.root))] == [(LESSON, BODY_LINE)]
    assert "debe" in _told(check_content(folder.root))[0][2]


def test_a_long_lesson_is_told(folder):
    folder.write(LESSON, folder.read(LESSON) + ("\n" + SENTENCE) * 120)

    told = _told(check_content(folder.root))

    assert [(file, line) for file, line, _message in told] == [(LESSON, BODY_LINE)]
    assert "entre 600 y 1200" in told[0][2]


def test_a_text_that_is_hard_to_read_is_told(folder):
    hard = (
        "La institucionalización progresiva de procedimientos administrativos interinstitucionales "
        "requiere necesariamente implementaciones metodológicas complementarias, "
    )
    text = folder.read(LESSON)
    folder.write(LESSON, text[: text.index(SENTENCE)] + hard * 60 + "\n")

    told = _told(check_content(folder.root))

    assert any("difícil de leer" in message for _file, _line, message in told)


@pytest.mark.parametrize(
    ("file", "old", "new", "word"),
    [
        (LESSON, "cada papel", "cada papél", "papél"),
        (LESSON, "Ver qué hace", "Ver qué aze", "aze"),
        (QUESTIONS, "Se aprende con la práctica.", "Se aprende con la practicca.", "practicca"),
        ("biblioteca/003-001-gamlp.md", "Creó la agencia", "Crió la ajencia", "ajencia"),
        ("courses/bases/guia-docente.md", "Un plan", "Un plán", "plán"),
    ],
)
def test_a_misspelt_word_is_told_at_its_line(folder, file, old, new, word):
    folder.replace(file, old, new)

    told = [item for item in _told(check_content(folder.root)) if f"«{word}»" in item[2]]

    assert [item[:2] for item in told] == [(file, folder.line_of(file, word))]


def test_a_word_in_the_second_line_of_a_block_is_told_there(folder):
    path = "courses/bases/modules/01-gestor/tarea.yaml"
    folder.replace(path, "proponga una mejora.", "proponga una mejora.\n  Escriva dos hojas.")

    told = _told(check_content(folder.root))

    assert [item[:2] for item in told] == [(path, folder.line_of(path, "Escriva"))]


def test_a_heavy_figure_is_told(folder):
    path = "courses/bases/modules/01-gestor/figuras/rasgos.svg"
    noise = "".join(f"M{(n * 7919) % 9973} {(n * 104729) % 99991}" for n in range(9000))
    folder.replace(path, "<rect", f'<path d="{noise}"/><rect')

    told = _told(check_content(folder.root))

    assert [item[:2] for item in told] == [(LESSON, BODY_LINE)]
    assert "las figuras pesan" in told[0][2]
