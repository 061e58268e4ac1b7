"""Keeps the grade that a trainer is writing: a draft until it is whole, shown to nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.assignments.models import Criterion, Grade
from assessments.assignments.rules.scoring import (
    TOP_LEVEL,
    Weight,
    missing_criteria,
    score_percent,
)
from assessments.assignments.rules.states import GRADABLE, Act, SubmissionState
from assessments.assignments.services.change_state import change_state
from assessments.assignments.services.find_for_grading import (
    ForGrading,
    find_for_grading,
    refuse_closed_edition,
    rubric_of,
)
from lms.core import clock, ids
from lms.core.access import Actor, Reach
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class GradeInput:
    """What a trainer chose and wrote, and which picture it was written on."""

    version_number: int
    lock_number: int
    """0 where the trainer saw no grade."""
    levels: Mapping[str, int] = field(default_factory=dict)
    comment: str = ""
    override_percent: int | None = None
    override_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SavedGrade:
    """What stands now."""

    lock_number: int
    saved_at: datetime
    state: SubmissionState
    missing: tuple[str, ...]
    """Criteria without a level."""
    lacks_reason: bool
    """The total was set by hand and nothing says why."""

    @property
    def is_whole(self) -> bool:
        """Tell whether the grade could be published."""
        return not self.missing and not self.lacks_reason


class GradeChangedError(ConflictError):
    """Somebody else saved another grade since this page was opened."""

    code = "grade_changed"


def save_grade(
    session: Session,
    actor: Actor,
    reach: Reach,
    submission_id: UUID,
    typed: GradeInput,
    *,
    is_finished: bool,
) -> SavedGrade:
    """Store the grade; with `is_finished` a whole one leaves the queue, ready to be published.

    Saving the same again changes nothing. Raises GradeChangedError when another grade was saved
    meanwhile, ConflictError when the submission is not to be graded or has a newer version.
    """
    found = find_for_grading(session, reach, submission_id)
    rubric = rubric_of(session, found.submission.activity_id)
    typed = _of_this_rubric(typed, rubric)
    _refuse_outdated(found, typed)
    weights = [Weight(code=item.code, weight=item.weight) for item in rubric]
    grade = _write(session, actor, found, typed)
    missing = missing_criteria(weights, grade.levels)
    lacks_reason = grade.override_percent is not None and not grade.override_reason
    is_whole = not missing and not lacks_reason
    grade.score_percent = _score(grade, weights) if is_whole else None
    _follow(session, actor, found, grade, is_whole=is_whole, is_finished=is_finished)
    return SavedGrade(
        lock_number=grade.lock_number,
        saved_at=grade.saved_at,
        state=found.submission.state,
        missing=missing,
        lacks_reason=lacks_reason,
    )


def _of_this_rubric(typed: GradeInput, rubric: Sequence[Criterion]) -> GradeInput:
    allowed = range(TOP_LEVEL + 1)
    codes = [item.code for item in rubric if typed.levels.get(item.code) in allowed]
    return replace(
        typed,
        levels={code: typed.levels[code] for code in codes},
        comment=typed.comment.strip(),
        override_reason=typed.override_reason.strip(),
    )


def _refuse_outdated(found: ForGrading, typed: GradeInput) -> None:
    if found.submission.state not in GRADABLE:
        raise ConflictError(
            _("Esta entrega ya no se califica: se publicó su nota o se pidió una corrección."),
            code="not_gradable",
        )
    refuse_closed_edition(found)
    if typed.version_number != found.version.number:
        raise ConflictError(
            _("La persona envió otra versión mientras tanto. Ábrala antes de calificar."),
            code="newer_version",
        )
    stands = found.grade.lock_number if found.grade else 0
    if typed.lock_number != stands and not (found.grade and _is_same(found.grade, typed)):
        raise GradeChangedError(
            _("Otra persona guardó una calificación distinta mientras usted escribía.")
        )


def _is_same(grade: Grade, typed: GradeInput) -> bool:
    return (
        dict(grade.levels) == dict(typed.levels)
        and grade.comment == typed.comment
        and grade.override_percent == typed.override_percent
        and grade.override_reason == typed.override_reason
    )


def _write(session: Session, actor: Actor, found: ForGrading, typed: GradeInput) -> Grade:
    grade = found.grade
    if grade is None:
        grade = Grade(id=ids.new_id(), version_id=found.version.id, levels={}, lock_number=0)
        session.add(grade)
    elif _is_same(grade, typed):
        return grade
    grade.levels = dict(typed.levels)
    grade.comment = typed.comment
    grade.override_percent = typed.override_percent
    grade.override_reason = typed.override_reason
    grade.lock_number += 1
    grade.saved_at = clock.now()
    grade.saved_by_person_id = actor.person_id
    return grade


def _score(grade: Grade, weights: list[Weight]) -> int:
    if grade.override_percent is not None:
        return grade.override_percent
    return score_percent(weights, grade.levels)


def _follow(
    session: Session,
    actor: Actor,
    found: ForGrading,
    grade: Grade,
    *,
    is_whole: bool,
    is_finished: bool,
) -> None:
    submission = found.submission
    if is_whole and is_finished and submission.state is SubmissionState.SUBMITTED:
        change_state(
            session,
            actor,
            submission,
            Act.FINISH,
            facts={"levels": str(grade.levels), "score_percent": grade.score_percent},
            reason=grade.override_reason or None,
        )
    elif not is_whole and submission.state is SubmissionState.GRADED:
        change_state(session, actor, submission, Act.REOPEN)
