"""Front door of the gradebook: what certificates may ask of acts."""

from assessments.gradebook.models import Act
from assessments.gradebook.permissions import CLOSE, VIEW
from assessments.gradebook.queries.acts import ActCard, act_content, acts_of_edition
from assessments.gradebook.rules.act_content import ActContent, ActIssuer, ActRow
from assessments.gradebook.services.close_edition import Closing, close_edition
from assessments.gradebook.services.rectify import (
    Correction,
    Rectification,
    rectify_differences,
    rectify_mark,
)

ACT = Act.__table__
"""Read-only, for the joins of lists in upper features."""

__all__ = [
    "ACT",
    "CLOSE",
    "VIEW",
    "ActCard",
    "ActContent",
    "ActIssuer",
    "ActRow",
    "Closing",
    "Correction",
    "Rectification",
    "act_content",
    "acts_of_edition",
    "close_edition",
    "rectify_differences",
    "rectify_mark",
]
