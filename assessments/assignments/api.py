"""Front door of applied tasks: what gradebook, closing and reports may ask and tell."""

from assessments.assignments.models import Submission
from assessments.assignments.queries.published_grade import (
    PublishedGrade,
    find_published_grade,
)
from assessments.assignments.rules.states import SubmissionState
from assessments.assignments.services.rectify_grade import rectify_grade

SUBMISSION = Submission.__table__
"""Read-only table for the joins of lists in upper features; nobody else writes it."""

__all__ = [
    "SUBMISSION",
    "PublishedGrade",
    "SubmissionState",
    "find_published_grade",
    "rectify_grade",
]
