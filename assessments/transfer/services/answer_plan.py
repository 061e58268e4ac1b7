"""The superior's word on a plan: agreed, a change proposed, or not of this post."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.transfer.messages import MessageFacts, plan_message
from assessments.transfer.models import Plan
from assessments.transfer.queries.milestone_facts import Informant
from assessments.transfer.queries.plan_page import commitments_of, has_opened
from assessments.transfer.rules.states import Audience, PlanState
from assessments.transfer.services.links import plan_link
from assessments.transfer.services.set_supervisor import live_supervisor
from assessments.transfer.services.speak import Utterance, speak
from assessments.transfer.services.write_plan import change_plan_state
from assessments.transfer.signing import address_of
from courses.learning.api import ActivityContext, enrolment_cards
from lms.accounts.api import person_card
from lms.core import clock
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _
from lms.messages.api import notify_person

ANSWERS = frozenset({PlanState.AGREED, PlanState.CHANGE_PROPOSED, PlanState.NOT_MY_POST})
OPEN_DAYS = 45


def ask_supervisor(session: Session, context: ActivityContext, plan_id: UUID) -> None:
    """Ask the superior about a plan that was sent, by a personal link."""
    plan = session.get_one(Plan, plan_id)
    supervisor = live_supervisor(session, context.enrolment_id)
    commitments = commitments_of(session, plan_id)
    if supervisor is None or not commitments:
        return
    link = plan_link(
        session,
        plan_id=plan_id,
        supervisor_id=supervisor.id,
        expires_at=clock.end_of_day(
            clock.today(context.zone) + timedelta(days=OPEN_DAYS), context.zone
        ),
    )
    first = commitments[0]
    participant = person_card(session, context.person_id)
    speak(
        session,
        Utterance(
            unique_key=f"plan:{plan_id}:{plan.send_count}",
            kind="plan",
            audience=Audience.SUPERVISOR,
            informant=Informant(
                full_name=supervisor.name,
                first_name=supervisor.name.split()[0],
                email=supervisor.email,
                phone=supervisor.phone,
            ),
            said=plan_message(
                MessageFacts(
                    first_name=supervisor.name.split()[0],
                    participant=participant.full_name,
                    course=context.course_title,
                    commitment=f"Si {first.situation}, entonces {first.action}",
                    days=0,
                    due_on=clock.today(context.zone),
                    closes_on=clock.today(context.zone),
                    address=address_of(link.seed),
                )
            ),
            plan_id=plan_id,
        ),
    )


def answer_plan(
    session: Session, actor: Actor, plan_id: UUID, answer: PlanState, *, note: str
) -> None:
    """Store a superior's word on a plan; it may be changed until the first milestone opens.

    From then on the plan is fixed and only agreement is taken: raises ConflictError for a word
    that nobody could act on any more.
    """
    if answer not in ANSWERS:
        raise DomainError(_("Elija una de las tres respuestas."), code="choice")
    if answer is PlanState.CHANGE_PROPOSED and not note.strip():
        raise DomainError(_("Escriba qué cambiaría."), code="note", field="note")
    plan = session.get_one(Plan, plan_id, with_for_update=True)
    if plan.state is answer and (plan.supervisor_note or "") == note.strip():
        return
    if answer is not PlanState.AGREED and has_opened(session, plan.enrolment_id):
        raise ConflictError(
            _(
                "El primer seguimiento ya empezó y el plan no se cambia. "
                "Si algo no corresponde, dígalo en el seguimiento o llame a la coordinación."
            ),
            code="plan_under_way",
        )
    plan.supervisor_note = note.strip()[:1000] or None
    plan.answered_at = clock.now()
    change_plan_state(session, actor, plan, answer, note=plan.supervisor_note)
    _tell_participant(session, plan)


def _tell_participant(session: Session, plan: Plan) -> None:
    card = enrolment_cards(session, [plan.enrolment_id])[plan.enrolment_id]
    notify_person(
        session,
        card.person_id,
        unique_key=f"transfer.plan_answered:{plan.id}:{plan.answered_at}",
        title=_("Su jefatura respondió a su plan"),
        text=_(
            "Su jefatura leyó el compromiso que usted envió en el curso «%(course)s» y respondió. "
            "Abra su plan para ver qué dice.",
            course=card.course_title,
        ),
        path=f"/mi-formacion/{plan.enrolment_id}/plan",
    )
