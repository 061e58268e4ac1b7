"""Says things to people, each at most once: by e-mail, by hand, or on the telephone list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
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
from lms.core.mail.outbox import MailDraft, write_mails

MOST_BOUNCES = 2
"""After this many returned e-mails an address is not written to again."""


@dataclass(frozen=True, kw_only=True)
class Utterance:
    """One thing to say to one person.

    is_by_hand_repeated: False leaves out what would only repeat a text sent by hand.
    """

    unique_key: str
    kind: str
    audience: Audience
    informant: Informant
    said: Message
    milestone_id: UUID | None = None
    plan_id: UUID | None = None
    is_by_phone: bool = False
    is_by_hand_repeated: bool = True


@dataclass(frozen=True, kw_only=True)
class Silence:
    """What was not said to somebody, and why."""

    unique_key: str
    kind: str
    audience: Audience
    milestone_id: UUID
    reason: str


def speak(session: Session, one: Utterance) -> None:
    """Say one thing, unless it was said before."""
    speak_many(session, [one])


def speak_many(session: Session, things: Sequence[Utterance | Silence]) -> None:
    """Say many things by few statements; what was said before is not said again.

    Without an e-mail, or after two that came back, a text waits on coordination's list to be sent
    by hand. Silences are noted with their reason, once as well.
    """
    standing = set(
        session.scalars(
            select(Reminder.unique_key).where(
                Reminder.unique_key.in_([one.unique_key for one in things])
            )
        )
    )
    fresh = [one for one in things if one.unique_key not in standing]
    spoken = [one for one in fresh if isinstance(one, Utterance)]
    bounced = bounced_addresses(
        session, {one.informant.email for one in spoken if one.informant.email}
    )
    rows = [_silence(one) if isinstance(one, Silence) else _reminder(one, bounced) for one in fresh]
    _write_mails(session, spoken, rows)
    session.add_all(rows)


def bounced_addresses(session: Session, addresses: Collection[str]) -> frozenset[str]:
    """Return the addresses of which two e-mails were refused or came back."""
    if not addresses:
        return frozenset()
    found = session.scalars(
        select(Reminder.address)
        .join(OutgoingMail, OutgoingMail.id == Reminder.mail_id)
        .where(
            Reminder.address.in_(addresses),
            or_(Reminder.bounced_at.is_not(None), OutgoingMail.state == MailState.REFUSED),
        )
        .group_by(Reminder.address)
        .having(func.count() >= MOST_BOUNCES)
    )
    return frozenset(address for address in found if address is not None)


def _reminder(one: Utterance, bounced: frozenset[str]) -> Reminder:
    row = Reminder(
        id=ids.new_id(),
        unique_key=one.unique_key,
        milestone_id=one.milestone_id,
        plan_id=one.plan_id,
        audience=one.audience,
        kind=one.kind,
        recipient_name=one.informant.full_name[:200],
        text=one.said.text,
        channel=ReminderChannel.HAND,
        state=ReminderState.WAITING,
        address=one.informant.phone,
    )
    email = one.informant.email
    if one.is_by_phone:
        row.channel = ReminderChannel.PHONE
    elif email and email not in bounced:
        row.channel = ReminderChannel.MAIL
        row.state = ReminderState.WRITTEN
        row.address = email
    elif not one.is_by_hand_repeated:
        row.state = ReminderState.SKIPPED
        row.skip_reason = "no_email"
    return row


def _silence(one: Silence) -> Reminder:
    return Reminder(
        id=ids.new_id(),
        unique_key=one.unique_key,
        milestone_id=one.milestone_id,
        audience=one.audience,
        kind=one.kind,
        channel=ReminderChannel.MAIL,
        state=ReminderState.SKIPPED,
        skip_reason=one.reason,
    )


def _write_mails(session: Session, spoken: Sequence[Utterance], rows: Sequence[Reminder]) -> None:
    written = {row.unique_key: row for row in rows if row.state is ReminderState.WRITTEN}
    drafts = [
        MailDraft(
            unique_key=f"transfer:{one.unique_key}",
            recipient=one.informant.email or "",
            subject=one.said.subject,
            text=one.said.text,
            person_id=one.informant.person_id,
        )
        for one in spoken
        if one.unique_key in written
    ]
    if not drafts:
        return
    mails = write_mails(session, drafts)
    for key, row in written.items():
        row.mail_id = mails[f"transfer:{key}"]
    # Reminders name their e-mails: those are written first.
    session.flush()
