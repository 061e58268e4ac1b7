"""How long a law or a figure held is said in words."""

import pytest

from courses.content.views.validity import validity_words


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ({}, ""),
        ({"valid_from": "", "valid_to": ""}, ""),
        ({"valid_from": "2008", "valid_to": "2014"}, "Vale de 2008 a 2014."),
        ({"valid_from": "", "valid_to": "2013-12-31"}, "Vale hasta 31/12/2013."),
        ({"valid_from": "2014"}, "Vale desde 2014. Revise si cambió después."),
        (
            {"valid_from": "2014-01-31", "norm": "ley-482"},
            "Norma con fecha 31/01/2014. Revise si cambió después.",
        ),
    ],
)
def test_validity_is_said_in_words(app_context, fact, words):
    with app_context.test_request_context():
        assert validity_words(fact) == words
