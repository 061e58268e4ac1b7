"""Tables of plans, milestones, links, answers and figures of the transfer to the job."""

from assessments.transfer.models.answer import Answer, Evidence, FactorAnswer
from assessments.transfer.models.figures import Report, Snapshot
from assessments.transfer.models.follow_on import ReinforcementTask, SuccessCase
from assessments.transfer.models.link import Link, Reminder
from assessments.transfer.models.milestone import Milestone, MilestoneStep
from assessments.transfer.models.plan import Commitment, Plan, PlanEvent
from assessments.transfer.models.stop import AuthorityChange, StopRequest
from assessments.transfer.models.supervisor import Supervisor

__all__ = [
    "Answer",
    "AuthorityChange",
    "Commitment",
    "Evidence",
    "FactorAnswer",
    "Link",
    "Milestone",
    "MilestoneStep",
    "Plan",
    "PlanEvent",
    "ReinforcementTask",
    "Reminder",
    "Report",
    "Snapshot",
    "StopRequest",
    "SuccessCase",
    "Supervisor",
]
