"""Reads what a participant sees of an applied task and of the own work in it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Submission, Task
from assessments.assignments.queries.rubric import (
    ChosenLevel,
    RubricRow,
    chosen_levels,
    rubric_rows,
)
from assessments.assignments.queries.versions import (
    FileRow,
    VersionRow,
    file_rows,
    version_rows,
)
from assessments.assignments.rules.scoring import has_criterion_without_evidence
from assessments.assignments.rules.states import WRITABLE, SubmissionState
from courses.learning.api import (
    ACTIVITY,
    COURSE_VERSION,
    ActivityContext,
    CompletionRules,
    task_falls_short,
)
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class PublishedGrade:
    """What the participant is told of one version."""

    score_percent: int
    levels: tuple[ChosenLevel, ...]
    comment: str
    published_at: datetime
    has_criterion_without_evidence: bool


@dataclass(frozen=True, kw_only=True)
class SentVersion:
    """One version in the participant's own history."""

    number: int
    text: str
    sent_at: datetime
    files: tuple[FileRow, ...]
    return_reason: str | None
    returned_at: datetime | None
    grade: PublishedGrade | None


@dataclass(frozen=True, kw_only=True)
class TaskPage:
    """The page of a task."""

    purpose: str
    instructions: str
    deliver: tuple[str, ...]
    rubric: tuple[RubricRow, ...]
    state: SubmissionState
    text: str
    number: int
    """Counts savings of the draft; 0 while nothing was saved."""
    saved_at: datetime | None
    files: tuple[FileRow, ...]
    """Files of the draft."""
    versions: tuple[SentVersion, ...]
    """Newest first."""
    rules: CompletionRules

    @property
    def is_writable(self) -> bool:
        """Tell whether the participant may write now, the time left aside."""
        return self.state in WRITABLE

    @property
    def correction(self) -> str | None:
        """Return what has to be corrected now."""
        if self.state is not SubmissionState.RETURNED or not self.versions:
            return None
        return self.versions[0].return_reason

    @property
    def grade(self) -> PublishedGrade | None:
        """Return the mark that counts now: the newest one published."""
        return next((item.grade for item in self.versions if item.grade is not None), None)

    @property
    def awaits_request(self) -> bool:
        """Tell whether the mark falls short and the person writes again only when asked to."""
        return (
            self.state is SubmissionState.PUBLISHED
            and self.grade is not None
            and task_falls_short(
                self.grade.score_percent,
                self.rules,
                has_criterion_without_evidence=self.grade.has_criterion_without_evidence,
            )
        )

    @property
    def has_work(self) -> bool:
        """Tell whether there is something that could be sent."""
        return bool(self.text or self.files)


def task_page(session: Session, context: ActivityContext) -> TaskPage:
    """Return the page of the participant's task; raises NotFoundError for another activity.

    At most five statements. What trainers wrote and did not publish never leaves the database.
    """
    found = session.execute(
        select(Task, COURSE_VERSION.c.rules)
        .join(ACTIVITY, ACTIVITY.c.id == Task.activity_id)
        .join(COURSE_VERSION, COURSE_VERSION.c.id == ACTIVITY.c.course_version_id)
        .where(Task.activity_id == context.activity_id)
    ).one_or_none()
    if found is None:
        raise NotFoundError(_("Esta actividad no es una tarea aplicada."))
    task = found.Task
    rubric = rubric_rows(session, context.activity_id)
    submission = session.scalars(
        select(Submission).where(
            Submission.enrolment_id == context.enrolment_id,
            Submission.activity_id == context.activity_id,
        )
    ).one_or_none()
    files = file_rows(session, submission.id) if submission else ()
    versions = version_rows(session, submission.id, files) if submission else ()
    return TaskPage(
        purpose=task.purpose,
        instructions=task.instructions,
        deliver=tuple(task.deliver),
        rubric=rubric,
        state=submission.state if submission else SubmissionState.DRAFT,
        text=submission.draft_text if submission else "",
        number=submission.draft_number if submission else 0,
        saved_at=submission.draft_saved_at if submission else None,
        files=tuple(file for file in files if file.last_version is None),
        versions=tuple(_told(version, rubric) for version in versions),
        rules=CompletionRules(**found.rules),
    )


def _told(version: VersionRow, rubric: tuple[RubricRow, ...]) -> SentVersion:
    grade = version.grade
    told = None
    if grade is not None and grade.published_at is not None:
        told = PublishedGrade(
            score_percent=grade.score_percent or 0,
            levels=chosen_levels(rubric, grade.levels),
            comment=grade.comment,
            published_at=grade.published_at,
            has_criterion_without_evidence=has_criterion_without_evidence(grade.levels),
        )
    return SentVersion(
        number=version.number,
        text=version.text,
        sent_at=version.sent_at,
        files=version.files,
        return_reason=version.return_reason,
        returned_at=version.returned_at,
        grade=told,
    )
