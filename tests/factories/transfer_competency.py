"""Makes a course ask for a competency."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Criterion, Task
from assessments.competencies.models import Competency, Framework
from courses.learning.models import Activity
from courses.learning.rules.states import ActivityKindName
from lms.core import ids


def ask_for_competency(session: Session, version_id: UUID, *, code: str, name: str) -> None:
    """Add a task to a course version, whose one criterion is of a competency of its own."""
    framework = Framework(
        id=ids.new_id(),
        code="marco",
        number=1,
        title="Marco",
        author_version=1,
        levels=[],
        content_hash="0" * 64,
    )
    competency = Competency(
        id=ids.new_id(),
        framework_id=framework.id,
        code=code,
        name=name,
        kind="tecnica",
        description="",
        position=1,
    )
    activity = Activity(
        id=ids.new_id(),
        course_version_id=version_id,
        module_id=session.scalars(
            select(Activity.module_id).where(Activity.course_version_id == version_id).limit(1)
        ).one(),
        kind=ActivityKindName.ASSIGNMENT,
        position=99,
        slug="tarea",
        title="Tarea",
    )
    for row in (framework, competency, activity):
        session.add(row)
        session.flush()
    session.add(Task(activity_id=activity.id, purpose="", instructions="", deliver=["texto"]))
    session.flush()
    session.add(
        Criterion(
            id=ids.new_id(),
            activity_id=activity.id,
            code="c1",
            position=1,
            title="Uno",
            competency_id=competency.id,
            weight=100,
            descriptors=[],
        )
    )
    session.commit()
