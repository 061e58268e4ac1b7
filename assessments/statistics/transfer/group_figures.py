"""The transfer figures of a group, and which of them may be printed."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from assessments.statistics.intervals import Interval, require_part_of_whole, wilson_interval
from assessments.statistics.reasons import Estimate, Reason

LEAST_SHOWN = 5
"""Figures about fewer people than this are not printed."""

LEAST_RESPONSE = 0.5
"""Below this response rate the observed rate is not printed; exactly half is enough."""

LEAST_COMPARABLE = 30
"""Each of two compared groups needs this many answers."""


Count: TypeAlias = int | Reason
"""A number of people, or the reason why it is not shown."""


class PrintLevel(StrEnum):
    """How much of a group's figures may be printed; the values are stored with a snapshot."""

    ALL = "todo"
    WITHOUT_OBSERVED = "sin_tasa_observada"
    COUNTS_ONLY = "solo_n"
    NOTHING = "nada"


@dataclass(frozen=True, kw_only=True)
class GroupCounts:
    """What was counted in a group at a milestone.

    finished: everyone who finished and was not excluded (N), with or without a plan.
    answered: n. achieved: x, among the answered.
    achieved_v2, achieved_v3: the part of x that a superior confirmed, without and with record.
    excluded: people who left N because nothing applies any more. without_plan: part of N.
    """

    finished: int
    answered: int
    achieved: int
    achieved_v2: int = 0
    achieved_v3: int = 0
    excluded: int = 0
    without_plan: int = 0

    @property
    def verified(self) -> int:
        """Return how many achieved with a confirmation of level V2 or V3."""
        return self.achieved_v2 + self.achieved_v3


@dataclass(frozen=True, kw_only=True)
class GroupFigures:
    """The figures of a group, each 0 to 1 or a reason; print only what print_level allows."""

    print_level: PrintLevel
    finished: Count
    answered: Count
    achieved: Count
    achieved_v2: Count
    achieved_v3: Count
    verified: Count
    excluded: Count
    without_plan: Count
    response_rate: Estimate
    verified_rate: Estimate
    verified_v2_rate: Estimate
    verified_v3_rate: Estimate
    verified_interval: Interval | Reason
    observed_rate: Estimate
    observed_interval: Interval | Reason
    bounds: Interval | Reason
    outer_band: Interval | Reason


def group_figures(counts: GroupCounts) -> GroupFigures:
    """Return every figure of section 5.4 for a group, computed even where it may not be printed.

    Raises ValueError for counts that do not fit into one another.
    Source: reference section 5.4; Wilson 1927; Manski 1989.
    """
    _require_consistent(counts)
    people, answered = counts.finished, counts.answered
    return GroupFigures(
        print_level=print_level(people=people, answered=answered),
        finished=people,
        answered=answered,
        achieved=counts.achieved,
        achieved_v2=counts.achieved_v2,
        achieved_v3=counts.achieved_v3,
        verified=counts.verified,
        excluded=counts.excluded,
        without_plan=counts.without_plan,
        response_rate=share_of_everyone(answered, people),
        verified_rate=share_of_everyone(counts.verified, people),
        verified_v2_rate=share_of_everyone(counts.achieved_v2, people),
        verified_v3_rate=share_of_everyone(counts.achieved_v3, people),
        verified_interval=wilson_interval(counts.verified, people),
        observed_rate=Reason.NO_ANSWERS if answered == 0 else counts.achieved / answered,
        observed_interval=(
            Reason.NO_ANSWERS if answered == 0 else wilson_interval(counts.achieved, answered)
        ),
        bounds=bounds(counts.achieved, answered=answered, people=people),
        outer_band=outer_band(counts.achieved, answered=answered, people=people),
    )


def printable_figures(figures: GroupFigures) -> GroupFigures:
    """Return the figures with those that may not be printed replaced by their reason."""
    match figures.print_level:
        case PrintLevel.ALL:
            return figures
        case PrintLevel.WITHOUT_OBSERVED:
            hidden = Reason.LOW_RESPONSE
            return replace(
                figures, observed_rate=hidden, observed_interval=hidden, outer_band=hidden
            )
        case PrintLevel.COUNTS_ONLY:
            kept = _nothing_shown(PrintLevel.COUNTS_ONLY)
            return replace(kept, finished=figures.finished, answered=figures.answered)
        case PrintLevel.NOTHING:
            return _nothing_shown(PrintLevel.NOTHING)


def print_level(*, people: int, answered: int) -> PrintLevel:
    """Return how much may be printed of a group. Source: reference sections 5.3 and 5.4, rule 6."""
    if people < LEAST_SHOWN:
        return PrintLevel.NOTHING
    if answered < LEAST_SHOWN:
        return PrintLevel.COUNTS_ONLY
    if answered / people < LEAST_RESPONSE:
        return PrintLevel.WITHOUT_OBSERVED
    return PrintLevel.ALL


def share_of_everyone(part: int, people: int) -> Estimate:
    """Return part / people over everyone who finished, or NO_PEOPLE.

    With the verified count this is the headline: silence can only push it down.
    Source: reference section 5.4, rules 1 and 2.
    """
    require_part_of_whole(part, people)
    return Reason.NO_PEOPLE if people == 0 else part / people


def bounds(achieved: int, *, answered: int, people: int) -> Interval | Reason:
    """Return the rate if nobody and if everybody among the silent had achieved.

    Takes the answers as true and assumes nothing of the silent. Source: Manski 1989.
    """
    _require_nested(achieved, answered=answered, people=people)
    if people == 0:
        return Reason.NO_PEOPLE
    return Interval(low=achieved / people, high=(achieved + people - answered) / people)


def outer_band(achieved: int, *, answered: int, people: int) -> Interval | Reason:
    """Return the bounds widened by the Wilson interval of each end.

    Source: reference section 5.4, rule 5; Manski 1989; Wilson 1927.
    """
    _require_nested(achieved, answered=answered, people=people)
    lowest = wilson_interval(achieved, people)
    highest = wilson_interval(achieved + people - answered, people)
    if isinstance(lowest, Reason) or isinstance(highest, Reason):
        return Reason.NO_PEOPLE
    return Interval(low=lowest.low, high=highest.high)


def are_comparable(answered_1: int, answered_2: int) -> bool:
    """Say whether two groups have answers enough (30 each) to be compared.

    The caller sees to the same milestone and rule version. Source: reference section 5.4, rule 9.
    """
    return min(answered_1, answered_2) >= LEAST_COMPARABLE


def _nothing_shown(level: PrintLevel) -> GroupFigures:
    hidden = Reason.SUPPRESSED
    return GroupFigures(
        print_level=level,
        finished=hidden,
        answered=hidden,
        achieved=hidden,
        achieved_v2=hidden,
        achieved_v3=hidden,
        verified=hidden,
        excluded=hidden,
        without_plan=hidden,
        response_rate=hidden,
        verified_rate=hidden,
        verified_v2_rate=hidden,
        verified_v3_rate=hidden,
        verified_interval=hidden,
        observed_rate=hidden,
        observed_interval=hidden,
        bounds=hidden,
        outer_band=hidden,
    )


def _require_consistent(counts: GroupCounts) -> None:
    _require_nested(counts.achieved, answered=counts.answered, people=counts.finished)
    require_part_of_whole(counts.verified, counts.achieved)
    require_part_of_whole(counts.without_plan, counts.finished)
    if min(counts.achieved_v2, counts.achieved_v3, counts.excluded) < 0:
        raise ValueError("a count is not negative")


def _require_nested(achieved: int, *, answered: int, people: int) -> None:
    require_part_of_whole(answered, people)
    require_part_of_whole(achieved, answered)
