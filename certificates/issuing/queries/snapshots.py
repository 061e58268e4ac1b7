"""Reads what certificates of an edition will say, for many people at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from assessments.competencies.api import ReachedLevel, levels_in_edition
from certificates.issuing.models import Award
from certificates.issuing.rules.place import IssuingPlace
from certificates.issuing.rules.snapshot import CompetencyWords, SignatoryWords, Snapshot
from courses.learning.api import ENROLMENT, EditionCard, course_map, edition_card
from lms.accounts.api import PERSON, DocumentType, document_label, full_name
from lms.organizations.api import ORGANIZATION

_DOCUMENT_KINDS = {
    DocumentType.CARNET: "C.I.",
    DocumentType.FOREIGNER_CARNET: "C.I.E.",
    DocumentType.PASSPORT: "Pasaporte",
    DocumentType.OTHER: "Documento",
}
_CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class AwardSnapshot:
    """The words of the certificate of one award."""

    award_id: UUID
    enrolment_id: UUID
    person_id: UUID
    snapshot: Snapshot


def snapshots(
    session: Session,
    edition_id: UUID,
    award_ids: Sequence[UUID],
    *,
    place: IssuingPlace,
    signatories: tuple[SignatoryWords, ...],
) -> list[AwardSnapshot]:
    """Return the snapshots of awards of one edition, in the order of surnames.

    Four statements, and one more for each 500 awards.
    """
    edition = edition_card(session, edition_id)
    modules = tuple(m.title for m in course_map(session, edition.course_version_id).modules)
    levels: dict[UUID, list[ReachedLevel]] = {}
    for level in levels_in_edition(session, edition_id):
        levels.setdefault(level.person_id, []).append(level)
    return [
        AwardSnapshot(
            award_id=row.award_id,
            enrolment_id=row.enrolment_id,
            person_id=row.id,
            snapshot=_snapshot(row, edition, modules, levels.get(row.id, []), place, signatories),
        )
        for start in range(0, len(award_ids), _CHUNK)
        for row in session.execute(_people(award_ids[start : start + _CHUNK]))
    ]


def _people(award_ids: Sequence[UUID]) -> Any:
    return (
        select(
            PERSON,
            Award.id.label("award_id"),
            Award.enrolment_id,
            Award.passed_on,
            ORGANIZATION.c.name.label("municipality"),
        )
        .select_from(Award)
        .join(PERSON, PERSON.c.id == Award.person_id)
        .join(ENROLMENT, ENROLMENT.c.id == Award.enrolment_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id)
        .where(Award.id.in_(award_ids))
        .order_by(PERSON.c.search_key, Award.id)
    )


def _snapshot(
    row: Row[Any],
    edition: EditionCard,
    modules: tuple[str, ...],
    levels: list[ReachedLevel],
    place: IssuingPlace,
    signatories: tuple[SignatoryWords, ...],
) -> Snapshot:
    kind = _DOCUMENT_KINDS[row.document_type]
    label = document_label(
        number=row.document_number, complement=row.document_complement, place=row.document_place
    )
    return Snapshot(
        person_name=row.printed_name
        or full_name(row.given_names, row.first_surname, row.second_surname, row.married_surname),
        document=f"{kind} {label}",
        document_kind=kind,
        document_tail=row.document_number[-3:],
        municipality=row.municipality or "",
        course_title=edition.course_title,
        edition_code=edition.code,
        edition_title=edition.title,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        passed_on=row.passed_on,
        hours=edition.hours,
        modules=modules,
        competencies=tuple(
            CompetencyWords(code=one.code, name=one.name, level=one.level, word=one.word)
            for one in levels
        ),
        school_name=place.school_name,
        school_parent=place.parent,
        school_city=place.city,
        signatories=signatories,
        public_url=place.public_url,
    )
