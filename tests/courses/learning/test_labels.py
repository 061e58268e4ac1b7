"""The one line of what is missing."""

import pytest

from courses.learning.labels import missing_line, missing_sentence, standstill_words
from courses.learning.rules.completion import Missing, MissingKind

K = MissingKind


@pytest.mark.parametrize(
    ("missing", "line"),
    [
        ([], ""),
        ([Missing(kind=K.LESSONS, count=1)], "1 lección"),
        ([Missing(kind=K.LESSONS, count=4), Missing(kind=K.PLAN)], "4 lecciones y el plan"),
        (
            [
                Missing(kind=K.LESSONS, count=4),
                Missing(kind=K.QUIZ),
                Missing(kind=K.QUIZ),
                Missing(kind=K.ASSIGNMENT_TO_SEND),
                Missing(kind=K.PLAN),
            ],
            "4 lecciones, 2 cuestionarios, 1 tarea por enviar y el plan",
        ),
        ([Missing(kind=K.ASSIGNMENT_WAITING)], "la nota de 1 tarea"),
        (
            [
                Missing(kind=K.ASSIGNMENT_BELOW, is_held=True),
                Missing(kind=K.ASSIGNMENT_BELOW),
                Missing(kind=K.QUIZ, is_held=True),
            ],
            (
                "1 cuestionario sin más intentos, 1 tarea por mejorar y "
                "1 tarea por mejorar cuando su docente la pida"
            ),
        ),
    ],
)
def test_what_is_missing_fits_one_line(app_context, missing, line):
    with app_context.test_request_context():
        assert missing_line(missing) == line


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (
            Missing(kind=K.ASSIGNMENT_BELOW, title="T", score_percent=40),
            "Mejorar «T»: tiene 40 %.",
        ),
        (
            Missing(kind=K.ASSIGNMENT_BELOW, title="T", score_percent=40, is_held=True),
            "«T» tiene 40 %. Espere a que su docente le pida una nueva entrega.",
        ),
        (
            Missing(kind=K.ASSIGNMENT_NO_EVIDENCE, title="T", score_percent=90, is_held=True),
            (
                "«T»: un criterio quedó sin evidencia. "
                "Espere a que su docente le pida una nueva entrega."
            ),
        ),
        (
            Missing(kind=K.QUIZ, title="T", score_percent=40, is_held=True),
            "«T» tiene 40 %. Ya usó todos sus intentos: hable con su docente.",
        ),
    ],
)
def test_what_cannot_be_done_now_says_what_happens(app_context, item, sentence):
    with app_context.test_request_context():
        assert missing_sentence(item) == sentence


def test_a_standstill_names_the_trainers_request_before_the_attempts(app_context):
    quiz = Missing(kind=K.QUIZ, is_held=True)
    with app_context.test_request_context():
        assert "intentos" in standstill_words([quiz])
        assert "nueva entrega" in standstill_words(
            [quiz, Missing(kind=K.ASSIGNMENT_BELOW, is_held=True)]
        )
