"""The order of what was found."""

from courses.content.rules.ranking import Hit, rank

POSITIONS = {"a": 1, "b": 2, "c": 3}


def test_more_of_the_words_asked_for_wins_over_heavier_ones():
    hits = [
        Hit(entry="a", token="ley", weight=8),
        Hit(entry="b", token="ley", weight=1),
        Hit(entry="b", token="agua", weight=1),
    ]

    assert rank(["ley", "agua"], hits, {}, POSITIONS) == ["b", "a"]


def test_the_own_name_wins_over_another_name_and_over_words():
    hits = [Hit(entry="c", token="ley", weight=8)]

    assert rank(["ley"], hits, {"b": 1, "a": 0}, POSITIONS) == ["a", "b", "c"]


def test_a_beginning_counts_less_than_the_whole_word():
    hits = [Hit(entry="a", token="planific", weight=8), Hit(entry="b", token="plan", weight=8)]

    assert rank(["plan"], hits, {}, POSITIONS) == ["b", "a"]


def test_equal_entries_stand_in_the_alphabet():
    hits = [Hit(entry=key, token="agua", weight=1) for key in ("c", "a", "b")]

    assert rank(["agua"], hits, {}, POSITIONS) == ["a", "b", "c"]
