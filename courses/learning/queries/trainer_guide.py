"""Reads the trainer's guide of a course version."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.models import CourseVersion
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class TrainerGuide:
    """A guide as its author wrote it."""

    title: str
    body: str
    """Markdown."""
    licence: str


def trainer_guide(session: Session, course_version_id: UUID) -> TrainerGuide:
    """Return the guide of a version. Raises NotFoundError where there is none yet."""
    facts = session.scalars(
        select(CourseVersion.facts).where(CourseVersion.id == course_version_id)
    ).one()
    guide = facts.get("guide", {})
    if not guide.get("body"):
        raise NotFoundError(_("Este curso todavía no tiene guía docente."))
    return TrainerGuide(title=guide["title"], body=guide["body"], licence=facts.get("licence", ""))


def has_trainer_guide(session: Session, course_version_id: UUID) -> bool:
    """Tell whether a version has a guide to offer."""
    try:
        trainer_guide(session, course_version_id)
    except NotFoundError:
        return False
    return True
