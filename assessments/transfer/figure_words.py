"""How figures are written for people: percents with a comma, reasons in words."""

from assessments.statistics.intervals import Interval
from assessments.statistics.reasons import Reason
from lms.core.i18n import gettext as _


def percent(share: float) -> str:
    """Return a share as a percent with one decimal: 27,5 %."""
    return f"{100 * share:.1f}".replace(".", ",") + "\u00a0%"


def rate(value: float | Reason) -> str:
    """Return a rate as a percent, or why there is none."""
    return reason_words(value) if isinstance(value, Reason) else percent(value)


def count(value: int | Reason) -> str:
    """Return a number of people, or why it is not shown."""
    return reason_words(value) if isinstance(value, Reason) else str(value)


def interval_words(value: Interval | Reason) -> str:
    """Return the ends of an interval, or why there is none."""
    if isinstance(value, Reason):
        return reason_words(value)
    return _("%(low)s a %(high)s", low=percent(value.low), high=percent(value.high))


def evidence_words(value: tuple[int, int, int, int] | Reason) -> str:
    """Return how many have each level of evidence, from own word to superior and document."""
    return reason_words(value) if isinstance(value, Reason) else " / ".join(map(str, value))


def scale(share: float) -> float:
    """Return a share as the place on an axis from 0 to 100."""
    return round(100 * share, 1)


def reason_words(reason: Reason) -> str:
    """Return why a figure does not exist or is not shown."""
    return {
        Reason.SUPPRESSED: _("Reservado"),
        Reason.LOW_RESPONSE: _("Respondió menos de la mitad"),
        Reason.NO_ANSWERS: _("Sin respuestas"),
        Reason.NO_PEOPLE: _("Sin personas"),
        Reason.TOO_FEW: _("Muy pocas personas"),
        Reason.NOT_COUNTED: _("Sin dato"),
    }.get(reason, _("No se puede calcular"))
