"""Front door of competencies: what rubrics, gradebook and certificates may ask and tell."""

from assessments.competencies.models import Competency
from assessments.competencies.queries.reached_levels import (
    ReachedLevel,
    competency_ids,
    levels_in_edition,
    levels_of_person,
)
from assessments.competencies.rules.levels import LEVEL_WORDS, Level, level_word
from assessments.competencies.services.keep_evidence import (
    EvidenceSource,
    grant_evidence,
    withdraw_evidence,
)
from assessments.competencies.services.load_framework import load_framework

COMPETENCY = Competency.__table__
"""Read-only table for the joins of lists in upper features; nobody else writes it."""

__all__ = [
    "COMPETENCY",
    "LEVEL_WORDS",
    "EvidenceSource",
    "Level",
    "ReachedLevel",
    "competency_ids",
    "grant_evidence",
    "level_word",
    "levels_in_edition",
    "levels_of_person",
    "load_framework",
    "withdraw_evidence",
]
