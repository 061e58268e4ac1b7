"""Tables of answers and what they are worth, and what holds for every question there may be."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questions.rules.arrangement import arranged, drawn
from assessments.questions.rules.bodies import (
    Choice,
    Essay,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    QuestionKind,
    Short,
    TrueFalse,
    kind_of,
)
from assessments.questions.rules.feedback import feedback_for, in_words, right_in_words
from assessments.questions.rules.keys import with_key
from assessments.questions.rules.numbers import readings
from assessments.questions.rules.responses import (
    EMPTY,
    Response,
    from_stored_response,
    read_response,
    to_stored_response,
)
from assessments.questions.rules.scoring import right_response, score_of
from assessments.questions.rules.soundness import Fault, fault_of
from assessments.questions.rules.stored import from_stored, to_stored


def choice(*rights: bool, is_multiple: bool = False) -> Choice:
    options = tuple(
        Option(key=str(n), text=f"opción {n}", is_right=right, feedback=f"dicho {n}")
        for n, right in enumerate(rights, start=1)
    )
    return Choice(text="¿Cuál?", is_multiple=is_multiple, options=options, shuffle=True)


SINGLE = choice(False, True, False)
MULTIPLE = choice(True, True, False, False, is_multiple=True)
TRUTH = TrueFalse(text="Es así.", answer=True, feedback_true="Sí.", feedback_false="No.")
MATCHING = Matching(
    text="Una.",
    pairs=(Pair(left="A", right=0), Pair(left="B", right=1), Pair(left="C", right=0)),
    rights=("uno", "dos", "tres"),
    feedback="Así.",
)
ORDERING = Ordering(text="Ordene.", items=("c", "a", "b"), order=(1, 2, 0), feedback="Así.")
NUMBER = Numeric(text="¿Cuánto?", answer=1800, tolerance=5, unit="Bs", feedback="Así.")
SHORT = Short(text="¿Sigla?", accept=("CCAM", "Centro de Capacitación"), feedback="Así.")
ESSAY = Essay(text="Cuente.", guide="Dos hechos.")
EVERY = [SINGLE, MULTIPLE, TRUTH, MATCHING, ORDERING, NUMBER, SHORT, ESSAY]


@pytest.mark.parametrize(
    ("body", "fields", "score"),
    [
        (SINGLE, {"r": ["2"]}, 1),
        (SINGLE, {"r": ["1"]}, 0),
        (SINGLE, {"r": ["2", "1"]}, 0),
        (SINGLE, {"r": ["9"]}, 0),
        (SINGLE, {}, 0),
        (MULTIPLE, {"r": ["1", "2"]}, 1),
        (MULTIPLE, {"r": ["1"]}, Fraction(1, 2)),
        (MULTIPLE, {"r": ["1", "3"]}, 0),
        (MULTIPLE, {"r": ["1", "2", "3"]}, Fraction(1, 2)),
        (MULTIPLE, {"r": ["1", "2", "3", "4"]}, 0),
        (MULTIPLE, {"r": ["3", "4"]}, 0),
        (TRUTH, {"r": ["true"]}, 1),
        (TRUTH, {"r": ["false"]}, 0),
        (TRUTH, {"r": ["yes"]}, 0),
        (MATCHING, {"r-0": ["0"], "r-1": ["1"], "r-2": ["0"]}, 1),
        (MATCHING, {"r-0": ["0"], "r-1": ["2"]}, Fraction(1, 3)),
        (MATCHING, {"r-0": ["7"], "r-9": ["0"]}, 0),
        (ORDERING, {"r-0": ["3"], "r-1": ["1"], "r-2": ["2"]}, 1),
        (ORDERING, {"r-0": ["3"], "r-1": ["2"], "r-2": ["1"]}, Fraction(1, 3)),
        (ORDERING, {"r-0": ["1"], "r-1": ["1"], "r-2": ["1"]}, 0),
        (ORDERING, {"r-1": ["1"]}, Fraction(1, 3)),
        (NUMBER, {"r": ["1800"]}, 1),
        (NUMBER, {"r": ["1.800"]}, 1),
        (NUMBER, {"r": ["Bs. 1.805,00"]}, 1),
        (NUMBER, {"r": ["1 795"]}, 1),
        (NUMBER, {"r": ["1806"]}, 0),
        (NUMBER, {"r": ["mil ochocientos"]}, 0),
        (SHORT, {"r": ["ccam"]}, 1),
        (SHORT, {"r": ["  centro DE  capacitacion. "]}, 1),
        (SHORT, {"r": ["¿CCAM?"]}, 1),
        (SHORT, {"r": ["..."]}, 0),
        (SHORT, {"r": ["CAM"]}, 0),
        (ESSAY, {"r": ["   "]}, 0),
    ],
)
def test_an_answer_is_worth_what_the_rule_says(body, fields, score):
    assert score_of(body, read_response(body, fields)) == score


def test_a_written_essay_waits_for_the_trainer():
    assert score_of(ESSAY, read_response(ESSAY, {"r": ["Dos hechos."]})) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1800", {"1800"}),
        ("1.800", {"1800", "1.800"}),
        ("1,8", {"1.8"}),
        ("1.234,5", {"1234.5"}),
        ("1,234.5", {"1234.5"}),
        ("3 000 000 Bs", {"3000000"}),
        ("3.000.000", {"3000000"}),
        ("25 %", {"25"}),
        ("25%.", {"25"}),
        ("−4,5", {"-4.5"}),
        ("10 a 20", set()),
        ("1.2.3", set()),
        ("", set()),
        ("x", set()),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, meant):
    assert {format(value, "f") for value in readings(typed)} == meant


@pytest.mark.parametrize("body", EVERY, ids=lambda b: kind_of(b).value)
def test_what_is_stored_comes_back_the_same(body):
    assert from_stored(kind_of(body), to_stored(body)) == body


@pytest.mark.parametrize("body", EVERY[:-1], ids=lambda b: kind_of(b).value)
def test_the_right_answer_is_worth_one_and_can_be_read(body):
    right = right_response(body)

    assert score_of(body, right) == 1
    assert right_in_words(body)
    assert from_stored_response(to_stored_response(right)) == right


def test_feedback_belongs_to_what_was_answered():
    assert feedback_for(SINGLE, Response(chosen=("1",))) == ("dicho 1",)
    assert feedback_for(MULTIPLE, Response(chosen=("1", "3"))) == ("dicho 1", "dicho 3")
    assert feedback_for(TRUTH, Response(chosen=("false",))) == ("No.",)
    assert feedback_for(NUMBER, Response(text="3")) == ("Así.",)
    assert feedback_for(NUMBER, EMPTY) == ()


def test_answers_are_told_in_words():
    assert in_words(MATCHING, Response(places={"0": 2})) == ("A: tres",)
    assert in_words(ORDERING, right_response(ORDERING)) == ("1. a", "2. b", "3. c")
    assert right_in_words(NUMBER) == ("1800 Bs",)
    assert right_in_words(TRUTH) == ("Verdadero",)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (choice(True), Fault.TOO_FEW),
        (choice(False, False), Fault.ONE_RIGHT),
        (choice(True, True), Fault.ONE_RIGHT),
        (choice(False, False, is_multiple=True), Fault.NO_RIGHT),
        (replace(SINGLE, text=" "), Fault.NO_TEXT),
        (replace(NUMBER, tolerance=-1), Fault.TOLERANCE),
        (replace(SHORT, accept=("",)), Fault.NOTHING_ACCEPTED),
        (replace(ORDERING, items=("a", "a", "b")), Fault.TWICE),
        (replace(ORDERING, order=(0, 0, 1)), Fault.NOT_AN_ORDER),
        (
            replace(MATCHING, pairs=(Pair(left="A", right=9), Pair(left="B", right=0))),
            Fault.NO_RIGHT,
        ),
        *[(body, None) for body in EVERY],
    ],
)
def test_a_question_that_cannot_be_asked_is_found(body, fault):
    assert fault_of(body) is fault


@pytest.mark.parametrize(
    ("body", "fields", "right"),
    [
        (SINGLE, {"r": ["3"]}, {"r": ["3"]}),
        (MULTIPLE, {"r": ["3"]}, {"r": ["3"]}),
        (TRUTH, {"r": ["false"]}, {"r": ["false"]}),
        (
            MATCHING,
            {"r-0": ["2"], "r-1": ["1"], "r-2": ["0"]},
            {"r-0": ["2"], "r-1": ["1"], "r-2": ["0"]},
        ),
        (
            ORDERING,
            {"r-0": ["1"], "r-1": ["2"], "r-2": ["3"]},
            {"r-0": ["1"], "r-1": ["2"], "r-2": ["3"]},
        ),
        (NUMBER, {"r": ["12,5"], "tolerance": ["0,5"]}, {"r": ["13"]}),
        (SHORT, {"accept": ["uno\n\n dos "]}, {"r": ["DOS"]}),
    ],
)
def test_a_question_takes_another_key(body, fields, right):
    corrected = with_key(body, fields)

    assert fault_of(corrected) is None
    assert score_of(corrected, read_response(corrected, right)) == 1
    assert score_of(corrected, right_response(body)) != 1


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (SINGLE, {}),
        (MATCHING, {"r-0": ["2"]}),
        (ORDERING, {"r-0": ["1"], "r-1": ["1"], "r-2": ["3"]}),
        (NUMBER, {"r": ["1.800"]}),
        (NUMBER, {"r": ["18"], "tolerance": ["-1"]}),
        (SHORT, {"accept": ["\n"]}),
        (ESSAY, {"r": ["x"]}),
    ],
)
def test_half_a_key_is_no_key(body, fields):
    assert with_key(body, fields) is None


words = st.text(st.sampled_from("aZñÁ̃😀0159.,-+ \x00\r\n¿%'"), max_size=30)
fields = st.dictionaries(
    st.sampled_from(["r", "r-0", "r-1", "r-2", "r-3", "s"]),
    st.lists(st.one_of(words, st.sampled_from(["0", "1", "2", "3", "true", "1.800"])), max_size=4),
)


@given(body=st.sampled_from(EVERY), typed=fields)
def test_whatever_is_sent_scores_between_nothing_and_one(body, typed):
    response = read_response(body, typed)
    score = score_of(body, response)

    assert score is None or 0 <= score <= 1
    assert from_stored_response(to_stored_response(response)) == response
    assert "\x00" not in response.text
    in_words(body, response)
    feedback_for(body, response)


@given(
    rights=st.lists(st.booleans(), min_size=2, max_size=6).filter(any),
    seed=st.integers(0, 2**63 - 1),
)
def test_shuffling_changes_what_is_seen_and_never_the_score(rights, seed):
    body = choice(*rights, is_multiple=True)
    order = arranged(body, seed)

    chosen_as_shown = [body.options[i].key for i in order if body.options[i].is_right]

    assert sorted(order) == list(range(len(rights)))
    assert score_of(body, read_response(body, {"r": chosen_as_shown})) == 1
    assert arranged(body, seed) == order


@given(seed=st.integers(0, 2**63 - 1), count=st.integers(2, 7))
def test_an_ordering_never_shows_its_solution(seed, count):
    order = tuple(range(count))
    body = Ordering(text="Ordene.", items=tuple("abcdefg"[:count]), order=order, feedback="")

    shown = arranged(body, seed)

    assert sorted(shown) == list(order)
    assert tuple(shown) != order


def test_options_that_the_author_fixed_stay_in_place():
    assert arranged(replace(SINGLE, shuffle=False), 7) == [0, 1, 2]


@given(
    pool=st.lists(st.integers(), min_size=1, max_size=40, unique=True),
    count=st.integers(1, 50),
    seed=st.integers(0, 2**63 - 1),
)
def test_a_draw_takes_different_questions_out_of_the_pool(pool, count, seed):
    found = drawn(pool, count, seed)

    assert len(found) == len(set(found)) == min(count, len(pool))
    assert set(found) <= set(pool)
    assert drawn(pool, count, seed) == found


def test_without_a_draw_all_are_asked_in_their_order():
    assert drawn([3, 1, 2], None, 5) == [3, 1, 2]


def test_two_seeds_draw_differently():
    pool = list(range(20))

    assert len({tuple(drawn(pool, 10, seed)) for seed in range(30)}) == 30


def test_every_kind_has_its_body():
    assert {kind_of(body) for body in EVERY} == set(QuestionKind)
