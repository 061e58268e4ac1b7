"""Reads what people have to send, to call or to look at: by hand, by telephone, doubtful."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from assessments.transfer.models import Answer, Milestone, Plan, Reminder, Supervisor
from assessments.transfer.models.link import ReminderChannel, ReminderState
from assessments.transfer.rules.states import Audience, MilestoneState, PlanState
from courses.learning.api import EDITION, ENROLMENT, edition_is_within
from lms.accounts.api import PERSON, full_name_expression
from lms.core import clock
from lms.core.access import Reach
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _
from lms.core.mail.models import MailState, OutgoingMail
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class CallRow:
    """One thing to say to one person."""

    id: UUID
    audience: Audience
    kind: str
    channel: ReminderChannel
    recipient: str
    address: str | None
    participant: str
    edition_code: str
    text: str
    created_at: datetime
    mail_state: MailState | None
    milestone_id: UUID | None


def call_list(session: Session, reach: Reach, *, number: int) -> Page[CallRow]:
    """Return a page of what waits to be sent by hand or called, and the doubtful e-mails.

    Nobody is called who answered, asked to be left alone, is no longer the superior, or whose
    milestone stopped or ended. Oldest first; two statements.
    """
    waiting = (_IS_WAITING, _is_still_asked())
    total = session.scalar(
        _within(select(func.count()).select_from(Reminder), reach).where(*waiting)
    )
    rows = session.execute(
        _within(
            select(
                Reminder,
                full_name_expression().label("participant"),
                EDITION.c.code,
                OutgoingMail.state.label("mail_state"),
            ),
            reach,
        )
        .where(*waiting)
        .order_by(Reminder.created_at, Reminder.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(
        rows=[
            CallRow(
                id=row.Reminder.id,
                audience=row.Reminder.audience,
                kind=row.Reminder.kind,
                channel=row.Reminder.channel,
                recipient=row.Reminder.recipient_name,
                address=row.Reminder.address,
                participant=row.participant,
                edition_code=row.code,
                text=row.Reminder.text,
                created_at=row.Reminder.created_at,
                mail_state=row.mail_state,
                milestone_id=row.Reminder.milestone_id,
            )
            for row in rows
        ],
        number=number,
        total=total or 0,
    )


def require_reminder(session: Session, reach: Reach, reminder_id: UUID) -> None:
    """Raise NotFoundError unless a reminder, of a milestone or of a plan, is within a reach."""
    found = session.scalar(_within(select(Reminder.id), reach).where(Reminder.id == reminder_id))
    if found is None:
        raise NotFoundError(_("No encontramos este recordatorio."))


_IS_WAITING = or_(
    Reminder.state == ReminderState.WAITING,
    (Reminder.state == ReminderState.WRITTEN)
    & OutgoingMail.state.in_((MailState.DOUBTFUL, MailState.REFUSED))
    & Reminder.bounced_at.is_(None),
)


def _is_still_asked() -> ColumnElement[bool]:
    # The same reasons for which the ladder says nothing, as they stand now. Source: reference
    # section 5.3, calendar.
    has_answered = exists().where(
        Answer.milestone_id == Reminder.milestone_id, Answer.informant == Reminder.audience
    )
    asks_participant = and_(
        Reminder.audience == Audience.PARTICIPANT, Milestone.participant_opted_out_at.is_(None)
    )
    of_milestone = and_(
        Milestone.state != MilestoneState.STOPPED,
        Milestone.ends_on >= clock.today(),
        ~has_answered,
        or_(
            asks_participant,
            _asks_superior(
                or_(
                    Supervisor.id == Milestone.supervisor_id,
                    # Before a milestone opens nobody is set: the superior of now is asked.
                    and_(
                        Milestone.state == MilestoneState.PLANNED,
                        Supervisor.enrolment_id == Milestone.enrolment_id,
                    ),
                )
            ),
        ),
    )
    of_plan = and_(
        Plan.state == PlanState.SENT, _asks_superior(Supervisor.enrolment_id == Plan.enrolment_id)
    )
    return or_(of_milestone, of_plan)


def _asks_superior(is_asked: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(
        Reminder.audience == Audience.SUPERVISOR,
        exists().where(
            is_asked,
            Supervisor.name == Reminder.recipient_name,
            Supervisor.valid_to.is_(None),
            Supervisor.opted_out_at.is_(None),
        ),
    )


def _within(query: Select[Any], reach: Reach) -> Select[Any]:
    return (
        query.outerjoin(Milestone, Milestone.id == Reminder.milestone_id)
        .outerjoin(Plan, Plan.id == Reminder.plan_id)
        .join(
            ENROLMENT,
            ENROLMENT.c.id == func.coalesce(Milestone.enrolment_id, Plan.enrolment_id),
        )
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .outerjoin(OutgoingMail, OutgoingMail.id == Reminder.mail_id)
        .where(edition_is_within(reach))
    )
