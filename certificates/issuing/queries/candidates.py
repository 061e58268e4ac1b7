"""Reads every participant of an edition with what counts for the certificate."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from certificates.documents.api import find_missing_glyphs
from certificates.issuing.models import Award, Certificate, Folio
from certificates.issuing.rules.eligibility import Block, CandidateFacts, Position, position_of
from certificates.issuing.rules.states import AwardState, CertificateState
from courses.learning.api import EDITION, ENROLMENT, EditionState, EnrolmentState
from lms.accounts.api import PERSON, full_name, sort_expression, sort_name
from lms.organizations.api import ORGANIZATION


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One participant of the edition."""

    enrolment_id: UUID
    person_id: UUID
    sort_name: str
    printed_name: str
    municipality: str
    enrolment_state: EnrolmentState
    award_id: UUID | None
    batch_id: UUID | None
    """The open proposal, or the batch of the newest certificate."""
    certificate_id: UUID | None
    folio: str | None
    note: str | None
    """Why it was declined, revoked or failed."""
    position: Position
    blocks: tuple[Block, ...]


def candidates(
    session: Session,
    edition_id: UUID,
    *,
    must_be_closed: bool,
    award_ids: Collection[UUID] | None = None,
) -> list[Candidate]:
    """Return the participants of an edition in the order of surnames; one statement.

    With `award_ids` only those. Withdrawn people and those who dropped out are left out.
    """
    query = _query().where(ENROLMENT.c.edition_id == edition_id)
    if award_ids is None:
        query = query.where(
            ENROLMENT.c.state.not_in([EnrolmentState.WITHDRAWN, EnrolmentState.DROPPED_OUT])
        )
        rows = list(session.execute(query))
    else:
        rows = [
            row
            for chunk in _chunks(list(award_ids))
            for row in session.execute(query.where(Award.id.in_(chunk)))
        ]
    return [_candidate(row, must_be_closed=must_be_closed) for row in rows]


def _query() -> Select[Any]:
    newest = aliased(Award)
    sequence = (
        select(func.max(newest.sequence))
        .where(newest.enrolment_id == ENROLMENT.c.id)
        .correlate(ENROLMENT)
        .scalar_subquery()
    )
    return (
        select(
            ENROLMENT.c.id,
            ENROLMENT.c.state,
            ENROLMENT.c.pass_count,
            EDITION.c.state.label("edition_state"),
            PERSON.c.id.label("person_id"),
            PERSON.c.given_names,
            PERSON.c.first_surname,
            PERSON.c.second_surname,
            PERSON.c.married_surname,
            PERSON.c.printed_name,
            PERSON.c.name_confirmed_at,
            ORGANIZATION.c.name.label("municipality"),
            Award.id.label("award_id"),
            Award.sequence,
            Award.state.label("award_state"),
            Award.state_reason.label("award_reason"),
            Award.review_reason,
            Award.batch_id.label("proposed_batch_id"),
            Certificate.id.label("certificate_id"),
            Certificate.state.label("certificate_state"),
            Certificate.state_reason.label("certificate_reason"),
            Certificate.batch_id,
            Folio.text.label("folio"),
            _other_live_folio().label("other_live_folio"),
        )
        .select_from(ENROLMENT)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id)
        .outerjoin(Award, and_(Award.enrolment_id == ENROLMENT.c.id, Award.sequence == sequence))
        .outerjoin(Certificate, newest_certificate())
        .outerjoin(Folio, Folio.certificate_id == Certificate.id)
        .order_by(sort_expression(), ENROLMENT.c.id)
    )


def newest_certificate() -> ColumnElement[bool]:
    """Return the condition that joins an Award with the newest of its certificates."""
    other = aliased(Certificate)
    number = (
        select(func.max(other.number))
        .where(other.award_id == Award.id)
        .correlate(Award)
        .scalar_subquery()
    )
    return and_(Certificate.award_id == Award.id, Certificate.number == number)


def _other_live_folio() -> ScalarSelect[str]:
    other, folio = aliased(Certificate), aliased(Folio)
    return (
        select(func.min(folio.text))
        .join(other, other.id == folio.certificate_id)
        .where(
            other.enrolment_id == ENROLMENT.c.id,
            other.state == CertificateState.ISSUED,
            other.award_id != Award.id,
        )
        .correlate(ENROLMENT, Award)
        .scalar_subquery()
    )


def _candidate(row: Any, *, must_be_closed: bool) -> Candidate:
    names = (row.given_names, row.first_surname, row.second_surname, row.married_surname)
    printed_name = row.printed_name or full_name(*names)
    position, blocks = position_of(
        CandidateFacts(
            is_passed=row.state is EnrolmentState.PASSED,
            is_name_confirmed=row.name_confirmed_at is not None,
            missing_glyphs=tuple(find_missing_glyphs(printed_name)),
            award_state=row.award_state,
            is_award_current=row.sequence == row.pass_count
            and row.award_state is not AwardState.WITHDRAWN,
            is_proposed=row.proposed_batch_id is not None,
            review_reason=row.review_reason,
            certificate_state=row.certificate_state,
            other_live_folio=row.other_live_folio,
            is_edition_closed=row.edition_state is EditionState.CLOSED,
            must_be_closed=must_be_closed,
        )
    )
    return Candidate(
        enrolment_id=row.id,
        person_id=row.person_id,
        sort_name=sort_name(*names),
        printed_name=printed_name,
        municipality=row.municipality or "",
        enrolment_state=row.state,
        award_id=row.award_id,
        batch_id=row.proposed_batch_id or row.batch_id,
        certificate_id=row.certificate_id,
        folio=row.folio,
        note=row.certificate_reason or row.award_reason,
        position=position,
        blocks=blocks,
    )


def _chunks(ids: list[UUID]) -> list[list[UUID]]:
    return [ids[start : start + 500] for start in range(0, len(ids), 500)]
