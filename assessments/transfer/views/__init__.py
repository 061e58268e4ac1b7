"""Pages of transfer: one blueprint for who signs in, one for holders of links."""

from assessments.transfer.views import (
    calls,
    coordination,
    dashboard,
    follow_on,
    kept_files,
    milestones,
    paper,
    plan,
    report,
)
from assessments.transfer.views.links import blueprint as link_blueprint
from assessments.transfer.views.plan import blueprint

__all__ = [
    "blueprint",
    "calls",
    "coordination",
    "dashboard",
    "follow_on",
    "kept_files",
    "link_blueprint",
    "milestones",
    "paper",
    "plan",
    "report",
]
