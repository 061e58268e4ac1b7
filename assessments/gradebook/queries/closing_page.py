"""Reads what closing an edition would do: who passes, who does not, and what each one lacks."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.gradebook.queries.acts import ActCard, acts_of_edition
from assessments.gradebook.queries.layout import edition_layout
from assessments.gradebook.queries.participants import (
    LEFT,
    Participant,
    Wanted,
    read_participants,
)
from assessments.gradebook.rules.outcome import Outcome
from assessments.gradebook.words import missing_words
from courses.learning.api import (
    ENROLMENT,
    PROGRESS,
    WORKING,
    EditionCard,
    EnrolmentState,
    RunningDays,
    Standing,
    course_map,
    edition_within,
    progress_of,
    running_days,
)
from lms.core import clock
from lms.core.access import Reach
from lms.core.web.pagination import PAGE_SIZE, Page

STATES_OF: dict[Outcome, frozenset[EnrolmentState]] = {
    Outcome.PASSES: frozenset({EnrolmentState.PASSED}),
    Outcome.UNFINISHED: frozenset(WORKING),
    Outcome.FAILED: frozenset({EnrolmentState.FAILED}),
    Outcome.LEFT: LEFT,
}


MISSING_SHOWN = 3
RUNNING_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class ClosingRow:
    """One person, and what is still missing; empty for who is done."""

    person: Participant
    missing: str


@dataclass(frozen=True, kw_only=True)
class ClosingPage:
    """The state of an edition before or after it was closed."""

    edition: EditionCard
    counts: dict[Outcome, int]
    waiting_count: int
    """Tasks that were sent by people who still work, and have no published mark."""
    outcome: Outcome
    page: Page[ClosingRow]
    acts: tuple[ActCard, ...]
    running: RunningDays
    """Who would fail although an extension or a recovery still gives them days."""

    @property
    def total(self) -> int:
        """Return how many people were enrolled."""
        return sum(self.counts.values())

    @property
    def failing(self) -> int:
        """Return how many end without passing when it is closed now."""
        return self.counts[Outcome.UNFINISHED] + self.counts[Outcome.FAILED]


def closing_page(
    session: Session, reach: Reach, edition_id: UUID, *, outcome: Outcome | None, number: int
) -> ClosingPage:
    """Return the page of one group of people; raises NotFoundError outside the reach."""
    edition = edition_within(session, reach, edition_id)
    counts = _counts(session, edition_id)
    chosen = outcome or _first_of_interest(counts)
    return ClosingPage(
        edition=edition,
        counts=counts,
        waiting_count=_waiting(session, edition_id),
        outcome=chosen,
        page=Page(
            rows=_rows(session, edition, chosen, number), number=number, total=counts[chosen]
        ),
        acts=acts_of_edition(session, edition_id),
        running=running_days(
            session, edition_id, today=clock.today(edition.zone), most=RUNNING_SHOWN
        ),
    )


def _counts(session: Session, edition_id: UUID) -> dict[Outcome, int]:
    rows = session.execute(
        select(ENROLMENT.c.state, func.count().label("people"))
        .where(ENROLMENT.c.edition_id == edition_id)
        .group_by(ENROLMENT.c.state)
    )
    by_state = {row.state: row.people for row in rows}
    return {
        outcome: sum(by_state.get(state, 0) for state in states)
        for outcome, states in STATES_OF.items()
    }


def _first_of_interest(counts: dict[Outcome, int]) -> Outcome:
    """Return who needs a look: the unfinished, or else the first group with anybody in it."""
    order = (Outcome.UNFINISHED, Outcome.PASSES, Outcome.FAILED, Outcome.LEFT)
    return next((outcome for outcome in order if counts[outcome]), Outcome.PASSES)


def _waiting(session: Session, edition_id: UUID) -> int:
    return session.scalars(
        select(func.count())
        .select_from(PROGRESS.join(ENROLMENT, ENROLMENT.c.id == PROGRESS.c.enrolment_id))
        .where(
            ENROLMENT.c.edition_id == edition_id,
            ENROLMENT.c.state.in_(WORKING),
            PROGRESS.c.is_waiting.is_(True),
        )
    ).one()


def _rows(
    session: Session, edition: EditionCard, outcome: Outcome, number: int
) -> list[ClosingRow]:
    people = read_participants(
        session,
        edition,
        edition_layout(session, edition),
        wanted=Wanted(states=STATES_OF[outcome]),
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    course = course_map(session, edition.course_version_id)
    progress = (
        progress_of(session, [person.enrolment_id for person in people])
        if outcome in (Outcome.UNFINISHED, Outcome.FAILED)
        else {}
    )
    return [
        ClosingRow(
            person=person,
            missing=missing_words(
                Standing(course=course, progress=progress[person.enrolment_id]).missing,
                most=MISSING_SHOWN,
            )
            if person.enrolment_id in progress
            else "",
        )
        for person in people
    ]
