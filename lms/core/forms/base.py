"""The base of every form: CSRF, stripped text, refusals of services beside their field."""

import unicodedata
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, SelectField, StringField, TextAreaField

from lms.core.errors import DomainError

_IN_A_LINE = {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": ""}
"""What stands in a line for control signs and breaks, and for signs that nobody sees."""


class BaseForm(FlaskForm):
    """A form whose text fields lose the spaces around them; passwords keep theirs.

    A field of one line holds one line: names and codes end up in headings, headers and file
    names, where a line break or a sign that turns the text around would lie.
    """

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Fill the fields, then strip what was typed into text fields."""
        super().process(*args, **kwargs)
        for field in self:
            is_text = isinstance(field, StringField) and not isinstance(field, PasswordField)
            if is_text and isinstance(field.data, str):
                field.data = _of_one_line(field.data) if _is_line(field) else field.data.strip()
            elif isinstance(field, SelectField) and isinstance(field.data, str):
                # Where a choice is optional, WTForms lets one of spaces alone pass unchecked.
                field.data = field.data.strip()

    def refuse(self, error: DomainError) -> None:
        """Show a service's refusal beside its field, or above the form."""
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors: list[str] = [*self.form_errors, error.message]
        else:
            field.errors = [*field.errors, error.message]


def _is_line(field: Field) -> bool:
    return not isinstance(field, TextAreaField | HiddenField)


def _of_one_line(text: str) -> str:
    if text.isprintable():
        return text.strip()
    return "".join(_IN_A_LINE.get(unicodedata.category(one), one) for one in text).strip()
