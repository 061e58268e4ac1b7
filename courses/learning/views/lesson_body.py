"""Turns the text of a lesson into safe HTML with its figures, captions and sources."""

import re
from collections.abc import Sequence

from flask import url_for
from markupsafe import Markup, escape

from courses.learning.queries.lesson_page import LessonFigure
from lms.core.i18n import gettext as _
from lms.core.web.markdown import render_markdown

_MARK = re.compile(r"\]\(figura:([^)\s]+)\)")
_PICTURE = re.compile(r'<p><img src="([^"]+)" alt="[^"]*"\s*/?></p>')


def lesson_body(body: str, figures: Sequence[LessonFigure]) -> Markup:
    """Return the body as HTML; figures that the text does not place come after it."""
    by_name = {figure.name: figure for figure in figures}
    placed: set[str] = set()

    def address(found: re.Match[str]) -> str:
        figure = by_name.get(found[1])
        if figure is None:
            return "](#)"
        placed.add(figure.name)
        return f"]({_address(figure)})"

    html = render_markdown(_MARK.sub(address, body))
    by_address = {_address(figure): figure for figure in figures}

    def drawn(found: re.Match[str]) -> str:
        figure = by_address.get(found[1])
        return str(_figure(figure)) if figure else found[0]

    rest = "".join(str(_figure(figure)) for figure in figures if figure.name not in placed)
    # Both parts were cleaned: the body by the sanitiser, the figures by escaping.
    return Markup(_PICTURE.sub(drawn, html) + rest)  # noqa: S704


def _address(figure: LessonFigure) -> str:
    return url_for("learning_figures.figure", sha256=figure.sha256)


def _figure(figure: LessonFigure) -> Markup:
    size = (
        Markup(' width="{}" height="{}"').format(figure.width, figure.height)
        if figure.width and figure.height
        else ""
    )
    source = _("Fuente: %(source)s", source=figure.source) if figure.source else ""
    return Markup(
        '<figure class="figure"><img src="{}" alt="{}"{} loading="lazy">'
        "<figcaption>{} {}</figcaption></figure>"
    ).format(_address(figure), figure.alt, size, escape(figure.caption), source)
