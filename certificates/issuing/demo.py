"""Certificates of the demonstration, with its watermark and in every state of their register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from certificates.documents.api import drawing_pool, render_with_deadline
from certificates.issuing.models import Certificate
from certificates.issuing.place import issuing_place
from certificates.issuing.queries.candidates import Candidate, candidates
from certificates.issuing.queries.issuing_rules import issuing_rules
from certificates.issuing.rules.eligibility import Position
from certificates.issuing.rules.place import IssuingPlace
from certificates.issuing.rules.snapshot import SignatoryWords
from certificates.issuing.rules.states import CertificateState
from certificates.issuing.services.cancel_certificates import cancel_batch
from certificates.issuing.services.change_issuing_rules import change_signatories
from certificates.issuing.services.draw_certificate import (
    StoredPdf,
    begin_drawing,
    finish_drawing,
)
from certificates.issuing.services.judge_award import decline_award
from certificates.issuing.services.mark_failed import mark_failed
from certificates.issuing.services.propose_batch import propose_batch
from certificates.issuing.services.queue_certificates import DRAW
from certificates.issuing.services.replace_certificate import replace_certificate
from certificates.issuing.services.revoke_certificate import revoke_certificate
from courses.learning.api import EDITION, EditionState
from lms.accounts.api import correct_printed_name, demo_person_id, person_card
from lms.core import clock
from lms.core.access import SYSTEM, Actor, Role
from lms.core.events.catch_up import deliver_waiting
from lms.core.files.store import file_store
from lms.core.jobs.models import Job, JobState

MARK = "%(demostración)"
"""How titles of the demonstration's editions end."""

SIGNATORIES = (
    SignatoryWords(name="Inventado Ramiro Muestra Flores", post="Director de la unidad"),
    SignatoryWords(name="Ficticia Elena Muestra Condori", post="Coordinadora académica"),
)
_LONG_AGO = timedelta(days=60)
"""An edition that closed before this has its certificates; a newer one is in the middle of it."""
_SECONDS = 20.0
_LEAST_PEOPLE = 4
_BROKEN_OFF = "PermanentJobError: El programa se detuvo en cada intento. Puede repetirse."

_REPLACED = "Se corrigió el segundo apellido, según su documento."
_REVOKED = "Se emitió por error: la persona figuraba dos veces en la lista."
_CANCELLED = "Se pidió dos veces por error; se emitirá en otro lote."
_DECLINED = "La tarea final era la de otra persona; así lo reconoció al ser consultada."


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """Who issues where."""

    coordinator: Actor
    place: IssuingPlace


def load_certificates(session: Session) -> None:
    """Issue what the closed editions of the demonstration ask for, the first time only."""
    editions = _editions(session)
    if not editions:
        return
    desk = _Desk(coordinator=_coordinator(session), place=issuing_place())
    now = clock.now()
    try:
        for edition_id, closed_at in editions:
            if not issuing_rules(session).signatories:
                with clock.frozen_at(closed_at):
                    change_signatories(session, desk.coordinator, SIGNATORIES)
                    session.flush()
            if closed_at < now - _LONG_AGO:
                _issued(session, desk, edition_id, closed_at)
            else:
                _under_way(session, desk, edition_id, now)
    finally:
        # Whoever loads the demonstration draws no more.
        drawing_pool.close()
    deliver_waiting(session, until=clock.start_of_day(clock.today()))


def _editions(session: Session) -> list[tuple[UUID, datetime]]:
    """Return the closed editions of the demonstration; none once a certificate was asked for."""
    begun = session.scalar(
        select(Certificate.id)
        .join(EDITION, EDITION.c.id == Certificate.edition_id)
        .where(EDITION.c.title.like(MARK))
        .limit(1)
    )
    if begun is not None:
        return []
    rows = session.execute(
        select(EDITION.c.id, EDITION.c.closed_at)
        .where(
            EDITION.c.title.like(MARK),
            EDITION.c.state == EditionState.CLOSED,
        )
        .order_by(EDITION.c.closed_at, EDITION.c.id)
    )
    return [(row.id, row.closed_at) for row in rows]


def _coordinator(session: Session) -> Actor:
    person_id = demo_person_id(session, Role.COORDINATOR)
    if person_id is None:
        return SYSTEM
    return Actor(person_id=person_id, label=person_card(session, person_id).full_name)


def _ready(session: Session, edition_id: UUID) -> list[Candidate]:
    """Return who can be certified; the participant who signs in comes first."""
    own = demo_person_id(session, Role.PARTICIPANT)
    found = candidates(session, edition_id, must_be_closed=True)
    ready = [one for one in found if one.position is Position.READY]
    return sorted(ready, key=lambda one: one.person_id != own)


def _issued(session: Session, desk: _Desk, edition_id: UUID, closed_at: datetime) -> None:
    """Issue an edition of long ago: one was replaced since, one revoked, one not drawn in time."""
    ready = _ready(session, edition_id)
    if len(ready) < _LEAST_PEOPLE:
        return
    approved_at = closed_at + timedelta(days=3)
    with clock.frozen_at(approved_at):
        _propose(session, desk, edition_id, ready[:-1])
    with clock.frozen_at(approved_at + timedelta(minutes=2)):
        made = _draw_waiting(session, desk, edition_id)
    with clock.frozen_at(approved_at + timedelta(days=1)):
        batch_id = _propose(session, desk, edition_id, ready[-1:])
        # The folio was taken when it was cancelled: it stays on record as annulled.
        for certificate in _queued(session, edition_id):
            begin_drawing(session, certificate.id, queue_round=certificate.round, place=desk.place)
        cancel_batch(session, desk.coordinator, batch_id, reason=_CANCELLED)
        session.flush()
    # The first is that of who signs in: it stays as it is.
    _replace(session, desk, made[1], approved_at + timedelta(days=20))
    with clock.frozen_at(approved_at + timedelta(days=40)):
        revoke_certificate(session, desk.coordinator, made[2], reason=_REVOKED)
        session.flush()
    # All of it was done then: nothing of it waits for the workers.
    _settle(session, edition_id, JobState.DONE)


def _replace(session: Session, desk: _Desk, certificate_id: UUID, at: datetime) -> None:
    certificate = session.get_one(Certificate, certificate_id)
    with clock.frozen_at(at):
        name = person_card(session, certificate.person_id).full_name
        correct_printed_name(
            session,
            desk.coordinator,
            certificate.person_id,
            printed_name=f"{name} de Muestra",
            reason=_REPLACED,
        )
        session.flush()
    deliver_waiting(session, until=at + timedelta(seconds=1))
    with clock.frozen_at(at + timedelta(hours=2)):
        replace_certificate(
            session, desk.coordinator, certificate_id, reason=_REPLACED, place=desk.place
        )
        session.flush()
        _draw_waiting(session, desk, certificate.edition_id)


def _under_way(session: Session, desk: _Desk, edition_id: UUID, now: datetime) -> None:
    """Begin with an edition that closed lately: one waits, one failed, one was declined."""
    ready = _ready(session, edition_id)
    if len(ready) < _LEAST_PEOPLE:
        return
    *_left_for_the_coordinator, declined, failing, waiting = ready
    with clock.frozen_at(now - timedelta(days=1)):
        if declined.award_id is not None:
            decline_award(session, desk.coordinator, declined.award_id, reason=_DECLINED)
        _propose(session, desk, edition_id, [failing])
        for certificate in _queued(session, edition_id):
            begin_drawing(session, certificate.id, queue_round=certificate.round, place=desk.place)
            mark_failed(session, certificate.id, queue_round=certificate.round, reason=_BROKEN_OFF)
        session.flush()
        _settle(session, edition_id, JobState.DEAD, error=_BROKEN_OFF)
    # Now, not in the past: the worker draws it as soon as it runs.
    _propose(session, desk, edition_id, [waiting])


def _propose(session: Session, desk: _Desk, edition_id: UUID, chosen: Sequence[Candidate]) -> UUID:
    proposed = propose_batch(
        session,
        desk.coordinator,
        edition_id,
        [one.award_id for one in chosen if one.award_id is not None],
        place=desk.place,
    )
    session.flush()
    return proposed.batch_id


def _queued(session: Session, edition_id: UUID) -> list[Certificate]:
    return list(
        session.scalars(
            select(Certificate)
            .where(
                Certificate.edition_id == edition_id, Certificate.state == CertificateState.QUEUED
            )
            .order_by(Certificate.id)
        )
    )


def _draw_waiting(session: Session, desk: _Desk, edition_id: UUID) -> list[UUID]:
    """Draw what is queued, as the worker would have; return the certificates in their order."""
    drawn = []
    for certificate in _queued(session, edition_id):
        document = begin_drawing(
            session, certificate.id, queue_round=certificate.round, place=desk.place
        )
        if document is None:
            continue
        content = render_with_deadline(document, _SECONDS)
        pdf = StoredPdf(sha256=file_store().put(content), size_bytes=len(content))
        finish_drawing(session, certificate.id, queue_round=certificate.round, pdf=pdf)
        drawn.append(certificate.id)
    session.flush()
    own = demo_person_id(session, Role.PARTICIPANT)
    return sorted(drawn, key=lambda key: session.get_one(Certificate, key).person_id != own)


def _settle(
    session: Session, edition_id: UUID, state: JobState, *, error: str | None = None
) -> None:
    """Bring the jobs of an edition's certificates to where their certificates are."""
    certificates = session.scalars(
        select(Certificate).where(Certificate.edition_id == edition_id)
    ).all()
    session.execute(
        update(Job)
        .where(
            Job.kind == DRAW,
            Job.state == JobState.READY,
            Job.unique_key.in_([f"draw:{one.id}:{one.round}" for one in certificates]),
        )
        .values(state=state, attempts=1, finished_at=clock.now(), last_error=error)
        .execution_options(synchronize_session=False)
    )
