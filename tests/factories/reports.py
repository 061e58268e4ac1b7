"""Makes certificates for counting: the least that the database admits."""

import itertools
from datetime import date
from uuid import UUID

from certificates.issuing.models import Award, Batch, Certificate
from certificates.issuing.rules.states import AwardState, BatchState, CertificateState
from lms.core import clock, ids
from lms.core.files.models import StoredFile

_numbers = itertools.count(1)
_DRAWN = {CertificateState.ISSUED, CertificateState.REVOKED, CertificateState.REPLACED}


def make_certificate(
    session,
    edition,
    enrolment_id: UUID,
    person_id: UUID,
    state=CertificateState.ISSUED,
    *,
    expires_on: date | None = None,
) -> UUID:
    """A certificate of an enrolment in a state, with the award and list that it needs."""
    n = next(_numbers)
    award = Award(
        id=ids.new_id(),
        enrolment_id=enrolment_id,
        sequence=n,
        person_id=person_id,
        edition_id=edition.id,
        passed_on=clock.today(),
        state=AwardState.APPROVED,
        approved_at=clock.now(),
    )
    batch = Batch(
        id=ids.new_id(),
        edition_id=edition.id,
        number=n,
        size=1,
        needs_second_person=False,
        state=BatchState.APPROVED,
        decided_at=clock.now(),
    )
    file = StoredFile(
        id=ids.new_id(), sha256="0" * 64, size_bytes=1, media_type="application/pdf", name="x.pdf"
    )
    session.add_all([award, batch, file])
    session.flush()
    is_drawn = state in _DRAWN
    session.add(
        Certificate(
            id=ids.new_id(),
            award_id=award.id,
            number=1,
            batch_id=batch.id,
            enrolment_id=enrolment_id,
            person_id=person_id,
            edition_id=edition.id,
            state=state,
            state_reason="Motivo" if state is CertificateState.REVOKED else None,
            ended_at=clock.now() if state is CertificateState.REVOKED else None,
            code=f"TEST-{n:04d}",
            search_name=" ana ",
            snapshot={},
            is_demonstration=True,
            issued_on=clock.today() if is_drawn else None,
            issued_at=clock.now() if is_drawn else None,
            expires_on=expires_on,
            file_id=file.id if is_drawn else None,
            pdf_sha256="0" * 64 if is_drawn else None,
        )
    )
    session.commit()
    return award.id
