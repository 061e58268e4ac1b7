"""Keeps the ledger with the person when two records turn out to be one human being."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from assessments.competencies.models import Evidence
from lms.domain_events import PersonsMerged


def follow_merged_person(session: Session, event: PersonsMerged) -> None:
    """Give the evidence of the absorbed record to the one that was kept; again changes nothing."""
    session.execute(
        update(Evidence)
        .where(Evidence.person_id == event.absorbed_person_id)
        .values(person_id=event.kept_person_id)
    )
