"""Front door of entities."""

from lms.organizations.models import Organization, OrganizationKind
from lms.organizations.queries.organization_pages import (
    find_organization,
    name_at,
    organization_choices,
    superior_of,
)

ORGANIZATION = Organization.__table__
"""Read-only, for the joins of lists in upper features."""

__all__ = [
    "ORGANIZATION",
    "OrganizationKind",
    "find_organization",
    "name_at",
    "organization_choices",
    "superior_of",
]
