"""Tables of what was loaded from files, and of the library."""

from courses.content.models.library import (
    LibraryEntry,
    LibraryMention,
    LibraryName,
    LibraryRelation,
    LibraryToken,
)
from courses.content.models.load import ContentLoad

__all__ = [
    "ContentLoad",
    "LibraryEntry",
    "LibraryMention",
    "LibraryName",
    "LibraryRelation",
    "LibraryToken",
]
