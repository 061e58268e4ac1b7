"""What the holder of a link may do beside answering: be left alone, step aside, ask for another."""

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from assessments.transfer.messages import MessageFacts, message
from assessments.transfer.models import Link, Milestone, Supervisor
from assessments.transfer.queries.find_link import find_link, is_alive
from assessments.transfer.queries.milestone_facts import milestone_facts
from assessments.transfer.rules.ladder import StepKind
from assessments.transfer.rules.states import ASKING, RUNNING, Audience
from assessments.transfer.services.links import milestone_link, revoke_link
from assessments.transfer.services.set_supervisor import end_supervisor
from assessments.transfer.services.speak import Utterance, speak
from assessments.transfer.signing import address_of
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor
from lms.core.i18n import gettext as _

_SUPERIOR_CHANGED = "superior_left"


def opt_out(session: Session, actor: Actor, link_id: UUID) -> None:
    """Write no reminders any more to who holds a link; the questions stay open."""
    link = session.get_one(Link, link_id)
    if link.audience is Audience.SUPERVISOR:
        supervisor = session.get_one(Supervisor, link.supervisor_id)
        supervisor.opted_out_at = supervisor.opted_out_at or clock.now()
    elif link.milestone_id is not None:
        milestone = session.get_one(Milestone, link.milestone_id)
        session.execute(
            update(Milestone)
            .where(
                Milestone.enrolment_id == milestone.enrolment_id,
                Milestone.state.in_(RUNNING | ASKING),
                Milestone.participant_opted_out_at.is_(None),
            )
            .values(participant_opted_out_at=clock.now())
        )
    record_change(
        session,
        actor,
        action="transfer.opt_out",
        object_kind="link",
        object_id=link.id,
        after={"audience": link.audience},
    )


def superior_left(session: Session, actor: Actor, link_id: UUID) -> None:
    """End a superior who no longer works with the person: the link dies, old answers stay."""
    link = session.get_one(Link, link_id)
    supervisor = session.get_one(Supervisor, link.supervisor_id)
    if supervisor.valid_to is None:
        end_supervisor(session, actor, supervisor, reason=_("Ya no trabaja con esta persona"))
    revoke_link(session, actor, link, reason=_SUPERIOR_CHANGED)


def renew_link(session: Session, token: str) -> bool:
    """Send a new link to the stored e-mail when the old one was ours and answers are still taken.

    Tells nobody whether it did: the page says the same in every case. Who is no longer the
    superior, and who has no stored e-mail, gets none.
    """
    link = find_link(session, token)
    if link is None or link.milestone_id is None:
        return False
    facts = milestone_facts(session, link.milestone_id)
    milestone = facts.milestone
    supervisor = session.get(Supervisor, link.supervisor_id) if link.supervisor_id else None
    informant = facts.informant(link.audience)
    if (
        milestone.state not in ASKING
        or clock.today(facts.zone) > milestone.ends_on
        or (supervisor is not None and supervisor.valid_to is not None)
        or informant is None
        or not informant.email
    ):
        return False
    if not is_alive(link):
        revoke_link(session, Actor(label="enlace"), link, reason="renewed")
        # The index admits one live link for each audience.
        session.flush()
    fresh = milestone_link(
        session,
        milestone_id=milestone.id,
        audience=link.audience,
        supervisor_id=link.supervisor_id,
        expires_at=clock.end_of_day(milestone.ends_on, facts.zone),
    )
    # At most one an hour, however often somebody asks.
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    speak(
        session,
        Utterance(
            unique_key=f"{milestone.id}:{link.audience}:new:{hour:%Y%m%d%H}",
            kind="new_link",
            audience=link.audience,
            informant=informant,
            said=message(
                StepKind.INVITATION,
                link.audience,
                MessageFacts(
                    first_name=informant.first_name,
                    participant=facts.participant.first_name,
                    course=facts.course_title,
                    commitment=None,
                    days=milestone.days,
                    due_on=milestone.due_on,
                    closes_on=max(milestone.closes_on, clock.today(facts.zone)),
                    address=address_of(fresh.seed),
                ),
            ),
            milestone_id=milestone.id,
        ),
    )
    return True
