"""Do counts add up, and do shares round as people expect?"""

import pytest

from certificates.reports.rules.counts import Counts, share_percent, total_of


def test_groups_add_up():
    total = total_of([Counts(enrolled=3, passed=2, certified=1), Counts(enrolled=4, failed=4)])

    assert total == Counts(enrolled=7, passed=2, certified=1, failed=4)
    assert total_of([]) == Counts()


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(1, 2, 50), (1, 3, 33), (2, 3, 67), (1, 8, 13), (0, 5, 0), (5, 5, 100), (0, 0, None)],
)
def test_shares_are_whole_and_halves_go_up(part, whole, percent):
    assert share_percent(part, whole) == percent
