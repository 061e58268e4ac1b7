"""What the trainer chose to see of the queue, as conditions and as part of an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from assessments.assignments.models import Submission
from assessments.assignments.rules.states import GRADABLE, SubmissionState
from courses.learning.api import ENROLMENT, EnrolmentState, under_way

SHOWN_STATES = (
    SubmissionState.SUBMITTED,
    SubmissionState.GRADED,
    SubmissionState.RETURNED,
    SubmissionState.PUBLISHED,
)
"""Drafts of participants are their own."""

_GONE = (EnrolmentState.WITHDRAWN, EnrolmentState.DROPPED_OUT)


@dataclass(frozen=True, kw_only=True)
class QueueFilter:
    """The filters of the queue; None: all."""

    edition_id: UUID | None = None
    activity_id: UUID | None = None
    organization_id: UUID | None = None
    state: SubmissionState = SubmissionState.SUBMITTED

    @property
    def is_on(self) -> bool:
        """Tell whether anything is filtered beyond what waits to be graded."""
        return self != QueueFilter()

    def address(self) -> dict[str, Any]:
        """Return the parts of an address that bring the same filter back."""
        found = {
            "edicion": self.edition_id,
            "tarea": self.activity_id,
            "municipio": self.organization_id,
        }
        words: dict[str, Any] = {
            name: str(value) for name, value in found.items() if value is not None
        }
        if self.state is not SubmissionState.SUBMITTED:
            words["estado"] = self.state.value
        return words

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on Submission joined with ENROLMENT and EDITION, state included.

        What waits and can no longer be graded waits for nobody: it shows only in its own edition.
        """
        found = [*self.conditions_of_any_state(), Submission.state == self.state]
        if self.state in GRADABLE and self.edition_id is None:
            found += [under_way(), ENROLMENT.c.state.not_in(_GONE)]
        return found

    def conditions_of_any_state(self) -> list[ColumnElement[bool]]:
        """Return the conditions without the state; never a draft."""
        found: list[ColumnElement[bool]] = [Submission.state.in_(SHOWN_STATES)]
        if self.edition_id is not None:
            found.append(ENROLMENT.c.edition_id == self.edition_id)
        if self.activity_id is not None:
            found.append(Submission.activity_id == self.activity_id)
        if self.organization_id is not None:
            found.append(ENROLMENT.c.organization_id == self.organization_id)
        return found


def typed_filter(typed: Mapping[str, str]) -> QueueFilter:
    """Return the filter that an address names; what makes no sense is left out."""
    state = typed.get("estado", "")
    return QueueFilter(
        edition_id=_id(typed.get("edicion")),
        activity_id=_id(typed.get("tarea")),
        organization_id=_id(typed.get("municipio")),
        state=next((s for s in SHOWN_STATES if s.value == state), SubmissionState.SUBMITTED),
    )


def _id(typed: str | None) -> UUID | None:
    try:
        return UUID(typed or "")
    except ValueError:
        return None
