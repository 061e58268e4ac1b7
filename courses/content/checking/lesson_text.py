"""Checks the text of lessons: its length, how easily it is read and what it weighs."""

import gzip
from collections.abc import Iterator

from courses.content.checking.prose import plain_text, prose_of
from courses.content.parsed import ParsedLesson, ParsedProgramme
from courses.content.parsing.problems import ContentProblem
from courses.content.rules.readability import LEAST_READING_EASE, reading_ease, words_of
from lms.core.web.markdown import render_markdown

LEAST_WORDS, MOST_WORDS = 600, 1200
MOST_TEXT_BYTES = 9_000
"""Compressed HTML of the text: with the page around it, 15 KB warm. Source: decisions."""
MOST_FIGURE_BYTES = 15_000
"""Compressed drawings of a lesson: with styles, script and text, 60 KB cold. Source: decisions."""


def lesson_faults(programme: ParsedProgramme) -> Iterator[ContentProblem]:
    """Yield what is wrong with the text of each lesson."""
    for course in programme.courses:
        for module in course.modules:
            for lesson in module.lessons:
                for message in _faults(lesson):
                    yield ContentProblem(
                        file=lesson.place.file, line=lesson.body_line, message=message
                    )


def count_words(lesson: ParsedLesson) -> int:
    """Return the words of a lesson, those of its tables too."""
    return sum(len(words_of(plain_text(line))) for line in lesson.body.split("\n"))


def _faults(lesson: ParsedLesson) -> Iterator[str]:
    words = count_words(lesson)
    if not LEAST_WORDS <= words <= MOST_WORDS:
        yield f"la lección tiene {words} palabras; deben ser entre {LEAST_WORDS} y {MOST_WORDS}"
    ease = reading_ease(prose_of(lesson.body))
    if ease < LEAST_READING_EASE:
        yield (
            f"el texto es difícil de leer: INFLESZ {ease:.0f}, debe ser {LEAST_READING_EASE} o "
            "más; use frases y palabras más cortas"
        )
    weight = _compressed(str(render_markdown(lesson.body)))
    if weight > MOST_TEXT_BYTES:
        yield f"el texto pesa {weight} bytes comprimido; pueden ser {MOST_TEXT_BYTES}"
    drawings = sum(_compressed(figure.svg) for figure in lesson.figures)
    if drawings > MOST_FIGURE_BYTES:
        yield f"las figuras pesan {drawings} bytes comprimidas; pueden ser {MOST_FIGURE_BYTES}"


def _compressed(text: str) -> int:
    return len(gzip.compress(text.encode(), mtime=0))
