"""Front door of entities."""

from lms.organizations.models import Organization, OrganizationKind
from lms.organizations.queries.organization_pages import (
    find_organization,
    name_at,
    organization_choices,
    superior_of,
)
from lms.organizations.services.change_organization import OrganizationInput, create_organization

ORGANIZATION = Organization.__table__
"""Read-only, for the joins of lists in upper features."""

__all__ = [
    "ORGANIZATION",
    "OrganizationInput",
    "OrganizationKind",
    "create_organization",
    "find_organization",
    "name_at",
    "organization_choices",
    "superior_of",
]
