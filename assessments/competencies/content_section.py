"""Loads the framework of competencies that comes with the courses."""

from sqlalchemy.orm import Session

from assessments.competencies.services.load_framework import load_framework
from courses.content.parsed import ParsedCourse


def load(session: Session, course: ParsedCourse) -> None:
    """Store the framework of the course's programme; each course brings the same one."""
    load_framework(session, course.programme.framework)
