"""Marks notices as read by their person, or as sent by hand by staff."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _
from lms.messages.models import Notice, Way


def mark_all_read(session: Session, person_id: UUID) -> None:
    """Mark every notice of a person as read."""
    session.execute(
        update(Notice)
        .where(Notice.person_id == person_id, Notice.read_at.is_(None))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def mark_handed(
    session: Session, actor: Actor, notice_ids: Sequence[UUID], *, within: ColumnElement[bool]
) -> None:
    """Note that notices were sent by hand; again changes nothing.

    `within` is the condition on Notice that the actor's reach sets; with one outside it,
    NotFoundError and nothing is noted.
    """
    wanted = set(notice_ids)
    notices = session.scalars(
        select(Notice)
        .where(Notice.id.in_(wanted), Notice.way == Way.BY_HAND, within)
        .order_by(Notice.id)
    ).all()
    if not wanted or len(notices) < len(wanted):
        raise NotFoundError(_("No encontramos ese aviso."))
    for notice in notices:
        if notice.handed_at is None:
            _hand(session, actor, notice)


def _hand(session: Session, actor: Actor, notice: Notice) -> None:
    notice.handed_at = clock.now()
    notice.handed_by_person_id = actor.person_id
    record_change(
        session,
        actor,
        action="messages.mark_handed",
        object_kind="notice",
        object_id=notice.id,
        after={"handed_at": notice.handed_at},
    )
