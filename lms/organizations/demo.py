"""The demonstration's part of entities: those that the source names."""

from sqlalchemy.orm import Session

from lms.organizations.services.load_shipped import load_shipped


def load_entities(session: Session) -> None:
    """Load the shipped entities."""
    load_shipped(session)
