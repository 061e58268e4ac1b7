"""Does steps of milestones' ladders when their day has come, many by few statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.messages import MessageFacts, message, milestone_notice
from assessments.transfer.models import Commitment, Link, MilestoneStep
from assessments.transfer.queries.milestone_facts import (
    MilestoneFacts,
    facts_of_milestones,
    first_commitments,
    who_answered,
)
from assessments.transfer.rules.ladder import WRITES, StepKind, StepState
from assessments.transfer.rules.states import ASKING, Audience, MilestoneState
from assessments.transfer.services.close_milestone import close_milestone
from assessments.transfer.services.freeze_figures import freeze_if_last
from assessments.transfer.services.links import live_links, new_link
from assessments.transfer.services.speak import Silence, Utterance, speak_many
from assessments.transfer.signing import address_of
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import SYSTEM
from lms.messages.api import NewNotice, show_notices

_FREEZES = {StepKind.CLOSE: "close", StepKind.END: "end"}
_SHOWN = frozenset({StepKind.PRE_NOTICE, StepKind.INVITATION})
"""What the application shows the participant too; reminders repeat nothing there."""
_ON_THE_HOME = "/mi-formacion#transferencia"


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What was read of all milestones at once."""

    commitments: Mapping[UUID, Commitment]
    answered: Mapping[UUID, Collection[Audience]]
    links: dict[tuple[UUID | None, Audience], Link]


def run_step(session: Session, step_id: UUID) -> None:
    """Do a step once; a step that was done, or whose milestone stopped, is nothing to do."""
    run_steps(session, [step_id])


def run_steps(session: Session, step_ids: Sequence[UUID]) -> None:
    """Do many steps, each once, in the order in which they were due."""
    steps = session.scalars(
        select(MilestoneStep)
        .where(MilestoneStep.id.in_(step_ids), MilestoneStep.state != StepState.DONE)
        .order_by(MilestoneStep.due_at, MilestoneStep.id)
        .with_for_update()
    ).all()
    if not steps:
        return
    milestone_ids = [step.milestone_id for step in steps]
    facts = facts_of_milestones(session, milestone_ids)
    known = _Known(
        commitments=first_commitments(
            session, [one.milestone.enrolment_id for one in facts.values()]
        ),
        answered=who_answered(session, milestone_ids),
        links=live_links(session, milestone_ids),
    )
    to_say: list[Utterance | Silence] = []
    for step in steps:
        to_say += _act(session, step.kind, facts[step.milestone_id], known)
        step.state = StepState.DONE
        step.done_at = clock.now()
    speak_many(session, to_say)
    _show(session, to_say, facts)
    _freeze(session, [(step.kind, facts[step.milestone_id]) for step in steps])


def _act(
    session: Session, kind: StepKind, facts: MilestoneFacts, known: _Known
) -> list[Utterance | Silence]:
    if facts.milestone.state is MilestoneState.STOPPED:
        return []
    if kind in _FREEZES:
        close_milestone(session, facts)
        return []
    if kind is StepKind.INVITATION:
        _open(session, facts)
    return _words(session, kind, facts, known) if kind in WRITES else []


def _show(
    session: Session,
    said: Sequence[Utterance | Silence],
    facts: Mapping[UUID, MilestoneFacts],
) -> None:
    notices = []
    for one in said:
        if (
            not isinstance(one, Utterance)
            or one.audience is not Audience.PARTICIPANT
            or one.kind not in _SHOWN
            or one.milestone_id is None
            or one.informant.person_id is None
        ):
            continue
        about = facts[one.milestone_id]
        notice = milestone_notice(
            StepKind(one.kind),
            course=about.course_title,
            days=about.milestone.days,
            due_on=about.milestone.due_on,
        )
        notices.append(
            NewNotice(
                person_id=one.informant.person_id,
                unique_key=f"transfer.{one.kind}:{one.milestone_id}",
                title=notice.subject,
                text=notice.text,
                path=_ON_THE_HOME,
            )
        )
    show_notices(session, notices)


def _freeze(session: Session, done: Sequence[tuple[StepKind, MilestoneFacts]]) -> None:
    ended = {
        (facts.edition_id, facts.milestone.days, _FREEZES[kind])
        for kind, facts in done
        if kind in _FREEZES
    }
    for edition_id, days, moment in sorted(ended):
        freeze_if_last(session, edition_id, days, moment=moment)


def _open(session: Session, facts: MilestoneFacts) -> None:
    milestone = facts.milestone
    if milestone.state is not MilestoneState.PLANNED:
        return
    milestone.state = MilestoneState.OPEN
    milestone.supervisor_id = facts.supervisor.id if facts.supervisor else None
    record_change(
        session,
        SYSTEM,
        action="transfer.open_milestone",
        object_kind="milestone",
        object_id=milestone.id,
        before={"state": MilestoneState.PLANNED},
        after={"state": MilestoneState.OPEN, "supervisor_id": milestone.supervisor_id},
    )


def _words(
    session: Session, kind: StepKind, facts: MilestoneFacts, known: _Known
) -> list[Utterance | Silence]:
    milestone = facts.milestone
    if kind is not StepKind.PRE_NOTICE and milestone.state not in ASKING:
        return []
    found: list[Utterance | Silence] = []
    for audience in Audience:
        key = f"{milestone.id}:{audience}:{kind}"
        reason = _reason_for_silence(facts, audience, kind, known)
        if reason is not None:
            found.append(
                Silence(
                    unique_key=key,
                    kind=kind,
                    audience=audience,
                    milestone_id=milestone.id,
                    reason=reason,
                )
            )
        else:
            found.append(_utterance(session, key, kind, audience, facts, known))
    return found


def _utterance(
    session: Session,
    key: str,
    kind: StepKind,
    audience: Audience,
    facts: MilestoneFacts,
    known: _Known,
) -> Utterance:
    milestone = facts.milestone
    informant = facts.informant(audience)
    assert informant is not None  # noqa: S101 - without a superior there is a reason for silence
    link = None
    if kind is not StepKind.PRE_NOTICE:
        link = _link(session, audience, facts, known)
    first = known.commitments.get(milestone.enrolment_id)
    return Utterance(
        unique_key=key,
        kind=kind,
        audience=audience,
        informant=informant,
        said=message(
            kind,
            audience,
            MessageFacts(
                first_name=informant.first_name,
                participant=facts.participant.first_name,
                course=facts.course_title,
                commitment=f"Si {first.situation}, entonces {first.action}" if first else None,
                days=milestone.days,
                due_on=milestone.due_on,
                closes_on=milestone.closes_on,
                address=address_of(link.seed) if link else None,
                paper_code=link.paper_code if link else None,
            ),
        ),
        milestone_id=milestone.id,
        is_by_phone=kind is StepKind.CALL_LIST,
        is_by_hand_repeated=kind is StepKind.INVITATION,
    )


def _link(session: Session, audience: Audience, facts: MilestoneFacts, known: _Known) -> Link:
    milestone = facts.milestone
    found = known.links.get((milestone.id, audience))
    if found is None:
        found = new_link(
            session,
            milestone_id=milestone.id,
            audience=audience,
            supervisor_id=milestone.supervisor_id if audience is Audience.SUPERVISOR else None,
            expires_at=clock.end_of_day(milestone.ends_on, facts.zone),
        )
        known.links[milestone.id, audience] = found
    return found


def _reason_for_silence(
    facts: MilestoneFacts, audience: Audience, kind: StepKind, known: _Known
) -> str | None:
    milestone = facts.milestone
    if kind is not StepKind.PRE_NOTICE and audience in known.answered.get(milestone.id, ()):
        return "answered"
    if audience is Audience.PARTICIPANT:
        return "opted_out" if milestone.participant_opted_out_at else None
    if facts.supervisor is None:
        return "no_supervisor"
    if milestone.enrolment_id not in known.commitments:
        return "no_plan"
    if facts.supervisor.valid_to is not None:
        return "supervisor_changed"
    return "opted_out" if facts.supervisor.opted_out_at else None
