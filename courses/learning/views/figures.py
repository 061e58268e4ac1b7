"""Serves the drawings of lessons by their hash: unchanging, and unable to act."""

from flask import Blueprint, Response, abort

from courses.learning.queries.lesson_page import figure_svg
from lms.core.db.unit_of_work import read_session
from lms.core.web.guards import public

blueprint = Blueprint("learning_figures", __name__)

_ONE_YEAR = 31_536_000
_HASH_LETTERS = 64


@blueprint.get("/recursos/figuras/<sha256>.svg")
@public
def figure(sha256: str) -> Response:
    """Send a drawing; its address changes with its content, so it may be kept for ever."""
    svg = figure_svg(read_session(), sha256) if len(sha256) == _HASH_LETTERS else None
    if svg is None:
        abort(404)
    response = Response(svg, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={_ONE_YEAR}, immutable"
    # Opened by itself, a drawing is a document: it may style itself and nothing else.
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    return response
