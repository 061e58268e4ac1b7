"""Reads what waits for somebody's decision or act: requests, tutors' tasks, cases."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from assessments.transfer.models import Milestone, ReinforcementTask, StopRequest, SuccessCase
from assessments.transfer.models.follow_on import CaseState
from assessments.transfer.rules.states import RequestState
from courses.learning.api import EDITION, ENROLMENT, edition_is_within
from lms.accounts.api import PERSON, full_name_expression
from lms.core.access import Reach
from lms.organizations.api import ORGANIZATION

MOST_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class WaitingRequest:
    """A request to stop a clock or to leave a commitment out."""

    id: UUID
    milestone_id: UUID
    full_name: str
    organization: str | None
    edition_code: str
    request: StopRequest


@dataclass(frozen=True, kw_only=True)
class TutorTask:
    """A person below target, for the tutor to talk to."""

    id: UUID
    milestone_id: UUID
    full_name: str
    organization: str | None
    edition_code: str
    days: int
    observed: float | None
    coaching_note: str
    done_at: datetime | None
    done_note: str | None


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case worth telling, or worth understanding."""

    case: SuccessCase
    full_name: str
    organization: str | None
    edition_code: str
    days: int
    due_on: date


def waiting_requests(session: Session, reach: Reach) -> list[WaitingRequest]:
    """Return the requests that nobody has decided, oldest first."""
    rows = session.execute(
        _people(select(StopRequest), StopRequest.milestone_id == Milestone.id, reach)
        .where(StopRequest.state == RequestState.ASKED)
        .order_by(StopRequest.created_at, StopRequest.id)
        .limit(MOST_SHOWN)
    )
    return [
        WaitingRequest(
            id=row.StopRequest.id,
            milestone_id=row.StopRequest.milestone_id,
            full_name=row.full_name,
            organization=row.organization,
            edition_code=row.code,
            request=row.StopRequest,
        )
        for row in rows
    ]


def tutor_tasks(session: Session, reach: Reach) -> list[TutorTask]:
    """Return the tutors' tasks, those to be done first."""
    rows = session.execute(
        _people(
            select(ReinforcementTask, Milestone.days, Milestone.result_observed),
            ReinforcementTask.milestone_id == Milestone.id,
            reach,
        )
        .order_by(
            ReinforcementTask.done_at.is_not(None),
            ReinforcementTask.created_at,
            ReinforcementTask.id,
        )
        .limit(MOST_SHOWN)
    )
    return [
        TutorTask(
            id=row.ReinforcementTask.id,
            milestone_id=row.ReinforcementTask.milestone_id,
            full_name=row.full_name,
            organization=row.organization,
            edition_code=row.code,
            days=row.days,
            observed=row.result_observed,
            coaching_note=row.ReinforcementTask.coaching_note,
            done_at=row.ReinforcementTask.done_at,
            done_note=row.ReinforcementTask.done_note,
        )
        for row in rows
    ]


def cases(session: Session, reach: Reach) -> list[CaseRow]:
    """Return the cases that were not declined, successes first."""
    rows = session.execute(
        _people(
            select(SuccessCase, Milestone.days, Milestone.due_on),
            SuccessCase.milestone_id == Milestone.id,
            reach,
        )
        .where(SuccessCase.state != CaseState.DECLINED)
        .order_by(EDITION.c.code, SuccessCase.kind.desc(), SuccessCase.id)
        .limit(MOST_SHOWN)
    )
    return [
        CaseRow(
            case=row.SuccessCase,
            full_name=row.full_name,
            organization=row.organization,
            edition_code=row.code,
            days=row.days,
            due_on=row.due_on,
        )
        for row in rows
    ]


def _people(query: Any, joined: Any, reach: Reach) -> Select[Any]:
    joined_up: Select[Any] = (
        query.add_columns(
            full_name_expression().label("full_name"),
            ORGANIZATION.c.name.label("organization"),
            EDITION.c.code,
        )
        .join(Milestone, joined)
        .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id)
        .where(edition_is_within(reach))
    )
    return joined_up
