"""What comes next in a course, and how each activity stands."""

from uuid import UUID

import pytest

from courses.learning.rules.completion import CompletionRules
from courses.learning.rules.course_map import MapActivity, Progress, Standing, build_map
from courses.learning.rules.states import ActivityKindName as Kind

DONE = Progress(is_finished=True)
BELOW = Progress(is_finished=True, score_percent=40, is_held=True)
NO_EVIDENCE = Progress(score_percent=90, has_criterion_without_evidence=True, is_held=True)


def key(number: int) -> UUID:
    return UUID(int=number)


def course(*kinds: Kind):
    activities = [
        MapActivity(
            activity_id=key(n),
            module_id=key(100),
            kind=kind,
            slug=str(n),
            title=f"A{n}",
            position=n,
            is_required=kind is not Kind.DIAGNOSTIC,
        )
        for n, kind in enumerate(kinds, 1)
    ]
    return build_map(key(200), CompletionRules(), [(key(100), "Módulo", "")], activities)


def standing(kinds, **progress):
    return Standing(
        course=course(*kinds), progress={key(int(n[1:])): p for n, p in progress.items()}
    )


@pytest.mark.parametrize(
    ("kinds", "progress", "expected"),
    [
        ((Kind.LESSON, Kind.QUIZ), {}, 1),
        ((Kind.LESSON, Kind.QUIZ), {"a1": DONE}, 2),
        ((Kind.LESSON, Kind.QUIZ), {"a2": Progress(score_percent=90)}, 1),
        ((Kind.LESSON, Kind.QUIZ), {"a1": DONE, "a2": Progress(score_percent=60)}, 2),
        ((Kind.LESSON, Kind.QUIZ), {"a1": DONE, "a2": Progress(score_percent=70)}, None),
        ((Kind.DIAGNOSTIC, Kind.LESSON), {}, 1),
        ((Kind.DIAGNOSTIC, Kind.LESSON), {"a1": DONE}, 2),
        ((Kind.DIAGNOSTIC, Kind.LESSON, Kind.LESSON), {"a2": DONE}, 3),
        ((Kind.ASSIGNMENT, Kind.PLAN), {"a1": Progress(is_waiting=True)}, 2),
        ((Kind.ASSIGNMENT,), {"a1": Progress(is_waiting=True)}, None),
        ((Kind.ASSIGNMENT, Kind.LESSON), {"a1": BELOW}, 2),
        ((Kind.ASSIGNMENT, Kind.LESSON), {"a1": BELOW, "a2": DONE}, None),
        ((Kind.ASSIGNMENT, Kind.LESSON), {"a1": Progress(score_percent=40)}, 1),
        ((Kind.ASSIGNMENT, Kind.LESSON), {"a1": NO_EVIDENCE}, 2),
        ((Kind.QUIZ, Kind.LESSON), {"a1": BELOW}, 2),
        ((Kind.FINAL_TEST, Kind.PLAN), {"a1": BELOW}, 2),
        ((Kind.ASSIGNMENT,), {"a1": Progress(is_exempt=True)}, None),
    ],
)
def test_next_is_the_first_thing_that_can_be_done(kinds, progress, expected):
    found = standing(kinds, **progress).next_activity

    assert (found.position if found else None) == expected


@pytest.mark.parametrize(
    ("kind", "progress", "state"),
    [
        (Kind.LESSON, Progress(), "todo"),
        (Kind.LESSON, DONE, "done"),
        (Kind.QUIZ, Progress(is_finished=True, score_percent=40), "todo"),
        (Kind.QUIZ, Progress(is_finished=True, score_percent=80), "done"),
        (Kind.ASSIGNMENT, Progress(is_waiting=True), "waiting"),
        (Kind.ASSIGNMENT, Progress(score_percent=80), "done"),
        (Kind.ASSIGNMENT, Progress(score_percent=80, is_held=True), "done"),
        (Kind.ASSIGNMENT, BELOW, "held"),
        (Kind.ASSIGNMENT, NO_EVIDENCE, "held"),
        (Kind.ASSIGNMENT, Progress(is_waiting=True, score_percent=40, is_held=True), "waiting"),
        (Kind.QUIZ, BELOW, "held"),
        (Kind.DIAGNOSTIC, DONE, "done"),
        (Kind.PLAN, Progress(), "todo"),
    ],
)
def test_an_activity_is_done_when_its_rule_is_met(kind, progress, state):
    found = standing((kind,), a1=progress)

    assert found.state_of(found.course.activities[0]) == state


def test_neighbours_go_through_every_kind():
    shape = course(Kind.LESSON, Kind.QUIZ, Kind.ASSIGNMENT)

    assert shape.before(key(1)) is None
    assert shape.after(key(1)).activity_id == key(2)
    assert shape.after(key(3)) is None
    assert shape.after(key(9)) is None


def test_lessons_done_count_exemptions():
    found = standing((Kind.LESSON, Kind.LESSON), a1=DONE, a2=Progress(is_exempt=True))

    assert found.lessons_done == 2


def test_a_mark_is_awaited_only_for_what_is_missing():
    assert standing((Kind.ASSIGNMENT,), a1=Progress(is_waiting=True)).is_waiting
    assert not standing((Kind.ASSIGNMENT,), a1=BELOW).is_waiting
    assert not standing((Kind.QUIZ,), a1=Progress(score_percent=90, is_waiting=True)).is_waiting


def test_what_is_missing_says_whether_it_is_held():
    found = standing(
        (Kind.ASSIGNMENT, Kind.QUIZ, Kind.ASSIGNMENT),
        a1=BELOW,
        a3=Progress(is_waiting=True, is_held=True),
    )

    assert [item.is_held for item in found.missing] == [True, False, False]
