"""Finds citations of lines that say nothing in their source."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from courses.content.parsing.facts import numbers_of
from courses.content.parsing.problems import ContentProblem
from courses.content.values.facts import Place
from courses.content.values.programme import ParsedProgramme


def read_sources(folder: Path) -> dict[str, list[str]]:
    """Return the lines of each source by its code: 003.txt, or any name that ends in -003.txt."""
    return {
        file.stem.rsplit("-", 1)[-1]: file.read_text(encoding="utf-8", errors="replace").split("\n")
        for file in sorted(folder.glob("*.txt"))
    }


def blank_lines(
    programme: ParsedProgramme, sources: Mapping[str, list[str]]
) -> Iterator[ContentProblem]:
    """Yield each citation of a line that is blank, or beyond the end of its source.

    A range may hold blank lines; it may not begin or end with one.
    """
    for source, cited, place in _citations(programme):
        lines = sources.get(source)
        if lines is None:
            message = f"no se encuentra la fuente «{source}»"
            yield ContentProblem(file=place.file, line=place.line, message=message)
            continue
        for part in cited.split(","):
            numbers = numbers_of(part)
            for number in dict.fromkeys((numbers[0], numbers[-1]) if numbers else ()):
                if number < 1 or number > len(lines) or not lines[number - 1].strip():
                    message = f"la línea {number} de la fuente «{source}» está en blanco"
                    yield ContentProblem(file=place.file, line=place.line, message=message)


def _citations(programme: ParsedProgramme) -> Iterator[tuple[str, str, Place]]:
    for course in programme.courses:
        for module in course.modules:
            for lesson in module.lessons:
                yield from ((fact.source, fact.lines, fact.place) for fact in lesson.facts)
                yield from ((item.source, item.lines, item.place) for item in lesson.examples)
    for entry in programme.library:
        yield from ((fact.source, fact.lines, fact.place) for fact in entry.facts)
