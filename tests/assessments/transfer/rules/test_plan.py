"""What keeps a plan from being sent."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.transfer.rules.plan import (
    CommitmentInput,
    PlanFault,
    PlanInput,
    SupervisorInput,
    faults_of,
)
from assessments.transfer.rules.states import Direction

TODAY = date(2027, 3, 1)
GOOD = CommitmentInput(
    situation="recibo un trámite",
    action="lo registro el mismo día",
    indicator="días de respuesta",
    unit="días",
    baseline=12,
    target=5,
    direction=Direction.DOWN,
    due_on=date(2027, 3, 30),
)
BOSS = SupervisorInput(name="Rosa Condori", phone="+59171234567")


def plan(*commitments, supervisor=BOSS):
    return PlanInput(commitments=commitments, supervisor=supervisor)


def test_a_complete_plan_has_no_fault():
    assert faults_of(plan(GOOD), TODAY) == ()


@pytest.mark.parametrize(
    ("change", "fault", "field"),
    [
        ({"situation": ""}, PlanFault.INCOMPLETE, "situation"),
        ({"due_on": None}, PlanFault.INCOMPLETE, "due_on"),
        ({"due_on": date(2027, 2, 28)}, PlanFault.DATE_PAST, "due_on"),
        ({"target": 12}, PlanFault.TARGET_EQUALS_BASELINE, "target"),
        ({"target": None}, PlanFault.NO_TARGET, "target"),
        ({"direction": None}, PlanFault.NO_DIRECTION, "direction"),
        ({"direction": Direction.UP}, PlanFault.AGAINST_DIRECTION, "target"),
    ],
)
def test_each_fault_names_its_field(change, fault, field):
    found = faults_of(plan(replace(GOOD, **change)), TODAY)

    assert [(one.fault, one.field, one.commitment) for one in found] == [(fault, field, 0)]


def test_no_data_of_today_is_allowed_with_and_without_a_target():
    without = replace(GOOD, baseline=None)

    assert faults_of(plan(without), TODAY) == ()
    assert faults_of(plan(replace(without, target=None, direction=None)), TODAY) == ()


@pytest.mark.parametrize(
    ("supervisor", "fault"),
    [
        (SupervisorInput(name=""), PlanFault.NO_SUPERVISOR),
        (SupervisorInput(name="Rosa"), PlanFault.NO_CONTACT),
    ],
)
def test_the_superior_needs_a_name_and_one_way_to_be_reached(supervisor, fault):
    assert faults_of(plan(GOOD, supervisor=supervisor), TODAY)[0].fault is fault


def test_none_and_four_commitments_are_refused():
    assert faults_of(plan(), TODAY)[0].fault is PlanFault.NO_COMMITMENT
    assert faults_of(plan(GOOD, GOOD, GOOD, GOOD), TODAY)[0].fault is PlanFault.TOO_MANY
