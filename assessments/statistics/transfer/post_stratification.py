"""The rate of a group corrected for strata that answered unequally."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from assessments.statistics.intervals import require_part_of_whole
from assessments.statistics.reasons import Estimate, Reason


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """A part of the group known before the answers: people in it, answered, achieved."""

    people: int
    answered: int
    achieved: int


def post_stratified_rate(strata: Sequence[Stratum]) -> Estimate:
    """Return the observed rate with each stratum at its share of all people.

    EMPTY_STRATUM when a stratum with people has no answer (merge it with a like one first);
    NO_PEOPLE without people. Source: Holt and Smith 1979; reference section 5.4, rule 7.
    """
    for stratum in strata:
        require_part_of_whole(stratum.answered, stratum.people)
        require_part_of_whole(stratum.achieved, stratum.answered)
    populated = [stratum for stratum in strata if stratum.people]
    if not populated:
        return Reason.NO_PEOPLE
    if any(stratum.answered == 0 for stratum in populated):
        return Reason.EMPTY_STRATUM
    everyone = sum(stratum.people for stratum in populated)
    weighted = fsum(one.people * one.achieved / one.answered for one in populated)
    return min(1.0, weighted / everyone)
