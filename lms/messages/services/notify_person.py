"""Tells a person something once: in the application, and by e-mail or by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.api import person_card
from lms.core import ids
from lms.core.i18n import gettext as _
from lms.core.jobs.queue import enqueue_many
from lms.core.mail.outbox import write_mail
from lms.messages.models import Notice, Way
from lms.messages.wiring import public_url, school_line

NOTIFY = "messages.notify"


@dataclass(frozen=True, kw_only=True)
class NewNotice:
    """What one person should know; `path` begins with a slash and leads to the thing itself."""

    person_id: UUID
    unique_key: str
    title: str
    text: str
    path: str


def notify_person(
    session: Session,
    person_id: UUID,
    *,
    unique_key: str,
    title: str,
    text: str,
    path: str,
) -> UUID:
    """Write a notice and, where the person has an address, its e-mail; again changes nothing.

    `path` begins with a slash. Who has no e-mail goes to the list of texts to send by hand.
    """
    found = session.scalar(select(Notice.id).where(Notice.unique_key == unique_key))
    if found is not None:
        return found
    person = person_card(session, person_id)
    notice = Notice(
        id=ids.new_id(),
        person_id=person_id,
        unique_key=unique_key,
        title=title[:200],
        text=text,
        path=path,
        way=Way.MAIL if person.email else Way.BY_HAND,
    )
    session.add(notice)
    if person.email:
        write_mail(
            session,
            unique_key=f"notice:{unique_key}"[:200],
            recipient=person.email,
            subject=title,
            text=letter_text(person.full_name, text, path),
            person_id=person_id,
        )
    return notice.id


def notify_people(session: Session, notices: Sequence[NewNotice], *, batch: str) -> int:
    """Tell many people by a job each, so that no transaction is long; return how many."""
    return enqueue_many(
        session,
        NOTIFY,
        [
            (f"notice:{one.unique_key}", asdict(one) | {"person_id": str(one.person_id)})
            for one in notices
        ],
        batch=batch,
    )


def show_notices(session: Session, notices: Sequence[NewNotice]) -> None:
    """Show many notices in the application, by few statements; again changes nothing.

    The caller writes to the people by its own way.
    """
    standing = set(
        session.scalars(
            select(Notice.unique_key).where(
                Notice.unique_key.in_([one.unique_key for one in notices])
            )
        )
    )
    session.add_all(
        Notice(
            id=ids.new_id(),
            person_id=one.person_id,
            unique_key=one.unique_key,
            title=one.title[:200],
            text=one.text,
            path=one.path,
            way=Way.ELSEWHERE,
        )
        for one in notices
        if one.unique_key not in standing
    )


def run_notify(session: Session, payload: Mapping[str, Any]) -> None:
    """Write the notice of one job."""
    notify_person(
        session,
        UUID(payload["person_id"]),
        unique_key=payload["unique_key"],
        title=payload["title"],
        text=payload["text"],
        path=payload["path"],
    )


def letter_text(full_name: str, text: str, path: str) -> str:
    """Return the whole text of an e-mail: greeting, fact, address, school."""
    return letter_of(full_name, [(text, path)])


def letter_of(full_name: str, facts: Sequence[tuple[str, str]]) -> str:
    """Return one text for several facts, each with its address, ready to send."""
    greeting = _("Buen día, %(name)s:", name=full_name)
    body = "\n\n".join(f"{text}\n\n{public_url()}{path}" for text, path in facts)
    return f"{greeting}\n\n{body}\n\n{school_line()}\n"
