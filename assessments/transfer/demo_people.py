"""Who of the demonstration passed a course, and with what story."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.demo_texts import STORIES, Story
from assessments.transfer.rules.plan import SupervisorInput
from courses.learning.api import ENROLMENT, EnrolmentState
from lms.accounts.api import PERSON
from lms.core import clock
from lms.core.access import Actor


@dataclass(frozen=True, kw_only=True)
class DemoPassed:
    """One invented person who passed, with the place in the order of the edition."""

    number: int
    enrolment_id: UUID
    person_id: UUID
    full_name: str
    edition_id: UUID
    passed_at: datetime
    passed_on: date
    sequence: int

    @property
    def actor(self) -> Actor:
        """Return who acts when the person does."""
        return Actor(person_id=self.person_id, label=self.full_name)

    @property
    def superior(self) -> SupervisorInput:
        """Return an invented superior with a telephone of their own."""
        last = self.enrolment_id.int % 10_000
        return SupervisorInput(
            name=f"Jefatura Inventada {self.number + 1}",
            post="Dirección municipal",
            phone=f"+5916{self.number:03d}{last:04d}",
        )

    @property
    def story(self) -> Story:
        """Return what became of the own commitment."""
        return STORIES[self.number % len(STORIES)]


def demo_passed(session: Session, edition_id: UUID) -> Iterator[DemoPassed]:
    """Return who passed an edition, in the order of documents."""
    rows = session.execute(
        select(
            ENROLMENT.c.id,
            ENROLMENT.c.person_id,
            ENROLMENT.c.passed_at,
            ENROLMENT.c.passed_on,
            ENROLMENT.c.pass_count,
            PERSON.c.given_names,
            PERSON.c.first_surname,
        )
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .where(
            ENROLMENT.c.edition_id == edition_id,
            ENROLMENT.c.state == EnrolmentState.PASSED,
            PERSON.c.is_fictional.is_(True),
        )
        .order_by(PERSON.c.document_number, ENROLMENT.c.id)
    )
    for number, row in enumerate(rows.all()):
        yield DemoPassed(
            number=number,
            enrolment_id=row.id,
            person_id=row.person_id,
            full_name=f"{row.given_names} {row.first_surname}",
            edition_id=edition_id,
            passed_at=row.passed_at,
            passed_on=row.passed_on,
            sequence=row.pass_count,
        )


def moment(day: date, add_days: int = 0) -> datetime:
    """Return ten in the morning of a day, or of one so many days after it."""
    return clock.start_of_day(day + timedelta(days=add_days)) + timedelta(hours=10)
