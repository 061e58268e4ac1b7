"""Makes answers to what helped and what hindered, as the instrument stores them."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import Answer, FactorAnswer, Milestone
from assessments.transfer.models.answer import Polarity
from assessments.transfer.rules.answers import Factor, Question
from assessments.transfer.rules.states import Audience, Channel
from lms.core import ids

QUESTION = {Polarity.HELPED: Question.HELPED, Polarity.HINDERED: Question.HINDERED}


def name_factors(
    session: Session,
    enrolment_ids: Iterable[UUID],
    *factors: Factor,
    polarity: Polarity = Polarity.HINDERED,
    informant: Audience = Audience.PARTICIPANT,
    days: int = 90,
) -> None:
    """Let each of some people answer one of the two questions; no factors is an answer as well."""
    milestones = session.scalars(
        select(Milestone.id).where(
            Milestone.enrolment_id.in_(list(enrolment_ids)), Milestone.days == days
        )
    )
    for milestone_id in milestones:
        session.add(
            Answer(
                id=ids.new_id(),
                milestone_id=milestone_id,
                informant=informant,
                informant_name="Ana",
                question=QUESTION[polarity],
                value={"codes": list(factors), "text": ""},
                channel=Channel.PAPER,
            )
        )
        for factor in factors:
            session.add(
                FactorAnswer(
                    milestone_id=milestone_id,
                    informant=informant,
                    polarity=polarity,
                    factor=factor,
                )
            )
    session.flush()
