"""Reads a person's notices, and the texts that staff send by hand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from lms.accounts.api import PERSON, person_cards, within_reach
from lms.core.access import Reach
from lms.core.web.pagination import PAGE_SIZE, Page
from lms.messages.models import Notice, Way
from lms.messages.services.notify_person import letter_text


@dataclass(frozen=True, kw_only=True)
class NoticeRow:
    """One notice of the person who reads it."""

    title: str
    text: str
    path: str
    at: datetime
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class TextToSend:
    """One text that waits to be sent by hand."""

    notice_id: UUID
    full_name: str
    phone: str | None
    text: str
    at: datetime


def own_notices(session: Session, person_id: UUID | None, *, number: int) -> Page[NoticeRow]:
    """Return a person's notices, newest first."""
    own = Notice.person_id == person_id
    total = session.scalar(select(func.count()).select_from(Notice).where(own)) or 0
    found = session.scalars(
        select(Notice)
        .where(own)
        .order_by(Notice.created_at.desc(), Notice.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    rows = [
        NoticeRow(
            title=item.title,
            text=item.text,
            path=item.path,
            at=item.created_at,
            is_new=item.read_at is None,
        )
        for item in found
    ]
    return Page(rows=rows, number=number, total=total)


def unread_count(session: Session, person_id: UUID | None) -> int:
    """Return how many notices a person has not read."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Notice)
            .where(Notice.person_id == person_id, Notice.read_at.is_(None))
        )
        or 0
    )


def notice_is_within(reach: Reach) -> ColumnElement[bool]:
    """Return the condition on Notice of a reach over people."""
    if reach.everything:
        return true()
    return Notice.person_id.in_(select(PERSON.c.id).where(within_reach(reach)))


def texts_to_send(session: Session, reach: Reach, *, number: int) -> Page[TextToSend]:
    """Return the texts that wait to be sent by hand to people within a reach, oldest first."""
    where = (Notice.way == Way.BY_HAND, Notice.handed_at.is_(None), notice_is_within(reach))
    total = session.scalar(select(func.count()).select_from(Notice).where(*where)) or 0
    found = session.scalars(
        select(Notice)
        .where(*where)
        .order_by(Notice.created_at, Notice.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    people = person_cards(session, [item.person_id for item in found])
    rows = [
        TextToSend(
            notice_id=item.id,
            full_name=people[item.person_id].full_name,
            phone=people[item.person_id].phone,
            text=letter_text(people[item.person_id].full_name, item.text, item.path),
            at=item.created_at,
        )
        for item in found
    ]
    return Page(rows=rows, number=number, total=total)
