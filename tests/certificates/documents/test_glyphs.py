import pytest

from certificates.documents.glyphs import find_missing_glyphs, replace_missing_glyphs


@pytest.mark.parametrize(
    "text",
    [
        "María Ñuflo Pérez-Güell",
        "Juan Pag\u0303a, g\u0303uahe\u0303, ỹvy, ĩ, ũ, Ã, Õ",
        "G\u0303",
        "Qhantati Ururi, jach'a, k’isa, ñäñä, ch\u02bcuxña",
        "Łukasz O’Brien, N.º 4, «cita», 27,5 %, 8ª",
        "#text(red)[x] $x$ *a* _b_ \\ \" ' @ ` ~ < > &",
        "José",
        "",
    ],
)
def test_names_of_the_country_can_be_drawn(text):
    assert find_missing_glyphs(text) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Rosa 😀 Condori 😀", ["😀"]),
        ("Ana 👩‍👧 Flores", ["👩‍👧"]),
        ("👍🏽", ["👍🏽"]),
        ("王 小明", ["王", "小", "明"]),
        ("Ana1\ufe0f\u20e3", ["1\ufe0f\u20e3"]),
        ("\u0303Ana", ["\u0303"]),
        ("a\u0300\u0301\u0302\u0303", ["à\u0301\u0302\u0303"]),
        ("x\ud83d", ["U+D83D"]),
    ],
)
def test_what_cannot_be_drawn_is_named_whole_and_once(text, missing):
    assert find_missing_glyphs(text) == missing


def test_lists_print_a_question_mark_in_its_place():
    assert replace_missing_glyphs("Rosa 👩‍👧 Pag\u0303a\nÑ") == "Rosa ? Pag\u0303a Ñ"
