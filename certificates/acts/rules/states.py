"""States of the PDF of an act."""

from enum import StrEnum


class DocumentState(StrEnum):
    """Where the drawing of an act stands; a failed one can be queued again."""

    QUEUED = "queued"
    DRAWN = "drawn"
    FAILED = "failed"
