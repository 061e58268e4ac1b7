"""Reads actas de notas: their content, their list, and where the marks left them behind."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.gradebook.models import Act
from assessments.gradebook.queries.layout import edition_layout
from assessments.gradebook.queries.participants import EVERYBODY, Wanted, all_participants
from assessments.gradebook.rules.act_content import (
    ActContent,
    ActRow,
    changed_rows,
    from_stored,
    standing_rows,
)
from assessments.gradebook.words import state_word
from courses.learning.api import WORKING, EditionCard
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class ActCard:
    """One act in the list of an edition."""

    id: UUID
    number: str
    rectifies: str | None
    reason: str
    issued_on: date
    made_by: str
    people: int


def act_content(session: Session, act_id: UUID) -> ActContent:
    """Return what an act says; raises NotFoundError."""
    stored = session.scalars(select(Act.content).where(Act.id == act_id)).one_or_none()
    if stored is None:
        raise NotFoundError(_("No encontramos esa acta."))
    return from_stored(stored)


def acts_of_edition(session: Session, edition_id: UUID) -> tuple[ActCard, ...]:
    """Return the acts of an edition, the one of the closing first; one statement."""
    return tuple(
        ActCard(
            id=act_id,
            number=content.number,
            rectifies=content.rectifies,
            reason=content.reason,
            issued_on=content.issued_on,
            made_by=content.made_by,
            people=len(content.rows),
        )
        for act_id, content in _contents(session, edition_id)
    )


def act_rows_now(
    session: Session, edition: EditionCard, wanted: Wanted = EVERYBODY
) -> tuple[ActRow, ...]:
    """Return what an act made at this moment would say of each participant."""
    layout = edition_layout(session, edition)
    return tuple(
        ActRow(
            enrolment_id=str(person.enrolment_id),
            person_name=person.name,
            document_id=person.document,
            municipality=person.organization,
            mark_percent=person.final.percent,
            state=person.state.value,
            state_word=state_word(person.state),
        )
        for person in all_participants(session, edition, layout, wanted=wanted)
    )


def rows_left_behind(
    session: Session,
    edition: EditionCard,
    wanted: Wanted = EVERYBODY,
    *,
    always: tuple[UUID, ...] = (),
    note: str = "",
) -> tuple[ActRow, ...]:
    """Return the participants of whom the acts no longer say what the marks say now.

    Who is in recovery stands as the acts say until it ends, unless named in `always`. The note is
    printed beside each row as the reason.
    """
    standing = standing_rows([content for _id, content in _contents(session, edition.id)])
    named = {str(key) for key in always}
    now = [
        replace(row, reason=note)
        for row in act_rows_now(session, edition, wanted)
        if row.enrolment_id in named or row.state not in WORKING
    ]
    return changed_rows(standing, now, always=tuple(named))


def _contents(session: Session, edition_id: UUID) -> list[tuple[UUID, ActContent]]:
    rows = session.execute(
        select(Act.id, Act.content)
        .where(Act.edition_id == edition_id)
        # The closing act first, the others as they were made; numbers alone break at a new year.
        .order_by(Act.year, Act.sequence)
    )
    return [(row.id, from_stored(row.content)) for row in rows]
