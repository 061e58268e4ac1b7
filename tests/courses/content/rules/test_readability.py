"""The Szigriszt-Pazos index against counts made by hand."""

import pyphen
import pytest

from courses.content.rules.readability import count_syllables, reading_ease


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("sol", 1), ("ciudad", 2), ("aéreo", 4), ("país", 2), ("guía", 2), ("cigüeña", 3),
        ("queso", 2), ("leer", 2), ("ahí", 2), ("prohibido", 3), ("bueno", 2), ("cooperación", 5),
        ("rey", 1), ("muy", 1), ("y", 1), ("viudo", 2), ("construí", 2), ("día", 2), ("buey", 1),
        ("municipio", 4), ("gestión", 2), ("línea", 3), ("2008", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_in_the_dictionary(word, syllables):
    assert count_syllables(word) == syllables


def test_the_index_follows_the_formula():
    # 4 words of 2 + 2 + 1 + 2 = 7 syllables in one sentence; 3 words of 1 + 2 + 1 = 4 in another.
    expected = 206.835 - 62.3 * 11 / 7 - 7 / 2

    assert reading_ease(["Mira cómo va todo. Mi casa es"]) == pytest.approx(expected)


def test_a_title_ends_a_sentence_without_a_point():
    assert reading_ease(["Casa grande", "Mesa chica"]) > reading_ease(["Casa grande Mesa chica"])


def test_long_words_and_sentences_read_harder():
    easy = reading_ease(["La gente va. El agua cae."])
    hard = reading_ease(
        ["La institucionalización administrativa interinstitucional complementaria"]
    )

    assert hard < 0
    assert easy > 55


def test_syllables_are_never_fewer_than_a_hyphenation_library_finds():
    # Hyphenation leaves many hiatuses together, so it is a floor and not the measure.
    hyphens = pyphen.Pyphen(lang="es", left=1, right=1)

    for word in ("municipalidad", "transparencia", "gobernabilidad", "presupuesto", "conflicto"):
        assert count_syllables(word) == len(hyphens.positions(word)) + 1
