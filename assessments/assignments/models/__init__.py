"""Tables of applied tasks, submissions and grades."""

from assessments.assignments.models.grade import Grade
from assessments.assignments.models.likeness import Likeness
from assessments.assignments.models.submission import Submission, SubmissionFile, SubmissionVersion
from assessments.assignments.models.task import Criterion, Task

__all__ = [
    "Criterion",
    "Grade",
    "Likeness",
    "Submission",
    "SubmissionFile",
    "SubmissionVersion",
    "Task",
]
