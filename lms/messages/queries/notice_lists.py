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
from lms.messages.services.notify_person import letter_of

NEW_SHOWN = 3
PEOPLE_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class NoticeRow:
    """One notice of the person who reads it."""

    title: str
    text: str
    path: str
    at: datetime
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class NewNotices:
    """The newest notices that a person has not read, and how many there are in all."""

    rows: tuple[NoticeRow, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class TextToSend:
    """Everything that waits to be sent by hand to one person, as one text."""

    notice_ids: tuple[UUID, ...]
    full_name: str
    phone: str | None
    titles: tuple[str, ...]
    text: str
    at: datetime
    """Since when the oldest of them waits."""


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
    return Page(rows=[_row(item) for item in found], number=number, total=total)


def new_notices(session: Session, person_id: UUID | None) -> NewNotices | None:
    """Return the newest notices that a person has not read; None without any, one statement."""
    rows = session.execute(
        select(Notice, func.count().over().label("total"))
        .where(Notice.person_id == person_id, Notice.read_at.is_(None))
        .order_by(Notice.created_at.desc(), Notice.id.desc())
        .limit(NEW_SHOWN)
    ).all()
    if not rows:
        return None
    return NewNotices(rows=tuple(_row(row.Notice) for row in rows), total=rows[0].total)


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
    """Return what waits to be sent by hand, one text a person, who waits longest first."""
    where = (Notice.way == Way.BY_HAND, Notice.handed_at.is_(None), notice_is_within(reach))
    total = session.scalar(select(func.count(Notice.person_id.distinct())).where(*where)) or 0
    person_ids = session.scalars(
        select(Notice.person_id)
        .where(*where)
        .group_by(Notice.person_id)
        .order_by(func.min(Notice.created_at), Notice.person_id)
        .limit(PEOPLE_SHOWN)
        .offset((number - 1) * PEOPLE_SHOWN)
    ).all()
    waiting: dict[UUID, list[Notice]] = {person_id: [] for person_id in person_ids}
    for item in session.scalars(
        select(Notice)
        .where(*where, Notice.person_id.in_(person_ids))
        .order_by(Notice.created_at, Notice.id)
    ):
        waiting[item.person_id].append(item)
    people = person_cards(session, person_ids)
    rows = [
        TextToSend(
            notice_ids=tuple(item.id for item in items),
            full_name=people[person_id].full_name,
            phone=people[person_id].phone,
            titles=tuple(item.title for item in items),
            text=letter_of(people[person_id].full_name, [(item.text, item.path) for item in items]),
            at=items[0].created_at,
        )
        for person_id, items in waiting.items()
    ]
    return Page(rows=rows, number=number, total=total, size=PEOPLE_SHOWN)


def _row(item: Notice) -> NoticeRow:
    return NoticeRow(
        title=item.title,
        text=item.text,
        path=item.path,
        at=item.created_at,
        is_new=item.read_at is None,
    )
