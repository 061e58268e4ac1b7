from datetime import date

import pytest

from certificates.documents.rules.spanish_dates import date_span, long_date


def test_a_day_is_written_with_the_name_of_its_month():
    assert long_date(date(2026, 9, 1)) == "1 de septiembre de 2026"


@pytest.mark.parametrize(
    ("first", "last", "phrase"),
    [
        (date(2026, 8, 3), date(2026, 8, 28), "del 3 al 28 de agosto de 2026"),
        (date(2026, 7, 28), date(2026, 8, 3), "del 28 de julio al 3 de agosto de 2026"),
        (
            date(2026, 12, 7),
            date(2027, 1, 22),
            "del 7 de diciembre de 2026 al 22 de enero de 2027",
        ),
        (date(2026, 8, 3), date(2026, 8, 3), "el 3 de agosto de 2026"),
        (date(2025, 8, 3), date(2026, 8, 3), "del 3 de agosto de 2025 al 3 de agosto de 2026"),
    ],
)
def test_a_span_says_once_what_both_days_share(first, last, phrase):
    assert date_span(first, last) == phrase
