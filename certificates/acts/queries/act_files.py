"""Reads the PDFs of the acts of an edition."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.gradebook.api import ACT
from certificates.acts.models import ActDocument
from certificates.acts.rules.states import DocumentState
from courses.learning.api import EDITION, edition_is_within
from lms.core.access import Reach
from lms.core.errors import NotFoundError
from lms.core.files.models import StoredFile
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class ActFile:
    """The PDF of one act, or where its drawing stands."""

    act_id: UUID
    edition_id: UUID
    number: str
    is_rectifying: bool
    state: DocumentState
    failure: str
    sha256: str
    """Empty while there is no file."""
    size_bytes: int


def act_files(session: Session, reach: Reach, edition_id: UUID) -> tuple[ActFile, ...]:
    """Return the files of the acts of an edition, in the order of their numbers."""
    rows = session.execute(
        select(
            ActDocument.act_id,
            ActDocument.edition_id,
            ActDocument.state,
            ActDocument.failure,
            ACT.c.number,
            ACT.c.rectifies_id,
            StoredFile.sha256,
            StoredFile.size_bytes,
        )
        .join(ACT, ACT.c.id == ActDocument.act_id)
        .join(EDITION, EDITION.c.id == ActDocument.edition_id)
        .outerjoin(StoredFile, StoredFile.id == ActDocument.file_id)
        .where(ActDocument.edition_id == edition_id, edition_is_within(reach))
        .order_by(ACT.c.year, ACT.c.sequence, ACT.c.id)
    )
    return tuple(
        ActFile(
            act_id=row.act_id,
            edition_id=row.edition_id,
            number=row.number,
            is_rectifying=row.rectifies_id is not None,
            state=row.state,
            failure=row.failure or "",
            sha256=row.sha256 or "",
            size_bytes=row.size_bytes or 0,
        )
        for row in rows
    )


def act_file(session: Session, reach: Reach, edition_id: UUID, act_id: UUID) -> ActFile:
    """Return the drawn file of an act; raises NotFoundError outside the reach or before that."""
    for found in act_files(session, reach, edition_id):
        if found.act_id == act_id and found.state is DocumentState.DRAWN:
            return found
    raise NotFoundError(_("No encontramos el PDF de esa acta."))
