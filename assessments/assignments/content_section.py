"""Stores the applied tasks of a parsed course with their rubrics."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Criterion, Task
from assessments.assignments.rules.scoring import Weight, weights_add_up
from assessments.competencies.api import competency_ids
from courses.content.parsed import ParsedCourse, ParsedCriterion, ParsedTask
from courses.learning.api import content_activities
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


def load(session: Session, course: ParsedCourse) -> None:
    """Store each task once for its activity; a rubric that gives no mark refuses the course."""
    tasks = [module.task for module in course.modules if module.task is not None]
    activities = content_activities(session, course)
    wanted = {task.slug: activities[task.slug] for task in tasks if task.slug in activities}
    stored = set(
        session.scalars(select(Task.activity_id).where(Task.activity_id.in_(wanted.values())))
    )
    codes = {criterion.competency for task in tasks for criterion in task.rubric}
    competencies = competency_ids(session, course.programme.framework.code, codes)
    for task in tasks:
        activity_id = wanted.get(task.slug)
        if activity_id is not None and activity_id not in stored:
            _store(session, task, activity_id, competencies)


def _store(
    session: Session, task: ParsedTask, activity_id: UUID, competencies: dict[str, UUID]
) -> None:
    weights = [Weight(code=item.id, weight=item.weight) for item in task.rubric]
    if not weights_add_up(weights):
        raise DomainError(
            _(
                "%(file)s, línea %(line)s: los pesos de la tabla de criterios suman %(total)s "
                "y deben sumar 100.",
                file=task.place.file,
                line=task.place.line,
                total=sum(item.weight for item in weights),
            ),
            code="rubric_weights",
        )
    session.add(
        Task(
            activity_id=activity_id,
            purpose=task.purpose,
            instructions=task.instructions,
            deliver=list(task.deliver),
            weight_note=task.weight_note,
        )
    )
    # Without a relationship the order of the inserts has to be said.
    session.flush()
    session.add_all(
        Criterion(
            activity_id=activity_id,
            code=item.id,
            position=position,
            title=item.criterion,
            competency_id=_competency(item, competencies),
            weight=item.weight,
            descriptors=list(item.descriptors),
        )
        for position, item in enumerate(task.rubric, start=1)
    )


def _competency(item: ParsedCriterion, competencies: dict[str, UUID]) -> UUID:
    found = competencies.get(item.competency)
    if found is None:
        raise DomainError(
            _(
                "%(file)s, línea %(line)s: la competencia %(code)s no está en el marco.",
                file=item.place.file,
                line=item.place.line,
                code=item.competency,
            ),
            code="unknown_competency",
        )
    return found
