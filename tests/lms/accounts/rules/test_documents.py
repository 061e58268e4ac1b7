"""One document is one key, however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accounts.rules.documents import (
    PLACES,
    DocumentKey,
    UnreadableDocumentError,
    document_label,
    masked_document,
    possible_keys,
    read_document,
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("4.912.345-1A LP", DocumentKey(number="4912345", complement="1A", place="LP")),
        ("4912345 1a", DocumentKey(number="4912345", complement="1A")),
        ("04912345-1A L.P.", DocumentKey(number="4912345", complement="1A", place="LP")),
        ("C.I. 4912345 lp.", DocumentKey(number="4912345", place="LP")),
        ("CI: 4912345-1K Cbba.", DocumentKey(number="4912345", complement="1K", place="CB")),
        ("4 912 345", DocumentKey(number="4912345")),
        ("4912345 SCZ", DocumentKey(number="4912345", place="SC")),
        ("49123451ALP", DocumentKey(number="4912345", complement="1A", place="LP")),
        ("4912345 – 1Á", DocumentKey(number="4912345", complement="1A")),
    ],
)
def test_a_carnet_is_read_in_every_usual_way(typed, key):
    assert read_document(typed) == key


@pytest.mark.parametrize("typed", ["", "ana", "12", "0000", "4912345 XX", "12345678901234", "LP"])
def test_what_is_no_carnet_is_refused(typed):
    with pytest.raises(UnreadableDocumentError):
        read_document(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("E-10.234.567", "E10234567"), ("ab 123456", "AB123456"), ("00123A", "123A")],
)
def test_other_documents_keep_their_letters(typed, number):
    assert read_document(typed, "passport") == DocumentKey(number=number)


@pytest.mark.parametrize("typed", ["", "ABCDEF", "12", "x" * 40 + "1"])
def test_what_is_no_document_is_refused(typed):
    with pytest.raises(UnreadableDocumentError):
        read_document(typed, "passport")


_keys = st.tuples(
    st.integers(min_value=1000, max_value=99_999_999).map(str),
    st.one_of(st.just(""), st.from_regex(r"[0-9][A-Z]", fullmatch=True)),
    st.sampled_from(["", *PLACES]),
)
_separators = st.sampled_from(["", " ", "-", " - ", ".", "/"])


@given(_keys, _separators, _separators, st.sampled_from(["", "0", "000"]), st.booleans())
def test_spelling_never_changes_the_key(key, before, after, zeros, is_small):
    number, complement, place = key
    written = zeros + number + before + complement + after + place

    read = read_document(written.lower() if is_small else written)

    assert (read.number, read.complement) == (number, complement)
    assert read.place == (PLACES[place] if place else None)


@given(_keys)
def test_what_is_shown_is_read_again(key):
    number, complement, place = key
    label = document_label(number=number, complement=complement, place=place or None)

    assert read_document(label).number == number
    assert read_document(label).complement == complement


def test_no_place_hides_a_complement():
    """The first letter of a place after a figure must not look like a complement."""
    assert not {place[1:] for place in PLACES} & ({""} | set(PLACES))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(typed):
    for key in possible_keys(typed):
        assert key.number


def test_a_masked_document_shows_three_figures():
    assert masked_document("4912345") == "···345"
