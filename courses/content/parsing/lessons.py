"""Reads a lesson: its front matter, its text, its figures and its questions."""

import re

from courses.content.parsing.facts import read_facts, source_lines
from courses.content.parsing.folder import Document, Folder
from courses.content.parsing.questions import read_questions, refuse_bad_count
from courses.content.parsing.yaml_node import YamlFields
from courses.content.values.lessons import ParsedExample, ParsedFigure, ParsedLesson
from courses.content.values.questions import ParsedQuestionSet

_FIELDS = (
    "title", "purpose", "status", "host_unit", "minutes", "competencies", "facts", "general",
    "figure", "examples", "library",
)  # fmt: skip
_VALIDATED = "validado-por-fuente"
_PENDING = "pendiente de validación"
LEAST_QUESTIONS, MOST_QUESTIONS = 3, 5
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def read_lesson(folder: Folder, *, course: str, module: str, name: str) -> ParsedLesson | None:
    """Return a lesson of a module; None when it cannot be read at all."""
    module_path = f"{course}/modules/{module}"
    path = f"{module_path}/{name}.md"
    document = folder.document(path)
    if document is None:
        return None
    fields = document.front.as_fields("lección", _FIELDS)
    is_validated = fields.one_of("status", (_VALIDATED, _PENDING)) == _VALIDATED
    if not is_validated and fields.find("host_unit") is None:
        fields.refuse("status", "falta «host_unit»: qué unidad debe validar esta lección")
    return ParsedLesson(
        slug=f"{module}/{name}",
        title=fields.text("title"),
        purpose=fields.text("purpose"),
        body=document.body.strip("\n"),
        body_line=document.body_line + _empty_lines(document.body),
        minutes=fields.integer("minutes"),
        is_validated=is_validated,
        host_unit=fields.text_or("host_unit") or None,
        competencies=fields.texts("competencies"),
        facts=read_facts(fields),
        general=fields.texts_or_none("general"),
        examples=_examples(fields),
        library=fields.texts_or_none("library"),
        figures=_figures(folder, fields, document, path, module_path, course),
        questions=_questions(folder, f"{module_path}/{name}.preguntas.yaml"),
        place=fields.place,
    )


def _empty_lines(body: str) -> int:
    return len(body) - len(body.lstrip("\n"))


def _questions(folder: Folder, path: str) -> ParsedQuestionSet | None:
    questions = read_questions(folder, path)
    if questions is not None:
        refuse_bad_count(questions, folder, LEAST_QUESTIONS, MOST_QUESTIONS)
    return questions


def _examples(fields: YamlFields) -> tuple[ParsedExample, ...]:
    found: list[ParsedExample] = []
    for value in fields.values_or_none("examples"):
        item = value.as_fields("ejemplo", ("country", "year", "source", "lines", "text"))
        found.append(
            ParsedExample(
                country=item.text("country"),
                year=item.integer_or_none("year"),
                source=item.text("source"),
                lines=source_lines(item),
                place=item.place,
            )
        )
    return tuple(found)


def _figures(
    folder: Folder, fields: YamlFields, document: Document, path: str, module: str, course: str
) -> tuple[ParsedFigure, ...]:
    """Return the figure of the front matter and those that the text alone shows."""
    found: dict[str, ParsedFigure] = {}
    if fields.find("figure") is not None:
        item = fields.fields("figure", ("file", "alt", "caption", "source"))
        _add_figure(
            found,
            folder,
            f"{module}/{item.text('file')}",
            course,
            ParsedFigure(
                path="",
                svg="",
                alt=item.text("alt"),
                caption=item.text("caption"),
                source=item.text("source"),
                place=item.place,
            ),
        )
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        for alt, target in IMAGE.findall(line):
            place = type(fields.place)(file=path, line=number)
            if not alt.strip():
                folder.problems.add(path, number, "la figura no tiene texto alternativo")
            if not re.fullmatch(r"figuras/[\w.-]+\.svg", target):
                folder.problems.add(path, number, f"la figura «{target}» no está en figuras/*.svg")
                continue
            figure = ParsedFigure(path="", svg="", alt=alt, caption="", source="", place=place)
            _add_figure(found, folder, f"{module}/{target}", course, figure)
    return tuple(found.values())


def _add_figure(
    found: dict[str, ParsedFigure], folder: Folder, path: str, course: str, figure: ParsedFigure
) -> None:
    if path in found:
        return
    if not folder.has(path):
        name = path.rsplit("/", 1)[-1]
        folder.problems.add(figure.place.file, figure.place.line, f"falta la figura «{name}»")
        return
    found[path] = ParsedFigure(
        **vars(figure) | {"path": path.removeprefix(f"{course}/"), "svg": folder.text(path) or ""}
    )
