"""Prepares what the pages of a learner show: addresses, words and states, without decisions."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from courses.learning.labels import (
    ACTIVITY_ICONS,
    ACTIVITY_NAMES,
    ENROLMENT_TAGS,
    HELD_QUIZ,
    HELD_TASK,
    Tag,
    missing_line,
    missing_sentence,
    standstill_words,
)
from courses.learning.queries.learner_home import LearnerCourse
from courses.learning.rules.course_map import MapActivity
from courses.learning.rules.states import ActivityKindName, EnrolmentState
from courses.learning.views.activity_links import activity_url
from lms.core.i18n import gettext as _
from lms.core.i18n import ngettext


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """The one thing to do now."""

    title: str
    place: str
    """Course, module and lesson in words."""
    action: str
    url: str
    minutes: int | None
    icon: str


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One activity on the course page or in the outline of a lesson."""

    title: str
    name: str
    icon: str
    url: str | None
    state: str
    """done, current, waiting, held, todo."""
    note: str


@dataclass(frozen=True, kw_only=True)
class ModuleRows:
    """One module with its activities; without title for what belongs to the whole course."""

    title: str
    purpose: str
    steps: tuple[StepRow, ...]
    done: int
    is_open: bool
    """True for the module in which the learner works now."""

    @property
    def lessons(self) -> tuple[StepRow, ...]:
        """Return the steps under the name that the outline component reads."""
        return self.steps


@dataclass(frozen=True, kw_only=True)
class CourseView:
    """A course of a learner, ready to show."""

    course: LearnerCourse
    url: str
    tag: Tag
    lessons_done: int
    lessons_total: int
    lessons_words: str
    missing: str
    """One line; empty when nothing is missing or nothing can be done."""
    next_step: NextStep | None
    is_waiting_only: bool
    """Something is missing and the learner can do nothing about it now."""
    waiting_words: str
    """What happens then, in a sentence."""


def course_view(course: LearnerCourse) -> CourseView:
    """Return a course ready to show."""
    standing = course.standing
    total, done = len(standing.course.lessons), standing.lessons_done
    is_at_work = course.accepts_work or not course.has_begun
    return CourseView(
        course=course,
        url=url_for("learning.course_page", enrolment_id=course.enrolment_id),
        tag=ENROLMENT_TAGS[course.state],
        lessons_done=done,
        lessons_total=total,
        lessons_words=ngettext(
            "%(done)s de %(num)s lección terminada",
            "%(done)s de %(num)s lecciones terminadas",
            total,
            done=done,
        ),
        missing=missing_line(standing.missing) if is_at_work else "",
        next_step=_next_step(course),
        is_waiting_only=course.accepts_work
        and course.next_activity is None
        and course.state is not EnrolmentState.PASSED,
        waiting_words=_waiting_words(course),
    )


def _waiting_words(course: LearnerCourse) -> str:
    standing = course.standing
    if standing.missing and not standing.is_waiting:
        return standstill_words(standing.missing)
    return _("Le avisaremos cuando su docente publique la nota.")


def module_rows(course: LearnerCourse, current: UUID | None = None) -> list[ModuleRows]:
    """Return the course's activities by module, what belongs to the whole course last."""
    whole = tuple(a for a in course.standing.course.activities if a.module_id is None)
    first = tuple(a for a in whole if a.kind is ActivityKindName.DIAGNOSTIC)
    last = tuple(a for a in whole if a.kind is not ActivityKindName.DIAGNOSTIC)
    rows = [
        _module_rows(
            course,
            _("Módulo %(number)s. %(title)s", number=module.number, title=module.title),
            module.purpose,
            module.activities,
            current,
        )
        for module in course.standing.course.modules
    ]
    if first:
        rows.insert(0, _module_rows(course, _("Antes de empezar"), "", first, current))
    if last:
        rows.append(_module_rows(course, _("Para terminar"), "", last, current))
    return rows


def missing_sentences(course: LearnerCourse) -> list[tuple[str, str | None]]:
    """Return why the course is not passed yet: each reason with where to mend it."""
    by_id = {str(a.activity_id): a for a in course.standing.course.activities}
    found = []
    for item in course.standing.missing:
        activity = by_id.get(item.activity_id or "")
        url = activity_url(course.enrolment_id, activity) if activity else None
        found.append((missing_sentence(item), url if course.accepts_work else None))
    return found


def place_of(course: LearnerCourse, activity: MapActivity) -> str:
    """Return where an activity stands: module and, for a lesson, its number of all."""
    module = course.standing.course.module_of(activity)
    lessons = course.standing.course.lessons
    if activity.kind is ActivityKindName.LESSON and module is not None:
        return _(
            "Módulo %(module)s, lección %(number)s de %(total)s",
            module=module.number,
            number=lessons.index(activity) + 1,
            total=len(lessons),
        )
    if module is not None:
        return _("Módulo %(module)s", module=module.number)
    return str(ACTIVITY_NAMES[activity.kind])


def beside(course: LearnerCourse, activity: MapActivity | None) -> tuple[str, str] | None:
    """Return title and address of a neighbour, None where there is none to open."""
    url = activity_url(course.enrolment_id, activity) if activity else None
    return (activity.title, url) if activity and url else None


def _next_step(course: LearnerCourse) -> NextStep | None:
    activity = course.next_activity
    if activity is None:
        return None
    url = activity_url(course.enrolment_id, activity)
    if url is None:
        return None
    return NextStep(
        title=activity.title,
        place=place_of(course, activity),
        action=_action(course, activity),
        url=url,
        minutes=activity.minutes,
        icon=ACTIVITY_ICONS[activity.kind],
    )


def _action(course: LearnerCourse, activity: MapActivity) -> str:
    words: dict[ActivityKindName, Any] = {
        ActivityKindName.LESSON: _("Continuar con la lección")
        if course.standing.progress
        else _("Empezar la lección"),
        ActivityKindName.QUIZ: _("Responder el cuestionario"),
        ActivityKindName.DIAGNOSTIC: _("Responder la prueba de diagnóstico"),
        ActivityKindName.FINAL_TEST: _("Responder la prueba final"),
        ActivityKindName.ASSIGNMENT: _("Abrir la tarea"),
        ActivityKindName.PLAN: _("Escribir el plan"),
    }
    return str(words[activity.kind])


def _module_rows(
    course: LearnerCourse,
    title: str,
    purpose: str,
    activities: tuple[MapActivity, ...],
    current: UUID | None,
) -> ModuleRows:
    steps = tuple(_step(course, activity, current) for activity in activities)
    following = course.standing.next_activity
    return ModuleRows(
        title=title,
        purpose=purpose,
        steps=steps,
        is_open=following in activities,
        done=sum(1 for activity in activities if course.standing.state_of(activity) == "done"),
    )


def _step(course: LearnerCourse, activity: MapActivity, current: UUID | None) -> StepRow:
    state = course.standing.state_of(activity)
    is_current = activity.activity_id == current
    progress = course.standing.of(activity)
    if state == "waiting":
        note = _("Por calificar")
    elif state == "held":
        score = _("%(score)s %%", score=progress.score_percent or 0)
        is_task = activity.kind is ActivityKindName.ASSIGNMENT
        note = f"{score} · {HELD_TASK if is_task else HELD_QUIZ}"
    elif progress.is_exempt:
        note = _("Exenta")
    elif progress.score_percent is not None:
        note = _("%(score)s %%", score=progress.score_percent)
    elif activity.minutes and state == "todo":
        note = _("%(minutes)s minutos", minutes=activity.minutes)
    else:
        note = ""
    return StepRow(
        title=activity.title,
        name=str(ACTIVITY_NAMES[activity.kind]),
        icon=ACTIVITY_ICONS[activity.kind],
        url=activity_url(course.enrolment_id, activity) if course.is_readable else None,
        state="current" if is_current else state,
        note=note,
    )
