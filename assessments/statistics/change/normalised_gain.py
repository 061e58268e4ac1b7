"""How much of the gain that was still possible a class made."""

from assessments.statistics.reasons import Estimate, Reason


def normalised_gain(*, pre_mean: float, post_mean: float, maximum: float) -> Estimate:
    """Return (post - pre) / (maximum - pre) of class means; DIVISION_BY_ZERO from a full pre score.

    For class means only, never for one person. Negative when the class fell. Source: Hake 1998.
    """
    if max(pre_mean, post_mean) > maximum:
        raise ValueError("a mean lies at most at the maximum")
    if pre_mean == maximum:
        return Reason.DIVISION_BY_ZERO
    return (post_mean - pre_mean) / (maximum - pre_mean)
