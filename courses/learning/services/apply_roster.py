"""Enters the people of a tried list in an edition and keeps what was refused."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from courses.learning.models import Extension, Roster
from courses.learning.rules.states import EditionState
from courses.learning.services.enrol_people import EnrolOutcome, NewParticipant, enrol_people
from courses.learning.services.find_for_change import edition_for_change
from courses.learning.services.plan_roster import Refused, RosterPlan, plan_roster
from courses.learning.services.save_roster import get_roster, listed_in, to_json
from lms.accounts.api import import_people
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor, Reach
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _


def apply_roster(
    session: Session, actor: Actor, reach: Reach, edition_id: UUID, roster_id: UUID
) -> Roster:
    """Enter whoever the plan admits now, under lock; a list that was applied stays as it is.

    Raises ConflictError for a closed edition.
    """
    edition = edition_for_change(session, reach, edition_id)
    roster = get_roster(session, reach, edition_id, roster_id)
    if roster.applied_at is not None:
        return roster
    if edition.state is EditionState.CLOSED:
        raise ConflictError(_("La edición está cerrada y ya no inscribe."), code="edition_closed")
    plan = plan_roster(
        session,
        edition,
        listed_in(roster),
        waives_prerequisites=roster.waiver_reason is not None,
    )
    outcome = _enter(session, actor, edition_id, plan, roster.waiver_reason, reach)
    _keep(roster, plan, outcome)
    record_change(
        session,
        actor,
        action="learning.apply_roster",
        object_kind="edition",
        object_id=edition_id,
        after={
            "list": roster.name,
            "enrolled": roster.enrolled_count,
            "known": roster.known_count,
            "refused": len(plan.refused),
        },
        reason=roster.waiver_reason,
    )
    return roster


def _enter(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    plan: RosterPlan,
    waiver_reason: str | None,
    reach: Reach,
) -> EnrolOutcome:
    imported = import_people(session, actor, [item.person for item in plan.entering])
    people = [
        NewParticipant(
            person_id=_person_id(result.person_id), organization_id=item.person.organization_id
        )
        for item, result in zip(plan.entering, imported, strict=True)
    ]
    outcome = enrol_people(
        session, actor, edition_id, people, waiver_reason=waiver_reason, reach=reach
    )
    for item, person in zip(plan.entering, people, strict=True):
        enrolment_id = outcome.enrolment_ids.get(person.person_id)
        if item.until is not None and enrolment_id is not None:
            session.add(
                Extension(
                    id=ids.new_id(),
                    edition_id=edition_id,
                    enrolment_id=enrolment_id,
                    until=item.until,
                    reason=_("Plazo propio escrito en la lista de inscripción."),
                )
            )
    return outcome


def _person_id(found: UUID | None) -> UUID:
    if found is None:
        raise ConflictError(_("La lista cambió mientras se aplicaba. Súbala otra vez."))
    return found


def _keep(roster: Roster, plan: RosterPlan, outcome: EnrolOutcome) -> None:
    roster.enrolled_count = len(outcome.enrolment_ids)
    roster.known_count = len(plan.known) + len(outcome.known)
    roster.rows = [_refused_json(item) for item in plan.refused]
    roster.applied_at = clock.now()


def _refused_json(item: Refused) -> dict[str, Any]:
    return {
        **to_json(item.row),
        "problems": [[problem.cell, problem.reason] for problem in item.problems],
    }
