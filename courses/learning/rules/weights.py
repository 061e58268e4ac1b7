"""Shares the final mark among applied tasks and the final test."""

from collections.abc import Sequence

_WHOLE = 100
_TASKS = 60


def share_weights(tasks: Sequence[str], final_test: str | None) -> dict[str, int]:
    """Return the weight of each by name; they add up to 100, or nothing has a weight.

    Tasks share 60 equally and the test has 40; either alone has 100. What does not divide goes
    one by one to the first tasks.
    """
    weights: dict[str, int] = {}
    if tasks:
        shared = _TASKS if final_test is not None else _WHOLE
        each, left = divmod(shared, len(tasks))
        weights = {task: each + (place < left) for place, task in enumerate(tasks)}
    if final_test is not None:
        weights[final_test] = _WHOLE - sum(weights.values())
    return weights
