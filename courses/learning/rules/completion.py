"""Decides whether a course is passed, and says what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from courses.learning.rules.states import ActivityKindName


@dataclass(frozen=True, kw_only=True)
class CompletionRules:
    """What a course asks of a participant; percents are whole, 0 to 100. Source: decisions."""

    all_lessons: bool = True
    quiz_percent: int = 70
    task_percent: int = 70
    no_criterion_without_evidence: bool = True
    plan_sent: bool = True


class MissingKind(StrEnum):
    """What is still missing for the certificate."""

    LESSONS = "lessons"
    QUIZ = "quiz"
    ASSIGNMENT_TO_SEND = "assignment_to_send"
    ASSIGNMENT_WAITING = "assignment_waiting"
    ASSIGNMENT_BELOW = "assignment_below"
    ASSIGNMENT_NO_EVIDENCE = "assignment_no_evidence"
    PLAN = "plan"


@dataclass(frozen=True, kw_only=True)
class ActivityFacts:
    """What is known of one required activity for one participant."""

    activity_id: str
    kind: ActivityKindName
    title: str
    is_finished: bool
    is_exempt: bool = False
    score_percent: int | None = None
    """Best published score; None while there is none."""
    is_waiting: bool = False
    """Sent and not yet published."""
    is_held: bool = False
    """Takes nothing more until staff give another chance."""
    has_criterion_without_evidence: bool = False


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One thing that is still missing; `count` is of lessons, else 1."""

    kind: MissingKind
    activity_id: str | None = None
    title: str = ""
    count: int = 1
    score_percent: int | None = None
    is_held: bool = False
    """The participant can do nothing about it until staff give another chance."""


def missing_for_pass(facts: Sequence[ActivityFacts], rules: CompletionRules) -> tuple[Missing, ...]:
    """Return what keeps a course from being passed, in the course's order; empty when passed.

    What is finished stays finished; an exempt activity counts as satisfied; a diagnostic test
    never counts.
    """
    found: list[Missing] = []
    lessons = [
        fact
        for fact in facts
        if fact.kind is ActivityKindName.LESSON and not (fact.is_finished or fact.is_exempt)
    ]
    if rules.all_lessons and lessons:
        found.append(
            Missing(
                kind=MissingKind.LESSONS,
                count=len(lessons),
                activity_id=lessons[0].activity_id,
                title=lessons[0].title,
            )
        )
    for fact in facts:
        missing = None if fact.is_exempt else _missing_of(fact, rules)
        if missing is not None:
            found.append(missing)
    return tuple(found)


def _missing_of(fact: ActivityFacts, rules: CompletionRules) -> Missing | None:
    kind: MissingKind | None = None
    if fact.kind in (ActivityKindName.QUIZ, ActivityKindName.FINAL_TEST):
        if fact.score_percent is None or fact.score_percent < rules.quiz_percent:
            kind = MissingKind.QUIZ
    elif fact.kind is ActivityKindName.ASSIGNMENT:
        kind = _missing_of_assignment(fact, rules)
    elif fact.kind is ActivityKindName.PLAN and rules.plan_sent and not fact.is_finished:
        kind = MissingKind.PLAN
    if kind is None:
        return None
    return Missing(
        kind=kind,
        activity_id=fact.activity_id,
        title=fact.title,
        score_percent=fact.score_percent,
        is_held=fact.is_held and not fact.is_waiting,
    )


def _missing_of_assignment(fact: ActivityFacts, rules: CompletionRules) -> MissingKind | None:
    if fact.score_percent is not None and fact.score_percent >= rules.task_percent:
        has_none = fact.has_criterion_without_evidence
        if task_falls_short(fact.score_percent, rules, has_criterion_without_evidence=has_none):
            return MissingKind.ASSIGNMENT_NO_EVIDENCE
        return None
    if fact.is_waiting:
        return MissingKind.ASSIGNMENT_WAITING
    if fact.score_percent is None:
        return MissingKind.ASSIGNMENT_TO_SEND
    return MissingKind.ASSIGNMENT_BELOW


def task_falls_short(
    score_percent: int, rules: CompletionRules, *, has_criterion_without_evidence: bool
) -> bool:
    """Tell whether a published mark is not yet what the course asks of an applied task."""
    return score_percent < rules.task_percent or (
        rules.no_criterion_without_evidence and has_criterion_without_evidence
    )


def whole_percent(part: float, whole: float) -> int:
    """Return a share as a whole percent, 0 to 100, halves up; 0 when there is nothing to reach."""
    if whole <= 0:
        return 0
    # Adding a hair before cutting makes 62.5 computed as 62.49999 go up as people expect.
    return max(0, min(100, int(part * 100 / whole + 0.5 + 1e-9)))
