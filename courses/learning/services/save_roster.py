"""Keeps a list that was read until it is applied, and gives it back."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from courses.learning.models import Edition, Roster
from courses.learning.queries.visible_editions import edition_is_within
from courses.learning.rules.roster import RawList, RawRow
from lms.core import ids
from lms.core.access import Actor, Reach
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


def save_roster(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    *,
    name: str,
    listed: RawList,
    waiver_reason: str | None,
) -> UUID:
    """Return the id of the kept list; what the same person tried before and left goes away.

    Names and carnets are personal data: a list that nobody applies does not stay.
    """
    session.execute(
        delete(Roster).where(
            Roster.edition_id == edition_id,
            Roster.made_by_person_id.is_not_distinct_from(actor.person_id),
            Roster.applied_at.is_(None),
        )
    )
    row = Roster(
        id=ids.new_id(),
        edition_id=edition_id,
        made_by_person_id=actor.person_id,
        name=name[:200],
        columns=[[key, place] for key, place in listed.letters.items()],
        rows=[to_json(item) for item in listed.rows],
        waiver_reason=waiver_reason,
    )
    session.add(row)
    return row.id


def get_roster(session: Session, reach: Reach, edition_id: UUID, roster_id: UUID) -> Roster:
    """Return a kept list of an edition within a reach; raises NotFoundError."""
    found = session.scalar(
        select(Roster)
        .join(Edition, Edition.id == Roster.edition_id)
        .where(Roster.id == roster_id, Roster.edition_id == edition_id, edition_is_within(reach))
    )
    if found is None:
        raise NotFoundError(_("Esa lista ya no está. Súbala otra vez."))
    return found


def listed_in(roster: Roster) -> RawList:
    """Return the rows of a kept list as they were read."""
    return RawList(
        letters=dict(roster.columns), rows=tuple(from_json(item) for item in roster.rows)
    )


def to_json(row: RawRow) -> dict[str, Any]:
    """Return a row as it is kept."""
    return {"n": row.number, "v": dict(row.values), "f": list(row.formulas)}


def from_json(kept: dict[str, Any]) -> RawRow:
    """Return a kept row again."""
    return RawRow(number=kept["n"], values=kept["v"], formulas=tuple(kept["f"]))
