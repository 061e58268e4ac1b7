"""Tables of entities, their names in time, posts and who holds them."""

from lms.organizations.models.name import NameKind, OrganizationName
from lms.organizations.models.organization import Organization, OrganizationKind
from lms.organizations.models.post import Post, PostHolding

__all__ = [
    "NameKind",
    "Organization",
    "OrganizationKind",
    "OrganizationName",
    "Post",
    "PostHolding",
]
