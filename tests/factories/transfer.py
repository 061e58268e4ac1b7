"""Makes people who passed with a plan: the least that is valid, committed."""

from datetime import date, timedelta
from types import SimpleNamespace

from assessments.transfer.queries.plan_page import plan_context
from assessments.transfer.rules.plan import CommitmentInput, PlanInput, SupervisorInput
from assessments.transfer.rules.states import Direction
from assessments.transfer.services.write_plan import send_plan
from courses.learning.rules.states import EnrolmentState
from lms.core import clock
from lms.core.access import Actor
from tests.factories.learning import make_course, make_edition, make_enrolment
from tests.support.sign_in import make_person

BOSS = SupervisorInput(
    name="Rosa Condori", post="Directora", phone="+59176543210", email="rosa@municipio.invalid"
)
EXAMPLES = [
    {
        "if_text": "Si llega una solicitud de otro municipio",
        "then_text": "entonces hago el diagnóstico mínimo antes de responder",
        "indicator": "Solicitudes con diagnóstico",
        "baseline": 0,
        "target": 5,
        "direction": "subir",
        "unit": "solicitudes",
    }
]
RULES = {
    "all_lessons": False,
    "quiz_percent": 70,
    "task_percent": 70,
    "no_criterion_without_evidence": True,
    "plan_sent": True,
}


def a_commitment(**over) -> CommitmentInput:
    values = {
        "situation": "llega una solicitud",
        "action": "hago el diagnóstico mínimo",
        "indicator": "Solicitudes con diagnóstico",
        "unit": "solicitudes",
        "baseline": 0.0,
        "target": 5.0,
        "direction": Direction.UP,
        "due_on": clock.today() + timedelta(days=60),
    }
    return CommitmentInput(**(values | over))


def a_plan(*commitments: CommitmentInput, supervisor: SupervisorInput = BOSS) -> PlanInput:
    return PlanInput(
        commitments=commitments or (a_commitment(),),
        supervisor=supervisor,
        help_needed="Tiempo",
        efficacy_before=4,
        efficacy_after=8,
    )


def make_plan_course(session, **over) -> SimpleNamespace:
    """A course in which sending the plan is all that is asked."""
    from courses.learning.models import CourseVersion

    course = make_course(session, lessons=1, has_plan=True, rules=RULES, **over)
    version = session.get_one(CourseVersion, course.version_id)
    version.facts = {"commitment_examples": EXAMPLES}
    session.commit()
    return course


def make_learner(session, edition=None, *, organization_id=None, **over) -> SimpleNamespace:
    """A participant in the middle of a course whose plan is all that is missing."""
    edition = edition or make_edition(session, make_plan_course(session))
    person = make_person(
        session,
        **({"email": "ana@municipio.invalid", "organization_id": organization_id} | over),
    )
    enrolment_id = make_enrolment(session, edition, person.id, organization_id=organization_id)
    return SimpleNamespace(
        id=enrolment_id,
        person_id=person.id,
        edition=edition,
        actor=Actor(person_id=person.id, label="Ana Quispe Mamani"),
    )


def send(session, learner, plan: PlanInput | None = None):
    """Send a learner's plan; the course is passed with it."""
    context = plan_context(session, learner.person_id, learner.id)
    plan_id = send_plan(session, learner.actor, context, plan or a_plan())
    session.commit()
    return plan_id


def make_passed_without_plan(session, edition, passed_on: date, **over) -> SimpleNamespace:
    """A participant who passed by a course whose rules ask for no plan."""
    person = make_person(session, **over)
    enrolment_id = make_enrolment(
        session,
        edition,
        person.id,
        state=EnrolmentState.PASSED,
        organization_id=over.get("organization_id"),
        passed_at=clock.now(),
        passed_on=passed_on,
        pass_count=1,
    )
    return SimpleNamespace(
        id=enrolment_id,
        person_id=person.id,
        edition=edition,
        actor=Actor(person_id=person.id, label="Ana Quispe Mamani"),
    )


def make_open_milestone(session, learner, *, days: int = 30):
    """The milestone of a learner who passed today, opened on its day; returns its id.

    The clock must be frozen: it is moved to the morning of the milestone.
    """
    from sqlalchemy import select

    from assessments.transfer.models import Milestone
    from assessments.transfer.services.make_milestones import make_milestones

    make_milestones(session, learner.id, sequence=1, passed_on=clock.today())
    session.commit()
    milestone = session.scalars(
        select(Milestone).where(Milestone.enrolment_id == learner.id, Milestone.days == days)
    ).one()
    found = milestone.id
    move_to(milestone.due_on)
    run_due_steps(session)
    return found


def move_to(day: date, hour: int = 9) -> None:
    """Move the frozen clock to an hour of a day in La Paz."""
    moment = clock.start_of_day(day) + timedelta(hours=hour)
    clock.advance(moment - clock.now())


def run_due_steps(session) -> int:
    """Do every step that is due, as the sweep and its jobs would."""
    from sqlalchemy import select

    from assessments.transfer.models import MilestoneStep
    from assessments.transfer.rules.ladder import StepState
    from assessments.transfer.services.run_step import run_step

    due = session.scalars(
        select(MilestoneStep.id)
        .where(MilestoneStep.state != StepState.DONE, MilestoneStep.due_at <= clock.now())
        .order_by(MilestoneStep.due_at, MilestoneStep.id)
    ).all()
    for step_id in due:
        run_step(session, step_id)
    session.commit()
    return len(due)


def token_for(session, milestone_id, audience) -> str:
    """The token of somebody's live link."""
    from sqlalchemy import select

    from assessments.transfer.models import Link
    from assessments.transfer.signing import token_of

    link = session.scalars(
        select(Link).where(
            Link.milestone_id == milestone_id,
            Link.audience == audience,
            Link.revoked_at.is_(None),
        )
    ).one()
    session.commit()
    return token_of(link.seed)
