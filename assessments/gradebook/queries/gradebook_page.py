"""Reads a page of the gradebook of an edition."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.gradebook.queries.layout import Layout, edition_layout
from assessments.gradebook.queries.participants import (
    Participant,
    Wanted,
    count_participants,
    read_participants,
)
from courses.learning.api import EditionCard, edition_within
from lms.core.access import Reach
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class GradebookPage:
    """People by marked activities, one page of people."""

    edition: EditionCard
    layout: Layout
    wanted: Wanted
    page: Page[Participant]


def gradebook_page(
    session: Session, reach: Reach, edition_id: UUID, *, wanted: Wanted, number: int
) -> GradebookPage:
    """Return a page of 50 people; five statements. Raises NotFoundError outside the reach."""
    edition = edition_within(session, reach, edition_id)
    layout = edition_layout(session, edition)
    total = count_participants(session, edition_id, wanted)
    people = read_participants(
        session,
        edition,
        layout,
        wanted=wanted,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    return GradebookPage(
        edition=edition,
        layout=layout,
        wanted=wanted,
        page=Page(rows=people, number=number, total=total),
    )
