"""The one line of what is missing."""

import pytest

from courses.learning.labels import missing_line
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
