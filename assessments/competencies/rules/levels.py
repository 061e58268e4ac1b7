"""The four levels in which a competency is seen, and their words."""

from enum import IntEnum


class Level(IntEnum):
    """How far a competency was seen; the values are those of rubrics and of the ledger."""

    NO_EVIDENCE = 0
    BEGINS = 1
    APPLIES = 2
    MULTIPLIES = 3


LEVEL_WORDS = ("sin evidencia", "inicia", "aplica", "multiplica")
"""Words of the four levels, used where a framework brings no others."""


def level_word(level: int | None) -> str:
    """Return the word of a level; empty where there is none."""
    return "" if level is None else LEVEL_WORDS[level]
