"""Looks for other people's submissions in the same task that are the same or nearly so."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from assessments.assignments.models import (
    Likeness,
    Submission,
    SubmissionFile,
    SubmissionVersion,
)
from assessments.assignments.rules.likeness import LIKE_PERCENT, LikenessKind, likeness_percent
from courses.learning.api import ENROLMENT
from lms.core import clock, ids
from lms.core.files.models import StoredFile


def run_comparison(session: Session, payload: Mapping[str, Any]) -> None:
    """Do the job of comparing the version that a payload names."""
    compare_version(session, UUID(payload["version_id"]))


def compare_version(session: Session, version_id: UUID) -> None:
    """Write a likeness for each alike version of another person; again changes nothing."""
    version = session.get(SubmissionVersion, version_id)
    if version is None:
        return
    for other_id in _with_same_file(session, version):
        _note(session, version.id, other_id, LikenessKind.FILE, 100)
    if not version.sketch:
        return
    for other_id, sketch in _others(session, version):
        percent = likeness_percent(version.sketch, sketch)
        if percent >= LIKE_PERCENT:
            _note(session, version.id, other_id, LikenessKind.TEXT, percent)


def _others(session: Session, version: SubmissionVersion) -> list[tuple[UUID, list[int]]]:
    """Return the newest version of every other person in the same task."""
    own = select(Submission.activity_id, ENROLMENT.c.person_id).join(
        ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id
    )
    activity_id, person_id = session.execute(
        own.where(Submission.id == version.submission_id)
    ).one()
    rows = session.execute(
        select(SubmissionVersion.id, SubmissionVersion.sketch)
        .join(
            Submission,
            (Submission.id == SubmissionVersion.submission_id)
            & (Submission.version_count == SubmissionVersion.number),
        )
        .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
        .where(
            Submission.activity_id == activity_id,
            ENROLMENT.c.person_id != person_id,
            SubmissionVersion.id != version.id,
        )
        .order_by(SubmissionVersion.id)
    )
    return [(row.id, row.sketch) for row in rows]


def _with_same_file(session: Session, version: SubmissionVersion) -> list[UUID]:
    """Return the newest versions of other people that hold a file of the same bytes."""
    mine, theirs = aliased(SubmissionFile), aliased(SubmissionFile)
    my_bytes, their_bytes = aliased(StoredFile), aliased(StoredFile)
    my_work, their_work = aliased(Submission), aliased(Submission)
    me, them = ENROLMENT.alias(), ENROLMENT.alias()
    return list(
        session.scalars(
            select(SubmissionVersion.id)
            .distinct()
            .select_from(mine)
            .join(my_bytes, my_bytes.id == mine.stored_file_id)
            .join(my_work, my_work.id == mine.submission_id)
            .join(me, me.c.id == my_work.enrolment_id)
            .join(their_bytes, their_bytes.sha256 == my_bytes.sha256)
            .join(theirs, theirs.stored_file_id == their_bytes.id)
            .join(their_work, their_work.id == theirs.submission_id)
            .join(them, them.c.id == their_work.enrolment_id)
            .join(
                SubmissionVersion,
                (SubmissionVersion.submission_id == their_work.id)
                & (SubmissionVersion.number == their_work.version_count),
            )
            .where(
                mine.submission_id == version.submission_id,
                mine.first_version <= version.number,
                their_work.activity_id == my_work.activity_id,
                theirs.first_version <= their_work.version_count,
                them.c.person_id != me.c.person_id,
            )
            .order_by(SubmissionVersion.id)
        )
    )


def _note(
    session: Session, version_id: UUID, other_id: UUID, kind: LikenessKind, percent: int
) -> None:
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    session.execute(
        insert(Likeness)
        .values(
            id=ids.new_id(),
            created_at=clock.now(),
            version_id=version_id,
            other_version_id=other_id,
            kind=kind,
            percent=percent,
        )
        .on_conflict_do_nothing(index_elements=["version_id", "other_version_id", "kind"])
    )
