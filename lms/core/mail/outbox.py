"""Writes e-mails with their cause and sends each at most once."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.core import clock, ids
from lms.core.db.unit_of_work import unit_of_work
from lms.core.features import JobKind
from lms.core.i18n import lazy_gettext as _l
from lms.core.jobs.queue import enqueue_many
from lms.core.jobs.run import JobRun
from lms.core.mail.models import MailState, OutgoingMail
from lms.core.mail.transport import NotSentError, RefusedError, Transport

SEND = "core.send_mail"


@dataclass(frozen=True, kw_only=True)
class _Wiring:
    transport: Transport
    sender: str


_wiring: list[_Wiring] = []


def set_transport(transport: Transport, sender: str) -> None:
    """Set how e-mail leaves this process, and under which sender."""
    _wiring[:] = [_Wiring(transport=transport, sender=sender)]


@dataclass(frozen=True, kw_only=True)
class MailDraft:
    """One e-mail before it is written."""

    unique_key: str
    recipient: str
    subject: str
    text: str
    person_id: UUID | None = None


def write_mail(
    session: Session,
    *,
    unique_key: str,
    recipient: str,
    subject: str,
    text: str,
    person_id: UUID | None = None,
) -> UUID:
    """Write one e-mail in the caller's transaction; the same key again returns the first one."""
    draft = MailDraft(
        unique_key=unique_key, recipient=recipient, subject=subject, text=text, person_id=person_id
    )
    return write_mails(session, [draft])[unique_key]


def write_mails(session: Session, drafts: Sequence[MailDraft]) -> dict[str, UUID]:
    """Write many e-mails by few statements; return the id of each by its key.

    A key that was written before keeps its first e-mail.
    """
    keys = [draft.unique_key for draft in drafts]
    rows = session.execute(
        select(OutgoingMail.unique_key, OutgoingMail.id).where(OutgoingMail.unique_key.in_(keys))
    )
    found = {row.unique_key: row.id for row in rows}
    fresh = {draft.unique_key: draft for draft in drafts if draft.unique_key not in found}
    mails = [
        OutgoingMail(
            id=ids.new_id(),
            unique_key=draft.unique_key,
            person_id=draft.person_id,
            recipient=draft.recipient,
            subject=" ".join(draft.subject.split())[:300],
            text=draft.text,
        )
        for draft in fresh.values()
    ]
    session.add_all(mails)
    enqueue_many(
        session,
        SEND,
        [(f"mail:{mail.id}", {"mail_id": str(mail.id)}) for mail in mails],
        batch=None,
    )
    return found | {mail.unique_key: mail.id for mail in mails}


def send_mail(job: JobRun) -> None:
    """Send one e-mail; one found in the middle of being sent becomes doubtful instead."""
    mail_id = UUID(job.payload["mail_id"])
    with unit_of_work() as session:
        mail = session.get_one(OutgoingMail, mail_id)
        if mail.state is MailState.SENDING:
            # An earlier attempt died between sending and writing it down: nobody knows.
            mail.state = MailState.DOUBTFUL
        if mail.state is not MailState.QUEUED:
            job.finish(session)
            return
        mail.state = MailState.SENDING
        message = _message(mail)
    state, error = _try(message)
    with unit_of_work() as session:
        mail = session.get_one(OutgoingMail, mail_id)
        mail.state = state
        mail.last_error = error
        if state is MailState.SENT:
            mail.sent_at = clock.now()
        if state is not MailState.QUEUED:
            job.finish(session)
    if state is MailState.QUEUED:
        raise NotSentError(error)


def send_kind() -> JobKind:
    """Return the kind of job that sends e-mail."""
    return JobKind(name=SEND, label=_l("Enviar un correo"), run=send_mail, lease_seconds=120)


def _try(message: EmailMessage) -> tuple[MailState, str | None]:
    try:
        _wiring[0].transport.send(message)
    except NotSentError as error:
        return MailState.QUEUED, f"NotSentError: {error}"
    except RefusedError as error:
        return MailState.REFUSED, f"RefusedError: {error}"
    except Exception as error:  # noqa: BLE001 - whatever else happened, the mail may have left
        return MailState.DOUBTFUL, type(error).__name__
    return MailState.SENT, None


def _message(mail: OutgoingMail) -> EmailMessage:
    message = EmailMessage()
    sender = _wiring[0].sender
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2].strip('> ') or 'localhost'}>"
    message["Date"] = format_datetime(mail.created_at)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "es"
    message.set_content(mail.text)
    return message
