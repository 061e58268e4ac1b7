"""Front door of applied tasks: what gradebook, closing and reports may ask and tell."""

from assessments.assignments.models import Criterion, Submission
from assessments.assignments.queries.published_grade import (
    PublishedGrade,
    find_published_grade,
)
from assessments.assignments.rules.states import SubmissionState
from assessments.assignments.services.rectify_grade import rectify_grade

CRITERION = Criterion.__table__
SUBMISSION = Submission.__table__
"""Read-only tables for the joins of lists in upper features; nobody else writes them."""

__all__ = [
    "CRITERION",
    "SUBMISSION",
    "PublishedGrade",
    "SubmissionState",
    "find_published_grade",
    "rectify_grade",
]
