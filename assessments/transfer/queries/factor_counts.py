"""Reads how many participants answered what helped and what hindered, and what they named."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from assessments.transfer.models import Answer, FactorAnswer, Milestone
from assessments.transfer.models.answer import Polarity
from assessments.transfer.rules.answers import Factor, Question
from assessments.transfer.rules.disclosure import WITHOUT_ENTITY
from assessments.transfer.rules.states import Audience
from courses.learning.api import EDITION, ENROLMENT, EnrolmentState, edition_is_within
from lms.core.access import Reach

PeopleByCell = dict[tuple[str, str], int]
"""People by edition and entity."""

_POLARITY = {Question.HELPED: Polarity.HELPED, Question.HINDERED: Polarity.HINDERED}


@dataclass(frozen=True, kw_only=True)
class FactorCounts:
    """Who answered each of the two questions, and who named each factor: the same people."""

    answered: dict[Polarity, PeopleByCell]
    named: dict[tuple[Polarity, Factor], PeopleByCell]


def factor_counts(session: Session, reach: Reach, days: int) -> FactorCounts:
    """Return the counts of a milestone within a reach; two statements."""
    answered: dict[Polarity, PeopleByCell] = {polarity: {} for polarity in Polarity}
    for row in session.execute(
        _counted(
            Answer,
            reach,
            days,
            Answer.question,
            func.count(Answer.milestone_id.distinct()).label("people"),
            joined=and_(
                Answer.milestone_id == Milestone.id,
                Answer.informant == Audience.PARTICIPANT,
                Answer.question.in_(_POLARITY),
            ),
        )
    ):
        answered[_POLARITY[row.question]][_cell(row)] = row.people
    named: dict[tuple[Polarity, Factor], PeopleByCell] = defaultdict(dict)
    for row in session.execute(
        _counted(
            FactorAnswer,
            reach,
            days,
            FactorAnswer.polarity,
            FactorAnswer.factor,
            func.count().label("people"),
            joined=and_(
                FactorAnswer.milestone_id == Milestone.id,
                FactorAnswer.informant == Audience.PARTICIPANT,
            ),
        )
    ):
        named[row.polarity, row.factor][_cell(row)] = row.people
    return FactorCounts(answered=answered, named=dict(named))


def _counted(table: Any, reach: Reach, days: int, *columns: Any, joined: Any) -> Any:
    """Return the query of people by edition, entity and all columns but the last, their number."""
    return (
        select(EDITION.c.id.label("edition_id"), ENROLMENT.c.organization_id, *columns)
        .select_from(Milestone)
        .join(table, joined)
        .join(
            ENROLMENT,
            and_(
                ENROLMENT.c.id == Milestone.enrolment_id,
                ENROLMENT.c.pass_count == Milestone.sequence,
            ),
        )
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .where(
            edition_is_within(reach),
            ENROLMENT.c.state == EnrolmentState.PASSED,
            Milestone.days == days,
            Milestone.is_excluded.is_(False),
        )
        .group_by(EDITION.c.id, ENROLMENT.c.organization_id, *columns[:-1])
        .order_by(EDITION.c.id, ENROLMENT.c.organization_id, *columns[:-1])
    )


def _cell(row: Any) -> tuple[str, str]:
    return str(row.edition_id), str(row.organization_id or WITHOUT_ENTITY)
