"""Tables of competency frameworks and of the evidence ledger."""

from assessments.competencies.models.evidence import Evidence
from assessments.competencies.models.framework import Competency, Framework

__all__ = ["Competency", "Evidence", "Framework"]
