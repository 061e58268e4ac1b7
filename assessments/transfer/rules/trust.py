"""When the contact of a superior is too good to be true."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SHARED_BY = 3
"""A contact given for this many participants or more is looked at by coordination."""


class ContactFlag(StrEnum):
    """Why a contact waits for coordination's confirmation."""

    SAME_AS_PARTICIPANT = "same_as_participant"
    SHARED = "shared"
    FELLOW_PARTICIPANT = "fellow_participant"


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A telephone and an e-mail; either may be missing."""

    phone: str | None = None
    email: str | None = None

    def meets(self, other: "Contact") -> bool:
        """Tell whether both are reached by the same telephone or address."""
        return bool(self.keys() & other.keys())

    def keys(self) -> frozenset[str]:
        """Return what the contact is recognised by, without spaces, capitals or country."""
        digits = "".join(c for c in self.phone or "" if c.isdigit())
        return frozenset(filter(None, ((self.email or "").strip().casefold(), digits[-8:])))


def flags_of(
    supervisor: Contact, *, participant: Contact, fellows: Iterable[Contact], given_for: int
) -> tuple[ContactFlag, ...]:
    """Return what is doubtful in a superior's contact.

    fellows: contacts of the other participants of the edition. given_for: how many participants
    gave this contact, this one included. Source: issue on transfer, trust.
    """
    found = []
    if supervisor.meets(participant):
        found.append(ContactFlag.SAME_AS_PARTICIPANT)
    if given_for >= SHARED_BY:
        found.append(ContactFlag.SHARED)
    if any(supervisor.meets(fellow) for fellow in fellows):
        found.append(ContactFlag.FELLOW_PARTICIPANT)
    return tuple(found)
