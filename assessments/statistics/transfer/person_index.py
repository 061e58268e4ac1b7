"""The transfer index of one person: lowest possible, observed and highest possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from assessments.statistics.moments import mean
from assessments.statistics.reasons import Estimate, Reason

LEAST_ANSWERED_WEIGHT = 0.5
"""A person counts as an answer when at least half of the weight is answered."""

ACHIEVED_FROM = 0.75
"""An observed index from here on is *transferencia lograda*."""

_ROUNDING_DUST = 1e-9


@dataclass(frozen=True, kw_only=True)
class CommitmentScore:
    """One commitment at a milestone.

    weight: positive, any scale. score: 0 to 1, or None while nobody has answered.
    still_applies: False for *ya no corresponde*, approved by coordination with its cause.
    """

    weight: float
    score: float | None
    still_applies: bool = True


@dataclass(frozen=True, kw_only=True)
class PersonIndex:
    """The index of a person at a milestone, each figure 0 to 1.

    low takes missing answers as 0, high as 1; observed knows only the answered ones.
    """

    low: float
    observed: Estimate
    high: float
    answered_weight: float
    is_answer: bool

    @property
    def is_achieved(self) -> bool:
        """Say whether the person counts in x: an answer whose observed index reaches 0.75."""
        if isinstance(self.observed, Reason):
            return False
        return self.is_answer and self.observed >= ACHIEVED_FROM - _ROUNDING_DUST


@dataclass(frozen=True, kw_only=True)
class GroupIndex:
    """Means of the person indices of a group, with how many people stand behind each."""

    people: int
    excluded: int
    answers: int
    low: Estimate
    observed: Estimate
    high: Estimate


def person_index(commitments: Sequence[CommitmentScore]) -> PersonIndex | Reason:
    """Return the index of a person; NO_LONGER_APPLIES when every commitment has lapsed.

    A person without commitments is a non-answer: 0 to 1, observed NO_PLAN.
    Raises ValueError for a weight that is not positive or a score outside 0 to 1.
    Source: reference section 5.4; the bounds after Manski 1989.
    """
    _require_valid(commitments)
    if not commitments:
        return _nothing_answered(Reason.NO_PLAN)
    applying = [one for one in commitments if one.still_applies]
    if not applying:
        return Reason.NO_LONGER_APPLIES
    whole = fsum(one.weight for one in applying)
    answered = [(one.weight, one.score) for one in applying if one.score is not None]
    if not answered:
        return _nothing_answered(Reason.NO_ANSWERS)
    scored = fsum(weight * score for weight, score in answered)
    answered_weight = fsum(weight for weight, _ in answered)
    missing = whole - answered_weight if len(answered) < len(applying) else 0.0
    return PersonIndex(
        low=scored / whole,
        observed=min(1.0, scored / answered_weight),
        high=min(1.0, (scored + missing) / whole),
        answered_weight=answered_weight / whole,
        is_answer=answered_weight / whole >= LEAST_ANSWERED_WEIGHT - _ROUNDING_DUST,
    )


def group_index(people: Sequence[PersonIndex | Reason]) -> GroupIndex:
    """Return the mean index of a group; people with NO_LONGER_APPLIES are counted as excluded.

    The mean of observed covers only those who count as an answer. Source: reference section 5.4.
    """
    eligible = [one for one in people if not isinstance(one, Reason)]
    answers = [one.observed for one in eligible if one.is_answer]
    observed = mean([value for value in answers if not isinstance(value, Reason)])
    return GroupIndex(
        people=len(eligible),
        excluded=len(people) - len(eligible),
        answers=len(answers),
        low=mean([one.low for one in eligible]),
        observed=Reason.NO_ANSWERS if eligible and not answers else observed,
        high=mean([one.high for one in eligible]),
    )


def _nothing_answered(reason: Reason) -> PersonIndex:
    return PersonIndex(low=0.0, observed=reason, high=1.0, answered_weight=0.0, is_answer=False)


def _require_valid(commitments: Sequence[CommitmentScore]) -> None:
    for one in commitments:
        if not one.weight > 0:
            raise ValueError(f"a weight is positive: {one.weight}")
        if one.score is not None and not 0 <= one.score <= 1:
            raise ValueError(f"a score lies between 0 and 1: {one.score}")
