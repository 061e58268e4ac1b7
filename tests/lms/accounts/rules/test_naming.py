"""Names are written, sorted, searched and heard as people expect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accounts.rules import naming


def test_a_whole_name_ends_with_the_married_surname():
    names = ("María Elena", "Quispe", "Mamani", "Choque")

    assert naming.full_name(*names) == "María Elena Quispe Mamani de Choque"
    assert naming.sort_name(*names) == "Quispe Mamani de Choque, María Elena"


def test_who_has_no_second_surname_has_no_gap():
    assert naming.full_name("Ana", "Rojas", None, None) == "Ana Rojas"
    assert naming.sort_name("Ana", "Rojas") == "Rojas, Ana"


@pytest.mark.parametrize("typed", ["de Choque", "De  Choque", "Choque", "vda. de Choque"])
def test_the_particle_is_left_out(typed):
    assert naming.without_particle(typed) == "Choque"


def test_a_surname_that_begins_like_the_particle_stays():
    assert naming.without_particle("Delgado") == "Delgado"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quispe", "Kispe"),
        ("Quispe", "Qispi"),
        ("Mamani", "Mamaní"),
        ("Choque", "Choqui"),
        ("Choque", "Chuqui"),
        ("Huanca", "Wanka"),
        ("Huanca", "Guanca"),
        ("Condori", "Kunduri"),
        ("Vargas", "Bargas"),
        ("Gutiérrez", "Gutierres"),
        ("Jiménez", "Gimenes"),
        ("Zenteno", "Senteno"),
        ("Llanos", "Yanos"),
        ("Ticona", "Tikona"),
        ("Nina", "Niña"),
    ],
)
def test_names_that_sound_alike_have_one_sound(one, other):
    assert naming.sound_of(naming.fold(one)) == naming.sound_of(naming.fold(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Quispe", "Condori"), ("Choque", "Chuquimia"), ("Mamani", "Mendoza"), ("Luna", "Lima")],
)
def test_other_names_sound_otherwise(one, other):
    assert naming.sound_of(naming.fold(one)) != naming.sound_of(naming.fold(other))


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    assert naming.fold(naming.fold(text)) == naming.fold(text)


@given(st.text(alphabet=st.characters(categories=("L",)), max_size=20))
def test_capitals_do_not_change_a_folded_spanish_name(text):
    plain = "".join(x for x in text if x in "abcdefghijklmnñopqrstuvwxyzáéíóúü")
    assert naming.fold(plain.upper()) == naming.fold(plain)


def test_the_search_key_orders_by_surname():
    keys = [
        naming.search_key("Ana", "Zárate", "Alba"),
        naming.search_key("Zoe", "Álvarez", None),
        naming.search_key("Beto", "Álvarez", "Paz"),
    ]

    assert sorted(keys) == [keys[2], keys[1], keys[0]]


@pytest.mark.parametrize(
    ("printed", "is_same"),
    [
        ("MARÍA QUISPE MAMANI", True),
        ("Quispe Mamani María", True),
        ("Maria Quispe Mamani", True),
        ("María Quispe", False),
        ("María Quispe Mamani Flores", False),
        ("Marina Quispe Mamani", False),
    ],
)
def test_only_the_spelling_may_differ_in_print(printed, is_same):
    assert naming.is_same_name(printed, given="María", surnames_written="Quispe Mamani") is is_same
