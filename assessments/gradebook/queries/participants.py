"""Reads participants of an edition with their marks, a stretch at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from assessments.gradebook.models import Recovery
from assessments.gradebook.queries.layout import Layout
from assessments.gradebook.rules.final_mark import FinalMark, Mark, final_mark
from courses.learning.api import (
    ENROLMENT,
    PROGRESS,
    WORKING,
    EditionCard,
    EditionState,
    EnrolmentState,
)
from lms.accounts.api import PERSON, document_label, fold, sort_expression, sort_name
from lms.organizations.api import ORGANIZATION

LEFT = frozenset({EnrolmentState.WITHDRAWN, EnrolmentState.DROPPED_OUT})
STRETCH = 500
_NO_MARK = FinalMark(percent=None, counted_weight=0, asked_weight=0)


@dataclass(frozen=True, kw_only=True)
class MarkCell:
    """The mark of one person in one activity; percents are whole."""

    score_percent: int | None = None
    is_exempt: bool = False
    is_waiting: bool = False
    """Sent and not yet published."""
    is_recovered: bool = False
    """The mark was reached in a recovery."""
    score_before: int | None = None
    """The mark before the recovery; None where there was none."""


@dataclass(frozen=True, kw_only=True)
class Participant:
    """One row of the gradebook; `cells` are in the order of the layout."""

    enrolment_id: UUID
    person_id: UUID
    name: str
    """Surnames first."""
    document: str
    organization: str
    state: EnrolmentState
    cells: tuple[MarkCell, ...]
    quizzes_done: int
    quizzes_asked: int
    """Quizzes from which the person is not exempt."""
    final: FinalMark


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which participants are read: those in some states, with some words in their name, or some."""

    states: frozenset[EnrolmentState] = frozenset()
    """Empty: all."""
    words: str = ""
    enrolment_ids: tuple[UUID, ...] | None = None


EVERYBODY = Wanted()


def count_participants(session: Session, edition_id: UUID, wanted: Wanted = EVERYBODY) -> int:
    """Return how many participants are wanted; one statement."""
    query = (
        select(func.count())
        .select_from(ENROLMENT.join(PERSON, PERSON.c.id == ENROLMENT.c.person_id))
        .where(*_conditions(edition_id, wanted))
    )
    return session.scalars(query).one()


def read_participants(
    session: Session,
    edition: EditionCard,
    layout: Layout,
    *,
    wanted: Wanted = EVERYBODY,
    limit: int = STRETCH,
    offset: int = 0,
) -> list[Participant]:
    """Return a stretch of the participants in the order of surnames; two statements."""
    people = session.execute(_people(edition.id, wanted).limit(limit).offset(offset)).all()
    progress = _progress(session, layout, [person.id for person in people])
    return [_participant(person, progress.get(person.id, {}), edition, layout) for person in people]


def all_participants(
    session: Session, edition: EditionCard, layout: Layout, *, wanted: Wanted = EVERYBODY
) -> Iterator[Participant]:
    """Give every participant, reading a stretch at a time so that memory stays small."""
    offset = 0
    while True:
        found = read_participants(session, edition, layout, wanted=wanted, offset=offset)
        yield from found
        if len(found) < STRETCH:
            return
        offset += STRETCH


def _conditions(edition_id: UUID, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [ENROLMENT.c.edition_id == edition_id]
    if wanted.states:
        found.append(ENROLMENT.c.state.in_(wanted.states))
    found.extend(PERSON.c.search_key.contains(f" {word}") for word in fold(wanted.words).split())
    if wanted.enrolment_ids is not None:
        found.append(ENROLMENT.c.id.in_(wanted.enrolment_ids))
    return found


def _people(edition_id: UUID, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    marks_before = (
        select(Recovery.marks_before)
        .where(Recovery.enrolment_id == ENROLMENT.c.id)
        .order_by(Recovery.created_at.desc(), Recovery.id.desc())
        .limit(1)
        .correlate(ENROLMENT)
        .scalar_subquery()
    )
    return (
        select(
            ENROLMENT.c.id,
            ENROLMENT.c.person_id,
            ENROLMENT.c.state,
            PERSON.c.given_names,
            PERSON.c.first_surname,
            PERSON.c.second_surname,
            PERSON.c.married_surname,
            PERSON.c.document_number,
            PERSON.c.document_complement,
            PERSON.c.document_place,
            ORGANIZATION.c.name.label("organization"),
            marks_before.label("marks_before"),
        )
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id)
        .where(*_conditions(edition_id, wanted))
        .order_by(sort_expression(), ENROLMENT.c.id)
    )


def _progress(
    session: Session, layout: Layout, enrolment_ids: Iterable[UUID]
) -> dict[UUID, dict[UUID, Row[*tuple[Any, ...]]]]:
    found: dict[UUID, dict[UUID, Row[*tuple[Any, ...]]]] = {}
    rows = session.execute(
        select(
            PROGRESS.c.enrolment_id,
            PROGRESS.c.activity_id,
            PROGRESS.c.score_percent,
            PROGRESS.c.is_exempt,
            PROGRESS.c.is_waiting,
        ).where(
            PROGRESS.c.enrolment_id.in_(list(enrolment_ids)),
            PROGRESS.c.activity_id.in_(layout.activity_ids),
        )
    )
    for row in rows:
        found.setdefault(row.enrolment_id, {})[row.activity_id] = row
    return found


def _participant(
    person: Row[*tuple[Any, ...]],
    progress: Mapping[UUID, Row[*tuple[Any, ...]]],
    edition: EditionCard,
    layout: Layout,
) -> Participant:
    before = person.marks_before
    cells = tuple(
        _cell(progress.get(activity.activity_id), activity.activity_id, before)
        for activity in layout.marked
    )
    quizzes = [progress[key] for key in layout.quiz_ids if key in progress]
    exempt = sum(1 for quiz in quizzes if quiz.is_exempt)
    return Participant(
        enrolment_id=person.id,
        person_id=person.person_id,
        name=sort_name(
            person.given_names,
            person.first_surname,
            person.second_surname,
            person.married_surname,
        ),
        document=document_label(
            number=person.document_number,
            complement=person.document_complement,
            place=person.document_place,
        ),
        organization=person.organization or "",
        state=person.state,
        cells=cells,
        quizzes_done=sum(
            1
            for quiz in quizzes
            if not quiz.is_exempt and (quiz.score_percent or 0) >= layout.quiz_percent
        ),
        quizzes_asked=len(layout.quiz_ids) - exempt,
        final=_final(cells, person.state, edition, layout),
    )


def _cell(
    row: Row[*tuple[Any, ...]] | None, activity_id: UUID, before: Mapping[str, int] | None
) -> MarkCell:
    if row is None:
        return MarkCell()
    earlier = None if before is None else before.get(str(activity_id))
    return MarkCell(
        score_percent=row.score_percent,
        is_exempt=row.is_exempt,
        is_waiting=row.is_waiting,
        is_recovered=(
            before is not None
            and row.score_percent is not None
            and (earlier is None or row.score_percent > earlier)
        ),
        score_before=earlier,
    )


def _final(
    cells: tuple[MarkCell, ...], state: EnrolmentState, edition: EditionCard, layout: Layout
) -> FinalMark:
    """Return the final mark; who left has none, and who is in recovery still adds to it."""
    if state in LEFT:
        return _NO_MARK
    is_over = edition.state is EditionState.CLOSED and state not in WORKING
    return final_mark(
        (
            Mark(weight=activity.weight, score_percent=c.score_percent, is_exempt=c.is_exempt)
            for activity, c in zip(layout.marked, cells, strict=True)
        ),
        missing_is_zero=is_over,
    )
