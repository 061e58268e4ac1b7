"""Benefit against cost of a programme, off unless a programme asks for it."""

from assessments.statistics.reasons import Estimate, ratio


def benefit_cost_ratio(*, benefits: float, costs: float) -> Estimate:
    """Return benefits / costs, or DIVISION_BY_ZERO without costs. Source: Phillips 2003."""
    _require_costs(costs)
    return ratio(benefits, costs)


def return_on_investment_percent(*, benefits: float, costs: float) -> Estimate:
    """Return (benefits - costs) / costs in percent, or DIVISION_BY_ZERO. Source: Phillips 2003."""
    _require_costs(costs)
    return ratio(100 * (benefits - costs), costs)


def isolated_benefit(*, value: float, share_attributed: float, confidence: float) -> float:
    """Return the part of a value that people attribute to the course, cut by how sure they are.

    share_attributed and confidence: 0 to 1. Source: Phillips 2003, isolation by estimate.
    """
    if not (0 <= share_attributed <= 1 and 0 <= confidence <= 1):
        raise ValueError("a share and a confidence lie between 0 and 1")
    return value * share_attributed * confidence


def _require_costs(costs: float) -> None:
    if costs < 0:
        raise ValueError("costs are not negative")
