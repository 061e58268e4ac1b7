"""Makes thousands of people who passed, with plan, superior and milestone, by few statements."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from assessments.transfer.models import Commitment, Milestone, MilestoneStep, Plan, Supervisor
from assessments.transfer.rules.ladder import StepKind, milestone_dates
from assessments.transfer.rules.states import Direction, MilestoneState, PlanState
from courses.learning.models import Enrolment
from courses.learning.rules.states import EnrolmentState
from lms.accounts.models import Person
from lms.core import clock, ids
from tests.factories.learning import make_edition, make_organization
from tests.factories.transfer import make_plan_course

TOWNS = 6


def make_many_milestones(
    session: Session,
    people: int,
    *,
    all_days: tuple[int, ...] = (90,),
    due_at: datetime | None = None,
    editions: int = 1,
    answered_every: int = 0,
) -> SimpleNamespace:
    """Return edition ids and enrolment ids of people who passed, each with plan and superior.

    due_at: the moment at which the invitation is due; None makes no steps. answered_every: of so
    many milestones one is answered, confirmed and closed; 0 leaves all planned.
    """
    course = make_plan_course(session)
    made = [make_edition(session, course).id for _one in range(editions)]
    towns = [make_organization(session, f"Municipio {n}") for n in range(TOWNS)]
    passed_on = clock.today() - timedelta(days=90)
    rows = [_rows_of(n, made[n % editions], towns[n % TOWNS], passed_on) for n in range(people)]
    for model in (Person, Enrolment, Plan, Commitment, Supervisor):
        _insert(session, model, [one[model] for one in rows])
    milestones = [
        _milestone(one[Enrolment]["id"], days, number, passed_on, answered_every)
        for number, one in enumerate(rows)
        for days in all_days
    ]
    _insert(session, Milestone, milestones)
    if due_at is not None:
        _insert(
            session,
            MilestoneStep,
            [
                {
                    "id": ids.new_id(),
                    "milestone_id": one["id"],
                    "kind": StepKind.INVITATION,
                    "due_at": due_at,
                }
                for one in milestones
            ],
        )
    session.commit()
    return SimpleNamespace(editions=made, enrolments=[one[Enrolment]["id"] for one in rows])


def _rows_of(number: int, edition_id: UUID, town_id: UUID, passed_on: date) -> dict[Any, dict]:
    person_id, enrolment_id, plan_id = ids.new_id(), ids.new_id(), ids.new_id()
    return {
        Person: {
            "id": person_id,
            "given_names": "Ana",
            "first_surname": f"Quispe {number}",
            "document_number": f"M{number}",
            "search_key": f"ana quispe {number}",
            "sound_key": f"ana quispe {number}",
            "email": f"p{number}@municipio.invalid",
            "organization_id": town_id,
        },
        Enrolment: {
            "id": enrolment_id,
            "edition_id": edition_id,
            "person_id": person_id,
            "organization_id": town_id,
            "state": EnrolmentState.PASSED,
            "passed_at": clock.now(),
            "passed_on": passed_on,
            "pass_count": 1,
        },
        Plan: {
            "id": plan_id,
            "enrolment_id": enrolment_id,
            "state": PlanState.SENT,
            "sent_at": clock.now(),
            "send_count": 1,
            "efficacy_before": 4,
            "efficacy_after": 6 + number % 3,
        },
        Commitment: {
            "id": ids.new_id(),
            "plan_id": plan_id,
            "position": 1,
            "situation": "llega una solicitud",
            "action": "hago el diagnóstico mínimo",
            "indicator": "Solicitudes con diagnóstico",
            "baseline": 0.0,
            "target": 5.0,
            "direction": Direction.UP,
            "due_on": clock.today(),
        },
        Supervisor: {
            "id": ids.new_id(),
            "enrolment_id": enrolment_id,
            "name": f"Jefatura {number}",
            "email": f"j{number}@municipio.invalid",
            "valid_from": passed_on,
        },
    }


def _milestone(
    enrolment_id: UUID, days: int, number: int, passed_on: date, answered_every: int
) -> dict[str, Any]:
    dates = milestone_dates(passed_on, days, lambda _day: False)
    is_answered = bool(answered_every) and number % answered_every == 0
    state = MilestoneState.PLANNED
    if answered_every:
        state = MilestoneState.ANSWERED if is_answered else MilestoneState.CLOSED_WITHOUT_ANSWER
    return {
        "id": ids.new_id(),
        "enrolment_id": enrolment_id,
        "sequence": 1,
        "days": days,
        "nominal_on": dates.nominal_on,
        "due_on": dates.due_on,
        "closes_on": dates.closes_on,
        "ends_on": dates.ends_on,
        "has_plan": True,
        "state": state,
        "is_answer": is_answered,
        "is_achieved": is_answered,
        "evidence_level": 2 if is_answered else None,
        "result_observed": 1.0 if is_answered else None,
    }


def _insert(session: Session, model: type, rows: list[dict]) -> None:
    for start in range(0, len(rows), 1000):
        session.execute(insert(model), rows[start : start + 1000])
