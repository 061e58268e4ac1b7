"""Whether more people crossed a cut upwards than downwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from assessments.statistics.distributions import chi_squared_tail
from assessments.statistics.moments import require_pairs
from assessments.statistics.reasons import Estimate, Reason


@dataclass(frozen=True, kw_only=True)
class McNemarTest:
    """McNemar's test of paired yes-no answers; all p values are two-sided.

    gained: no before, yes after. lost: yes before, no after.
    The chi-squared figures are DIVISION_BY_ZERO when nobody changed; exact_p is then 1.
    """

    gained: int
    lost: int
    statistic: Estimate
    p_value: Estimate
    corrected_statistic: Estimate
    corrected_p_value: Estimate
    exact_p: float
    mid_p: float


def mcnemar_test(*, gained: int, lost: int) -> McNemarTest:
    """Return McNemar's test from the two numbers of people who changed.

    Source: McNemar 1947 (chi-squared); Edwards 1948 (continuity correction); the exact conditional
    and mid-p values as in Fagerland, Lydersen and Laake 2013.
    """
    if min(gained, lost) < 0:
        raise ValueError("a number of people is not negative")
    statistic = _chi_squared(abs(gained - lost), gained + lost)
    corrected = _chi_squared(max(abs(gained - lost) - 1, 0), gained + lost)
    return McNemarTest(
        gained=gained,
        lost=lost,
        statistic=statistic,
        p_value=_tail(statistic),
        corrected_statistic=corrected,
        corrected_p_value=_tail(corrected),
        exact_p=_exact_p(gained, lost),
        mid_p=_mid_p(gained, lost),
    )


def mcnemar_from_pairs(before: Sequence[bool], after: Sequence[bool]) -> McNemarTest:
    """Return McNemar's test from the answers of the same people, in the same order."""
    require_pairs(before, after)
    changes = list(zip(before, after, strict=True))
    gained = sum(1 for was, now in changes if now and not was)
    lost = sum(1 for was, now in changes if was and not now)
    return mcnemar_test(gained=gained, lost=lost)


def _chi_squared(distance: int, changed: int) -> Estimate:
    return Reason.DIVISION_BY_ZERO if changed == 0 else distance * distance / changed


def _tail(statistic: Estimate) -> Estimate:
    return statistic if isinstance(statistic, Reason) else chi_squared_tail(statistic)


def _exact_p(gained: int, lost: int) -> float:
    changed = gained + lost
    # Whole numbers up to the division: exact however many people there are.
    below = sum(comb(changed, k) for k in range(min(gained, lost) + 1))
    return min(1.0, 2 * below / (1 << changed))


def _mid_p(gained: int, lost: int) -> float:
    changed = gained + lost
    at_hand = comb(changed, gained)
    if gained == lost:
        return 1 - at_hand / (1 << (changed + 1))
    below = sum(comb(changed, k) for k in range(min(gained, lost) + 1))
    return (2 * below - at_hand) / (1 << changed)
