"""Reasons that stand in place of a figure that does not exist."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeAlias


class Reason(StrEnum):
    """Why a figure does not exist or may not be shown; the values are stored and exported."""

    NO_VARIANCE = "sin_varianza"
    TOO_FEW = "n_insuficiente"
    DIVISION_BY_ZERO = "division_cero"
    NO_PEOPLE = "sin_personas"
    NO_ANSWERS = "sin_respuestas"
    NO_PLAN = "sin_plan"
    NO_LONGER_APPLIES = "ya_no_corresponde"
    TARGET_EQUALS_BASELINE = "meta_igual_a_linea_base"
    EMPTY_STRATUM = "estrato_sin_respuestas"
    LOW_RESPONSE = "respuesta_menor_a_la_mitad"
    SUPPRESSED = "suprimido"
    NOT_COUNTED = "no_se_conto"


Estimate: TypeAlias = float | Reason
"""A number, or the reason why there is none. Tell them apart with isinstance(value, Reason)."""


def defined(estimates: Sequence[Estimate]) -> list[float]:
    """Return the numbers among estimates, in their order, without the reasons."""
    return [value for value in estimates if not isinstance(value, Reason)]


def ratio(numerator: float, denominator: float) -> Estimate:
    """Return numerator / denominator, or DIVISION_BY_ZERO."""
    if denominator == 0:
        return Reason.DIVISION_BY_ZERO
    return numerator / denominator
