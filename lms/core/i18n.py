"""Translation that also works outside a request: Spanish is the source language.

A page asks for some hundred texts. What translates them is looked up once in a context and kept
there: Flask-Babel looks it up for every text, which was a fifth of the time of a page.
"""

from typing import Any

from flask import Flask, g, has_app_context
from flask_babel import get_translations
from flask_babel import lazy_gettext as _lazy_gettext


def gettext(text: str, **values: Any) -> str:
    """Return the text in the current language, with `%(name)s` filled in."""
    found = _translated(text)
    return found % values if values else found


def ngettext(singular: str, plural: str, num: int, **values: Any) -> str:
    """Return the singular or plural text for `num`, with `%(num)s` and names filled in."""
    return _translated_by_number(singular, plural, num) % ({"num": num} | values)


def lazy_gettext(text: str, **values: Any) -> Any:
    """Return a text that is translated when it is shown: for labels made at import time."""
    return _lazy_gettext(text, **values)


def start_i18n(app: Flask) -> None:
    """Let templates translate by the same way."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        _translated, _translated_by_number, newstyle=True
    )


def _translated(text: str) -> str:
    return str(_translations().ugettext(text))


def _translated_by_number(singular: str, plural: str, num: int) -> str:
    return str(_translations().ungettext(singular, plural, num))


def _translations() -> Any:
    if not has_app_context():
        return get_translations()
    found = g.get("translations")
    if found is None:
        found = g.translations = get_translations()
    return found
