"""How much of the way from baseline to target an indicator has gone."""

from assessments.statistics.reasons import Estimate, Reason


def attainment(*, baseline: float, target: float, actual: float) -> Estimate:
    """Return the part of the way gone, cut to 0 to 1; TARGET_EQUALS_BASELINE when there is no way.

    Works for indicators that should fall as well as for those that should rise.
    Source: reference section 6, attainment of indicator; goal attainment after Kiresuk and
    Sherman 1968.
    """
    if target == baseline:
        return Reason.TARGET_EQUALS_BASELINE
    return max(0.0, min(1.0, (actual - baseline) / (target - baseline)))
