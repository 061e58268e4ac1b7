"""Closes an edition: who did not finish ends as not passed, and the acta de notas is written."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.gradebook.queries.acts import act_rows_now, rows_left_behind
from assessments.gradebook.rules.act_content import ActIssuer, from_stored, newly_passed
from assessments.gradebook.services.write_act import find_closing_act, write_act
from courses.learning.api import (
    EditionState,
    edition_card,
    fail_unfinished,
    set_edition_state,
)
from lms.core.access import Actor, Reach
from lms.core.events.outbox import publish
from lms.core.i18n import gettext as _
from lms.domain_events import EditionClosed, GradesActRectified


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What closing gave: the act, its number, and whether it was written just now."""

    act_id: UUID
    number: str
    is_new: bool


def close_edition(
    session: Session,
    actor: Actor,
    reach: Reach,
    edition_id: UUID,
    issuer: ActIssuer,
    *,
    cut_short_reason: str | None = None,
) -> Closing:
    """Close an edition and return its act; again, or by a second hand, returns the same act.

    An edition that was opened again and is closed anew gets a rectifying act for the people whose
    result changed. cut_short_reason: why people fail whose extension or recovery still runs; None
    when that was not meant. Raises NotFoundError outside the reach, ConflictError before it was
    open, or when somebody's days still run and no reason was given.
    """
    # The first statement locks the edition: a second closer waits here and then finds it closed.
    is_closing = set_edition_state(session, actor, edition_id, EditionState.CLOSED, reach=reach)
    if is_closing:
        # Only now: whoever is in recovery after the closing keeps the days that were given.
        fail_unfinished(session, actor, edition_id, cut_short_reason=cut_short_reason)
        # The act is read from the database in this same transaction.
        session.flush()
    edition = edition_card(session, edition_id)
    closing = find_closing_act(session, edition_id)
    if closing is None:
        act = write_act(session, actor, edition, issuer, act_rows_now(session, edition))
        publish(session, EditionClosed(edition_id=edition_id, act_id=act.id))
        return Closing(act_id=act.id, number=act.number, is_new=True)
    changed = rows_left_behind(session, edition) if is_closing else ()
    if not changed:
        return Closing(act_id=closing.id, number=closing.number, is_new=False)
    act = write_act(
        session,
        actor,
        edition,
        from_stored(closing.content).issuer,
        changed,
        rectifies=closing,
        reason=_("La edición se abrió otra vez y se volvió a cerrar."),
    )
    publish(
        session,
        GradesActRectified(
            edition_id=edition_id,
            act_id=act.id,
            enrolment_ids=tuple(UUID(row.enrolment_id) for row in changed),
            newly_passed_ids=tuple(UUID(key) for key in newly_passed(changed)),
        ),
    )
    return Closing(act_id=act.id, number=act.number, is_new=True)
