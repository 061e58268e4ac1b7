"""Runs every check on a programme's folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from courses.content.checking.lesson_text import lesson_faults
from courses.content.checking.sources import copied_runs, names_in
from courses.content.checking.spelling import misspelt
from courses.content.checking.texts import texts_of
from courses.content.checking.validity import validity_faults
from courses.content.parsed import ParsedProgramme
from courses.content.parsing.problems import ContentProblem
from courses.content.parsing.programme import read_programme
from courses.content.parsing.sources import read_sources
from lms.core import clock


@dataclass(frozen=True, kw_only=True)
class ContentCheck:
    """What is wrong, by file and line, and how much was looked at."""

    problems: tuple[ContentProblem, ...]
    courses: int
    lessons: int
    questions: int
    entries: int


def check_content(root: Path, *, sources: Path | None = None) -> ContentCheck:
    """Return every fault of a folder; with the sources, also blank lines and copied runs."""
    read = read_programme(root, sources=sources)
    found = set(read.problems)
    found.update(_faults_of_texts(root, read.draft, sources))
    courses = read.draft.courses if read.draft else ()
    lessons = [
        lesson for course in courses for module in course.modules for lesson in module.lessons
    ]
    sets = [lesson.questions for lesson in lessons]
    sets += [course.diagnostic for course in courses] + [course.final_test for course in courses]
    return ContentCheck(
        problems=tuple(sorted(found)),
        courses=len(courses),
        lessons=len(lessons),
        questions=sum(len(one.questions) for one in sets if one is not None),
        entries=len(read.draft.library) if read.draft else 0,
    )


def _faults_of_texts(
    root: Path, draft: ParsedProgramme | None, sources: Path | None
) -> Iterator[ContentProblem]:
    texts = tuple(texts_of(root))
    yield from misspelt(texts)
    if draft is None:
        return
    yield from lesson_faults(draft)
    yield from validity_faults(draft, clock.today())
    if sources is not None:
        yield from copied_runs(texts, read_sources(sources), names_in(draft))
