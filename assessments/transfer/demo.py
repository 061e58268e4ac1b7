"""Plans and milestones of the demonstration: sent, asked, answered, silent, as months would."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer import demo_texts as texts
from assessments.transfer.demo_answers import SECOND, DemoAct, demo_answers
from assessments.transfer.demo_people import DemoPassed, demo_passed, moment
from assessments.transfer.models import (
    Milestone,
    MilestoneStep,
    Plan,
    ReinforcementTask,
    Reminder,
    SuccessCase,
)
from assessments.transfer.models.follow_on import CaseKind
from assessments.transfer.models.link import ReminderState
from assessments.transfer.queries.plan_page import plan_context
from assessments.transfer.rules.ladder import StepState
from assessments.transfer.rules.plan import CommitmentInput, PlanInput
from assessments.transfer.rules.states import (
    RUNNING,
    MilestoneState,
    PlanState,
)
from assessments.transfer.services.answer_plan import answer_plan, ask_supervisor
from assessments.transfer.services.follow_on import (
    finish_task,
    keep_interview,
    propose_cases,
    publish_case,
)
from assessments.transfer.services.make_milestones import make_milestones
from assessments.transfer.services.run_step import run_steps
from assessments.transfer.services.work_calls import mark_done
from assessments.transfer.services.write_plan import send_plan
from assessments.transfer.services.write_report import generate_report
from courses.learning.api import EDITION, ENROLMENT, EnrolmentState
from lms.accounts.api import demo_person_id, person_card
from lms.core import clock
from lms.core.access import SYSTEM, Actor, Role
from lms.core.errors import NotFoundError
from lms.core.events.catch_up import deliver_waiting

MARK = "%(demostración)"
"""How titles of the demonstration's editions end."""
_CASES_AFTER_DAYS = 30
_WORKED_OFF_DAYS = 6
"""What waits longer than this, coordination has sent by hand."""


def load_follow_up(session: Session) -> None:
    """Send the plans and live through the milestones, where nobody of an edition has a plan."""
    editions = _editions(session)
    if not editions:
        return
    coordinator = _actor(session, Role.COORDINATOR)
    now = clock.now()
    for edition_id in editions:
        people = list(demo_passed(session, edition_id))
        for person in people:
            _plan(session, person)
        _live_through(session, people, coordinator, now)
        _look_back(session, edition_id, people, coordinator, now)
    _work_off(session, editions, coordinator, now)
    deliver_waiting(session, until=clock.start_of_day(clock.today()))


def _actor(session: Session, role: Role) -> Actor:
    person_id = demo_person_id(session, role)
    if person_id is None:
        return SYSTEM
    return Actor(person_id=person_id, label=person_card(session, person_id).full_name)


def _editions(session: Session) -> list[UUID]:
    """Return the demonstration's editions with people who passed, in which nobody has a plan."""
    planned = select(ENROLMENT.c.edition_id).join(Plan, Plan.enrolment_id == ENROLMENT.c.id)
    passed = select(ENROLMENT.c.edition_id).where(ENROLMENT.c.state == EnrolmentState.PASSED)
    return list(
        session.scalars(
            select(EDITION.c.id)
            .where(
                EDITION.c.title.like(MARK), EDITION.c.id.not_in(planned), EDITION.c.id.in_(passed)
            )
            .order_by(EDITION.c.starts_on, EDITION.c.id)
        )
    )


def _plan(session: Session, person: DemoPassed) -> None:
    with clock.frozen_at(person.passed_at):
        make_milestones(
            session, person.enrolment_id, sequence=person.sequence, passed_on=person.passed_on
        )
        session.flush()
        if _has_opened(session, person.enrolment_id):
            # An older demonstration went on without plans: its questions were asked already.
            return
        try:
            context = plan_context(session, person.person_id, person.enrolment_id)
        except NotFoundError:
            return
        promised = texts.COMMITMENTS[person.number % len(texts.COMMITMENTS)]
        plan_id = send_plan(
            session,
            person.actor,
            context,
            PlanInput(
                commitments=(
                    CommitmentInput(
                        situation=promised.situation,
                        action=promised.action,
                        product=promised.product,
                        indicator=promised.indicator,
                        unit=promised.unit,
                        baseline=promised.baseline,
                        baseline_source=promised.baseline_source,
                        target=promised.target,
                        direction=promised.direction,
                        due_on=person.passed_on + timedelta(days=85),
                    ),
                ),
                supervisor=person.superior,
                help_needed=texts.HELP[person.number % len(texts.HELP)],
                efficacy_before=3 + person.number % 4,
                efficacy_after=6 + person.number * 3 % 5,
            ),
        )
        ask_supervisor(session, context, plan_id)
        session.flush()
    _answer_plan(session, person, plan_id)


def _has_opened(session: Session, enrolment_id: UUID) -> bool:
    return (
        session.scalar(
            select(Milestone.id)
            .where(
                Milestone.enrolment_id == enrolment_id, Milestone.state != MilestoneState.PLANNED
            )
            .limit(1)
        )
        is not None
    )


_ANSWERS_TO_PLANS = {
    0: (PlanState.AGREED, ""),
    1: (PlanState.AGREED, ""),
    3: (PlanState.CHANGE_PROPOSED, texts.PROPOSED_CHANGE),
    5: (PlanState.NOT_MY_POST, texts.OTHER_POST),
    6: (PlanState.AGREED, ""),
}
"""By the last figure of the person's place; the others sent a plan that nobody answered."""


def _answer_plan(session: Session, person: DemoPassed, plan_id: UUID) -> None:
    state, note = _ANSWERS_TO_PLANS.get(person.number % 10, (None, ""))
    at = person.passed_at + timedelta(days=3)
    if state is not None and at < clock.now():
        with clock.frozen_at(at):
            answer_plan(session, Actor(label=person.superior.name), plan_id, state, note=note)
            session.flush()


def _live_through(
    session: Session, people: list[DemoPassed], coordinator: Actor, now: datetime
) -> None:
    """Let the steps of the ladder and the answers happen in their order, up to now."""
    acts = [*_steps(session, people), *demo_answers(session, people, coordinator)]
    for act in sorted(acts, key=lambda one: one.at):
        if act.at < now:
            with clock.frozen_at(act.at):
                act.do()
                # What follows reads what stands in the database.
                session.flush()


def _steps(session: Session, people: list[DemoPassed]) -> Iterator[DemoAct]:
    due: dict[datetime, list[UUID]] = defaultdict(list)
    rows = session.execute(
        select(MilestoneStep.due_at, MilestoneStep.id)
        .join(Milestone, Milestone.id == MilestoneStep.milestone_id)
        .where(
            Milestone.enrolment_id.in_([person.enrolment_id for person in people]),
            Milestone.state.in_(RUNNING),
            MilestoneStep.state == StepState.WAITING,
        )
        .order_by(MilestoneStep.due_at, MilestoneStep.id)
    )
    for row in rows:
        due[row.due_at].append(row.id)
    for at, step_ids in due.items():
        yield DemoAct(at=at, do=partial(run_steps, session, step_ids))


def _look_back(
    session: Session,
    edition_id: UUID,
    people: list[DemoPassed],
    coordinator: Actor,
    now: datetime,
) -> None:
    """Look for cases, write one up and talk to who stayed below, once the second one closed."""
    last = session.scalar(
        select(Milestone.due_on)
        .where(
            Milestone.enrolment_id.in_([person.enrolment_id for person in people]),
            Milestone.days == SECOND,
        )
        .order_by(Milestone.due_on.desc())
        .limit(1)
    )
    at = moment(last, _CASES_AFTER_DAYS) if last is not None else now
    if at >= now:
        return
    with clock.frozen_at(at):
        propose_cases(session, edition_id)
        session.flush()
        for place, case in enumerate(_cases(session, edition_id)[:2]):
            keep_interview(
                session,
                coordinator,
                case.id,
                answers=texts.INTERVIEW,
                has_person_consent=True,
                has_entity_consent=place == 0,
            )
            if place == 0:
                publish_case(session, coordinator, case.id)
        task_id = session.scalar(
            select(ReinforcementTask.id)
            .join(Milestone, Milestone.id == ReinforcementTask.milestone_id)
            .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
            .where(ENROLMENT.c.edition_id == edition_id)
            .order_by(ReinforcementTask.created_at, ReinforcementTask.id)
            .limit(1)
        )
        if task_id is not None:
            finish_task(session, _actor(session, Role.TRAINER), task_id, note=texts.COACHING)
        generate_report(session, coordinator, edition_id)


def _cases(session: Session, edition_id: UUID) -> list[SuccessCase]:
    return list(
        session.scalars(
            select(SuccessCase)
            .join(Milestone, Milestone.id == SuccessCase.milestone_id)
            .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
            .where(ENROLMENT.c.edition_id == edition_id, SuccessCase.kind == CaseKind.SUCCESS)
            .order_by(Milestone.result_observed.desc(), ENROLMENT.c.id)
        )
    )


def _work_off(session: Session, editions: list[UUID], coordinator: Actor, now: datetime) -> None:
    """Send by hand and call what waited long: the lists keep the work of these days."""
    rows = session.execute(
        select(Reminder.id, Reminder.created_at)
        .outerjoin(Milestone, Milestone.id == Reminder.milestone_id)
        .outerjoin(Plan, Plan.id == Reminder.plan_id)
        .join(
            ENROLMENT,
            (ENROLMENT.c.id == Milestone.enrolment_id) | (ENROLMENT.c.id == Plan.enrolment_id),
        )
        .where(
            ENROLMENT.c.edition_id.in_(editions),
            Reminder.state == ReminderState.WAITING,
            Reminder.created_at < now - timedelta(days=_WORKED_OFF_DAYS),
        )
        .order_by(Reminder.created_at, Reminder.id)
    )
    for row in rows.all():
        with clock.frozen_at(row.created_at + timedelta(hours=3)):
            mark_done(session, coordinator, row.id)
