"""Takes the people that coordination chose: certifies them, or asks for a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from certificates.issuing.models import Award, Batch
from certificates.issuing.queries.candidates import Candidate, candidates
from certificates.issuing.queries.issuing_rules import issuing_rules
from certificates.issuing.rules.duties import conflict_of, needs_second_person
from certificates.issuing.rules.eligibility import Position
from certificates.issuing.rules.place import IssuingPlace
from certificates.issuing.rules.states import BatchState
from certificates.issuing.services.queue_certificates import queue_certificates
from certificates.issuing.words import duty_words
from courses.learning.api import edition_card
from lms.accounts.api import people_with_role
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor, Role, Scope
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _
from lms.messages.api import notify_person


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What came of a choice."""

    batch_id: UUID
    taken: int
    left_out: int
    """People chosen who could not be certified any more."""
    waits_for_second_person: bool


def propose_batch(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    award_ids: Sequence[UUID],
    *,
    place: IssuingPlace,
) -> Proposed:
    """Make a batch of the chosen awards; a short one is approved at once, a long one waits.

    Raises ConflictError when nobody of the chosen can be certified any more, DomainError when
    the actor may not approve or the issuer's rules are not complete.
    """
    rules = issuing_rules(session)
    if not rules.signatories:
        raise DomainError(
            _("Falta escribir quién firma los certificados. Hágalo en los ajustes de emisión."),
            code="no_signatories",
        )
    lock_awards(session, award_ids)
    found = candidates(
        session, edition_id, must_be_closed=rules.requires_closed_edition, award_ids=award_ids
    )
    ready = [one for one in found if one.position is Position.READY]
    if not ready:
        raise ConflictError(_nobody_left(found), code="nobody_left")
    refuse_conflict(session, actor, edition_id, [one.person_id for one in ready])
    waits = needs_second_person(len(ready), rules.rows_without_second_person)
    batch = _new_batch(session, actor, edition_id, size=len(ready), waits=waits)
    chosen = [one.award_id for one in ready if one.award_id is not None]
    if waits:
        _hold(session, batch, chosen)
        _tell_stand_in(session, batch, rules.stand_in_person_id)
    else:
        queue_certificates(
            session, actor, batch, chosen, place=place, signatories=rules.signatories
        )
    return Proposed(
        batch_id=batch.id,
        taken=len(ready),
        left_out=len(set(award_ids)) - len(ready),
        waits_for_second_person=waits,
    )


def lock_awards(session: Session, award_ids: Sequence[UUID]) -> None:
    """Hold the awards until the end of the transaction: two people at once have one effect."""
    for start in range(0, len(award_ids), 500):
        session.execute(
            select(Award.id)
            .where(Award.id.in_(award_ids[start : start + 500]))
            .order_by(Award.id)
            .with_for_update()
        ).all()


def refuse_conflict(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    person_ids: Sequence[UUID],
    *,
    proposer: UUID | None = None,
) -> None:
    """Raise DomainError when the duties of the actor speak against approving."""
    trainers = people_with_role(
        session, role=Role.TRAINER, scope=Scope.EDITION, scope_id=edition_id
    )
    conflict = conflict_of(
        actor.person_id,
        trainers={card.id for card in trainers},
        certified=set(person_ids),
        proposer=proposer,
    )
    if conflict is not None:
        raise DomainError(duty_words(conflict), code=conflict.value)


def _nobody_left(found: list[Candidate]) -> str:
    if any(one.position in (Position.QUEUED, Position.ISSUED) for one in found):
        return _("Otra persona ya aprobó estos certificados. No se emitió nada dos veces.")
    if any(one.position is Position.PROPOSED for one in found):
        return _("Otra persona ya propuso estos certificados. Esperan una segunda aprobación.")
    return _("Nadie de la lista se puede certificar ahora. Vea los motivos en la página.")


def _new_batch(
    session: Session, actor: Actor, edition_id: UUID, *, size: int, waits: bool
) -> Batch:
    now = clock.now()
    last = session.scalar(select(func.max(Batch.number)).where(Batch.edition_id == edition_id))
    batch = Batch(
        id=ids.new_id(),
        edition_id=edition_id,
        number=(last or 0) + 1,
        size=size,
        needs_second_person=waits,
        state=BatchState.PROPOSED if waits else BatchState.APPROVED,
        proposed_by_person_id=actor.person_id,
        decided_by_person_id=None if waits else actor.person_id,
        decided_at=None if waits else now,
    )
    session.add(batch)
    session.flush()
    record_change(
        session,
        actor,
        action="issuing.propose_batch",
        object_kind="certificate_batch",
        object_id=batch.id,
        after={"state": batch.state, "size": size, "edition_id": edition_id},
    )
    return batch


def _hold(session: Session, batch: Batch, award_ids: list[UUID]) -> None:
    for start in range(0, len(award_ids), 500):
        for award in session.scalars(
            select(Award).where(Award.id.in_(award_ids[start : start + 500]))
        ):
            award.batch_id = batch.id


def _tell_stand_in(session: Session, batch: Batch, person_id: UUID | None) -> None:
    if person_id is None:
        return
    edition = edition_card(session, batch.edition_id)
    notify_person(
        session,
        person_id,
        unique_key=f"issuing.second_approval:{batch.id}",
        title=_("Certificados por aprobar"),
        text=_(
            "%(size)s certificados de «%(course)s», %(edition)s, esperan una segunda aprobación.",
            size=batch.size,
            course=edition.course_title,
            edition=edition.title,
        ),
        path=f"/certificados/lotes/{batch.id}",
    )
