"""Tables of programmes, courses, editions, enrolments and progress."""

from courses.learning.models.activity import Activity, Figure, Lesson, Module
from courses.learning.models.course import Course, CourseVersion, Prerequisite, Programme
from courses.learning.models.edition import Edition, Extension
from courses.learning.models.enrolment import ActivityProgress, Enrolment
from courses.learning.models.roster import Roster

__all__ = [
    "Activity",
    "ActivityProgress",
    "Course",
    "CourseVersion",
    "Edition",
    "Enrolment",
    "Extension",
    "Figure",
    "Lesson",
    "Module",
    "Prerequisite",
    "Programme",
    "Roster",
]
