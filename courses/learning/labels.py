"""The Spanish words of learning's states, and the one line of what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from courses.learning.rules.completion import Missing, MissingKind
from courses.learning.rules.states import (
    ActivityKindName,
    CourseKind,
    CourseStatus,
    EditionState,
    EnrolmentState,
)
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.i18n import ngettext


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A state in a word, with the kind of tag that shows it."""

    label: Any
    kind: str | None = None


ENROLMENT_TAGS = {
    EnrolmentState.ENROLLED: Tag(label=_l("Inscrita"), kind="line"),
    EnrolmentState.IN_PROGRESS: Tag(label=_l("En curso")),
    EnrolmentState.RECOVERY: Tag(label=_l("En recuperación"), kind="warn"),
    EnrolmentState.PASSED: Tag(label=_l("Aprobada"), kind="ok"),
    EnrolmentState.FAILED: Tag(label=_l("No aprobada"), kind="error"),
    EnrolmentState.WITHDRAWN: Tag(label=_l("Retirada"), kind="line"),
    EnrolmentState.DROPPED_OUT: Tag(label=_l("Abandono"), kind="line"),
}

EDITION_TAGS = {
    EditionState.PLANNED: Tag(label=_l("Planificada"), kind="line"),
    EditionState.OPEN: Tag(label=_l("Abierta"), kind="ok"),
    EditionState.CLOSED: Tag(label=_l("Cerrada")),
}

COURSE_STATUS_TAGS = {
    CourseStatus.COMPLETE: Tag(label=_l("Disponible"), kind="ok"),
    CourseStatus.IN_PREPARATION: Tag(label=_l("En preparación"), kind="warn"),
}

COURSE_KINDS = {
    CourseKind.BASE: _l("Curso de base"),
    CourseKind.SPECIALISED: _l("Curso especializado"),
}

ACTIVITY_NAMES = {
    ActivityKindName.LESSON: _l("Lección"),
    ActivityKindName.QUIZ: _l("Cuestionario"),
    ActivityKindName.DIAGNOSTIC: _l("Prueba de diagnóstico"),
    ActivityKindName.FINAL_TEST: _l("Prueba final"),
    ActivityKindName.ASSIGNMENT: _l("Tarea aplicada"),
    ActivityKindName.PLAN: _l("Plan"),
}

ACTIVITY_ICONS = {
    ActivityKindName.LESSON: "book",
    ActivityKindName.QUIZ: "edit",
    ActivityKindName.DIAGNOSTIC: "chart",
    ActivityKindName.FINAL_TEST: "edit",
    ActivityKindName.ASSIGNMENT: "file",
    ActivityKindName.PLAN: "target",
}

HELD_TASK = _l("Espere a que su docente le pida una nueva entrega.")
HELD_QUIZ = _l("Ya usó todos sus intentos: hable con su docente.")
"""What happens with an activity that takes nothing more for now."""


def missing_line(missing: Sequence[Missing]) -> str:
    """Return what is missing for the certificate in one line; empty when nothing is.

    "4 lecciones, 1 cuestionario, 1 tarea por enviar y el plan".
    """
    counts: dict[tuple[MissingKind, bool], int] = {}
    for item in missing:
        key = (item.kind, item.is_held)
        counts[key] = counts.get(key, 0) + item.count
    ordered = ((kind, is_held) for kind in MissingKind for is_held in (False, True))
    parts = [
        (_counted_held if key[1] else _counted)(key[0], counts[key])
        for key in ordered
        if key in counts
    ]
    if len(parts) < 2:  # noqa: PLR2004 - one part needs no "y"
        return "".join(parts)
    return _("%(first)s y %(last)s", first=", ".join(parts[:-1]), last=parts[-1])


def missing_sentence(item: Missing) -> str:
    """Return why the course is not passed yet, for one activity, with what to do."""
    return _held_sentence(item) if item.is_held else _open_sentence(item)


def standstill_words(missing: Sequence[Missing]) -> str:
    """Return what happens to who can do nothing now although no mark is awaited."""
    is_all_quizzes = all(item.kind is MissingKind.QUIZ for item in missing)
    return str(HELD_QUIZ if is_all_quizzes else HELD_TASK)


def _open_sentence(item: Missing) -> str:
    title = f"«{item.title}»"
    if item.kind is MissingKind.LESSONS:
        return _counted(item.kind, item.count)
    if item.kind is MissingKind.QUIZ:
        if item.score_percent is None:
            return _("Responder %(title)s.", title=title)
        return _(
            "Repetir %(title)s: su mejor intento tiene %(score)s %%.",
            title=title,
            score=item.score_percent,
        )
    if item.kind is MissingKind.ASSIGNMENT_TO_SEND:
        return _("Enviar la tarea %(title)s.", title=title)
    if item.kind is MissingKind.ASSIGNMENT_WAITING:
        return _("Esperar la nota de %(title)s: ya la envió.", title=title)
    if item.kind is MissingKind.ASSIGNMENT_BELOW:
        return _(
            "Mejorar %(title)s: tiene %(score)s %%.", title=title, score=item.score_percent or 0
        )
    if item.kind is MissingKind.ASSIGNMENT_NO_EVIDENCE:
        return _("Completar %(title)s: un criterio quedó sin evidencia.", title=title)
    return _("Enviar su plan para usar lo aprendido en su trabajo.")


def _held_sentence(item: Missing) -> str:
    title = f"«{item.title}»"
    if item.kind is MissingKind.ASSIGNMENT_NO_EVIDENCE:
        reason = _("%(title)s: un criterio quedó sin evidencia.", title=title)
    else:
        reason = _("%(title)s tiene %(score)s %%.", title=title, score=item.score_percent or 0)
    return f"{reason} {HELD_QUIZ if item.kind is MissingKind.QUIZ else HELD_TASK}"


def _counted_held(kind: MissingKind, count: int) -> str:
    if kind is MissingKind.QUIZ:
        return ngettext(
            "%(num)s cuestionario sin más intentos", "%(num)s cuestionarios sin más intentos", count
        )
    return ngettext(
        "%(num)s tarea por mejorar cuando su docente la pida",
        "%(num)s tareas por mejorar cuando su docente las pida",
        count,
    )


def _counted(kind: MissingKind, count: int) -> str:
    if kind is MissingKind.LESSONS:
        return ngettext("%(num)s lección", "%(num)s lecciones", count)
    if kind is MissingKind.QUIZ:
        return ngettext("%(num)s cuestionario", "%(num)s cuestionarios", count)
    if kind is MissingKind.ASSIGNMENT_TO_SEND:
        return ngettext("%(num)s tarea por enviar", "%(num)s tareas por enviar", count)
    if kind is MissingKind.ASSIGNMENT_WAITING:
        return ngettext("la nota de %(num)s tarea", "la nota de %(num)s tareas", count)
    if kind is MissingKind.PLAN:
        return _("el plan")
    return ngettext("%(num)s tarea por mejorar", "%(num)s tareas por mejorar", count)
