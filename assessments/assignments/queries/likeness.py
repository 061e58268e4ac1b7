"""Reads which other people handed in the same or nearly the same: for staff alone."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from assessments.assignments.models import Likeness, Submission, SubmissionVersion
from assessments.assignments.rules.likeness import LikenessKind
from courses.learning.api import EDITION, ENROLMENT, edition_is_within
from lms.accounts.api import PERSON, full_name_expression
from lms.core.access import Reach


@dataclass(frozen=True, kw_only=True)
class LikeRow:
    """Another person's submission that this one is like."""

    submission_id: UUID
    person: str
    edition_title: str
    has_same_file: bool
    """A file of both is the same, byte by byte."""
    text_percent: int
    """Share of equal text; 0 where the texts differ."""


def likenesses(session: Session, reach: Reach, version_id: UUID) -> tuple[LikeRow, ...]:
    """Return who a version is like, the likest first, within the reach only; one statement."""
    rows = session.execute(
        select(
            Submission.id.label("submission_id"),
            full_name_expression().label("person"),
            EDITION.c.title.label("edition_title"),
            Likeness.kind,
            Likeness.percent,
        )
        .select_from(Likeness)
        .join(
            SubmissionVersion,
            or_(
                (Likeness.version_id == version_id)
                & (SubmissionVersion.id == Likeness.other_version_id),
                (Likeness.other_version_id == version_id)
                & (SubmissionVersion.id == Likeness.version_id),
            ),
        )
        .join(Submission, Submission.id == SubmissionVersion.submission_id)
        .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .where(
            or_(Likeness.version_id == version_id, Likeness.other_version_id == version_id),
            edition_is_within(reach),
        )
        .order_by(Likeness.percent.desc(), Likeness.id)
    )
    found: dict[UUID, LikeRow] = {}
    for row in rows:
        before = found.get(row.submission_id)
        found[row.submission_id] = LikeRow(
            submission_id=row.submission_id,
            person=row.person,
            edition_title=row.edition_title,
            has_same_file=row.kind is LikenessKind.FILE or bool(before and before.has_same_file),
            text_percent=max(
                row.percent if row.kind is LikenessKind.TEXT else 0,
                before.text_percent if before else 0,
            ),
        )
    return tuple(found.values())
