"""Index, evidence level and disagreement out of two informants."""

import pytest

from assessments.transfer.rules.answers import CommitmentState, Seen
from assessments.transfer.rules.outcome import (
    CommitmentAnswers,
    EvidenceLevel,
    evidence_of,
    outcome_of,
)

S = CommitmentState


@pytest.mark.parametrize(
    ("answers", "is_trusted", "level"),
    [
        (CommitmentAnswers(), True, None),
        (CommitmentAnswers(has_document=True), True, None),
        (CommitmentAnswers(own=S.APPLIED), True, EvidenceLevel.V0),
        (CommitmentAnswers(own=S.APPLIED, has_document=True), True, EvidenceLevel.V1),
        (CommitmentAnswers(own=S.APPLIED, seen=Seen.ONCE), True, EvidenceLevel.V2),
        (
            CommitmentAnswers(own=S.APPLIED, seen=Seen.ONCE, has_document=True),
            True,
            EvidenceLevel.V3,
        ),
        (CommitmentAnswers(own=S.APPLIED, seen=Seen.UNKNOWN), True, EvidenceLevel.V0),
        (CommitmentAnswers(own=S.APPLIED, seen=Seen.MORE_THAN_ONCE), False, EvidenceLevel.V0),
        (CommitmentAnswers(seen=Seen.MORE_THAN_ONCE), False, None),
    ],
)
def test_evidence_level_follows_from_who_said_it_and_what_shows_it(answers, is_trusted, level):
    assert evidence_of(answers, is_trusted=is_trusted) is level


def test_the_superior_is_reckoned_with_and_the_difference_counted():
    found = outcome_of([CommitmentAnswers(own=S.APPLIED, seen=Seen.NOT_DONE)], is_trusted=True)

    assert (found.observed, found.is_achieved) == (0.0, False)
    assert (found.compared, found.disagreements) == (1, 1)


@pytest.mark.parametrize(
    ("seen", "observed", "is_achieved", "disagreements"),
    [
        (Seen.MORE_THAN_ONCE, 1.0, True, 0),
        (Seen.WHEN_DUE, 1.0, True, 0),
        (Seen.ONCE, 0.5, False, 1),
    ],
)
def test_an_occasion_that_comes_once_can_be_applied_in_full(
    seen, observed, is_achieved, disagreements
):
    found = outcome_of([CommitmentAnswers(own=S.APPLIED, seen=seen)], is_trusted=True)

    assert (found.observed, found.is_achieved) == (observed, is_achieved)
    assert (found.compared, found.disagreements) == (1, disagreements)


def test_a_doubtful_superior_changes_nothing_but_is_still_compared():
    found = outcome_of([CommitmentAnswers(own=S.APPLIED, seen=Seen.NOT_DONE)], is_trusted=False)

    assert (found.observed, found.is_achieved, found.evidence) == (1.0, True, EvidenceLevel.V0)
    assert (found.compared, found.disagreements) == (1, 1)


def test_silence_is_bounds_and_never_a_number():
    found = outcome_of([CommitmentAnswers(), CommitmentAnswers()], is_trusted=True)

    assert (found.low, found.observed, found.high, found.is_answer) == (0.0, None, 1.0, False)


def test_a_person_without_plan_is_a_non_answer():
    found = outcome_of([], is_trusted=True)

    assert (found.is_answer, found.is_excluded, found.observed) == (False, False, None)


def test_half_of_the_weight_is_an_answer():
    found = outcome_of([CommitmentAnswers(own=S.APPLIED), CommitmentAnswers()], is_trusted=True)

    assert (found.low, found.observed, found.high) == (0.5, 1.0, 1.0)
    assert (found.is_answer, found.is_achieved) == (True, True)


def test_who_has_nothing_left_to_do_leaves_the_reckoning():
    excluded = CommitmentAnswers(own=S.NO_LONGER_APPLIES, is_excluded=True)

    assert outcome_of([excluded], is_trusted=True).is_excluded


def test_saying_that_it_no_longer_applies_is_nothing_until_approved():
    found = outcome_of([CommitmentAnswers(own=S.NO_LONGER_APPLIES)], is_trusted=True)

    assert (found.is_excluded, found.observed, found.is_answer) == (False, None, False)


def test_all_that_carries_the_result_must_be_confirmed_to_be_verified():
    found = outcome_of(
        [
            CommitmentAnswers(own=S.APPLIED, seen=Seen.MORE_THAN_ONCE, has_document=True),
            CommitmentAnswers(own=S.APPLIED),
        ],
        is_trusted=True,
    )

    assert found.is_achieved
    assert found.evidence is EvidenceLevel.V0
