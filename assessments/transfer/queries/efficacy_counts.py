"""Reads how sure people were before the course and after it, counted in the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.statistics.change.paired_effect import PairedEffect, paired_effect
from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.suppression import LEAST_SHOWN
from assessments.transfer.models import Plan
from assessments.transfer.rules.disclosure import WITHOUT_ENTITY, Group, disclosure_of
from courses.learning.api import EDITION, ENROLMENT, EnrolmentState, edition_is_within
from lms.core.access import Reach


@dataclass(frozen=True, kw_only=True)
class EfficacyCount:
    """How many people of an edition and entity were as sure before and after, 0 to 10 each."""

    edition_id: str
    sponsor_id: str
    organization_id: str
    before: int
    after: int
    people: int


def efficacy_counts(session: Session, reach: Reach) -> list[EfficacyCount]:
    """Return the counts of everybody who passed within a reach and gave both answers."""
    columns = (
        EDITION.c.id,
        EDITION.c.sponsor_id,
        ENROLMENT.c.organization_id,
        Plan.efficacy_before,
        Plan.efficacy_after,
    )
    rows = session.execute(
        select(*columns, func.count())
        .select_from(Plan)
        .join(ENROLMENT, ENROLMENT.c.id == Plan.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .where(
            edition_is_within(reach),
            ENROLMENT.c.state == EnrolmentState.PASSED,
            Plan.efficacy_before.is_not(None),
            Plan.efficacy_after.is_not(None),
        )
        .group_by(*columns)
        .order_by(*columns)
    )
    return [
        EfficacyCount(
            edition_id=str(edition_id),
            sponsor_id=str(sponsor_id or ""),
            organization_id=str(organization_id or WITHOUT_ENTITY),
            before=before,
            after=after,
            people=people,
        )
        for edition_id, sponsor_id, organization_id, before, after, people in rows
    ]


def efficacy_of(counts: Sequence[EfficacyCount], group: Group) -> PairedEffect | Reason:
    """Return the change of a group, SUPPRESSED where it or what it leaves over is too small."""
    if not shows_efficacy(counts, group):
        return Reason.SUPPRESSED
    return effect_of(
        (one.before, one.after, one.people)
        for one in counts
        if group.edition in ("", one.edition_id)
        and group.organization in ("", one.organization_id)
        and group.sponsor in ("", one.sponsor_id)
    )


def shows_efficacy(counts: Iterable[EfficacyCount], group: Group) -> bool:
    """Tell whether the change of a group may be printed, whatever milestone the page is about."""
    people: dict[tuple[str, str], int] = {}
    sponsors: dict[str, frozenset[str]] = {}
    for one in counts:
        key = (one.edition_id, one.organization_id)
        people[key] = people.get(key, 0) + one.people
        if one.sponsor_id:
            sponsors[one.sponsor_id] = sponsors.get(one.sponsor_id, frozenset()) | {one.edition_id}
    return disclosure_of(people, people, sponsors).shows(people, group)


def effect_of(counts: Iterable[tuple[int, int, int]]) -> PairedEffect | Reason:
    """Return the change out of (before, after, people); TOO_FEW under five people."""
    pairs = [(before, after) for before, after, people in counts for _one in range(people)]
    if len(pairs) < LEAST_SHOWN:
        return Reason.TOO_FEW
    return paired_effect(
        [float(before) for before, _after in pairs], [float(after) for _before, after in pairs]
    )
