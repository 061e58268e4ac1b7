"""Groups of participants by how they end when an edition is closed."""

from enum import StrEnum


class Outcome(StrEnum):
    """How a participant ends; the values stand in addresses."""

    PASSES = "aprueban"
    UNFINISHED = "sin-terminar"
    """Works on it still: closing makes it *no aprobada*."""
    FAILED = "no-aprobadas"
    LEFT = "retiradas"
