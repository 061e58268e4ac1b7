"""A lesson as its author wrote it."""

from dataclasses import dataclass

from courses.content.values.facts import ParsedFact, Place
from courses.content.values.questions import ParsedQuestionSet


@dataclass(frozen=True, kw_only=True)
class ParsedFigure:
    """A drawing of a lesson, as SVG."""

    path: str
    """In the course folder: modules/01-x/figuras/y.svg."""
    svg: str
    alt: str
    caption: str
    source: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class ParsedExample:
    """A case of another country, always with its year."""

    country: str
    year: int | None
    source: str
    lines: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class ParsedLesson:
    """One lesson: its text, what it rests on and its questions."""

    slug: str
    """Activity slug: MODULE/LESSON."""
    title: str
    purpose: str
    body: str
    """Markdown; a figure is ![alt](figuras/x.svg), relative to the module's folder."""
    body_line: int
    """Line of the file on which the body begins."""
    minutes: int
    is_validated: bool
    """False: *pendiente de validación*."""
    host_unit: str | None
    competencies: tuple[str, ...]
    facts: tuple[ParsedFact, ...]
    general: tuple[str, ...]
    examples: tuple[ParsedExample, ...]
    library: tuple[str, ...]
    figures: tuple[ParsedFigure, ...]
    """The figure of the front matter first, then those that only the body shows."""
    questions: ParsedQuestionSet | None
    place: Place
