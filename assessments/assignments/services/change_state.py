"""Changes the state of a submission as the rules allow, with its audit line."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from assessments.assignments.models import Submission
from assessments.assignments.rules.states import Act, next_state
from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _


def change_state(
    session: Session,
    actor: Actor,
    submission: Submission,
    act: Act,
    *,
    facts: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Do an act; raises ConflictError where the state does not allow it."""
    before = submission.state
    after = next_state(before, act)
    if after is None:
        raise ConflictError(
            _("La entrega cambió de estado mientras tanto. Vuelva a abrirla."),
            code="submission_state",
        )
    submission.state = after
    record_change(
        session,
        actor,
        action=f"assignments.{act.value}_submission",
        object_kind="submission",
        object_id=submission.id,
        before={"state": before},
        after={"state": after, **(facts or {})},
        reason=reason,
    )
