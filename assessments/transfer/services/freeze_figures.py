"""Freezes the figures of an edition at a milestone, so that last year's report stays as it was."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import Milestone, Snapshot
from assessments.transfer.queries.cells import cells, to_values
from assessments.transfer.queries.competency_editions import competency_editions
from assessments.transfer.queries.efficacy_counts import efficacy_counts
from assessments.transfer.queries.factor_counts import factor_counts
from assessments.transfer.rules.figures import RULE_VERSION
from assessments.transfer.rules.states import RUNNING, MilestoneState
from courses.learning.api import EDITION, ENROLMENT
from lms.core import clock, ids
from lms.core.access import Reach, Scope


def freeze_if_last(session: Session, edition_id: UUID, days: int, *, moment: str) -> UUID | None:
    """Freeze when no milestone of the edition and day is still under way; None otherwise.

    moment: close (the questions closed) or end (late answers as well). Somebody who passes later
    brings another snapshot; the ones before stay.
    """
    # Of two workers that close the last two milestones at once, one must see what the other did.
    session.flush()
    session.execute(
        select(EDITION.c.id).where(EDITION.c.id == edition_id).with_for_update(key_share=True)
    )
    of_edition = (
        select(Milestone.id)
        .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
        .where(ENROLMENT.c.edition_id == edition_id, Milestone.days == days)
        .limit(1)
    )
    if moment == "close":
        under_way = of_edition.where(Milestone.state.in_(RUNNING))
    else:
        under_way = of_edition.where(
            Milestone.state != MilestoneState.STOPPED, Milestone.ends_on >= clock.today()
        )
    if session.scalar(under_way) is not None:
        return None
    name = f"{moment}:{clock.today().isoformat()}"
    standing = session.scalar(
        select(Snapshot.id).where(
            Snapshot.edition_id == edition_id, Snapshot.days == days, Snapshot.moment == name
        )
    )
    if standing is not None:
        return standing
    row = Snapshot(
        id=ids.new_id(),
        edition_id=edition_id,
        days=days,
        moment=name,
        rule_version=RULE_VERSION,
        figures=_figures(session, edition_id, days),
    )
    session.add(row)
    return row.id


def _figures(session: Session, edition_id: UUID, days: int) -> dict[str, Any]:
    of_edition = Reach(ids={Scope.EDITION: frozenset({edition_id})})
    factors = factor_counts(session, of_edition, days)
    return {
        "cells": to_values(cell for cell in cells(session, of_edition) if cell.days == days),
        "factors": [
            {"polarity": polarity, "factor": factor, "people": sum(people.values())}
            for (polarity, factor), people in sorted(factors.named.items())
        ],
        "factor_people": {
            polarity: sum(people.values()) for polarity, people in factors.answered.items()
        },
        "competencies": [
            {"code": code, "name": name}
            for code, name, _editions in competency_editions(session, of_edition)
        ],
        "efficacy": [
            [one.before, one.after, one.people] for one in efficacy_counts(session, of_edition)
        ],
    }
