"""What keeps a course from being passed: tables, and what holds for every course."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.learning.rules.completion import (
    ActivityFacts,
    CompletionRules,
    MissingKind,
    missing_for_pass,
    whole_percent,
)
from courses.learning.rules.states import ActivityKindName as Kind

RULES = CompletionRules()


def fact(kind, **over):
    return ActivityFacts(
        **({"activity_id": "a", "kind": kind, "title": "T", "is_finished": False} | over)
    )


@pytest.mark.parametrize(
    ("given_fact", "expected"),
    [
        (fact(Kind.LESSON), MissingKind.LESSONS),
        (fact(Kind.LESSON, is_finished=True), None),
        (fact(Kind.LESSON, is_exempt=True), None),
        (fact(Kind.QUIZ), MissingKind.QUIZ),
        (fact(Kind.QUIZ, score_percent=69), MissingKind.QUIZ),
        (fact(Kind.QUIZ, score_percent=70), None),
        (fact(Kind.FINAL_TEST, score_percent=69, is_finished=True), MissingKind.QUIZ),
        (fact(Kind.DIAGNOSTIC), None),
        (fact(Kind.ASSIGNMENT), MissingKind.ASSIGNMENT_TO_SEND),
        (fact(Kind.ASSIGNMENT, is_waiting=True), MissingKind.ASSIGNMENT_WAITING),
        (fact(Kind.ASSIGNMENT, score_percent=69), MissingKind.ASSIGNMENT_BELOW),
        (fact(Kind.ASSIGNMENT, score_percent=40, is_waiting=True), MissingKind.ASSIGNMENT_WAITING),
        (fact(Kind.ASSIGNMENT, score_percent=70), None),
        (
            fact(Kind.ASSIGNMENT, score_percent=90, has_criterion_without_evidence=True),
            MissingKind.ASSIGNMENT_NO_EVIDENCE,
        ),
        (fact(Kind.PLAN), MissingKind.PLAN),
        (fact(Kind.PLAN, is_finished=True), None),
    ],
)
def test_each_activity_is_judged_by_its_rule(given_fact, expected):
    missing = missing_for_pass([given_fact], RULES)

    assert [item.kind for item in missing] == ([expected] if expected else [])


def test_lessons_are_counted_together_and_named_by_the_first():
    facts = [fact(Kind.LESSON, title="Uno", is_finished=True), fact(Kind.LESSON, title="Dos")]

    missing = missing_for_pass([*facts, fact(Kind.LESSON, title="Tres")], RULES)

    assert [(item.count, item.title) for item in missing] == [(2, "Dos")]


@pytest.mark.parametrize(
    ("rules", "given_fact"),
    [
        (CompletionRules(all_lessons=False), fact(Kind.LESSON)),
        (CompletionRules(plan_sent=False), fact(Kind.PLAN)),
        (CompletionRules(quiz_percent=50), fact(Kind.QUIZ, score_percent=50)),
        (
            CompletionRules(no_criterion_without_evidence=False),
            fact(Kind.ASSIGNMENT, score_percent=70, has_criterion_without_evidence=True),
        ),
    ],
)
def test_a_course_may_ask_for_less(rules, given_fact):
    assert missing_for_pass([given_fact], rules) == ()


facts_strategy = st.builds(
    ActivityFacts,
    activity_id=st.text(min_size=1, max_size=4),
    kind=st.sampled_from(Kind),
    title=st.just("T"),
    is_finished=st.booleans(),
    is_exempt=st.booleans(),
    score_percent=st.none() | st.integers(0, 100),
    is_waiting=st.booleans(),
    has_criterion_without_evidence=st.booleans(),
)


@given(st.lists(facts_strategy, max_size=12))
def test_exempt_from_everything_is_passed(facts):
    free = [
        ActivityFacts(
            activity_id=f.activity_id, kind=f.kind, title=f.title, is_finished=False, is_exempt=True
        )
        for f in facts
    ]

    assert missing_for_pass(free, RULES) == ()


@given(st.lists(facts_strategy, max_size=12), facts_strategy)
def test_one_activity_more_never_makes_passing_easier(facts, extra):
    before = sum(item.count for item in missing_for_pass(facts, RULES))

    after = sum(item.count for item in missing_for_pass([*facts, extra], RULES))

    assert after >= before


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 0, 0), (5, 8, 63), (1, 8, 13), (2, 3, 67), (1, 3, 33), (8, 8, 100), (9, 8, 100)],
)
def test_percents_are_whole_with_halves_up(part, whole, expected):
    assert whole_percent(part, whole) == expected
