"""Likeness of texts: small changes do not hide a copy, quoting the task is none."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.assignments.rules.likeness import (
    LEAST_WORDS,
    LEAST_WORDS_WHOLE,
    LIKE_PERCENT,
    likeness_percent,
    plain_words,
    sketch,
)

WORDS = [f"palabra{n}" for n in range(400)]
TEXT = " ".join(WORDS[:120])


def test_same_text_is_wholly_alike_whatever_its_capitals_accents_and_signs():
    copy = TEXT.upper().replace("PALABRA3 ", "¡Pálabra3, ")

    assert likeness_percent(sketch(TEXT), sketch(copy)) == 100


def test_text_with_a_few_words_changed_is_flagged():
    words = TEXT.split()
    words[20], words[70] = "otra", "cosa"

    assert likeness_percent(sketch(TEXT), sketch(" ".join(words))) >= LIKE_PERCENT


def test_texts_of_two_people_are_not_alike():
    assert likeness_percent(sketch(TEXT), sketch(" ".join(WORDS[150:300]))) == 0


def test_quoting_the_instructions_is_no_copy():
    task = " ".join(WORDS[:80])
    first = task + " " + " ".join(WORDS[100:160])
    second = task + " " + " ".join(WORDS[200:260])

    assert likeness_percent(sketch(first), sketch(second)) >= 30
    assert likeness_percent(sketch(first, without=task), sketch(second, without=task)) < 10


def test_of_short_texts_only_the_same_is_alike():
    words = WORDS[: LEAST_WORDS - 1]
    short, other = " ".join(words), " ".join([*words[:-1], "otra"])
    long = " ".join(WORDS[:LEAST_WORDS])

    assert likeness_percent(sketch(short), sketch(short.upper() + "...")) == 100
    assert likeness_percent(sketch(short), sketch(other)) == 0
    assert likeness_percent(sketch(short), sketch(long)) == 0


def test_a_greeting_is_no_copy():
    assert sketch(" ".join(WORDS[: LEAST_WORDS_WHOLE - 1])) == []


@given(
    st.lists(st.sampled_from(WORDS), min_size=40, max_size=600),
    st.lists(st.sampled_from(WORDS), min_size=40, max_size=600),
)
def test_likeness_is_a_percent_and_the_same_both_ways(first, second):
    a, b = sketch(" ".join(first)), sketch(" ".join(second))

    assert 0 <= likeness_percent(a, b) <= 100
    assert likeness_percent(a, b) == likeness_percent(b, a)
    assert len(a) <= 200
    assert a == sorted(a)


def test_words_lose_what_two_spellings_do_not_share():
    assert plain_words("¿Señor Ñandú?  ¡ÚTIL!") == ["senor", "nandu", "util"]
