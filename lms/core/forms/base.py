"""The base of every form: CSRF, stripped text, refusals of services beside their field."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField

from lms.core.errors import DomainError


class BaseForm(FlaskForm):
    """A form whose text fields lose the spaces around them; passwords keep theirs."""

    def process(self, *args: Any, **kwargs: Any) -> None:
        """Fill the fields, then strip what was typed into text fields."""
        super().process(*args, **kwargs)
        for field in self:
            is_text = isinstance(field, StringField) and not isinstance(field, PasswordField)
            if is_text and isinstance(field.data, str):
                # PostgreSQL refuses the character of code zero in any text.
                field.data = field.data.replace("\x00", "").strip()

    def refuse(self, error: DomainError) -> None:
        """Show a service's refusal beside its field, or above the form."""
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors: list[str] = [*self.form_errors, error.message]
        else:
            field.errors = [*field.errors, error.message]
