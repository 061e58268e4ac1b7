"""Separation of duties: who may not approve which certificates."""

from collections.abc import Collection
from enum import StrEnum
from typing import TypeVar

Id = TypeVar("Id")


class DutyConflict(StrEnum):
    """Why somebody may not approve a list."""

    TAUGHT = "taught"
    OWN_CERTIFICATE = "own_certificate"
    PROPOSED_IT = "proposed_it"


def conflict_of(
    approver: Id, *, trainers: Collection[Id], certified: Collection[Id], proposer: Id | None = None
) -> DutyConflict | None:
    """Return why a person may not approve, None when nothing is against it.

    `proposer` is given for a second approval: nobody approves the own proposal.
    """
    if approver in trainers:
        return DutyConflict.TAUGHT
    if approver in certified:
        return DutyConflict.OWN_CERTIFICATE
    if proposer is not None and approver == proposer:
        return DutyConflict.PROPOSED_IT
    return None


def needs_second_person(people: int, rows_without: int) -> bool:
    """Tell whether a list is long enough to ask for a second person."""
    return people > rows_without
