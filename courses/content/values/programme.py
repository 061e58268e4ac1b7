"""A programme, its framework of competencies and its courses as their authors wrote them."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from courses.content.values.facts import ParsedNorm, Place
from courses.content.values.lessons import ParsedLesson
from courses.content.values.library import ParsedLibraryEntry
from courses.content.values.questions import ParsedQuestionSet
from courses.content.values.tasks import ParsedTask


class CourseContentStatus(StrEnum):
    """Whether a course is written in full."""

    COMPLETE = "completo"
    IN_PREPARATION = "en preparación"


class CourseContentKind(StrEnum):
    """Place of a course in its programme."""

    BASE = "base"
    SPECIALISED = "especializado"


@dataclass(frozen=True, kw_only=True)
class ParsedLevel:
    """A level of the framework, 0 to 3."""

    level: int
    code: str
    name: str
    description: str


@dataclass(frozen=True, kw_only=True)
class ParsedCompetency:
    """A competency of the framework."""

    code: str
    name: str
    kind: str
    """rasgo or tecnica."""
    description: str
    courses: tuple[str, ...]
    """Slugs of the courses that work on it."""
    place: Place


@dataclass(frozen=True, kw_only=True)
class ParsedFramework:
    """The competencies that rubrics and questions name."""

    code: str
    title: str
    version: int
    levels: tuple[ParsedLevel, ...]
    competencies: tuple[ParsedCompetency, ...]


@dataclass(frozen=True, kw_only=True)
class ParsedCommitment:
    """An example of a commitment, to adapt in the plan."""

    if_text: str
    then_text: str
    indicator: str
    baseline: float
    target: float
    direction: str
    """subir or bajar."""
    unit: str


@dataclass(frozen=True, kw_only=True)
class ParsedSource:
    """A document that the course rests on."""

    id: str
    title: str
    code: str


@dataclass(frozen=True, kw_only=True)
class ParsedRules:
    """What the course asks to be passed."""

    all_lessons: bool
    quiz_percent: int
    task_percent: int
    no_criterion_without_evidence: bool
    plan_sent: bool


@dataclass(frozen=True, kw_only=True)
class ParsedModule:
    """A module with its lessons and its task, in order."""

    slug: str
    title: str
    purpose: str
    lessons: tuple[ParsedLesson, ...]
    task: ParsedTask | None
    place: Place


@dataclass(frozen=True, kw_only=True)
class ProgrammeOutline:
    """A programme without its courses: what each course knows of it."""

    code: str
    title: str
    summary: str
    zone: str
    milestone_days: tuple[int, ...]
    course_slugs: tuple[str, ...]
    framework: ParsedFramework
    norms: tuple[ParsedNorm, ...]
    library_kinds: tuple[str, ...]
    """What an entry of the library may be: unidad, norma, práctica..."""
    library_themes: tuple[str, ...]
    """What an entry may be about, for the library's filters."""


@dataclass(frozen=True, kw_only=True)
class ParsedCourse:
    """One course, whole and without a problem: the argument of a content section."""

    programme: ProgrammeOutline
    code: str
    slug: str
    title: str
    version: int
    """As the author counts; the platform counts its own versions by content."""
    status: CourseContentStatus
    kind: CourseContentKind
    prerequisites: tuple[str, ...]
    summary: str
    hours: int | None
    licence: str
    competencies: tuple[str, ...]
    rules: ParsedRules
    commitment_examples: tuple[ParsedCommitment, ...]
    sources: tuple[ParsedSource, ...]
    modules: tuple[ParsedModule, ...]
    diagnostic: ParsedQuestionSet | None
    """Activity slug: diagnostico."""
    final_test: ParsedQuestionSet | None
    """Activity slug: prueba-final."""
    guide_title: str
    guide: str
    """Trainer's guide in Markdown; empty where there is none yet."""
    content_hash: str
    """SHA-256 over every file of the course's folder, as 64 hexadecimal digits."""
    place: Place

    @property
    def load_hash(self) -> str:
        """Return the SHA-256 of the files and of what the course takes from its programme."""
        shared = repr((self.content_hash, self.programme)).encode()
        return hashlib.sha256(shared).hexdigest()

    @property
    def position(self) -> int:
        """Return the place in the programme, from 1."""
        return self.programme.course_slugs.index(self.slug) + 1


@dataclass(frozen=True, kw_only=True)
class ParsedProgramme:
    """A programme with its courses and its library."""

    outline: ProgrammeOutline
    courses: tuple[ParsedCourse, ...]
    """Only courses without a problem, in the programme's order."""
    library: tuple[ParsedLibraryEntry, ...]
