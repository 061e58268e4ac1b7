"""Reads what the ladder needs to know of milestones, many or one, in one statement each."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from assessments.transfer.models import Answer, Commitment, Milestone, Plan, Supervisor
from assessments.transfer.rules.states import Audience, MilestoneState, PlanState
from courses.learning.api import COURSE, EDITION, ENROLMENT
from lms.accounts.api import PERSON


@dataclass(frozen=True, kw_only=True)
class Informant:
    """One person to be asked: name to address, ways to reach them."""

    full_name: str
    first_name: str
    email: str | None
    phone: str | None
    person_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MilestoneFacts:
    """A milestone with whom it is about."""

    milestone: Milestone
    participant: Informant
    supervisor: Supervisor | None
    """Who was asked at this milestone; before it opens, the superior of now.

    None once it opened without a superior: whoever is named later gets the next one.
    """
    edition_id: UUID
    zone: str
    course_title: str

    def informant(self, audience: Audience) -> Informant | None:
        """Return who answers for an audience, None where there is nobody."""
        if audience is Audience.PARTICIPANT:
            return self.participant
        if self.supervisor is None:
            return None
        return Informant(
            full_name=self.supervisor.name,
            first_name=self.supervisor.name.split()[0],
            email=self.supervisor.email,
            phone=self.supervisor.phone,
        )


def milestone_facts(session: Session, milestone_id: UUID) -> MilestoneFacts:
    """Return the facts of a milestone; the milestone row is locked where the database can."""
    return facts_of_milestones(session, [milestone_id])[milestone_id]


def facts_of_milestones(
    session: Session, milestone_ids: Collection[UUID]
) -> dict[UUID, MilestoneFacts]:
    """Return the facts of milestones by id; their rows are locked, always in the same order."""
    rows = session.execute(
        select(
            Milestone,
            Supervisor,
            ENROLMENT.c.edition_id,
            EDITION.c.zone,
            COURSE.c.title,
            PERSON.c.id,
            PERSON.c.given_names,
            PERSON.c.first_surname,
            PERSON.c.second_surname,
            PERSON.c.email,
            PERSON.c.phone,
        )
        .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(COURSE, COURSE.c.id == EDITION.c.course_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .outerjoin(
            Supervisor,
            or_(
                Supervisor.id == Milestone.supervisor_id,
                and_(
                    Milestone.state == MilestoneState.PLANNED,
                    Supervisor.enrolment_id == Milestone.enrolment_id,
                    Supervisor.valid_to.is_(None),
                ),
            ),
        )
        .where(Milestone.id.in_(milestone_ids))
        .order_by(Milestone.id)
        .with_for_update(of=Milestone)
    )
    return {
        row[0].id: MilestoneFacts(
            milestone=row[0],
            supervisor=row[1],
            participant=_participant(row),
            edition_id=row.edition_id,
            zone=row.zone,
            course_title=row.title,
        )
        for row in rows
    }


def commitments_of_enrolment(session: Session, enrolment_id: UUID) -> list[Commitment]:
    """Return the commitments of the plan that was sent, in their order."""
    return list(
        session.scalars(
            select(Commitment)
            .join(Plan, Plan.id == Commitment.plan_id)
            .where(Plan.enrolment_id == enrolment_id, Plan.state != PlanState.DRAFT)
            .order_by(Commitment.position)
        )
    )


def commitments_by_enrolment(
    session: Session, enrolment_ids: Collection[UUID]
) -> Mapping[UUID, list[Commitment]]:
    """Return the commitments of each plan that was sent, in their order; none for the others."""
    found: dict[UUID, list[Commitment]] = defaultdict(list)
    for enrolment_id, commitment in session.execute(
        select(Plan.enrolment_id, Commitment)
        .join(Commitment, Commitment.plan_id == Plan.id)
        .where(Plan.enrolment_id.in_(enrolment_ids), Plan.state != PlanState.DRAFT)
        .order_by(Plan.enrolment_id, Commitment.position)
    ):
        found[enrolment_id].append(commitment)
    return found


def first_commitments(session: Session, enrolment_ids: Collection[UUID]) -> dict[UUID, Commitment]:
    """Return the first commitment of each enrolment whose plan was sent."""
    rows = session.execute(
        select(Plan.enrolment_id, Commitment)
        .join(Commitment, Commitment.plan_id == Plan.id)
        .where(Plan.enrolment_id.in_(enrolment_ids), Plan.state != PlanState.DRAFT)
        .order_by(Plan.enrolment_id, Commitment.position.desc())
    )
    # The last row of an enrolment is its first commitment.
    return {row.enrolment_id: row.Commitment for row in rows}


def who_answered(
    session: Session, milestone_ids: Collection[UUID]
) -> Mapping[UUID, Collection[Audience]]:
    """Return who has answered anything at each milestone; nobody where nothing stands."""
    found: dict[UUID, set[Audience]] = defaultdict(set)
    for row in session.execute(
        select(Answer.milestone_id, Answer.informant)
        .where(Answer.milestone_id.in_(milestone_ids))
        .distinct()
    ):
        found[row.milestone_id].add(row.informant)
    return found


def _participant(row: Any) -> Informant:
    names = (row.given_names, row.first_surname, row.second_surname)
    return Informant(
        full_name=" ".join(filter(None, names)),
        first_name=row.given_names.split()[0],
        email=row.email,
        phone=row.phone,
        person_id=row.id,
    )
