"""Tells learning and the ledger of competencies what a published grade says."""

from sqlalchemy.orm import Session

from assessments.assignments.models import Criterion, Grade
from assessments.assignments.rules.scoring import has_criterion_without_evidence
from assessments.assignments.services.find_for_grading import ForGrading
from assessments.competencies.api import EvidenceSource, grant_evidence
from courses.learning.api import ActivityResult, report_result
from lms.core.access import Actor

SOURCE = "submission"
"""Kind of source in the ledger of evidence."""


def report_grade(session: Session, actor: Actor, found: ForGrading, grade: Grade) -> None:
    """Report the mark that counts now."""
    report_result(
        session,
        actor,
        found.submission.enrolment_id,
        found.submission.activity_id,
        ActivityResult(
            is_finished=True,
            score_percent=grade.score_percent,
            has_criterion_without_evidence=has_criterion_without_evidence(grade.levels),
            # Who falls short writes again when the trainer asks for it.
            is_held=True,
            replaces=True,
        ),
    )


def grant_levels(
    session: Session,
    actor: Actor,
    found: ForGrading,
    grade: Grade,
    rubric: list[Criterion],
) -> None:
    """Write a row of evidence for each criterion."""
    for criterion in rubric:
        grant_evidence(
            session,
            actor,
            person_id=found.person_id,
            competency_id=criterion.competency_id,
            level=grade.levels[criterion.code],
            edition_id=found.edition_id,
            source=EvidenceSource(
                kind=SOURCE,
                id=found.submission.id,
                version=found.version.number,
                part=criterion.code,
                title=found.activity_title,
            ),
        )
