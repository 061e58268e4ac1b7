"""The shape of a course version, and how one participant stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from courses.learning.rules.completion import (
    ActivityFacts,
    CompletionRules,
    Missing,
    MissingKind,
    missing_for_pass,
)
from courses.learning.rules.states import ActivityKindName

_SCORED = frozenset(
    {ActivityKindName.QUIZ, ActivityKindName.FINAL_TEST, ActivityKindName.ASSIGNMENT}
)


@dataclass(frozen=True, kw_only=True)
class MapActivity:
    """One activity of the course; positions are unique and grow."""

    activity_id: UUID
    module_id: UUID | None
    kind: ActivityKindName
    slug: str
    title: str
    position: int
    is_required: bool
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class MapModule:
    """One module with its activities in order; `number` counts from 1."""

    module_id: UUID
    number: int
    title: str
    purpose: str
    activities: tuple[MapActivity, ...]


@dataclass(frozen=True, kw_only=True)
class CourseMap:
    """A whole course version, in the order in which it is taken."""

    course_version_id: UUID
    rules: CompletionRules
    activities: tuple[MapActivity, ...]
    modules: tuple[MapModule, ...]

    @property
    def lessons(self) -> tuple[MapActivity, ...]:
        """Return the lessons in order."""
        return tuple(a for a in self.activities if a.kind is ActivityKindName.LESSON)

    @property
    def required(self) -> tuple[MapActivity, ...]:
        """Return what is asked for to pass, in order."""
        return tuple(a for a in self.activities if a.is_required)

    def module_of(self, activity: MapActivity) -> MapModule | None:
        """Return the module of an activity, None for what belongs to the whole course."""
        return next((m for m in self.modules if m.module_id == activity.module_id), None)

    def before(self, activity_id: UUID) -> MapActivity | None:
        """Return the activity before one, None for the first."""
        return self._beside(activity_id, -1)

    def after(self, activity_id: UUID) -> MapActivity | None:
        """Return the activity after one, None for the last."""
        return self._beside(activity_id, 1)

    def _beside(self, activity_id: UUID, step: int) -> MapActivity | None:
        places = [index for index, a in enumerate(self.activities) if a.activity_id == activity_id]
        if not places or not 0 <= places[0] + step < len(self.activities):
            return None
        return self.activities[places[0] + step]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far somebody came in one activity."""

    is_finished: bool = False
    score_percent: int | None = None
    is_waiting: bool = False
    is_held: bool = False
    """Takes nothing more until staff give another chance."""
    has_criterion_without_evidence: bool = False
    is_exempt: bool = False

    @property
    def is_done(self) -> bool:
        """Tell whether nothing more is to be done here for now."""
        return self.is_finished or self.is_exempt


NOT_BEGUN = Progress()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A course seen by one participant: what is done, what is missing, what comes next."""

    course: CourseMap
    progress: Mapping[UUID, Progress] = field(default_factory=dict)

    def of(self, activity: MapActivity) -> Progress:
        """Return the progress in an activity, also when it was never opened."""
        return self.progress.get(activity.activity_id, NOT_BEGUN)

    @cached_property
    def lessons_done(self) -> int:
        """Return how many lessons are finished."""
        return sum(1 for lesson in self.course.lessons if self.of(lesson).is_done)

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """Return what keeps the course from being passed, in order."""
        return missing_for_pass(
            [self._facts(activity) for activity in self.course.required], self.course.rules
        )

    @cached_property
    def next_activity(self) -> MapActivity | None:
        """Return the first thing that the participant can do now, None when only waiting is left.

        A diagnostic test comes first while nothing else was done; it never holds anything back.
        Neither does what waits for a mark, nor what is held until staff give another chance.
        """
        for activity in self.course.activities:
            if activity.kind is ActivityKindName.DIAGNOSTIC:
                if not self.progress:
                    return activity
            elif self.state_of(activity) == "todo" and activity.activity_id in self._lacking:
                return activity
        return None

    @cached_property
    def is_waiting(self) -> bool:
        """Tell whether something that is missing was sent and has no mark yet."""
        return any(
            self.of(activity).is_waiting
            for activity in self.course.required
            if activity.activity_id in self._lacking
        )

    def state_of(self, activity: MapActivity) -> str:
        """Return done, waiting, held or todo, as the course page shows an activity."""
        progress = self.of(activity)
        if progress.is_waiting:
            return "waiting"
        if activity.is_required and activity.kind in _SCORED:
            if activity.activity_id not in self._lacking:
                return "done"
            return "held" if progress.is_held else "todo"
        return "done" if progress.is_done else "todo"

    @cached_property
    def _lacking(self) -> frozenset[UUID]:
        # A lesson is missing by itself; of the others each entry names its activity.
        named = {item.activity_id for item in self.missing if item.kind is not MissingKind.LESSONS}
        return frozenset(
            activity.activity_id
            for activity in self.course.required
            if (
                self._lacks_lesson(activity)
                if activity.kind is ActivityKindName.LESSON
                else str(activity.activity_id) in named
            )
        )

    def _lacks_lesson(self, activity: MapActivity) -> bool:
        progress = self.of(activity)
        return self.course.rules.all_lessons and not (progress.is_finished or progress.is_exempt)

    def _facts(self, activity: MapActivity) -> ActivityFacts:
        progress = self.of(activity)
        return ActivityFacts(
            activity_id=str(activity.activity_id),
            kind=activity.kind,
            title=activity.title,
            is_finished=progress.is_finished,
            is_exempt=progress.is_exempt,
            score_percent=progress.score_percent,
            is_waiting=progress.is_waiting,
            is_held=progress.is_held,
            has_criterion_without_evidence=progress.has_criterion_without_evidence,
        )


def build_map(
    course_version_id: UUID,
    rules: CompletionRules,
    modules: Sequence[tuple[UUID, str, str]],
    activities: Sequence[MapActivity],
) -> CourseMap:
    """Return the map of a version; modules come as (id, title, purpose), all in order."""
    return CourseMap(
        course_version_id=course_version_id,
        rules=rules,
        activities=tuple(activities),
        modules=tuple(
            MapModule(
                module_id=module_id,
                number=number,
                title=title,
                purpose=purpose,
                activities=tuple(a for a in activities if a.module_id == module_id),
            )
            for number, (module_id, title, purpose) in enumerate(modules, start=1)
        ),
    )
