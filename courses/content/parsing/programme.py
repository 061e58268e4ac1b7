"""Reads a whole programme; a course with a problem is left out."""

from dataclasses import dataclass, replace
from pathlib import Path

from courses.content.parsing.courses import read_course
from courses.content.parsing.folder import Folder
from courses.content.parsing.library import read_library
from courses.content.parsing.outline import read_outline
from courses.content.parsing.problems import ContentProblem, Problems
from courses.content.parsing.references import (
    refuse_broken_course,
    refuse_broken_library,
    refuse_broken_outline,
)
from courses.content.parsing.sources import blank_lines, read_sources
from courses.content.parsing.svg import refuse_acting_svg
from courses.content.values.lessons import ParsedFigure
from courses.content.values.programme import ParsedCourse, ParsedProgramme, ProgrammeOutline

SHIPPED = Path(__file__).resolve().parents[1] / "shipped" / "gestores-municipales"
"""The programme that comes with the product."""


@dataclass(frozen=True, kw_only=True)
class ReadProgramme:
    """What was read, and what is wrong with the rest."""

    programme: ParsedProgramme | None
    """Without the courses and entries that have a problem; None when its frame has one."""
    problems: tuple[ContentProblem, ...]
    draft: ParsedProgramme | None
    """With every course that could be read at all: only for checks of the text."""


def read_programme(root: Path = SHIPPED, *, sources: Path | None = None) -> ReadProgramme:
    """Return the programme of a folder with every problem of its files.

    With a folder of sources, a citation of a blank line is a problem too.
    """
    problems = Problems()
    folder = Folder(root, problems)
    outline = read_outline(folder)
    if outline is None:
        return ReadProgramme(programme=None, problems=tuple(problems.found), draft=None)
    refuse_broken_outline(folder, outline)
    entries = read_library(folder, outline)
    courses = _read_courses(folder, outline)
    codes = frozenset(entry.code for entry in entries)
    for course in courses:
        refuse_broken_course(folder, course, codes)
        for figure in {item.path: item for item in _figures(course)}.values():
            refuse_acting_svg(folder, f"courses/{course.slug}", figure)
    lessons = frozenset(
        f"{course.slug}/{lesson.slug}"
        for course in courses
        for module in course.modules
        for lesson in module.lessons
    )
    refuse_broken_library(folder, entries, lessons, outline)
    _refuse_repeated_codes(folder, courses)
    draft = ParsedProgramme(outline=outline, courses=courses, library=entries)
    if sources is not None:
        for problem in blank_lines(draft, read_sources(sources)):
            problems.add(problem.file, problem.line, problem.message)
    sound = _without_problems(draft, problems)
    return ReadProgramme(programme=sound, problems=tuple(sorted(problems.found)), draft=draft)


def _read_courses(folder: Folder, outline: ProgrammeOutline) -> tuple[ParsedCourse, ...]:
    found: list[ParsedCourse] = []
    for slug in outline.course_slugs:
        course = read_course(folder, outline, slug)
        if course is not None:
            found.append(course)
    return tuple(found)


def _figures(course: ParsedCourse) -> list[ParsedFigure]:
    return [
        figure
        for module in course.modules
        for lesson in module.lessons
        for figure in lesson.figures
    ]


def _refuse_repeated_codes(folder: Folder, courses: tuple[ParsedCourse, ...]) -> None:
    seen: set[str] = set()
    for course in courses:
        if course.code in seen:
            message = f"el código de curso «{course.code}» ya existe"
            folder.problems.add(course.place.file, course.place.line, message)
        seen.add(course.code)


def _without_problems(draft: ParsedProgramme, problems: Problems) -> ParsedProgramme | None:
    """Return what may be loaded; a course waits for its prerequisites to be sound too."""
    frame = {"programme.yaml", "competencies.yaml", "norms.yaml"}
    if any(problem.file in frame for problem in problems.found):
        return None
    sound: list[ParsedCourse] = []
    # Prerequisites stand before a course, so one pass in the programme's order is enough.
    for course in draft.courses:
        slugs = {other.slug for other in sound}
        missing = [slug for slug in course.prerequisites if slug not in slugs]
        if problems.in_folder(f"courses/{course.slug}"):
            continue
        if missing:
            message = f"el curso no se carga: su requisito «{missing[0]}» tiene errores"
            problems.add(course.place.file, course.place.line, message)
        else:
            sound.append(course)
    bad_files = {problem.file for problem in problems.found}
    return replace(
        draft,
        courses=tuple(sound),
        library=tuple(entry for entry in draft.library if entry.place.file not in bad_files),
    )
