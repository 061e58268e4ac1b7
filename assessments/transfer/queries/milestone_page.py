"""Reads everything coordination sees of one milestone."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from assessments.transfer.models import (
    Answer,
    Commitment,
    Evidence,
    Link,
    Milestone,
    Plan,
    ReinforcementTask,
    Reminder,
    StopRequest,
    Supervisor,
)
from assessments.transfer.queries.milestone_facts import commitments_of_enrolment
from courses.learning.api import COURSE, EDITION, ENROLMENT, edition_is_within
from lms.accounts.api import PERSON, full_name_expression
from lms.core.access import Reach
from lms.core.errors import NotFoundError
from lms.core.files.models import StoredFile
from lms.core.i18n import gettext as _
from lms.core.mail.models import MailState, OutgoingMail


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One answer, with who typed it and the scan of the sheet where it came on paper."""

    answer: Answer
    typed_by: str | None
    scan: StoredFile | None


@dataclass(frozen=True, kw_only=True)
class SaidRow:
    """One thing that was said to somebody; mail_state is None where it was no e-mail."""

    reminder: Reminder
    mail_state: MailState | None

    @property
    def may_have_bounced(self) -> bool:
        """Tell whether it left, or may have left, as an e-mail that nobody saw come back."""
        return (
            self.mail_state in (MailState.SENT, MailState.DOUBTFUL)
            and self.reminder.bounced_at is None
        )


@dataclass(frozen=True, kw_only=True)
class MilestonePage:
    """One milestone with its answers, files, links and requests."""

    milestone: Milestone
    full_name: str
    phone: str | None
    email: str | None
    edition_id: UUID
    edition_title: str
    course_title: str
    organization_id: UUID | None
    asked: Supervisor | None
    """Who was the superior when it opened."""
    current: Supervisor | None
    commitments: list[Commitment]
    answers: list[AnswerRow]
    evidence: list[tuple[Evidence, StoredFile]]
    links: list[Link]
    said: list[SaidRow]
    """About this milestone, and about the plan before it."""
    requests: list[StopRequest]
    task: ReinforcementTask | None

    @property
    def scans(self) -> list[StoredFile]:
        """Return the scanned sheets, each once, the latest first."""
        found = {row.scan.id: row.scan for row in self.answers if row.scan is not None}
        return list(found.values())


def find_milestone(session: Session, reach: Reach, milestone_id: UUID) -> Any:
    """Return a milestone within a reach with whom it is about; raises NotFoundError."""
    row = session.execute(
        select(
            Milestone,
            full_name_expression().label("full_name"),
            PERSON.c.phone,
            PERSON.c.email,
            EDITION.c.id.label("edition_id"),
            EDITION.c.title.label("edition_title"),
            COURSE.c.title.label("course_title"),
            ENROLMENT.c.organization_id,
        )
        .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(COURSE, COURSE.c.id == EDITION.c.course_id)
        .where(Milestone.id == milestone_id, edition_is_within(reach))
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos este seguimiento."))
    return row


def milestone_page(
    session: Session, reach: Reach, milestone_id: UUID, *, managed: Reach
) -> MilestonePage:
    """Return the page of a milestone within a reach; raises NotFoundError.

    managed: how far who asks may manage milestones; only there are confidential files read.
    """
    row = find_milestone(session, reach, milestone_id)
    milestone: Milestone = row.Milestone
    superiors = session.scalars(
        select(Supervisor)
        .where(Supervisor.enrolment_id == milestone.enrolment_id)
        .order_by(Supervisor.valid_from, Supervisor.created_at)
    ).all()
    evidence = session.execute(
        select(Evidence, StoredFile)
        .join(StoredFile, StoredFile.id == Evidence.file_id)
        .join(Milestone, Milestone.id == Evidence.milestone_id)
        .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .where(
            Evidence.milestone_id == milestone_id,
            or_(Evidence.is_confidential.is_(False), edition_is_within(managed)),
        )
        .order_by(Evidence.created_at, Evidence.id)
    )
    return MilestonePage(
        milestone=milestone,
        full_name=row.full_name,
        phone=row.phone,
        email=row.email,
        edition_id=row.edition_id,
        edition_title=row.edition_title,
        course_title=row.course_title,
        organization_id=row.organization_id,
        asked=next((one for one in superiors if one.id == milestone.supervisor_id), None),
        current=next((one for one in superiors if one.valid_to is None), None),
        commitments=commitments_of_enrolment(session, milestone.enrolment_id),
        answers=_answers(session, milestone_id),
        evidence=[(one, stored) for one, stored in evidence],
        links=list(
            session.scalars(
                select(Link).where(Link.milestone_id == milestone_id).order_by(Link.created_at)
            )
        ),
        said=_said(session, milestone),
        requests=list(
            session.scalars(
                select(StopRequest)
                .where(StopRequest.enrolment_id == milestone.enrolment_id)
                .order_by(StopRequest.created_at.desc())
            )
        ),
        task=session.scalar(
            select(ReinforcementTask).where(ReinforcementTask.milestone_id == milestone_id)
        ),
    )


def _answers(session: Session, milestone_id: UUID) -> list[AnswerRow]:
    rows = session.execute(
        select(Answer, full_name_expression(), StoredFile)
        .outerjoin(PERSON, PERSON.c.id == Answer.entered_by_person_id)
        .outerjoin(StoredFile, StoredFile.id == Answer.scan_file_id)
        .where(Answer.milestone_id == milestone_id)
        .order_by(Answer.answered_at.desc(), Answer.id.desc())
    )
    return [
        AnswerRow(answer=answer, typed_by=typed_by, scan=scan) for answer, typed_by, scan in rows
    ]


def _said(session: Session, milestone: Milestone) -> list[SaidRow]:
    plan = select(Plan.id).where(Plan.enrolment_id == milestone.enrolment_id)
    rows = session.execute(
        select(Reminder, OutgoingMail.state)
        .outerjoin(OutgoingMail, OutgoingMail.id == Reminder.mail_id)
        .where(or_(Reminder.milestone_id == milestone.id, Reminder.plan_id.in_(plan)))
        .order_by(Reminder.created_at, Reminder.id)
    )
    return [SaidRow(reminder=reminder, mail_state=mail_state) for reminder, mail_state in rows]
