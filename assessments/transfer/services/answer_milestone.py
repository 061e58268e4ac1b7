"""Takes one answer to one question of a milestone; every answer stays, the latest counts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
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
_NOON = timedelta(hours=12)
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
    answered_on: date | None = None
    """Written on the sheet, or the day of the call; None: now."""


def answer_milestone(
    session: Session, actor: Actor, milestone_id: UUID, source: Source, given: GivenAnswer
) -> None:
    """Store one answer and what follows from it.

    A sheet counts from the day written on it, whenever it is typed. Raises DomainError for an
    answer that the question does not admit, ConflictError when the milestone no longer takes it:
    with the code milestone_closed only this question, which was answered in time.
    """
    facts = milestone_facts(session, milestone_id)
    milestone = facts.milestone
    value = _value(source.informant, given)
    answered_at = _moment(facts, source)
    informant = facts.informant(source.informant)
    row = Answer(
        id=ids.new_id(),
        milestone_id=milestone_id,
        commitment_id=given.commitment_id,
        informant=source.informant,
        informant_name=informant.full_name if informant else actor.label,
        supervisor_id=milestone.supervisor_id if source.informant is Audience.SUPERVISOR else None,
        question=given.question,
        value=value,
        channel=source.channel,
        is_late=clock.local_date(answered_at, facts.zone) > milestone.closes_on,
        entered_by_person_id=source.entered_by_person_id,
        scan_file_id=source.scan_file_id,
        answered_at=answered_at,
    )
    _refuse_closed(session, facts, row)
    session.add(row)
    if given.question is Question.EVIDENCE:
        _keep_files(session, facts, source, given)
    if given.question in _POLARITY and _counts(session, row):
        _keep_factors(session, milestone_id, source.informant, given)
    if value.get("codes") == [CommitmentState.NO_LONGER_APPLIES] and _counts(session, row):
        _ask_to_leave_out(session, facts, given)
    _note_answered(session, actor, milestone, answered_at)
    # The result is read from the database in this same transaction.
    session.flush()
    recompute(session, milestone)


def _moment(facts: MilestoneFacts, source: Source) -> datetime:
    today = clock.today(facts.zone)
    day = source.answered_on or today
    if day > today:
        raise DomainError(
            _("La fecha de la hoja no puede ser posterior a hoy."),
            code="future",
            field="answered_on",
        )
    if source.answered_on is not None and day < facts.milestone.due_on:
        raise DomainError(
            _(
                "La fecha de la hoja no puede ser anterior al %(day)s, cuando se abrió este "
                "seguimiento.",
                day=f"{facts.milestone.due_on:%d/%m/%Y}",
            ),
            code="before_opening",
            field="answered_on",
        )
    # A sheet knows no hour: noon stands for the whole day.
    return clock.now() if day == today else clock.start_of_day(day, facts.zone) + _NOON


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


def _refuse_closed(session: Session, facts: MilestoneFacts, row: Answer) -> None:
    milestone = facts.milestone
    if milestone.state not in ASKING or clock.today(facts.zone) > milestone.ends_on:
        raise ConflictError(_("Este seguimiento ya terminó."), code="milestone_over")
    if row.is_late and _exists(session, row, Answer.is_late.is_(False)):
        raise ConflictError(
            _("Este seguimiento se cerró y su respuesta quedó guardada como estaba."),
            code="milestone_closed",
        )


def _counts(session: Session, row: Answer) -> bool:
    # A sheet may be typed after a later answer came in. In time goes before late, as in the order
    # models.answer.LATEST_LAST; beside a late answer none in time stands.
    return not _exists(
        session, row, Answer.is_late.is_(row.is_late), Answer.answered_at > row.answered_at
    )


def _exists(session: Session, row: Answer, *conditions: ColumnElement[bool]) -> bool:
    found = session.scalar(
        select(Answer.id)
        .where(
            Answer.milestone_id == row.milestone_id,
            Answer.informant == row.informant,
            Answer.question == row.question,
            Answer.commitment_id == row.commitment_id
            if row.commitment_id
            else Answer.commitment_id.is_(None),
            *conditions,
        )
        .limit(1)
    )
    return found is not None


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


def _note_answered(
    session: Session, actor: Actor, milestone: Milestone, answered_at: datetime
) -> None:
    if milestone.answered_at is None or answered_at < milestone.answered_at:
        milestone.answered_at = answered_at
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
