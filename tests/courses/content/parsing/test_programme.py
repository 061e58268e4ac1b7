"""Reading a programme: what is sound is read whole, each fault is told by file and line."""

import pytest

from courses.content.parsed import (
    CourseContentStatus,
    ParsedChoice,
    ParsedNumeric,
    ParsedTrueFalse,
    QuestionKind,
)
from courses.content.parsing.programme import read_programme

COURSE = "courses/bases/course.yaml"
MODULE = "courses/bases/modules/01-gestor/module.yaml"
LESSON = "courses/bases/modules/01-gestor/01-leccion.md"
QUESTIONS = "courses/bases/modules/01-gestor/01-leccion.preguntas.yaml"
TASK = "courses/bases/modules/01-gestor/tarea.yaml"
FINAL = "courses/bases/prueba-final.yaml"
FIGURE = "courses/bases/modules/01-gestor/figuras/rasgos.svg"
ENTRY = "biblioteca/003-001-gamlp.md"
FRAME = "competencies.yaml"


def test_a_sound_folder_is_read_whole(folder):
    read = read_programme(folder.root)

    assert read.problems == ()
    course = read.programme.courses[0]
    lesson = course.modules[0].lessons[0]
    assert (course.slug, course.status) == ("bases", CourseContentStatus.COMPLETE)
    assert lesson.slug == "01-gestor/01-leccion"
    assert lesson.facts[0].lines == "3"
    assert lesson.figures[0].path == "modules/01-gestor/figuras/rasgos.svg"
    assert lesson.body.startswith("## Una mañana")
    assert folder.read(LESSON).split("\n")[lesson.body_line - 1] == "## Una mañana en la ventanilla"
    assert [type(q) for q in lesson.questions.questions] == [
        ParsedChoice,
        ParsedTrueFalse,
        ParsedNumeric,
    ]
    assert course.modules[0].task.rubric[0].descriptors == ("Nada.", "Algo.", "Bien.", "Con otros.")
    assert (course.final_test.draw, len(course.final_test.questions)) == (10, 20)
    assert read.programme.library[0].aliases == ("GAMLP", "Alcaldía de La Paz")


SPOILED = [
    # (file, words to replace, new words, words whose line is told, part of the message)
    (
        LESSON,
        "](figuras/rasgos.svg)",
        "](figuras/otra.svg)",
        "![Tres",
        "falta la figura «otra.svg»",
    ),
    (LESSON, "![Tres rasgos]", "![]", "![]", "no tiene texto alternativo"),
    (LESSON, "## Una", "[guía](../nada.md)\n\n## Una", "[guía]", "no lleva a ninguna parte"),
    (LESSON, "## Una", "[x](javascript:alert)\n\n## Una", "[x]", "no lleva a ninguna parte"),
    (LESSON, 'source: "003", lines: "3"', 'lines: "3"', "id: h1", "falta «source»"),
    (LESSON, ', lines: "3"', "", "id: h1", "falta «lines»"),
    (LESSON, 'lines: "3"', 'lines: "tres"', "id: h1", "debe ser como"),
    (LESSON, 'source: "003", lines: "3"', 'source: "009", lines: "3"', "id: h1", "«009» no está"),
    (LESSON, "validado-por-fuente", "pendiente de validación", "status:", "falta «host_unit»"),
    (LESSON, "validado-por-fuente", "borrador", "status:", "«borrador» no vale"),
    (LESSON, "competencies: [T1]", "competencies: [T9]", "title:", "competencia «T9»"),
    (LESSON, "[003-1]", "[003-9]", "title:", "no existe la ficha «003-9»"),
    (LESSON, "minutes: 5", "minutos: 5", "minutos", "no se conoce el campo «minutos»"),
    (LESSON, "title: De", "title: [De", "purpose:", "el YAML no se entiende"),
    (QUESTIONS, "right: true, ", "", '- {text: "Propone', "no tiene respuesta correcta"),
    (
        QUESTIONS,
        '.", feedback: "No',
        '.", right: true, feedback: "No',
        '- {text: "Propone',
        "tiene 2 correctas",
    ),
    (QUESTIONS, ', feedback: "No basta."', "", "Llega tarde", "falta «feedback»"),
    (QUESTIONS, '    feedback_false: "Sí se aprende."\n', "", "id: q2", "falta «feedback_false»"),
    (QUESTIONS, "    answer: 5\n", "", "id: q3", "falta «answer»"),
    (QUESTIONS, "kind: numeric", "kind: dibujo", "kind: dibujo", "«dibujo» no vale"),
    (QUESTIONS, "id: q2", "id: q1", "id: q1\n    kind: true", "está dos veces"),
    (QUESTIONS, "competency: T1", "competency: T7", "id: q1", "no existe la competencia «T7»"),
    (TASK, "weight: 60", "weight: 50", "id: c1", "suman 90"),
    (TASK, "competency: T1", "competency: X1", "id: c1", "no existe la competencia «X1»"),
    (TASK, 'inicia: "Algo.", ', "", "levels:", "falta «inicia»"),
    (TASK, "id: c2", "id: c1", "id: c1\n    criterion: Propone", "el criterio «c1» está dos veces"),
    (TASK, "[texto, foto]", "[texto, video]", "deliver:", "«video» no vale"),
    (FINAL, "draw: 10", "draw: 11", "title:", "hacen falta al menos 22"),
    (COURSE, "prerequisites: []", "prerequisites: [nada]", "code:", "requisito «nada»"),
    (COURSE, "[01-gestor]", "[01-gestor, 02-nada]", "modules:", "falta el archivo modules/02-nada"),
    (COURSE, "[01-gestor]", "[../../x]", "modules:", "solo letras sin tilde"),
    (COURSE, "[01-gestor]", "[01-gestor, 01-gestor]", "modules:", "está dos veces"),
    (COURSE, "slug: bases", "slug: base", "slug:", "el nombre de la carpeta"),
    (
        COURSE,
        "target: 4, direction: subir, unit: quejas",
        "target: 4, direction: bajar, unit: quejas",
        "unit: quejas",
        "no es «bajar»",
    ),
    (COURSE, "title: Bases", "title: Bases\ntitle: Otra", "title: Otra", "está dos veces"),
    (MODULE, "[01-leccion]", "[01-leccion, 02-nada]", "lessons:", "falta el archivo 02-nada.md"),
    (FIGURE, "<rect", "<script/><rect", "<script", "no puede tener <script>"),
    (FIGURE, "<rect", '<use href="https://x.bo/a.svg"/><rect', "<use", "no puede llamar a"),
    (FIGURE, "<rect", '<rect onload="x()"', "onload", "acciones"),
    (FIGURE, "<rect", '<rect style="fill:url(http://x.bo)"', "url(", "de fuera"),
    (FIGURE, "<svg", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg", "<!DOCTYPE", "DOCTYPE"),
    (FIGURE, "</svg>", "", "<svg", "el SVG no se entiende"),
    (ENTRY, "kind: entidad", "kind: cosa", "kind:", "«cosa» no vale"),
    (ENTRY, "[003-2]", "[003-7]", "id: 003-1", "no existe la ficha «003-7»"),
    (ENTRY, "lessons: []", "lessons: [bases/x/y]", "id: 003-1", "no existe la lección"),
    (FRAME, "courses: [bases]", "courses: [otro]", "code: T1", "no existe el curso «otro»"),
    ("programme.yaml", "America/La_Paz", "America/Lapaz", "zone:", "zona horaria"),
]


@pytest.mark.parametrize(("file", "old", "new", "at", "message"), SPOILED)
def test_a_fault_is_told_by_file_and_line(folder, file, old, new, at, message):
    folder.replace(file, old, new)

    read = read_programme(folder.root)

    told = [p for p in read.problems if p.file == file and message in p.message]
    assert told, [str(problem) for problem in read.problems]
    text = folder.read(file)
    assert told[0].line == text[: text.index(at)].count("\n") + 1
    assert read.programme is None or not (file.startswith("courses/") and read.programme.courses), (
        "a course with a fault was kept"
    )


def test_a_missing_file_is_told(folder):
    folder.remove(QUESTIONS)

    read = read_programme(folder.root)

    assert [(p.file, p.line) for p in read.problems] == [(QUESTIONS, 1)]
    assert read.programme.courses == ()


def test_a_lesson_in_no_list_is_told(folder):
    folder.write(LESSON.replace("01-leccion", "02-olvidada"), folder.read(LESSON))

    read = read_programme(folder.root)

    assert [p.message for p in read.problems] == ["esta lección no está en module.yaml"]


def test_two_questions_are_too_few(folder):
    folder.write(QUESTIONS, folder.read(QUESTIONS).split("  - id: q3")[0])

    read = read_programme(folder.root)

    assert [p.message for p in read.problems] == ["hay 2 preguntas; deben ser entre 3 y 5"]


def test_an_essay_cannot_stand_in_a_final_test(folder):
    folder.write(
        FINAL, folder.read(FINAL) + "  - {id: e, kind: essay, text: Cuente., guide: Cuenta.}\n"
    )

    read = read_programme(folder.root)

    assert [(p.line, QuestionKind.ESSAY in p.message) for p in read.problems] == [(24, True)]


def test_the_same_entry_twice_is_told_at_the_second(folder):
    folder.write("biblioteca/003-009-otra.md", folder.read(ENTRY))

    read = read_programme(folder.root)

    assert [(p.file, p.line) for p in read.problems] == [("biblioteca/003-009-otra.md", 2)]
    assert len(read.programme.library) == 2


def test_a_course_waits_for_its_prerequisite(folder):
    folder.replace("programme.yaml", "[bases]", "[bases, dos]")
    for path in [p for p in folder.root.rglob("*") if p.is_file() and "courses/bases" in str(p)]:
        name = path.relative_to(folder.root).as_posix()
        folder.write(name.replace("courses/bases", "courses/dos"), folder.read(name))
    folder.write(
        "courses/dos/course.yaml",
        folder.read(COURSE)
        .replace("GM-0", "GM-1")
        .replace("slug: bases", "slug: dos")
        .replace("prerequisites: []", "prerequisites: [bases]"),
    )
    sound = read_programme(folder.root)
    folder.replace(TASK, "weight: 60", "weight: 50")

    read = read_programme(folder.root)

    assert [course.slug for course in sound.programme.courses] == ["bases", "dos"]
    assert read.programme.courses == ()
    assert any(p.file == "courses/dos/course.yaml" for p in read.problems)


def test_what_is_not_utf8_is_told(folder):
    (folder.root / QUESTIONS).write_bytes("questions: [¿]".encode("cp1252"))

    read = read_programme(folder.root)

    assert [p.message for p in read.problems] == ["el archivo no está guardado en UTF-8"]


def test_an_invisible_sign_is_told_at_its_line(folder):
    folder.replace(LESSON, "## Una", "## \x07Una")

    read = read_programme(folder.root)

    assert (LESSON, folder.line_of(LESSON, "\x07")) in [(p.file, p.line) for p in read.problems]


def test_a_folded_text_becomes_one_line_of_plain_letters(folder):
    folder.replace(COURSE, "summary: Un curso de base.", "summary: >-\n  Un curso\n  de base.")

    read = read_programme(folder.root)

    assert read.programme.courses[0].summary == "Un curso de base."


def test_any_changed_byte_changes_the_hash(folder):
    before = read_programme(folder.root).programme.courses[0].content_hash
    folder.replace(FIGURE, 'height="9"', 'height="8"')

    after = read_programme(folder.root).programme.courses[0].content_hash

    assert before != after
