"""Checks that laws named in facts carry their dates, and that none has ceased to hold."""

import re
from collections.abc import Iterator
from datetime import date

from courses.content.parsed import ParsedFact, ParsedProgramme
from courses.content.parsing.facts import is_over
from courses.content.parsing.problems import ContentProblem

_NUMBERED_NORM = re.compile(r"\b(ley|decreto|resolución|iso)\b[^.;:]*?\d", re.IGNORECASE)


def validity_faults(programme: ParsedProgramme, today: date) -> Iterator[ContentProblem]:
    """Yield each fact that names a numbered norm without its dates, or a norm that has ended."""
    ended = {
        norm.id: norm.valid_to
        for norm in programme.outline.norms
        if norm.valid_to and is_over(norm.valid_to.isoformat(), before=today.isoformat())
    }
    for fact in _facts(programme):
        message = ""
        if _NUMBERED_NORM.search(fact.text) and not fact.norm:
            message = "el hecho nombra una norma: agregue «norm» con su código de norms.yaml"
        elif fact.norm in ended and not fact.valid_to:
            message = (
                f"la norma «{fact.norm}» rigió hasta {ended[fact.norm]}: "
                "revise el texto y ponga «valid_to» en el hecho"
            )
        if message:
            yield ContentProblem(file=fact.place.file, line=fact.place.line, message=message)


def _facts(programme: ParsedProgramme) -> Iterator[ParsedFact]:
    for course in programme.courses:
        for module in course.modules:
            for lesson in module.lessons:
                yield from lesson.facts
    for entry in programme.library:
        yield from entry.facts
