"""Reads a course folder: course.yaml, its modules, tests and the trainer's guide."""

import hashlib
from dataclasses import replace
from pathlib import Path

from courses.content.parsing.folder import Folder
from courses.content.parsing.lessons import read_lesson
from courses.content.parsing.questions import read_questions, refuse_bad_count, refuse_bad_pool
from courses.content.parsing.tasks import read_task
from courses.content.parsing.yaml_node import YamlFields, YamlValue
from courses.content.values.facts import Place
from courses.content.values.lessons import ParsedLesson
from courses.content.values.programme import (
    CourseContentKind,
    CourseContentStatus,
    ParsedCommitment,
    ParsedCourse,
    ParsedModule,
    ParsedRules,
    ParsedSource,
    ProgrammeOutline,
)
from courses.content.values.questions import ParsedQuestionSet

_FIELDS = (
    "code", "slug", "title", "version", "status", "kind", "prerequisites", "summary", "hours",
    "licence", "competencies", "rules", "modules", "commitment_examples", "sources",
)  # fmt: skip
_RULES = ("lessons", "quiz_percent", "task_percent", "no_criterion_without_evidence", "plan")
_COMMITMENT = ("if", "then", "indicator", "baseline", "target", "direction", "unit")
_COMMITMENTS = 3
_LEAST_DIAGNOSTIC, _MOST_DIAGNOSTIC = 6, 10


def read_course(folder: Folder, outline: ProgrammeOutline, slug: str) -> ParsedCourse | None:
    """Return the course of a folder; None when course.yaml cannot be read at all."""
    path = f"courses/{slug}"
    top = folder.yaml(f"{path}/course.yaml")
    if top is None:
        return None
    fields = top.as_fields("curso", _FIELDS)
    if fields.text("slug") != slug:
        fields.refuse("slug", f"«slug» debe ser el nombre de la carpeta: {slug}")
    status = CourseContentStatus(fields.one_of("status", tuple(CourseContentStatus)))
    is_complete = status is CourseContentStatus.COMPLETE
    modules = _modules(folder, fields, path, is_complete=is_complete)
    guide_title, guide = _guide(folder, f"{path}/guia-docente.md", is_required=is_complete)
    return ParsedCourse(
        programme=outline,
        code=fields.text("code"),
        slug=slug,
        title=fields.text("title"),
        version=fields.integer("version"),
        status=status,
        kind=CourseContentKind(fields.one_of("kind", tuple(CourseContentKind))),
        prerequisites=fields.texts("prerequisites"),
        summary=fields.text("summary"),
        hours=fields.integer_or_none("hours"),
        licence=fields.text("licence"),
        competencies=fields.texts("competencies"),
        rules=_rules(fields),
        commitment_examples=_commitments(fields),
        sources=_sources(fields),
        modules=modules,
        diagnostic=_diagnostic(folder, f"{path}/diagnostico.yaml", is_required=is_complete),
        final_test=_final_test(folder, f"{path}/prueba-final.yaml", is_required=is_complete),
        guide_title=guide_title,
        guide=guide,
        content_hash=_content_hash(folder.root / path, modules, outline),
        place=fields.place,
    )


def _content_hash(
    folder: Path, modules: tuple[ParsedModule, ...], outline: ProgrammeOutline
) -> str:
    """Return the hash of the files and of the norms that the lessons show: they date facts."""
    lessons = (lesson for module in modules for lesson in module.lessons)
    named = {fact.norm for lesson in lessons for fact in lesson.facts}
    # Without the place: a norm that moves to another line is the same norm.
    norms = [replace(norm, place=Place(file="", line=0)) for norm in outline.norms]
    shown = repr([norm for norm in norms if norm.id in named])
    return hashlib.sha256(f"{hash_of(folder)} {shown}".encode()).hexdigest()


def hash_of(folder: Path) -> str:
    """Return the SHA-256 over the names and bytes of every file below a folder."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            content = file.read_bytes()
            name = file.relative_to(folder).as_posix()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _rules(fields: YamlFields) -> ParsedRules:
    rules = fields.fields("rules", _RULES)
    return ParsedRules(
        all_lessons=rules.one_of("lessons", ("todas", "ninguna")) == "todas",
        quiz_percent=_percent(rules, "quiz_percent"),
        task_percent=_percent(rules, "task_percent"),
        no_criterion_without_evidence=rules.boolean("no_criterion_without_evidence"),
        plan_sent=rules.boolean("plan"),
    )


def _percent(fields: YamlFields, name: str) -> int:
    percent = fields.integer(name)
    if not 0 <= percent <= 100:  # noqa: PLR2004 - a percent
        fields.refuse(name, f"«{name}» debe estar entre 0 y 100")
    return percent


def _commitments(fields: YamlFields) -> tuple[ParsedCommitment, ...]:
    values = fields.values("commitment_examples")
    if len(values) != _COMMITMENTS:
        fields.refuse("commitment_examples", f"hay {len(values)} compromisos; deben ser tres")
    return tuple(_commitment(value) for value in values)


def _commitment(value: YamlValue) -> ParsedCommitment:
    item = value.as_fields("compromiso", _COMMITMENT)
    direction = item.one_of("direction", ("subir", "bajar"))
    baseline, target = item.number("baseline"), item.number("target")
    if (target > baseline) != (direction == "subir") or target == baseline:
        item.refuse("target", f"de {baseline:g} a {target:g} no es «{direction}»")
    return ParsedCommitment(
        if_text=item.text("if"),
        then_text=item.text("then"),
        indicator=item.text("indicator"),
        baseline=baseline,
        target=target,
        direction=direction,
        unit=item.text("unit"),
    )


def _sources(fields: YamlFields) -> tuple[ParsedSource, ...]:
    found: list[ParsedSource] = []
    for value in fields.values("sources"):
        item = value.as_fields("fuente", ("id", "title", "code"))
        found.append(
            ParsedSource(id=item.text("id"), title=item.text("title"), code=item.text("code"))
        )
    return tuple(found)


def _modules(
    folder: Folder, fields: YamlFields, path: str, *, is_complete: bool
) -> tuple[ParsedModule, ...]:
    slugs = fields.slugs("modules")
    if is_complete and not slugs:
        fields.refuse("modules", "un curso completo necesita módulos")
    found: list[ParsedModule] = []
    for value, slug in slugs:
        if not folder.has(f"{path}/modules/{slug}/module.yaml"):
            value.refuse(f"falta el archivo modules/{slug}/module.yaml")
            continue
        module = _module(folder, path, slug)
        if module is not None:
            found.append(module)
    return tuple(found)


def _module(folder: Folder, course: str, slug: str) -> ParsedModule | None:
    path = f"{course}/modules/{slug}"
    top = folder.yaml(f"{path}/module.yaml")
    if top is None:
        return None
    fields = top.as_fields("módulo", ("title", "purpose", "lessons", "task"))
    lessons: list[ParsedLesson] = []
    names = fields.slugs("lessons")
    for value, name in names:
        if not folder.has(f"{path}/{name}.md"):
            value.refuse(f"falta el archivo {name}.md")
            continue
        lesson = read_lesson(folder, course=course, module=slug, name=name)
        if lesson is not None:
            lessons.append(lesson)
    _refuse_forgotten(folder, path, [name for _value, name in names])
    task = fields.text_or("task")
    if task not in {"", "tarea.yaml"}:
        fields.refuse("task", "«task» debe ser tarea.yaml")
        task = ""
    return ParsedModule(
        slug=slug,
        title=fields.text("title"),
        purpose=fields.text("purpose"),
        lessons=tuple(lessons),
        task=read_task(folder, f"{path}/{task}", slug=f"{slug}/tarea") if task else None,
        place=fields.place,
    )


def _refuse_forgotten(folder: Folder, path: str, names: list[str]) -> None:
    """Note lessons that are in the folder and in no list: nobody would ever read them."""
    for file in folder.names(path, "*.md"):
        if file.removesuffix(".md") not in names:
            folder.problems.add(f"{path}/{file}", 1, "esta lección no está en module.yaml")


def _diagnostic(folder: Folder, path: str, *, is_required: bool) -> ParsedQuestionSet | None:
    if not is_required and not folder.has(path):
        return None
    questions = read_questions(folder, path)
    if questions is not None:
        refuse_bad_count(questions, folder, _LEAST_DIAGNOSTIC, _MOST_DIAGNOSTIC)
    return questions


def _final_test(folder: Folder, path: str, *, is_required: bool) -> ParsedQuestionSet | None:
    if not is_required and not folder.has(path):
        return None
    questions = read_questions(folder, path)
    if questions is not None:
        refuse_bad_pool(questions, folder)
    return questions


def _guide(folder: Folder, path: str, *, is_required: bool) -> tuple[str, str]:
    if not is_required and not folder.has(path):
        return "", ""
    document = folder.document(path)
    if document is None:
        return "", ""
    return document.front.as_fields("guía", ("title",)).text("title"), document.body.strip("\n")
