"""Writes an act with the next number of its issuer and year."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assessments.gradebook.models import Act, ActCounter
from assessments.gradebook.queries.layout import edition_layout
from assessments.gradebook.rules.act_content import ActContent, ActIssuer, ActRow, to_stored
from assessments.gradebook.rules.numbering import act_number
from courses.learning.api import EditionCard
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.i18n import gettext as _


def write_act(
    session: Session,
    actor: Actor,
    edition: EditionCard,
    issuer: ActIssuer,
    rows: tuple[ActRow, ...],
    *,
    rectifies: Act | None = None,
    reason: str | None = None,
) -> Act:
    """Return a new act with its content frozen; the caller holds the edition's lock."""
    day = clock.today(edition.zone)
    sequence = _next_sequence(session, issuer.code, day.year)
    content = ActContent(
        number=act_number(issuer.code, day.year, sequence),
        rectifies=rectifies.number if rectifies else None,
        reason=reason or "",
        issuer=issuer,
        course_title=edition.course_title,
        edition=_("%(title)s (%(code)s)", title=edition.title, code=edition.code),
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        issued_on=day,
        made_by=actor.label if actor.person_id else "",
        weights=tuple((a.title, a.weight) for a in edition_layout(session, edition).marked),
        rows=rows,
    )
    act = Act(
        id=ids.new_id(),
        edition_id=edition.id,
        rectifies_id=rectifies.id if rectifies else None,
        issuer=issuer.code,
        year=day.year,
        sequence=sequence,
        number=content.number,
        reason=reason,
        issued_on=day,
        made_by_person_id=actor.person_id,
        content=to_stored(content),
    )
    session.add(act)
    record_change(
        session,
        actor,
        action="gradebook.rectify_act" if rectifies else "gradebook.write_act",
        object_kind="edition",
        object_id=edition.id,
        after={"act_id": act.id, "number": act.number, "people": len(rows)},
        reason=reason,
    )
    # Events that follow in this transaction name the act: it must stand first.
    session.flush()
    return act


def find_closing_act(session: Session, edition_id: UUID) -> Act | None:
    """Return the act of an edition's closing, locked against a second hand, or None."""
    return session.scalars(
        select(Act)
        .where(Act.edition_id == edition_id, Act.rectifies_id.is_(None))
        .with_for_update()
    ).one_or_none()


def _next_sequence(session: Session, issuer: str, year: int) -> int:
    """Return the next number; the row stays locked until commit, so a rollback leaves no gap."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    session.execute(
        insert(ActCounter).values(issuer=issuer, year=year, last=0).on_conflict_do_nothing()
    )
    return session.execute(
        update(ActCounter)
        .where(ActCounter.issuer == issuer, ActCounter.year == year)
        .values(last=ActCounter.last + 1)
        .returning(ActCounter.last)
        .execution_options(synchronize_session=False)
    ).scalar_one()
