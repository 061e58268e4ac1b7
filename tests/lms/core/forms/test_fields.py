"""Days as people and browsers write them."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired, Optional

from lms.core.forms.fields import DayField


class Visit(Form):
    needed = DayField(validators=[InputRequired("Escriba el día.")])
    other = DayField(validators=[Optional()])


def visit(**typed):
    form = Visit(MultiDict(typed))
    return form.validate(), form


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-03-15", date(2027, 3, 15)),
        (" 15/03/2027 ", date(2027, 3, 15)),
        ("5.3.2027", date(2027, 3, 5)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2200-12-31", date(2200, 12, 31)),
    ],
)
def test_a_day_is_read_as_browsers_and_people_write_it(app_context, typed, day):
    is_valid, form = visit(needed=typed, other=" ")

    assert is_valid
    assert (form.needed.data, form.other.data) == (day, None)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Escriba el día."),
        ("  ", "como día, mes y año"),
        ("mañana", "como día, mes y año"),
        ("2027-02-30", "como día, mes y año"),
        ("31/02/2027", "como día, mes y año"),
        ("١٥/٠٣/٢٠٢٧", "como día, mes y año"),
        ("2027-03-15T25:00", "como día, mes y año"),
        ("0001-01-01", "entre 1900 y 2200"),
        ("9999-12-31", "entre 1900 y 2200"),
    ],
)
def test_any_other_day_is_refused_with_words_and_kept(app_context, typed, words):
    is_valid, form = visit(needed=typed)

    assert not is_valid
    assert words in form.needed.errors[0]
    assert form.needed.data is None
