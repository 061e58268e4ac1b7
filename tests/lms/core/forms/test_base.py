"""What is typed into fields, as forms keep it."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Optional

from lms.core.forms.base import BaseForm


class Note(BaseForm):
    name = StringField()
    text = TextAreaField()
    secret = PasswordField()
    hidden = HiddenField()


@pytest.fixture
def note(app_context):
    def fill(**typed):
        with app_context.test_request_context("/", method="POST"):
            form = Note(MultiDict(typed))
            return form.name.data, form.text.data, form.secret.data, form.hidden.data

    return fill


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana María ", "Ana María"),
        ("Ñuflo\u00a0Chávez 🙂", "Ñuflo\u00a0Chávez 🙂"),
        ("x\r\nX-Injected: 1", "x  X-Injected: 1"),
        ("informe\u202efdp.exe", "informefdp.exe"),
        ("a\u2028b\x07c\u200bd", "a b cd"),
    ],
)
def test_a_field_of_one_line_holds_one_line_of_visible_letters(note, typed, kept):
    assert note(name=typed)[0] == kept


def test_longer_texts_keep_their_lines_and_passwords_their_spaces(note):
    kept = note(text=" uno\r\ndos ", secret=" clave \t", hidden="uno\ndos ")

    assert kept == (None, "uno\r\ndos", " clave \t", "uno\ndos")


class Choice(BaseForm):
    town = SelectField(
        choices=[SelectChoice("", "Ninguno"), SelectChoice("a", "Achocalla")],
        validators=[Optional()],
    )


@pytest.mark.parametrize(
    ("typed", "is_valid", "kept"), [(" ", True, ""), ("a", True, "a"), ("b", False, "b")]
)
def test_a_choice_of_spaces_alone_is_no_choice(app_context, typed, is_valid, kept):
    with app_context.test_request_context("/", method="POST"):
        form = Choice(MultiDict({"town": typed}), meta={"csrf": False})

        assert form.validate() is is_valid
        assert form.town.data == kept


def _kinds(form):
    for kind in form.__subclasses__():
        yield kind
        yield from _kinds(kind)


def test_no_text_that_is_needed_may_be_of_spaces_alone(app):
    found = [
        f"{kind.__module__}.{kind.__name__}.{name}"
        for kind in _kinds(BaseForm)
        for name, field in vars(kind).items()
        if isinstance(field, UnboundField) and issubclass(field.field_class, StringField)
        for validators in (*field.args, field.kwargs.get("validators", ()))
        if isinstance(validators, list | tuple)
        if any(isinstance(one, InputRequired) for one in validators)
    ]

    assert found == []
    assert len(list(_kinds(BaseForm))) > 30
