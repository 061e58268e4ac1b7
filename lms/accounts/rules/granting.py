"""Which roles a permission may give, and how far each role reaches."""

from collections.abc import Collection

from lms.core.access import Role, Scope

# Trainers are named in their editions; participants are enrolled: neither is given here.
REACHES: dict[Role, Scope] = {
    Role.COORDINATOR: Scope.PLATFORM,
    Role.LIAISON: Scope.ORGANIZATION,
    Role.ADMINISTRATOR: Scope.PLATFORM,
    Role.EVALUATOR: Scope.PLATFORM,
    Role.COOPERATION: Scope.PLATFORM,
    Role.HOST_UNIT: Scope.HOST_UNIT,
    Role.SPONSOR: Scope.SPONSOR,
}
"""The reach with which each role is given on the page of a person."""

GIVEN_BY: dict[str, frozenset[Role]] = {
    "grant_roles": frozenset(REACHES),
    "grant_field_roles": frozenset(
        {Role.LIAISON, Role.EVALUATOR, Role.COOPERATION, Role.HOST_UNIT, Role.SPONSOR}
    ),
}
"""Administration gives every role; coordination those of the field, never its own or higher."""


def grantable(permissions: Collection[str]) -> list[Role]:
    """Return the roles that somebody with these permissions may give, in their usual order."""
    allowed = {role for name in permissions for role in GIVEN_BY.get(name, frozenset())}
    return [role for role in REACHES if role in allowed]


def may_give_code(maker_permissions: Collection[str], roles_of_person: Collection[Role]) -> bool:
    """Tell whether a maker of codes may open the door of a person with these roles.

    A code sets a new password, so nobody makes one for somebody who may do more: the liaison
    only for people without a role, coordination for all but administration.
    """
    if "make_staff_codes" in maker_permissions:
        return Role.ADMINISTRATOR not in roles_of_person
    return not set(roles_of_person) - {Role.PARTICIPANT}
