"""Gives a participant who signed in the way to the own questions."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.transfer.models import Milestone
from assessments.transfer.queries.milestone_facts import milestone_facts
from assessments.transfer.rules.states import ASKING, Audience
from assessments.transfer.services.links import milestone_link
from assessments.transfer.signing import token_of
from lms.core import clock
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


def own_link(session: Session, person_id: UUID | None, milestone_id: UUID) -> str:
    """Return the token of a person's own open milestone; raises NotFoundError for any other."""
    refusal = NotFoundError(_("No encontramos este seguimiento entre los suyos."))
    if session.get(Milestone, milestone_id) is None:
        raise refusal
    facts = milestone_facts(session, milestone_id)
    if facts.participant.person_id != person_id or facts.milestone.state not in ASKING:
        raise refusal
    link = milestone_link(
        session,
        milestone_id=milestone_id,
        audience=Audience.PARTICIPANT,
        supervisor_id=None,
        expires_at=clock.end_of_day(facts.milestone.ends_on, facts.zone),
    )
    return token_of(link.seed)
