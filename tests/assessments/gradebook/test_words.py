"""Is what somebody lacks said in a line that can be read?"""

import pytest

from assessments.gradebook.words import missing_words
from courses.learning.api import Missing, MissingKind

LACKING = [
    Missing(kind=MissingKind.LESSONS, count=2),
    Missing(kind=MissingKind.ASSIGNMENT_TO_SEND, title="Mapa legal"),
    Missing(kind=MissingKind.PLAN),
]


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (None, "2 lecciones; «Mapa legal» sin enviar; enviar el plan"),
        (3, "2 lecciones; «Mapa legal» sin enviar; enviar el plan"),
        (2, "2 lecciones; «Mapa legal» sin enviar; y una cosa más"),
        (1, "2 lecciones; y 2 cosas más"),
    ],
)
def test_what_is_left_out_is_counted(app_context, most, words):
    assert missing_words(LACKING, most=most) == words


def test_nothing_lacking_says_nothing(app_context):
    assert missing_words([], most=3) == ""
