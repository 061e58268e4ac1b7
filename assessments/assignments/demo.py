"""Submissions of the demonstration: in every state, in the demonstration's editions."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from assessments.assignments.demo_texts import (
    COMMENTS,
    CORRECTION,
    TEXTS,
    document,
    photo,
    sheet,
)
from assessments.assignments.models import Grade, Submission, SubmissionVersion, Task
from assessments.assignments.rules.scoring import Weight, score_percent
from assessments.assignments.rules.states import SubmissionState
from assessments.assignments.services.announce_grade import grant_levels, report_grade
from assessments.assignments.services.compare_version import compare_version
from assessments.assignments.services.find_for_grading import (
    EVERYTHING,
    find_for_grading,
    rubric_of,
)
from assessments.assignments.services.publish_grades import ToPublish, publish_grades
from assessments.assignments.services.request_correction import request_correction
from assessments.assignments.services.save_draft import save_draft
from assessments.assignments.services.save_grade import GradeInput, save_grade
from assessments.assignments.services.send_submission import send_submission
from courses.learning.api import (
    ACTIVITY,
    EDITION,
    ENROLMENT,
    PROGRESS,
    EditionState,
    EnrolmentState,
    own_activity_context,
)
from lms.accounts.api import PERSON, person_card
from lms.accounts.demo import demo_person_id
from lms.core import clock, ids
from lms.core.access import SYSTEM, Actor, Role

MARK = "%(demostración)"
"""How titles of the demonstration's editions end."""


class Walk(StrEnum):
    """How far an invented submission goes."""

    SENT = "sent"
    HALF_GRADED = "half_graded"
    RETURNED = "returned"
    GRADED = "graded"
    PUBLISHED = "published"
    SENT_AGAIN = "sent_again"
    DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class _Work:
    """One task of one invented participant."""

    enrolment_id: UUID
    person_id: UUID
    activity_id: UUID
    edition_id: UUID
    state: EnrolmentState
    passed_at: datetime | None


def load_submissions(session: Session) -> None:
    """Hand in, correct and grade where the editions stand and nothing was handed in yet."""
    trainer = _trainer(session)
    for edition_id, state in _editions(session):
        works = list(_works(session, edition_id))
        passed = [work for work in works if work.passed_at is not None]
        for number, work in enumerate(passed):
            _publish_as_it_was(session, trainer, work, number)
        if state is EditionState.OPEN:
            first = _first_task(works)
            walking = [
                work
                for work in works
                if work.activity_id == first and work.state is EnrolmentState.IN_PROGRESS
            ]
            for number, work in enumerate(walking):
                _walk(session, trainer, work, number)


def _trainer(session: Session) -> Actor:
    person_id = demo_person_id(session, Role.TRAINER)
    if person_id is None:
        return SYSTEM
    return Actor(person_id=person_id, label=person_card(session, person_id).full_name)


def _editions(session: Session) -> list[tuple[UUID, EditionState]]:
    """Return the editions of the demonstration in which nobody handed anything in."""
    begun = select(ENROLMENT.c.edition_id).join(
        Submission, Submission.enrolment_id == ENROLMENT.c.id
    )
    rows = session.execute(
        select(EDITION.c.id, EDITION.c.state)
        .where(EDITION.c.title.like(MARK), EDITION.c.id.not_in(begun))
        .order_by(EDITION.c.starts_on, EDITION.c.id)
    )
    return [(row.id, row.state) for row in rows]


def _works(session: Session, edition_id: UUID) -> Iterator[_Work]:
    rows = session.execute(
        select(
            ENROLMENT.c.id.label("enrolment_id"),
            ENROLMENT.c.person_id,
            Task.activity_id,
            EDITION.c.id.label("edition_id"),
            ENROLMENT.c.state,
            PROGRESS.c.finished_at.label("passed_at"),
        )
        .select_from(ENROLMENT)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .join(ACTIVITY, ACTIVITY.c.course_version_id == EDITION.c.course_version_id)
        .join(Task, Task.activity_id == ACTIVITY.c.id)
        .outerjoin(
            PROGRESS,
            (PROGRESS.c.enrolment_id == ENROLMENT.c.id) & (PROGRESS.c.activity_id == ACTIVITY.c.id),
        )
        .where(
            EDITION.c.id == edition_id,
            PERSON.c.is_fictional.is_(True),
            # Who signs in as the demonstration's participant does the own tasks of an open course.
            or_(
                PERSON.c.id != demo_person_id(session, Role.PARTICIPANT),
                ENROLMENT.c.state == EnrolmentState.PASSED,
            ),
        )
        .order_by(ENROLMENT.c.id, ACTIVITY.c.position)
    )
    for row in rows.mappings():
        yield _Work(**row)


def _first_task(works: Sequence[_Work]) -> UUID | None:
    return works[0].activity_id if works else None


def _walk(session: Session, trainer: Actor, work: _Work, number: int) -> None:
    how = list(Walk)[number % len(Walk)]
    now = clock.now()
    with clock.frozen_at(now - timedelta(days=6 - number % 5, hours=number)):
        submission_id = _send(session, work, number, is_sent=how is not Walk.DRAFT)
    if submission_id is None or how is Walk.SENT:
        return
    if how in (Walk.RETURNED, Walk.SENT_AGAIN):
        with clock.frozen_at(now - timedelta(hours=30)):
            request_correction(session, trainer, EVERYTHING, submission_id, reason=CORRECTION)
        if how is Walk.SENT_AGAIN:
            with clock.frozen_at(now - timedelta(hours=3)):
                _send(session, work, number, is_sent=True)
        return
    with clock.frozen_at(now - timedelta(hours=20)):
        _grade(session, trainer, submission_id, number, how)


def _send(session: Session, work: _Work, number: int, *, is_sent: bool) -> UUID | None:
    context = own_activity_context(session, work.person_id, work.enrolment_id, work.activity_id)
    if not context.accepts_work:
        return None
    actor = Actor(person_id=work.person_id, label="demostración")
    before = session.execute(
        select(Submission.draft_number, Submission.draft_text).where(
            Submission.enrolment_id == work.enrolment_id,
            Submission.activity_id == work.activity_id,
        )
    ).one_or_none()
    text = TEXTS[number % len(TEXTS)]
    if before is not None:
        text += "\n\nAntes de marzo se resolvían 12 de 31 trámites por visita, según el archivo."
    saved = save_draft(
        session,
        actor,
        context,
        text=text,
        base_number=before.draft_number if before is not None else 0,
        uploads=_files(number) if before is None else (),
    )
    if not is_sent:
        return None
    submission_id = send_submission(session, actor, context, base_number=saved.number)
    # The services that follow read what stands in the database.
    session.flush()
    for version_id in session.scalars(
        select(SubmissionVersion.id).where(SubmissionVersion.submission_id == submission_id)
    ):
        compare_version(session, version_id)
    return submission_id


def _files(number: int) -> list[FileStorage]:
    kinds = (
        ("registro-agosto.jpg", photo),
        ("planilla.docx", document),
        ("lista-de-cotejo.pdf", sheet),
    )
    chosen = kinds if number == 0 else kinds[number % 3 : number % 3 + 1]
    return [FileStorage(io.BytesIO(make(number)), filename=name) for name, make in chosen]


def _grade(session: Session, trainer: Actor, submission_id: UUID, number: int, how: Walk) -> None:
    found = find_for_grading(session, EVERYTHING, submission_id)
    codes = [item.code for item in rubric_of(session, found.submission.activity_id)]
    if how is Walk.HALF_GRADED:
        codes = codes[:1]
    saved = save_grade(
        session,
        trainer,
        EVERYTHING,
        submission_id,
        GradeInput(
            version_number=found.version.number,
            lock_number=0,
            levels=_levels(codes, number),
            comment=COMMENTS[number % len(COMMENTS)],
        ),
        is_finished=how is not Walk.HALF_GRADED,
    )
    if how is Walk.PUBLISHED:
        publish_grades(
            session,
            trainer,
            EVERYTHING,
            [ToPublish(submission_id=submission_id, lock_number=saved.lock_number)],
        )


def _levels(codes: Sequence[str], number: int) -> dict[str, int]:
    return {code: 2 + (number + place) % 2 for place, code in enumerate(codes)}


def _publish_as_it_was(session: Session, trainer: Actor, work: _Work, number: int) -> None:
    """Give who passed already the submission and the published grade that this rests on."""
    at = work.passed_at or clock.now()
    with clock.frozen_at(at):
        submission = Submission(
            id=ids.new_id(),
            enrolment_id=work.enrolment_id,
            activity_id=work.activity_id,
            state=SubmissionState.PUBLISHED,
            draft_text=TEXTS[number % 3],
            draft_number=1,
            draft_saved_at=at,
            version_count=1,
            sent_at=at - timedelta(days=2),
        )
        session.add(submission)
        session.flush()
        version = SubmissionVersion(
            id=ids.new_id(),
            submission_id=submission.id,
            number=1,
            text=submission.draft_text,
            sketch=[],
            sent_at=at - timedelta(days=2),
        )
        session.add(version)
        session.flush()
        rubric = rubric_of(session, work.activity_id)
        levels = _levels([item.code for item in rubric], number)
        grade = Grade(
            version_id=version.id,
            levels=levels,
            comment=COMMENTS[number % len(COMMENTS)],
            saved_at=at,
            saved_by_person_id=trainer.person_id,
            score_percent=score_percent(
                [Weight(code=item.code, weight=item.weight) for item in rubric], levels
            ),
            published_at=at,
            published_by_person_id=trainer.person_id,
        )
        session.add(grade)
        session.flush()
        found = find_for_grading(session, EVERYTHING, submission.id)
        grant_levels(session, trainer, found, grade, rubric)
        report_grade(session, trainer, found, grade)
