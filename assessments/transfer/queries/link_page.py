"""Reads what the holder of a personal link sees: first name, course, commitments, own answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import (
    Answer,
    Commitment,
    Evidence,
    Link,
    Milestone,
    Plan,
    Supervisor,
)
from assessments.transfer.models.answer import LATEST_LAST
from assessments.transfer.queries.find_link import find_link, is_alive
from assessments.transfer.queries.milestone_facts import commitments_of_enrolment
from assessments.transfer.queries.plan_page import has_opened
from assessments.transfer.rules.answers import Question, Screen, screens_for
from assessments.transfer.rules.states import ASKING, Audience, MilestoneState, PlanState
from courses.learning.api import COURSE, EDITION, ENROLMENT
from lms.accounts.api import PERSON
from lms.core import clock


@dataclass(frozen=True, kw_only=True)
class AskedCommitment:
    """One commitment as a link shows it."""

    id: UUID
    sentence: str
    product: str | None
    indicator: str
    unit: str
    baseline: float | None
    baseline_source: str | None
    target: float | None


@dataclass(frozen=True, kw_only=True)
class LinkPage:
    """The questions behind one live link."""

    link_id: UUID
    audience: Audience
    milestone_id: UUID | None
    plan_id: UUID | None
    enrolment_id: UUID
    informant_name: str
    participant: str
    course_title: str
    days: int
    closes_on: date | None
    is_closed: bool
    has_opted_out: bool
    commitments: tuple[AskedCommitment, ...]
    screens: tuple[Screen, ...]
    answers: Mapping[tuple[Question, UUID | None], Mapping[str, Any]]
    """The own answers, the latest of each question."""
    evidence_count: int
    plan_state: PlanState | None
    is_plan_fixed: bool
    """The first milestone opened: only agreement is taken now."""
    supervisor_note: str | None

    def commitment_of(self, screen: Screen) -> AskedCommitment | None:
        """Return the commitment that a screen is about."""
        return None if screen.commitment is None else self.commitments[screen.commitment]

    def answer_to(self, screen: Screen) -> Mapping[str, Any]:
        """Return the own answer to a screen, empty while there is none."""
        commitment = self.commitment_of(screen)
        return self.answers.get((screen.question, commitment.id if commitment else None), {})


def link_page(session: Session, token: str) -> LinkPage | None:
    """Return what a token opens, None for a link that is dead, foreign or tampered with."""
    link = find_link(session, token)
    if link is None or not is_alive(link):
        return None
    return page_of_link(session, link)


def page_of_link(session: Session, link: Link) -> LinkPage | None:
    """Return the questions of a link, None when its milestone stopped or its plan is closed."""
    milestone = session.get(Milestone, link.milestone_id) if link.milestone_id else None
    plan = session.get(Plan, link.plan_id) if link.plan_id else None
    holder = milestone or plan
    if holder is None or (milestone is not None and milestone.state not in ASKING):
        return None
    if plan is not None and plan.state in (PlanState.DRAFT, PlanState.CLOSED):
        return None
    if link.audience is Audience.SUPERVISOR and link.supervisor_id is None:
        # Nobody was the superior when it opened: what this link says would be nobody's word.
        return None
    who = session.execute(
        select(PERSON.c.given_names, PERSON.c.first_surname, COURSE.c.title, EDITION.c.zone)
        .select_from(ENROLMENT)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(COURSE, COURSE.c.id == EDITION.c.course_id)
        .where(ENROLMENT.c.id == holder.enrolment_id)
    ).one()
    supervisor = session.get(Supervisor, link.supervisor_id) if link.supervisor_id else None
    commitments = tuple(
        _asked(one) for one in commitments_of_enrolment(session, holder.enrolment_id)
    )
    opted_out = (
        supervisor.opted_out_at
        if supervisor
        else (milestone.participant_opted_out_at if milestone else None)
    )
    return LinkPage(
        link_id=link.id,
        audience=link.audience,
        milestone_id=link.milestone_id,
        plan_id=link.plan_id,
        enrolment_id=holder.enrolment_id,
        informant_name=supervisor.name if supervisor else who.given_names,
        participant=who.given_names
        if link.audience is Audience.PARTICIPANT
        else f"{who.given_names} {who.first_surname}",
        course_title=who.title,
        days=milestone.days if milestone else 0,
        closes_on=milestone.closes_on if milestone else None,
        is_closed=milestone is not None
        and (
            milestone.state is MilestoneState.CLOSED_WITHOUT_ANSWER
            or clock.today(who.zone) > milestone.closes_on
        ),
        has_opted_out=opted_out is not None,
        commitments=commitments,
        screens=screens_for(link.audience, len(commitments)) if milestone else (),
        answers=_answers(session, link) if milestone else {},
        evidence_count=_evidence_count(session, link) if milestone else 0,
        plan_state=plan.state if plan else None,
        is_plan_fixed=plan is not None and has_opened(session, plan.enrolment_id),
        supervisor_note=plan.supervisor_note if plan else None,
    )


def _asked(one: Commitment) -> AskedCommitment:
    return AskedCommitment(
        id=one.id,
        sentence=f"Si {one.situation}, entonces {one.action}",
        product=one.product,
        indicator=one.indicator,
        unit=one.unit,
        baseline=one.baseline,
        baseline_source=one.baseline_source,
        target=one.target,
    )


def _answers(session: Session, link: Link) -> dict[tuple[Question, UUID | None], Mapping[str, Any]]:
    rows = session.execute(
        select(Answer.question, Answer.commitment_id, Answer.value)
        .where(Answer.milestone_id == link.milestone_id, Answer.informant == link.audience)
        .order_by(*LATEST_LAST)
    )
    return {(row.question, row.commitment_id): row.value for row in rows}


def _evidence_count(session: Session, link: Link) -> int:
    rows = session.scalars(
        select(Evidence.id).where(
            Evidence.milestone_id == link.milestone_id, Evidence.informant == link.audience
        )
    )
    return len(rows.all())
