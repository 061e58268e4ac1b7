"""Writes approved certificates with their frozen words, and a job to draw each."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from certificates.documents.api import find_missing_glyphs
from certificates.issuing.models import Award, Batch, Certificate
from certificates.issuing.queries.snapshots import AwardSnapshot, snapshots
from certificates.issuing.rules.place import IssuingPlace
from certificates.issuing.rules.snapshot import SignatoryWords, Snapshot
from certificates.issuing.rules.states import AwardState, CertificateState
from lms.accounts.api import fold
from lms.audit.api import record_changes
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.db.constraints import refusing
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _
from lms.core.jobs.queue import enqueue_many

DRAW = "issuing.draw_certificate"


def queue_certificates(
    session: Session,
    actor: Actor,
    batch: Batch,
    award_ids: Sequence[UUID],
    *,
    place: IssuingPlace,
    signatories: tuple[SignatoryWords, ...],
    replaces: Mapping[UUID, UUID] | None = None,
) -> list[UUID]:
    """Approve the awards and return the ids of their queued certificates.

    `replaces` gives for an award the certificate whose place the new one takes. Raises
    DomainError when a text cannot be printed, ConflictError when an award has a live certificate.
    """
    words = snapshots(session, batch.edition_id, award_ids, place=place, signatories=signatories)
    numbers = _next_numbers(session, award_ids)
    made = [
        _certificate(batch, one, number=numbers.get(one.award_id, 1), place=place) for one in words
    ]
    for certificate in made:
        certificate.replaces_id = (replaces or {}).get(certificate.award_id)
    taken = ConflictError(_("Otra persona ya aprobó estos certificados."), code="already_live")
    with refusing(
        session,
        {
            "uq_issuing_certificate_live_award": taken,
            "issuing_certificate.award_id": taken,
        },
    ):
        session.add_all(made)
    _approve_awards(session, award_ids)
    record_changes(
        session,
        actor,
        action="issuing.queue_certificate",
        object_kind="certificate",
        after={
            one.id: {"state": one.state, "award_id": one.award_id, "batch_id": batch.id}
            for one in made
        },
    )
    enqueue_draws(session, made)
    return [one.id for one in made]


def enqueue_draws(session: Session, certificates: Sequence[Certificate]) -> None:
    """Write the job that draws each certificate; the same round again writes nothing."""
    if not certificates:
        return
    enqueue_many(
        session,
        DRAW,
        [
            (f"draw:{one.id}:{one.round}", {"certificate_id": str(one.id), "round": one.round})
            for one in certificates
        ],
        batch=f"issuing:{certificates[0].batch_id}",
    )


def refuse_unprintable(snapshot: Snapshot) -> None:
    """Raise DomainError naming what of a certificate cannot be printed and where it stands."""
    for text in snapshot.texts():
        missing = find_missing_glyphs(text)
        if missing:
            raise DomainError(
                _(
                    "No se puede imprimir %(glyphs)s en «%(where)s». Corrija el texto e intente "
                    "de nuevo.",
                    glyphs=" ".join(missing),
                    where=text[:80],
                ),
                code="missing_glyph",
            )


def search_words(name: str) -> str:
    """Return a printed name folded between spaces: `LIKE '% word%'` finds any of its words."""
    return f" {fold(name)} "[:400]


def _certificate(
    batch: Batch, one: AwardSnapshot, *, number: int, place: IssuingPlace
) -> Certificate:
    refuse_unprintable(one.snapshot)
    return Certificate(
        id=ids.new_id(),
        award_id=one.award_id,
        number=number,
        batch_id=batch.id,
        enrolment_id=one.enrolment_id,
        person_id=one.person_id,
        edition_id=batch.edition_id,
        state=CertificateState.QUEUED,
        code=ids.new_code(12),
        search_name=search_words(one.snapshot.person_name),
        snapshot=one.snapshot.to_json(),
        is_demonstration=place.is_demonstration,
        round=1,
    )


def _next_numbers(session: Session, award_ids: Sequence[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for start in range(0, len(award_ids), 500):
        rows = session.execute(
            select(Certificate.award_id, func.max(Certificate.number).label("last"))
            .where(Certificate.award_id.in_(award_ids[start : start + 500]))
            .group_by(Certificate.award_id)
        )
        found |= {row.award_id: row.last + 1 for row in rows}
    return found


def _approve_awards(session: Session, award_ids: Sequence[UUID]) -> None:
    now = clock.now()
    for start in range(0, len(award_ids), 500):
        for award in session.scalars(
            select(Award).where(Award.id.in_(award_ids[start : start + 500]))
        ):
            award.state = AwardState.APPROVED
            award.approved_at = now
            award.batch_id = None
