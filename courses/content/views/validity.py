"""Says from when to when a law or figure holds."""

from collections.abc import Mapping
from datetime import date

from flask import Flask

from lms.core.i18n import gettext as _
from lms.core.web.formats import short_day


def validity_words(fact: Mapping[str, str]) -> str:
    """Return the dates of a stored fact in words; empty where none are known."""
    first, last = _shown(fact.get("valid_from", "")), _shown(fact.get("valid_to", ""))
    if first and last:
        return _("Vale de %(first)s a %(last)s.", first=first, last=last)
    if last:
        return _("Vale hasta %(last)s.", last=last)
    if first and fact.get("norm"):
        return _("Norma con fecha %(first)s. Revise si cambió después.", first=first)
    if first:
        return _("Vale desde %(first)s. Revise si cambió después.", first=first)
    return ""


def start_validity(app: Flask) -> None:
    """Let templates write the dates of a fact: `fact|validity`."""
    app.jinja_env.filters["validity"] = validity_words


def _shown(written: str) -> str:
    return short_day(date.fromisoformat(written)) if "-" in written else written
