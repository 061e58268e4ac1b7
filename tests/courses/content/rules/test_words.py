"""Folding and stemming of Spanish words."""

import pytest

from courses.content.rules.words import fold, stem, tokens_of


def test_folding_drops_case_accents_and_signs():
    assert fold("  ¡Gestión MUNICIPAL: «Ñuflo», N.º 2!") == "gestion municipal nuflo n 2"


@pytest.mark.parametrize(
    "family",
    [
        "municipal municipales", "gestor gestora gestores gestoras", "luz luces", "ley leyes",
        "unidad unidades", "técnica técnicas técnico técnicos", "plan planes", "base bases",
        "capacitar capacitación capacitaciones capacitado capacitadora", "país países",
        "residuo residuos", "convenio convenios", "crisis crisis", "norma normas", "red redes",
    ],
)  # fmt: skip
def test_forms_of_a_word_share_their_stem(family):
    assert len({stem(fold(word)) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("salud", "saldo"), ("riesgo", "riego"), ("ley", "leer")]
)
def test_different_words_keep_different_stems(one, other):
    assert stem(fold(one)) != stem(fold(other))


def test_words_that_say_nothing_give_no_stem():
    assert tokens_of("La unidad de los gestores") == ["unid", "gestor"]
