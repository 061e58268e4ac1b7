"""What coordination writes down of calls, texts sent by hand and e-mails that came back."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.transfer.models import Reminder
from assessments.transfer.models.link import ReminderChannel, ReminderState
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor
from lms.core.mail.models import MailState, OutgoingMail

_MAY_NOT_HAVE_ARRIVED = frozenset({MailState.DOUBTFUL, MailState.REFUSED})
_MAY_COME_BACK = frozenset({MailState.SENT, MailState.DOUBTFUL, MailState.REFUSED})


def mark_done(session: Session, actor: Actor, reminder_id: UUID) -> Reminder:
    """Mark a text as sent by hand, or a call as made; again changes nothing.

    An e-mail that may not have arrived is done with once somebody knows that it did, or sent its
    text by hand; the ways of an e-mail that left, or will leave, are its own.
    """
    row = session.get_one(Reminder, reminder_id)
    is_doubtful = (
        row.state is ReminderState.WRITTEN
        and row.bounced_at is None
        and _mail_state(session, row) in _MAY_NOT_HAVE_ARRIVED
    )
    if row.state is ReminderState.WAITING or is_doubtful:
        row.state = (
            ReminderState.CALLED
            if row.channel is ReminderChannel.PHONE
            else ReminderState.SENT_BY_HAND
        )
        row.done_at = clock.now()
        row.done_by_person_id = actor.person_id
        _record(session, actor, row)
    return row


def mark_bounced(session: Session, actor: Actor, reminder_id: UUID) -> Reminder:
    """Note that an e-mail came back: after two, the address is not written to again.

    What never left cannot come back, and twice the same e-mail is once.
    """
    row = session.get_one(Reminder, reminder_id)
    if row.bounced_at is None and _mail_state(session, row) in _MAY_COME_BACK:
        row.bounced_at = clock.now()
        row.done_by_person_id = actor.person_id
        _record(session, actor, row)
    return row


def _mail_state(session: Session, row: Reminder) -> MailState | None:
    if row.channel is not ReminderChannel.MAIL or row.mail_id is None:
        return None
    return session.get_one(OutgoingMail, row.mail_id).state


def _record(session: Session, actor: Actor, row: Reminder) -> None:
    record_change(
        session,
        actor,
        action="transfer.mark_reminder",
        object_kind="reminder",
        object_id=row.id,
        after={"state": row.state, "bounced_at": row.bounced_at},
    )
