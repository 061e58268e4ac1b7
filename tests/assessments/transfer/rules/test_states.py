"""Which changes of state are allowed."""

from assessments.transfer.rules.states import (
    MilestoneState,
    PlanState,
    milestone_may_change,
    plan_may_change,
)


def test_a_plan_goes_from_draft_to_sent_to_the_superiors_word():
    assert plan_may_change(PlanState.DRAFT, PlanState.SENT)
    assert plan_may_change(PlanState.SENT, PlanState.AGREED)
    assert plan_may_change(PlanState.CHANGE_PROPOSED, PlanState.SENT)
    assert not plan_may_change(PlanState.DRAFT, PlanState.AGREED)
    assert not plan_may_change(PlanState.CLOSED, PlanState.SENT)


def test_a_stopped_milestone_stays_stopped_and_a_late_answer_opens_a_closed_one():
    assert milestone_may_change(MilestoneState.CLOSED_WITHOUT_ANSWER, MilestoneState.ANSWERED)
    assert not any(milestone_may_change(MilestoneState.STOPPED, state) for state in MilestoneState)
