"""Editions of the demonstration with invented people in every state of the path."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from courses.learning.demo_people import (
    DEMO_PEOPLE,
    DemoParticipant,
    DemoWalk,
    demo_towns,
)
from courses.learning.models import ActivityProgress, Course, Edition
from courses.learning.queries.course_maps import course_map
from courses.learning.rules.course_map import MapActivity
from courses.learning.rules.edition_code import suggest_code
from courses.learning.rules.states import (
    ActivityKindName,
    CourseStatus,
    EditionState,
    EnrolmentState,
)
from courses.learning.services.assign_trainer import add_trainer
from courses.learning.services.change_enrolment_state import (
    end_recovery,
    mark_dropped_out,
    open_recovery,
    withdraw_enrolment,
)
from courses.learning.services.create_edition import EditionInput, create_edition
from courses.learning.services.enrol_people import NewParticipant, enrol_people
from courses.learning.services.find_for_change import EVERYTHING
from courses.learning.services.record_progress import ActivityResult, report_result
from courses.learning.services.set_edition_state import set_edition_state
from lms.accounts.api import (
    DocumentType,
    Gender,
    PersonInput,
    confirm_printed_name,
    import_people,
    person_cards,
)
from lms.accounts.demo import demo_person_id, demo_sponsor_id
from lms.core import clock
from lms.core.access import SYSTEM, Actor, Role
from lms.core.events.catch_up import deliver_waiting

_SCORES = (74, 82, 90, 96, 78, 88)


@dataclass(frozen=True, kw_only=True)
class DemoEdition:
    """An edition of the demonstration; days count from today."""

    course_slug: str
    title: str
    first_day: int
    last_day: int
    seats: int
    waiver_reason: str | None = None
    own_lessons: int | None = None
    """Lessons that the participant's sign-in finished; None: not in this edition."""
    own_walk: DemoWalk | None = None
    """How the participant's sign-in passed an earlier course."""
    is_sponsored: bool = False

    @property
    def has_own(self) -> bool:
        """Tell whether the participant's sign-in is in this edition."""
        return self.own_lessons is not None or self.own_walk is not None


EDITIONS = (
    DemoEdition(
        course_slug="bases",
        title="Bases, edición anterior (demostración)",
        first_day=-130,
        last_day=-25,
        seats=30,
    ),
    DemoEdition(
        course_slug="bases",
        title="Bases, edición abierta (demostración)",
        first_day=-40,
        last_day=50,
        seats=40,
        own_lessons=2,
    ),
    DemoEdition(
        course_slug="asistencia-tecnica",
        title="Asistencia técnica, edición abierta (demostración)",
        first_day=-15,
        last_day=60,
        seats=25,
        waiver_reason="Demostración: entran sin el curso de base.",
        own_lessons=0,
    ),
    DemoEdition(
        course_slug="conflictos",
        title="Conflictos, primera edición (demostración)",
        first_day=-290,
        last_day=-187,
        seats=30,
        waiver_reason="Demostración: entran sin el curso de base.",
        own_walk=DemoWalk(state=EnrolmentState.PASSED, progress_percent=100, quiet_days=11),
        is_sponsored=True,
    ),
)


def load_editions(session: Session) -> None:
    """Make the editions that are missing; what stands is left alone."""
    made = 0
    # The earliest first, as a school would have made them.
    for number, wanted in sorted(enumerate(EDITIONS), key=lambda one: one[1].first_day):
        if session.scalar(select(Edition.id).where(Edition.title == wanted.title).limit(1)):
            continue
        course_id = session.scalar(
            select(Course.id).where(
                Course.slug == wanted.course_slug, Course.status == CourseStatus.COMPLETE
            )
        )
        if course_id is not None:
            _make(session, number, wanted, course_id)
            made += 1
    if made:
        # Told when it happened; what happens from today on is the workers'.
        deliver_waiting(session, until=clock.start_of_day(clock.today()))


def _make(session: Session, number: int, wanted: DemoEdition, course_id: UUID) -> None:
    starts_on = clock.today() + timedelta(days=wanted.first_day)
    ends_on = clock.today() + timedelta(days=wanted.last_day)
    listed = [person for person in DEMO_PEOPLE if person.edition == number]
    with clock.frozen_at(_moment(starts_on, -5)):
        edition_id = _planned(session, wanted, course_id, starts_on, ends_on)
        people = _people(session, listed)
        own = demo_person_id(session, Role.PARTICIPANT) if wanted.has_own else None
        outcome = enrol_people(
            session,
            SYSTEM,
            edition_id,
            [NewParticipant(person_id=key) for key in [*people, *([own] if own else [])]],
            waiver_reason=wanted.waiver_reason,
        )
        trainer = demo_person_id(session, Role.TRAINER)
        if trainer is not None:
            add_trainer(session, SYSTEM, edition_id, trainer)
        set_edition_state(session, SYSTEM, edition_id, EditionState.OPEN)
        # The services below read what stands in the database.
        session.flush()
    for person_id, person in zip(people, listed, strict=True):
        _walk(session, edition_id, outcome.enrolment_ids[person_id], person_id, person.walk)
    if own is not None and wanted.own_walk is not None:
        _walk(session, edition_id, outcome.enrolment_ids[own], own, wanted.own_walk)
    if own is not None and wanted.own_lessons:
        _finish_lessons(session, edition_id, outcome.enrolment_ids[own], own, wanted.own_lessons)


def _planned(
    session: Session, wanted: DemoEdition, course_id: UUID, starts_on: date, ends_on: date
) -> UUID:
    code = session.execute(select(Course.code).where(Course.id == course_id)).scalar_one()
    taken = session.scalars(select(Edition.code))
    return create_edition(
        session,
        SYSTEM,
        course_id,
        EditionInput(
            code=suggest_code(code, starts_on.year, taken),
            title=wanted.title,
            starts_on=starts_on,
            ends_on=ends_on,
            seats=wanted.seats,
            sponsor_id=demo_sponsor_id(session) if wanted.is_sponsored else None,
        ),
    )


def _people(session: Session, listed: list[DemoParticipant]) -> list[UUID]:
    towns = demo_towns(session)
    imported = import_people(
        session,
        SYSTEM,
        [
            PersonInput(
                given_names=person.given_names,
                first_surname=person.first_surname,
                second_surname=person.second_surname,
                document=person.document,
                document_type=DocumentType.OTHER,
                gender=Gender(person.gender),
                phone=person.phone,
                organization_id=towns.get(person.town),
                post_title=person.post_title,
                is_fictional=True,
            )
            for person in listed
        ],
    )
    found = [result.person_id for result in imported if result.person_id is not None]
    cards = person_cards(session, found)
    for person_id, person in zip(found, listed, strict=True):
        if person.has_confirmed_name:
            confirm_printed_name(session, SYSTEM, person_id, cards[person_id].full_name)
    return found


def _walk(
    session: Session, edition_id: UUID, enrolment_id: UUID, person_id: UUID, walk: DemoWalk
) -> None:
    edition = session.get_one(Edition, edition_id)
    activities = course_map(session, edition.course_version_id).required
    if walk.state is EnrolmentState.PASSED:
        steps = len(activities)
    else:
        steps = len(activities) * walk.progress_percent // 100
    last = min(clock.today(), edition.ends_on) - timedelta(days=walk.quiet_days)
    done = [
        (index, activity)
        for index, activity in enumerate(activities[:steps])
        if _is_invented(activity, walk.state)
    ]
    days = (last - edition.starts_on).days
    for index, activity in done[:1] if len(done) > 1 else []:
        with clock.frozen_at(_moment(edition.starts_on)):
            _finish(session, enrolment_id, person_id, activity, index)
    _finish_between(
        session,
        enrolment_id,
        [
            (index, activity, _moment(edition.starts_on, days * place // len(done)))
            for place, (index, activity) in enumerate(done[1:-1], start=1)
        ],
    )
    with clock.frozen_at(_moment(last)):
        for index, activity in done[-1:]:
            _finish(session, enrolment_id, person_id, activity, index)
        _bring_to(session, edition, enrolment_id, walk.state)


def _finish_between(
    session: Session, enrolment_id: UUID, steps: list[tuple[int, MapActivity, datetime]]
) -> None:
    """Write what was finished between the first and the last, which decide what follows."""
    rows = [
        {
            "enrolment_id": enrolment_id,
            "activity_id": activity.activity_id,
            "opened_at": moment - timedelta(minutes=25),
            "finished_at": moment,
            "score_percent": _score(activity, index),
        }
        for index, activity, moment in steps
    ]
    if rows:
        session.execute(insert(ActivityProgress), rows)


def _is_invented(activity: MapActivity, state: EnrolmentState) -> bool:
    # A task that waits for its mark needs a submission, which only its own feature can make.
    return state is EnrolmentState.PASSED or activity.kind in (
        ActivityKindName.LESSON,
        ActivityKindName.QUIZ,
    )


def _finish(
    session: Session, enrolment_id: UUID, person_id: UUID, activity: MapActivity, index: int
) -> None:
    report_result(
        session,
        Actor(person_id=person_id, label="demostración"),
        enrolment_id,
        activity.activity_id,
        ActivityResult(
            is_finished=True,
            score_percent=_score(activity, index),
        ),
    )


def _score(activity: MapActivity, index: int) -> int | None:
    has_score = activity.kind not in (ActivityKindName.LESSON, ActivityKindName.PLAN)
    return _SCORES[index % len(_SCORES)] if has_score else None


def _bring_to(
    session: Session, edition: Edition, enrolment_id: UUID, state: EnrolmentState
) -> None:
    reach = EVERYTHING
    if state is EnrolmentState.WITHDRAWN:
        withdraw_enrolment(
            session, SYSTEM, reach, enrolment_id, reason="Cambió de puesto y pidió salir."
        )
    elif state is EnrolmentState.DROPPED_OUT:
        mark_dropped_out(
            session, SYSTEM, reach, enrolment_id, reason="No respondió a tres llamadas."
        )
    elif state in (EnrolmentState.RECOVERY, EnrolmentState.FAILED):
        until = max(clock.today(), edition.ends_on) + timedelta(days=45)
        open_recovery(
            session, SYSTEM, reach, enrolment_id, until=until, reason="Le faltó una tarea."
        )
        if state is EnrolmentState.FAILED:
            session.flush()
            end_recovery(session, SYSTEM, reach, enrolment_id, reason="No envió la tarea.")


def _finish_lessons(
    session: Session, edition_id: UUID, enrolment_id: UUID, person_id: UUID, count: int
) -> None:
    edition = session.get_one(Edition, edition_id)
    lessons = course_map(session, edition.course_version_id).lessons[:count]
    with clock.frozen_at(_moment(clock.today(), -1)):
        for index, lesson in enumerate(lessons):
            _finish(session, enrolment_id, person_id, lesson, index)


def _moment(day: date, add_days: int = 0) -> datetime:
    return clock.start_of_day(day + timedelta(days=add_days)) + timedelta(hours=10)
