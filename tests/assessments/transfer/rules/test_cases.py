"""Who is worth an interview: both ends, each on its side of the target, none on its word alone."""

from assessments.transfer.rules.cases import Ranked, proposed_cases


def _people(*facts):
    return [
        Ranked(key=n, observed=observed, evidence=evidence, is_achieved=observed >= 0.75)
        for n, (observed, evidence) in enumerate(facts)
    ]


def test_where_all_reached_the_target_nobody_is_a_difficulty():
    assert proposed_cases(_people(*[(1.0, 2)] * 6)) == dict.fromkeys(range(4), True)
    assert False not in proposed_cases(_people(*[(1.0, 2)] * 8)).values()


def test_where_nobody_reached_it_nobody_is_a_success():
    assert proposed_cases(_people(*[(0.5, 2)] * 3)) == dict.fromkeys(range(3), False)


def test_both_ends_of_a_distribution_four_each():
    found = proposed_cases(
        _people(*[(score, 2) for score in (1.0, 0.9, 0.8, 0.75, 0.75, 0.5, 0.4, 0.3, 0.2, 0.1)])
    )

    assert found == dict.fromkeys(range(4), True) | dict.fromkeys(range(6, 10), False)


def test_the_own_word_alone_is_neither():
    assert proposed_cases(_people((1.0, 0), (0.0, 0))) == {}
    assert proposed_cases(_people((1.0, 1), (0.0, 1))) == {0: True, 1: False}


def test_of_equals_the_better_supported_comes_first():
    found = proposed_cases(_people(*[(0.0, 1)] * 4, (0.0, 3), *[(1.0, 1)] * 4, (1.0, 3)))

    assert found == dict.fromkeys((0, 1, 2, 4), False) | dict.fromkeys((5, 6, 7, 9), True)
