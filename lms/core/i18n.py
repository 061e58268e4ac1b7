"""Translation that also works outside a request: Spanish is the source language."""

from typing import Any

from flask_babel import gettext as _gettext
from flask_babel import lazy_gettext as _lazy_gettext
from flask_babel import ngettext as _ngettext


def gettext(text: str, **values: Any) -> str:
    """Return the text in the current language, with `%(name)s` filled in."""
    return str(_gettext(text, **values))


def ngettext(singular: str, plural: str, num: int, **values: Any) -> str:
    """Return the singular or plural text for `num`, with `%(num)s` and names filled in."""
    return str(_ngettext(singular, plural, num, **values))


def lazy_gettext(text: str, **values: Any) -> Any:
    """Return a text that is translated when it is shown: for labels made at import time."""
    return _lazy_gettext(text, **values)
