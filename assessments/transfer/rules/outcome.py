"""What two informants together say of a person at a milestone: index, evidence, disagreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.person_index import (
    CommitmentScore,
    PersonIndex,
    person_index,
)
from assessments.transfer.rules.answers import SCORE, STATE_SEEN, CommitmentState, Seen


class EvidenceLevel(IntEnum):
    """How well an answer is supported; computed, never typed. Source: reference section 5.3."""

    V0 = 0
    """Own statement."""
    V1 = 1
    """Own statement and a document."""
    V2 = 2
    """The superior confirms."""
    V3 = 3
    """The superior confirms and there is a document or administrative record."""


@dataclass(frozen=True, kw_only=True)
class CommitmentAnswers:
    """What both said of one commitment; None where nobody answered.

    is_excluded: coordination approved, with cause, that it no longer applies.
    """

    own: CommitmentState | None = None
    seen: Seen | None = None
    has_document: bool = False
    is_excluded: bool = False
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result of a person at a milestone, as it is stored beside it."""

    low: float
    observed: float | None
    high: float
    is_answer: bool
    is_achieved: bool
    evidence: EvidenceLevel | None
    is_excluded: bool
    compared: int
    disagreements: int


def evidence_of(answers: CommitmentAnswers, *, is_trusted: bool) -> EvidenceLevel | None:
    """Return the evidence level of one commitment, or None while nobody said anything of it.

    An answer of a superior whose contact is doubtful counts for nothing here until coordination
    confirms the contact.
    """
    if _seen_state(answers, is_trusted=is_trusted) is not None:
        return EvidenceLevel.V3 if answers.has_document else EvidenceLevel.V2
    if answers.own is not None:
        return EvidenceLevel.V1 if answers.has_document else EvidenceLevel.V0
    return None


def outcome_of(commitments: Sequence[CommitmentAnswers], *, is_trusted: bool) -> Outcome:
    """Return the result of a person out of the answers to each commitment.

    Where both answered, the superior's answer is the one reckoned with and the difference is
    counted; nothing is lost, both stay stored. Source: reference sections 5.3 and 5.4.
    """
    scores = [
        CommitmentScore(
            weight=one.weight,
            score=_score(one, is_trusted=is_trusted),
            still_applies=not one.is_excluded,
        )
        for one in commitments
    ]
    index = person_index(scores)
    pairs = [_pair(one) for one in commitments if not one.is_excluded]
    compared = [pair for pair in pairs if pair is not None]
    differing = sum(1 for own, seen in compared if own is not seen)
    if not isinstance(index, PersonIndex):
        return Outcome(
            low=0.0,
            observed=None,
            high=1.0,
            is_answer=False,
            is_achieved=False,
            evidence=None,
            is_excluded=True,
            compared=0,
            disagreements=0,
        )
    return Outcome(
        low=index.low,
        observed=None if isinstance(index.observed, Reason) else index.observed,
        high=index.high,
        is_answer=index.is_answer,
        is_achieved=index.is_achieved,
        evidence=_evidence_of_person(commitments, is_trusted=is_trusted),
        is_excluded=False,
        compared=len(compared),
        disagreements=differing,
    )


def _evidence_of_person(
    commitments: Sequence[CommitmentAnswers], *, is_trusted: bool
) -> EvidenceLevel | None:
    # A person counts as confirmed only when everything that carries the result is confirmed.
    levels: list[tuple[float, EvidenceLevel]] = []
    for one in commitments:
        level = evidence_of(one, is_trusted=is_trusted)
        if level is not None and not one.is_excluded:
            levels.append((_score(one, is_trusted=is_trusted) or 0.0, level))
    carrying = [level for score, level in levels if score > 0]
    return min(carrying or [level for _score_, level in levels], default=None)


def _score(one: CommitmentAnswers, *, is_trusted: bool) -> float | None:
    state = _seen_state(one, is_trusted=is_trusted) or one.own
    # Said but not approved: neither a score nor an exclusion yet.
    return None if state is None else SCORE.get(state)


def _seen_state(one: CommitmentAnswers, *, is_trusted: bool) -> CommitmentState | None:
    return STATE_SEEN[one.seen] if is_trusted and one.seen is not None else None


def _pair(one: CommitmentAnswers) -> tuple[CommitmentState, CommitmentState] | None:
    seen = STATE_SEEN[one.seen] if one.seen is not None else None
    if one.own is None or seen is None or one.own not in SCORE:
        return None
    return one.own, seen
