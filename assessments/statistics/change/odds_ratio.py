"""What an odds ratio means for a percentage that people know."""


def rate_under_odds_ratio(*, base_rate: float, odds_ratio: float) -> float:
    """Return the rate, 0 to 1, that a base rate becomes under an odds ratio.

    Source: odds = p / (1 - p); Zhang and Yu 1998 on why an odds ratio is not a ratio of rates.
    """
    if not 0 <= base_rate <= 1:
        raise ValueError(f"a rate lies between 0 and 1: {base_rate}")
    if odds_ratio <= 0:
        raise ValueError(f"an odds ratio is positive: {odds_ratio}")
    raised = odds_ratio * base_rate
    return raised / (1 - base_rate + raised)
