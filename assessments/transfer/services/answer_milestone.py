"""Takes one answer to one question of a milestone; every answer stays, the latest counts."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from assessments.transfer.models import Answer, Evidence, FactorAnswer, Milestone, StopRequest
from assessments.transfer.models.answer import Polarity
from assessments.transfer.queries.milestone_facts import MilestoneFacts, milestone_facts
from assessments.transfer.rules.answers import (
    PER_COMMITMENT,
    SCREENS,
    WITH_CODES,
    CommitmentState,
    Factor,
    Question,
    checked_codes,
)
from assessments.transfer.rules.states import (
    ASKING,
    Audience,
    Channel,
    MilestoneState,
    RequestState,
    StopKind,
)
from assessments.transfer.services.outcomes import recompute
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError
from lms.core.files.uploads import receive
from lms.core.i18n import gettext as _

LONGEST_ANSWER = 1000
_POLARITY = {Question.HELPED: Polarity.HELPED, Question.HINDERED: Polarity.HINDERED}


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """One answer as it came in; which of the values counts depends on the question."""

    question: Question
    commitment_id: UUID | None = None
    codes: tuple[str, ...] = ()
    number: float | None = None
    text: str = ""
    files: tuple[FileStorage, ...] = ()
    is_confidential: bool = False


@dataclass(frozen=True, kw_only=True)
class Source:
    """Who answered and how it came in."""

    informant: Audience
    channel: Channel = Channel.LINK
    entered_by_person_id: UUID | None = None
    scan_file_id: UUID | None = None


def answer_milestone(
    session: Session, actor: Actor, milestone_id: UUID, source: Source, given: GivenAnswer
) -> None:
    """Store one answer and what follows from it.

    Raises DomainError for an answer that the question does not admit, ConflictError when the
    milestone no longer takes it.
    """
    facts = milestone_facts(session, milestone_id)
    milestone = facts.milestone
    value = _value(source.informant, given)
    is_late = clock.today(facts.zone) > milestone.closes_on
    _refuse_closed(session, facts, source, given, is_late=is_late)
    informant = facts.informant(source.informant)
    session.add(
        Answer(
            id=ids.new_id(),
            milestone_id=milestone_id,
            commitment_id=given.commitment_id,
            informant=source.informant,
            informant_name=informant.full_name if informant else actor.label,
            supervisor_id=milestone.supervisor_id
            if source.informant is Audience.SUPERVISOR
            else None,
            question=given.question,
            value=value,
            channel=source.channel,
            is_late=is_late,
            entered_by_person_id=source.entered_by_person_id,
            scan_file_id=source.scan_file_id,
        )
    )
    if given.question is Question.EVIDENCE:
        _keep_files(session, facts, source, given)
    if given.question in _POLARITY:
        _keep_factors(session, milestone_id, source.informant, given)
    if value.get("codes") == [CommitmentState.NO_LONGER_APPLIES]:
        _ask_to_leave_out(session, facts, given)
    _note_answered(session, actor, milestone)
    # The result is read from the database in this same transaction.
    session.flush()
    recompute(session, milestone)


def _value(informant: Audience, given: GivenAnswer) -> dict[str, object]:
    if given.question not in SCREENS[informant]:
        raise DomainError(_("Esa pregunta no es para usted."), code="question")
    if (given.question in PER_COMMITMENT) != (given.commitment_id is not None):
        raise DomainError(_("Elija el compromiso del que habla."), code="commitment")
    text = given.text.strip()[:LONGEST_ANSWER]
    if given.question in WITH_CODES:
        try:
            codes = checked_codes(given.question, informant, given.codes)
        except ValueError as error:
            raise DomainError(
                _("Elija una de las respuestas; hasta tres donde se puede marcar varias."),
                code="choice",
                field="codes",
            ) from error
        if codes == [CommitmentState.NO_LONGER_APPLIES] and not text:
            raise DomainError(
                _("Cuente por qué ya no corresponde: cambio de puesto, de norma u otra causa."),
                code="cause",
                field="text",
            )
        return {"codes": codes, "text": text}
    if given.question is Question.INDICATOR:
        return {"number": given.number}
    return {"text": text}


def _refuse_closed(
    session: Session, facts: MilestoneFacts, source: Source, given: GivenAnswer, *, is_late: bool
) -> None:
    milestone = facts.milestone
    if milestone.state not in ASKING or clock.today(facts.zone) > milestone.ends_on:
        raise ConflictError(_("Este seguimiento ya terminó."), code="milestone_over")
    if not is_late:
        return
    on_time = session.scalar(
        select(Answer.id)
        .where(
            Answer.milestone_id == milestone.id,
            Answer.informant == source.informant,
            Answer.question == given.question,
            Answer.commitment_id == given.commitment_id
            if given.commitment_id
            else Answer.commitment_id.is_(None),
            Answer.is_late.is_(False),
        )
        .limit(1)
    )
    if on_time is not None:
        raise ConflictError(
            _("Este seguimiento se cerró y su respuesta quedó guardada como estaba."),
            code="milestone_closed",
        )


def _keep_files(
    session: Session, facts: MilestoneFacts, source: Source, given: GivenAnswer
) -> None:
    for upload in given.files:
        stored = receive(session, upload, owner_person_id=facts.participant.person_id)
        # The evidence names the stored file.
        session.flush()
        session.add(
            Evidence(
                id=ids.new_id(),
                milestone_id=facts.milestone.id,
                commitment_id=given.commitment_id,
                informant=source.informant,
                file_id=stored.id,
                is_confidential=given.is_confidential,
            )
        )


def _keep_factors(
    session: Session, milestone_id: UUID, informant: Audience, given: GivenAnswer
) -> None:
    polarity = _POLARITY[given.question]
    session.execute(
        delete(FactorAnswer)
        .where(
            FactorAnswer.milestone_id == milestone_id,
            FactorAnswer.informant == informant,
            FactorAnswer.polarity == polarity,
        )
        .execution_options(synchronize_session=False)
    )
    for code in dict.fromkeys(given.codes):
        session.add(
            FactorAnswer(
                milestone_id=milestone_id,
                informant=informant,
                polarity=polarity,
                factor=Factor(code),
                note=given.text.strip()[:LONGEST_ANSWER] or None if code == Factor.OTHER else None,
            )
        )


def _ask_to_leave_out(session: Session, facts: MilestoneFacts, given: GivenAnswer) -> None:
    milestone = facts.milestone
    standing = session.scalar(
        select(StopRequest.id).where(
            StopRequest.milestone_id == milestone.id,
            StopRequest.commitment_id == given.commitment_id,
            StopRequest.state != RequestState.DECLINED,
        )
    )
    if standing is None:
        session.add(
            StopRequest(
                id=ids.new_id(),
                enrolment_id=milestone.enrolment_id,
                milestone_id=milestone.id,
                commitment_id=given.commitment_id,
                kind=StopKind.NO_LONGER_APPLIES,
                cause=given.text.strip()[:LONGEST_ANSWER],
                asked_by=facts.participant.full_name[:200],
            )
        )


def _note_answered(session: Session, actor: Actor, milestone: Milestone) -> None:
    if milestone.answered_at is None:
        milestone.answered_at = clock.now()
    if milestone.state is MilestoneState.CLOSED_WITHOUT_ANSWER:
        milestone.state = MilestoneState.ANSWERED
        record_change(
            session,
            actor,
            action="transfer.answer_late",
            object_kind="milestone",
            object_id=milestone.id,
            before={"state": MilestoneState.CLOSED_WITHOUT_ANSWER},
            after={"state": MilestoneState.ANSWERED},
        )
