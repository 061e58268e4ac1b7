"""Finds who still has days of an extension or a recovery to work in an edition."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from courses.learning.models import Enrolment
from courses.learning.queries.activity_context import extended_until
from courses.learning.rules.states import WORKING, EnrolmentState
from lms.accounts.api import PERSON, sort_expression, sort_name


@dataclass(frozen=True, kw_only=True)
class PersonWithDays:
    """Somebody who still works, and the last day that was given."""

    enrolment_id: UUID
    name: str
    """Surnames first."""
    until: date
    is_recovering: bool


@dataclass(frozen=True, kw_only=True)
class RunningDays:
    """The people whose given days still run: the first of them by name, and how many there are."""

    people: tuple[PersonWithDays, ...]
    total: int

    @property
    def left_out(self) -> int:
        """Return how many are not named."""
        return self.total - len(self.people)


def running_days(session: Session, edition_id: UUID, *, today: date, most: int) -> RunningDays:
    """Return whose extension or recovery has not ended, by surname; one statement."""
    rows = session.execute(
        select(
            Enrolment.id,
            Enrolment.state,
            extended_until().label("until"),
            func.count().over().label("total"),
            PERSON.c.given_names,
            PERSON.c.first_surname,
            PERSON.c.second_surname,
            PERSON.c.married_surname,
        )
        .join(PERSON, PERSON.c.id == Enrolment.person_id)
        .where(days_still_run(edition_id, today))
        .order_by(sort_expression(), Enrolment.id)
        .limit(most)
    ).all()
    return RunningDays(
        people=tuple(
            PersonWithDays(
                enrolment_id=row.id,
                name=sort_name(
                    row.given_names, row.first_surname, row.second_surname, row.married_surname
                ),
                until=row.until,
                is_recovering=row.state is EnrolmentState.RECOVERY,
            )
            for row in rows
        ),
        total=rows[0].total if rows else 0,
    )


def days_still_run(edition_id: UUID, today: date) -> ColumnElement[bool]:
    """Return the condition that an enrolment works, and on days that an extension gave it."""
    return and_(
        Enrolment.edition_id == edition_id,
        Enrolment.state.in_(WORKING),
        extended_until() >= today,
    )
