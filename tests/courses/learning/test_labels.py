"""The one line of what is missing, and how long a fact held."""

import pytest

from courses.learning.labels import missing_line, validity
from courses.learning.queries.lesson_page import LessonFact
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
    ],
)
def test_what_is_missing_fits_one_line(app_context, missing, line):
    with app_context.test_request_context():
        assert missing_line(missing) == line


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2014-01-31", "", "vigente desde 31/01/2014"),
        ("2008", "2014", "rigió de 2008 a 2014"),
        ("", "2013-12-31", "rigió hasta 31/12/2013"),
    ],
)
def test_validity_is_said_in_words(app_context, first, last, words):
    with app_context.test_request_context():
        assert validity(LessonFact(text="x", valid_from=first, valid_to=last)) == words
