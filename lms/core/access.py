"""Who is asking and what they may do: values handed to views, queries and services."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Scope(StrEnum):
    """What a grant reaches."""

    PLATFORM = "platform"
    PROGRAMME = "programme"
    EDITION = "edition"
    ORGANIZATION = "organization"
    HOST_UNIT = "host_unit"
    SPONSOR = "sponsor"


class Role(StrEnum):
    """The roles that a grant can give; being a participant needs no grant, only an enrolment."""

    PARTICIPANT = "participant"
    TRAINER = "trainer"
    COORDINATOR = "coordinator"
    LIAISON = "liaison"
    ADMINISTRATOR = "administrator"
    EVALUATOR = "evaluator"
    COOPERATION = "cooperation"
    HOST_UNIT = "host_unit"
    SPONSOR = "sponsor"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One role within one scope; `scope_id` is None only for the whole platform."""

    role: Role
    scope: Scope
    scope_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far a permission goes: everything, or the objects of some scopes."""

    everything: bool = False
    ids: Mapping[Scope, frozenset[UUID]] = field(default_factory=dict)

    def of(self, scope: Scope) -> frozenset[UUID]:
        """Return the ids that the permission reaches within a scope."""
        return self.ids.get(scope, frozenset())

    @property
    def is_empty(self) -> bool:
        """Tell whether the permission reaches nothing at all."""
        return not self.everything and not any(self.ids.values())


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who does something, for audit lines: a person, the system, or the holder of a link."""

    person_id: UUID | None = None
    user_id: UUID | None = None
    label: str = "sistema"


SYSTEM = Actor()
"""The actor of jobs, sweeps and commands."""

_permissions_of_role: dict[Role, frozenset[str]] = {}


def install_permissions(tables: Iterable[Mapping[Role, Iterable[str]]]) -> None:
    """Replace what each role may do by the union of the tables that features bring."""
    collected: dict[Role, set[str]] = {}
    for table in tables:
        for role, permissions in table.items():
            collected.setdefault(role, set()).update(permissions)
    _permissions_of_role.clear()
    _permissions_of_role.update({role: frozenset(names) for role, names in collected.items()})


def permissions_of(role: Role) -> frozenset[str]:
    """Return the names of what a role may do."""
    return _permissions_of_role.get(role, frozenset())


@dataclass(frozen=True, kw_only=True)
class Access:
    """Everything that guards and queries need to know about who is asking."""

    user_id: UUID | None = None
    person_id: UUID | None = None
    display_name: str = ""
    grants: tuple[Grant, ...] = ()
    session_ends_at: datetime | None = None

    @property
    def is_signed_in(self) -> bool:
        """Tell whether somebody signed in."""
        return self.user_id is not None

    @property
    def actor(self) -> Actor:
        """Return who asks as the actor of an audit line."""
        return Actor(person_id=self.person_id, user_id=self.user_id, label=self.display_name)

    def has_role(self, *roles: Role) -> bool:
        """Tell whether any of the roles was granted, in any scope."""
        return any(grant.role in roles for grant in self.grants)

    def may(self, permission: str) -> bool:
        """Tell whether any grant brings the permission, in any scope."""
        return any(permission in permissions_of(grant.role) for grant in self.grants)

    def reach(self, permission: str) -> Reach:
        """Return how far a permission goes for who asks: the value that queries filter by."""
        ids: dict[Scope, set[UUID]] = {}
        for grant in self.grants:
            if permission not in permissions_of(grant.role):
                continue
            if grant.scope is Scope.PLATFORM:
                return Reach(everything=True)
            if grant.scope_id is not None:
                ids.setdefault(grant.scope, set()).add(grant.scope_id)
        return Reach(ids={scope: frozenset(found) for scope, found in ids.items()})


ANONYMOUS = Access()
