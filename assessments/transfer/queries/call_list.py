"""Reads what people have to send, to call or to look at: by hand, by telephone, doubtful."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from assessments.transfer.models import Milestone, Plan, Reminder
from assessments.transfer.models.link import ReminderChannel, ReminderState
from assessments.transfer.rules.states import Audience
from courses.learning.api import EDITION, ENROLMENT, edition_is_within
from lms.accounts.api import PERSON, full_name_expression
from lms.core.access import Reach
from lms.core.mail.models import MailState, OutgoingMail

MOST_SHOWN = 200


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


def call_list(session: Session, reach: Reach) -> list[CallRow]:
    """Return what waits to be sent by hand or called, and the doubtful e-mails; oldest first."""
    rows = session.execute(
        select(
            Reminder,
            full_name_expression().label("participant"),
            EDITION.c.code,
            OutgoingMail.state.label("mail_state"),
        )
        .outerjoin(Milestone, Milestone.id == Reminder.milestone_id)
        .outerjoin(Plan, Plan.id == Reminder.plan_id)
        .join(
            ENROLMENT,
            or_(ENROLMENT.c.id == Milestone.enrolment_id, ENROLMENT.c.id == Plan.enrolment_id),
        )
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .outerjoin(OutgoingMail, OutgoingMail.id == Reminder.mail_id)
        .where(
            edition_is_within(reach),
            or_(
                Reminder.state == ReminderState.WAITING,
                (Reminder.state == ReminderState.WRITTEN)
                & OutgoingMail.state.in_((MailState.DOUBTFUL, MailState.REFUSED))
                & Reminder.bounced_at.is_(None),
            ),
        )
        .order_by(Reminder.created_at, Reminder.id)
        .limit(MOST_SHOWN)
    )
    return [
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
    ]
