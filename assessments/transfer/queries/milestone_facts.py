"""Reads what the ladder needs to know of a milestone, in one statement."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from assessments.transfer.models import Answer, Commitment, Milestone, Plan, Supervisor
from assessments.transfer.rules.states import Audience, PlanState
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
    """Who was asked at this milestone; before it opens, the superior of now."""
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
    row = session.execute(
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
                    Milestone.supervisor_id.is_(None),
                    Supervisor.enrolment_id == Milestone.enrolment_id,
                    Supervisor.valid_to.is_(None),
                ),
            ),
        )
        .where(Milestone.id == milestone_id)
        .with_for_update(of=Milestone)
    ).one()
    return MilestoneFacts(
        milestone=row[0],
        supervisor=row[1],
        participant=_participant(row),
        edition_id=row.edition_id,
        zone=row.zone,
        course_title=row.title,
    )


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


def who_answered(session: Session, milestone_id: UUID) -> frozenset[Audience]:
    """Return who has answered anything at a milestone."""
    return frozenset(
        session.scalars(
            select(Answer.informant).where(Answer.milestone_id == milestone_id).distinct()
        )
    )


def _participant(row: Any) -> Informant:
    names = (row.given_names, row.first_surname, row.second_surname)
    return Informant(
        full_name=" ".join(filter(None, names)),
        first_name=row.given_names.split()[0],
        email=row.email,
        phone=row.phone,
        person_id=row.id,
    )
