"""Tells a person something once: in the application, and by e-mail or by hand."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.api import person_card
from lms.core import ids
from lms.core.i18n import gettext as _
from lms.core.mail.outbox import write_mail
from lms.messages.models import Notice, Way
from lms.messages.wiring import public_url, school_line


def notify_person(
    session: Session, person_id: UUID, *, unique_key: str, title: str, text: str, path: str
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


def letter_text(full_name: str, text: str, path: str) -> str:
    """Return the whole text of an e-mail or message: greeting, fact, address, school."""
    greeting = _("Buen día, %(name)s:", name=full_name)
    return f"{greeting}\n\n{text}\n\n{public_url()}{path}\n\n{school_line()}\n"
