"""Takes the fields of one question out of a form that holds several."""

from typing import Any

from assessments.questions.api import Fields


def fields_of(form: Any, prefix: str) -> Fields:
    """Return the fields whose name begins with a prefix, under their name without it."""
    return {
        name.removeprefix(prefix): form.getlist(name) for name in form if name.startswith(prefix)
    }
