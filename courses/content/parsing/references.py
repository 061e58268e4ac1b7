"""Refuses names that lead nowhere: competencies, prerequisites, sources, entries and links."""

import re
from collections.abc import Iterable, Iterator

from courses.content.parsing.folder import Folder
from courses.content.values.facts import ParsedFact, Place
from courses.content.values.library import ParsedLibraryEntry
from courses.content.values.programme import ParsedCourse, ProgrammeOutline
from courses.content.values.questions import ParsedQuestionSet

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]*)\)")
_ALLOWED = ("https://", "http://", "mailto:", "tel:")


def refuse_broken_outline(folder: Folder, outline: ProgrammeOutline) -> None:
    """Note competencies that name a course outside the programme."""
    for competency in outline.framework.competencies:
        for slug in competency.courses:
            if slug not in outline.course_slugs:
                _refuse(folder, competency.place, f"no existe el curso «{slug}»")


def refuse_broken_course(folder: Folder, course: ParsedCourse, entries: frozenset[str]) -> None:
    """Note every reference of a course that leads nowhere."""
    _refuse_prerequisites(folder, course)
    known = {competency.code for competency in course.programme.framework.competencies}
    for code, place in _competencies_of(course):
        if code not in known:
            _refuse(folder, place, f"no existe la competencia «{code}»")
    sources = {source.code for source in course.sources}
    norms = {norm.id for norm in course.programme.norms}
    for lesson in (lesson for module in course.modules for lesson in module.lessons):
        _refuse_norms(folder, lesson.facts, norms)
        cited = [(fact.source, fact.place) for fact in lesson.facts]
        cited += [(example.source, example.place) for example in lesson.examples]
        for source, place in cited:
            if source and source not in sources:
                message = f"la fuente «{source}» no está en «sources» de course.yaml"
                _refuse(folder, place, message)
        for code in lesson.library:
            if code not in entries:
                _refuse(folder, lesson.place, f"no existe la ficha «{code}» en biblioteca")
        refuse_broken_links(folder, lesson.place.file, lesson.body, lesson.body_line)


def refuse_broken_library(
    folder: Folder,
    entries: Iterable[ParsedLibraryEntry],
    lessons: frozenset[str],
    outline: ProgrammeOutline,
) -> None:
    """Note every reference of an entry that leads nowhere."""
    entries = tuple(entries)
    codes = {entry.code for entry in entries}
    norms = {norm.id for norm in outline.norms}
    for entry in entries:
        _refuse_norms(folder, entry.facts, norms)
        for code in (*entry.practices, *entry.organisations):
            if code not in codes:
                _refuse(folder, entry.place, f"no existe la ficha «{code}» en biblioteca")
        for slug in entry.lessons:
            if slug not in lessons:
                _refuse(folder, entry.place, f"no existe la lección «{slug}»")
        refuse_broken_links(folder, entry.place.file, entry.body, entry.body_line)


def refuse_broken_links(folder: Folder, file: str, body: str, first_line: int) -> None:
    """Note links of a text to a file that is not there, or of a kind that is not allowed."""
    here = file.rsplit("/", 1)[0]
    for number, line in enumerate(body.split("\n"), first_line):
        for target in _LINK.findall(line):
            if target.startswith(_ALLOWED):
                continue
            if ":" in target or target.startswith("/") or not folder.has(f"{here}/{target}"):
                folder.problems.add(file, number, f"el enlace «{target}» no lleva a ninguna parte")


def _refuse_prerequisites(folder: Folder, course: ParsedCourse) -> None:
    order = course.programme.course_slugs
    for slug in course.prerequisites:
        if slug not in order:
            _refuse(folder, course.place, f"no existe el curso requisito «{slug}»")
        elif order.index(slug) >= order.index(course.slug):
            _refuse(folder, course.place, f"el requisito «{slug}» debe ir antes en el programa")


def _competencies_of(course: ParsedCourse) -> Iterator[tuple[str, Place]]:
    yield from ((code, course.place) for code in course.competencies)
    for module in course.modules:
        for lesson in module.lessons:
            yield from ((code, lesson.place) for code in lesson.competencies)
            yield from _of_questions(lesson.questions)
        if module.task is not None:
            yield from ((row.competency, row.place) for row in module.task.rubric)
    yield from _of_questions(course.diagnostic)
    yield from _of_questions(course.final_test)


def _of_questions(questions: ParsedQuestionSet | None) -> Iterator[tuple[str, Place]]:
    for question in questions.questions if questions else ():
        if question.competency is not None:
            yield question.competency, question.place


def _refuse_norms(folder: Folder, facts: Iterable[ParsedFact], known: set[str]) -> None:
    for fact in facts:
        if fact.norm and fact.norm not in known:
            _refuse(folder, fact.place, f"no existe la norma «{fact.norm}» en norms.yaml")


def _refuse(folder: Folder, place: Place, message: str) -> None:
    folder.problems.add(place.file, place.line, message)
