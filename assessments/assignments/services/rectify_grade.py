"""Changes a published grade afterwards: for who writes the rectifying acta."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.assignments.models import Criterion, Grade
from assessments.assignments.rules.scoring import (
    TOP_LEVEL,
    WHOLE,
    Weight,
    missing_criteria,
    score_percent,
)
from assessments.assignments.rules.states import SubmissionState
from assessments.assignments.services.announce_grade import SOURCE, grant_levels, report_grade
from assessments.assignments.services.find_for_grading import (
    EVERYTHING,
    find_for_grading,
    rubric_of,
)
from assessments.competencies.api import withdraw_evidence
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor, Reach
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _


def rectify_grade(
    session: Session,
    actor: Actor,
    submission_id: UUID,
    *,
    levels: Mapping[str, int] | None = None,
    override_percent: int | None = None,
    comment: str | None = None,
    reason: str,
    reach: Reach = EVERYTHING,
) -> int:
    """Change a published grade, the edition closed or not, and return the mark that counts now.

    `levels` by criterion code, whole; None leaves them. `override_percent` sets the total by hand,
    the reason being that of the rectification; without it the levels give the total. Evidence is
    withdrawn and granted again, the result is reported; the acta, the enrolment's state
    (courses.learning.api.rectify_enrolment) and the notice are the caller's. Raises DomainError
    without a reason or with a rubric half filled, ConflictError when nothing was published.
    """
    if not reason.strip():
        raise DomainError(_("Escriba el motivo de la rectificación."), field="reason")
    found = find_for_grading(session, reach, submission_id)
    grade = found.grade
    if found.submission.state is not SubmissionState.PUBLISHED or grade is None:
        raise ConflictError(_("Esta entrega no tiene una nota publicada."), code="not_published")
    rubric = rubric_of(session, found.submission.activity_id)
    before = {"levels": str(grade.levels), "score_percent": grade.score_percent}
    _write(actor, grade, rubric, levels, override_percent, comment, reason.strip())
    if before == {"levels": str(grade.levels), "score_percent": grade.score_percent}:
        return grade.score_percent or 0
    record_change(
        session,
        actor,
        action="assignments.rectify_grade",
        object_kind="submission",
        object_id=submission_id,
        before=before,
        after={"levels": str(grade.levels), "score_percent": grade.score_percent},
        reason=reason.strip(),
    )
    withdraw_evidence(
        session,
        actor,
        source_kind=SOURCE,
        source_id=found.submission.id,
        source_version=found.version.number,
        reason=reason,
    )
    grant_levels(session, actor, found, grade, rubric)
    report_grade(session, actor, found, grade)
    return grade.score_percent or 0


def _write(
    actor: Actor,
    grade: Grade,
    rubric: list[Criterion],
    levels: Mapping[str, int] | None,
    override_percent: int | None,
    comment: str | None,
    reason: str,
) -> None:
    weights = [Weight(code=item.code, weight=item.weight) for item in rubric]
    if levels is not None:
        known = {item.code for item in rubric}
        wrong = [code for code in levels if code not in known]
        wrong += [code for code, level in levels.items() if level not in range(TOP_LEVEL + 1)]
        if wrong or missing_criteria(weights, levels):
            raise DomainError(
                _("Elija un nivel de 0 a 3 para cada criterio."), code="levels", field="levels"
            )
        grade.levels = dict(levels)
    if override_percent is not None and override_percent not in range(WHOLE + 1):
        raise DomainError(
            _("Escriba un total de 0 a 100."), code="override", field="override_percent"
        )
    grade.override_percent = override_percent
    grade.override_reason = reason if override_percent is not None else ""
    if comment is not None:
        grade.comment = comment
    grade.score_percent = (
        score_percent(weights, grade.levels) if override_percent is None else override_percent
    )
    grade.lock_number += 1
    grade.saved_at = clock.now()
    grade.saved_by_person_id = actor.person_id
