"""What a plan must say before it can be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessments.transfer.rules.states import Direction

MOST_COMMITMENTS = 3
LONGEST_TEXT = 500
EFFICACY = range(11)
"""How sure a person is of being able to do it: 0 not at all, 10 completely."""


class PlanFault(StrEnum):
    """Why a plan cannot be sent yet."""

    NO_COMMITMENT = "no_commitment"
    TOO_MANY = "too_many"
    INCOMPLETE = "incomplete"
    NO_TARGET = "no_target"
    NO_DIRECTION = "no_direction"
    TARGET_EQUALS_BASELINE = "target_equals_baseline"
    AGAINST_DIRECTION = "against_direction"
    DATE_PAST = "date_past"
    NO_SUPERVISOR = "no_supervisor"
    NO_CONTACT = "no_contact"


@dataclass(frozen=True, kw_only=True)
class CommitmentInput:
    """One commitment as the participant wrote it; `baseline` None is *sin dato*."""

    situation: str
    action: str
    indicator: str
    product: str = ""
    unit: str = ""
    baseline: float | None = None
    baseline_source: str = ""
    target: float | None = None
    direction: Direction | None = None
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SupervisorInput:
    """The superior as the participant or coordination wrote them."""

    name: str
    post: str = ""
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlanInput:
    """A whole plan ready to be judged."""

    commitments: tuple[CommitmentInput, ...]
    supervisor: SupervisorInput
    help_needed: str = ""
    rehearsal: str = ""
    efficacy_before: int | None = None
    efficacy_after: int | None = None


@dataclass(frozen=True, kw_only=True)
class FoundFault:
    """One fault, with the number of its commitment from 0; None for the whole plan."""

    fault: PlanFault
    field: str = ""
    commitment: int | None = None


def faults_of(plan: PlanInput, today: date) -> tuple[FoundFault, ...]:
    """Return what keeps a plan from being sent, in the order of the page."""
    found: list[FoundFault] = []
    if not plan.commitments:
        found.append(FoundFault(fault=PlanFault.NO_COMMITMENT, field="situation", commitment=0))
    if len(plan.commitments) > MOST_COMMITMENTS:
        found.append(FoundFault(fault=PlanFault.TOO_MANY))
    for number, commitment in enumerate(plan.commitments):
        found.extend(_faults_of_commitment(commitment, number, today))
    if not plan.supervisor.name:
        found.append(FoundFault(fault=PlanFault.NO_SUPERVISOR, field="supervisor_name"))
    elif not (plan.supervisor.phone or plan.supervisor.email):
        found.append(FoundFault(fault=PlanFault.NO_CONTACT, field="supervisor_phone"))
    return tuple(found)


def _faults_of_commitment(one: CommitmentInput, number: int, today: date) -> Sequence[FoundFault]:
    found = [
        FoundFault(fault=PlanFault.INCOMPLETE, field=name, commitment=number)
        for name, value in (
            ("situation", one.situation),
            ("action", one.action),
            ("indicator", one.indicator),
            ("due_on", one.due_on),
        )
        if not value
    ]
    if one.due_on is not None and one.due_on < today:
        found.append(FoundFault(fault=PlanFault.DATE_PAST, field="due_on", commitment=number))
    fault = _fault_of_figures(one)
    if fault is not None:
        name = "direction" if fault is PlanFault.NO_DIRECTION else "target"
        found.append(FoundFault(fault=fault, field=name, commitment=number))
    return found


def _fault_of_figures(one: CommitmentInput) -> PlanFault | None:
    if one.target is None:
        return None if one.baseline is None else PlanFault.NO_TARGET
    if one.direction is None:
        return PlanFault.NO_DIRECTION
    if one.baseline is None:
        return None
    if one.target == one.baseline:
        return PlanFault.TARGET_EQUALS_BASELINE
    rises = one.target > one.baseline
    return None if rises == (one.direction is Direction.UP) else PlanFault.AGAINST_DIRECTION
