"""Takes the next folio of an issuer and year: one after the other, none twice, none lost."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from certificates.issuing.models import Folio, FolioSequence
from certificates.issuing.rules.folio import folio_text
from lms.core import ids


def claim_folio(session: Session, certificate_id: UUID, *, issuer: str, year: int) -> str:
    """Return the folio of a certificate; the one that it took before, when it took one.

    The number and its row commit together: a rollback leaves no gap.
    """
    taken = session.scalar(select(Folio.text).where(Folio.certificate_id == certificate_id))
    if taken is not None:
        return taken
    number = _next_number(session, issuer, year)
    text = folio_text(issuer, year, number)
    session.add(
        Folio(
            id=ids.new_id(),
            issuer=issuer,
            year=year,
            number=number,
            text=text,
            certificate_id=certificate_id,
        )
    )
    session.flush()
    return text


def _next_number(session: Session, issuer: str, year: int) -> int:
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # The row of the sequence is the lock: who comes second waits for the first to commit.
    session.execute(
        insert(FolioSequence)
        .values(issuer=issuer, year=year, last_number=0)
        .on_conflict_do_nothing()
    )
    return session.execute(
        update(FolioSequence)
        .where(FolioSequence.issuer == issuer, FolioSequence.year == year)
        .values(last_number=FolioSequence.last_number + 1)
        .returning(FolioSequence.last_number)
        .execution_options(synchronize_session=False)
    ).scalar_one()
