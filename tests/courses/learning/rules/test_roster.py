"""Lists of people are read however they were headed and written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.learning.rules.edition_code import clean_code, suggest_code
from courses.learning.rules.roster import (
    AmbiguousGenderError,
    letter,
    meaning_of_m,
    organization_key,
    read_date,
    read_gender,
    read_headings,
)
from courses.learning.rules.same_person import may_be_same


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("15/03/2027", date(2027, 3, 15)),
        ("5-3-2027", date(2027, 3, 5)),
        ("2027-03-15", date(2027, 3, 15)),
        ("2027-03-15 00:00:00", date(2027, 3, 15)),
        ("46461", date(2027, 3, 15)),
        ("46461.0", date(2027, 3, 15)),
    ],
)
def test_days_are_read_in_every_writing(typed, expected):
    assert read_date(typed) == expected


@pytest.mark.parametrize("typed", ["", "mañana", "31/02/2027", "12", "15/03/27", "999999"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValueError, match=r".*"):
        read_date(typed)


@given(st.dates(date(1960, 1, 1), date(2100, 12, 31)))
def test_every_day_written_with_slashes_is_itself(day):
    assert read_date(f"{day.day}/{day.month}/{day.year}") == day


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_columns_are_named_as_spreadsheets_do(index, name):
    assert letter(index) == name


def test_headings_are_known_with_other_words_and_without_accents():
    found = read_headings(["N°", "C.I.", "NOMBRES", "Apellido Paterno", "teléfono", "Alcaldía"])

    assert found == {
        "document": 1,
        "given_names": 2,
        "first_surname": 3,
        "phone": 4,
        "organization": 5,
    }


def test_a_row_of_data_heads_nothing():
    assert read_headings(["4912345", "Ana", "Quispe"]) == {}


@pytest.mark.parametrize(
    "typed",
    ["Trinidad", "TRINIDAD", "Gobierno Autónomo Municipal de Trinidad", "GAM Trinidad",
     "municipio de  Trinidad"],
)  # fmt: skip
def test_entities_are_one_key_in_every_writing(typed):
    assert organization_key(typed) == "trinidad"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *((word, "woman") for word in ("F", "Fem.", "femenino", "FEMENINA", "Mujer")),
        *((word, "man") for word in ("H", "Hombre", "v", "Varón", "VARON", "masc.", "Masculino")),
        ("otra", "other"),
    ],
)
def test_gender_is_read_in_words_and_letters(typed, expected):
    assert read_gender(typed) == expected


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["F", "M", "m"], "man"),
        (["H", "M"], "woman"),
        (["V.", "m"], "woman"),
        (["M", "", "M"], None),
        (["H", "F", "M"], None),
        (["mujer", "M"], None),
        ([], None),
    ],
)
def test_an_m_means_what_the_letters_of_its_column_leave(column, expected):
    assert meaning_of_m(column) == expected


def test_an_m_that_may_be_either_is_refused():
    with pytest.raises(AmbiguousGenderError):
        read_gender("M")
    assert (read_gender("m", m_means="man"), read_gender("M", m_means="woman")) == ("man", "woman")
    with pytest.raises(ValueError, match="marciano"):
        read_gender("marciano", m_means="man")


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("Ana Quispe", "Ana María Quispe Mamani", True),
        ("QUISPE MAMANI ANA", "Ana María Quispe Mamani", True),
        ("Íñigo Ñáñez", "Inigo Nanez", True),
        ("Pedro Quispe", "Ana María Quispe Mamani", False),
        ("Pedro Choque", "Ana Quispe", False),
    ],
)
def test_a_name_is_of_the_same_person_when_two_words_agree(typed, known, expected):
    assert may_be_same(typed, known) is expected


def test_code_of_an_edition_is_the_first_free_one():
    taken = ["GM-0-2027-1", "GM-0-2027-2", "GM-1-2027-3"]

    assert suggest_code("GM-0", 2027, taken) == "GM-0-2027-3"
    assert suggest_code("GM-1", 2027, taken) == "GM-1-2027-1"


def test_code_is_cleaned_or_refused():
    assert clean_code(" gm-0-2027-1 ") == "GM-0-2027-1"
    with pytest.raises(ValueError, match="GM/0"):
        clean_code("GM/0")
