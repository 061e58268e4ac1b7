"""Says one thing to one person at most once: by e-mail, by hand, or on the telephone list."""

from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from assessments.transfer.messages import Message
from assessments.transfer.models import Reminder
from assessments.transfer.models.link import ReminderChannel, ReminderState
from assessments.transfer.queries.milestone_facts import Informant
from assessments.transfer.rules.states import Audience
from lms.core import ids
from lms.core.mail.models import MailState, OutgoingMail
from lms.core.mail.outbox import write_mail

MOST_BOUNCES = 2
"""After this many returned e-mails an address is not written to again."""


def speak(
    session: Session,
    *,
    unique_key: str,
    kind: str,
    audience: Audience,
    informant: Informant,
    said: Message,
    milestone_id: UUID | None = None,
    plan_id: UUID | None = None,
    by_phone: bool = False,
    is_by_hand_repeated: bool = True,
) -> Reminder | None:
    """Return what is said, or None when the same was said before.

    Without an e-mail, or after two that came back, it waits on coordination's list to be sent by
    hand. is_by_hand_repeated: False leaves out what would only repeat a text sent by hand.
    """
    if session.scalar(select(Reminder.id).where(Reminder.unique_key == unique_key)) is not None:
        return None
    row = Reminder(
        id=ids.new_id(),
        unique_key=unique_key,
        milestone_id=milestone_id,
        plan_id=plan_id,
        audience=audience,
        kind=kind,
        recipient_name=informant.full_name[:200],
        text=said.text,
        channel=ReminderChannel.HAND,
        state=ReminderState.WAITING,
        address=informant.phone,
    )
    if by_phone:
        row.channel = ReminderChannel.PHONE
    elif informant.email and not has_bounced(session, informant.email):
        row.channel = ReminderChannel.MAIL
        row.state = ReminderState.WRITTEN
        row.address = informant.email
        row.mail_id = write_mail(
            session,
            unique_key=f"transfer:{unique_key}",
            recipient=informant.email,
            subject=said.subject,
            text=said.text,
            person_id=informant.person_id,
        )
    elif not is_by_hand_repeated:
        row.state = ReminderState.SKIPPED
        row.skip_reason = "no_email"
    session.add(row)
    return row


def skip(
    session: Session,
    *,
    unique_key: str,
    kind: str,
    audience: Audience,
    milestone_id: UUID,
    reason: str,
) -> None:
    """Note that nothing was said, and why; once."""
    if session.scalar(select(Reminder.id).where(Reminder.unique_key == unique_key)) is not None:
        return
    session.add(
        Reminder(
            id=ids.new_id(),
            unique_key=unique_key,
            milestone_id=milestone_id,
            audience=audience,
            kind=kind,
            channel=ReminderChannel.MAIL,
            state=ReminderState.SKIPPED,
            skip_reason=reason,
        )
    )


def has_bounced(session: Session, email: str) -> bool:
    """Tell whether two e-mails to an address were refused or came back."""
    count = session.scalar(
        select(func.count())
        .select_from(Reminder)
        .join(OutgoingMail, OutgoingMail.id == Reminder.mail_id)
        .where(
            Reminder.address == email,
            or_(Reminder.bounced_at.is_not(None), OutgoingMail.state == MailState.REFUSED),
        )
    )
    return (count or 0) >= MOST_BOUNCES
