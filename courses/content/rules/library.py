"""Closed sets of the library."""

from enum import StrEnum


class RelationKind(StrEnum):
    """What a related entry is to the one that names it."""

    PRACTICE = "practice"
    ORGANISATION = "organisation"
