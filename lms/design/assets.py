"""Addresses of built assets, and the view that serves them compressed and for ever."""

import json
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, abort, request, url_for

from lms.core.web.guards import public

DIST = Path(__file__).parent / "static" / "dist"
MANIFEST = "manifest.json"
TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
ENCODINGS = {"br": ".br", "gzip": ".gz"}

blueprint = Blueprint("assets", __name__, url_prefix="/recursos")


class AssetsNotBuiltError(RuntimeError):
    """There is no manifest: `python -m lms.design.build` (or `make install`) writes it."""


@cache
def manifest() -> dict[str, str]:
    """Return the hashed name of every asset; read once a process."""
    path = DIST / MANIFEST
    if not path.exists():
        raise AssetsNotBuiltError(f"{path} is missing: run python -m lms.design.build")
    names: dict[str, str] = json.loads(path.read_text())
    return names


@blueprint.app_template_global()
def asset_url(name: str) -> str:
    """Return the address of an asset: `asset_url("app.css")`. KeyError for an unknown name."""
    return url_for("assets.serve_asset", name=manifest()[name])


@blueprint.get("/<name>")
@public
def serve_asset(name: str) -> Response:
    """Send an asset in the smallest form that the browser takes; it may keep it for a year."""
    if name not in manifest().values():
        abort(404)
    encoding = _best_encoding()
    try:
        content = _content(name + ENCODINGS.get(encoding, ""))
    except FileNotFoundError:
        # Built again while this process runs with the old manifest.
        abort(404)
    response = Response(content, content_type=TYPES[name.rpartition(".")[2]])
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _best_encoding() -> str:
    # Only what the browser names is sent compressed: "*" stands in requests of simple tools.
    named = {name for name, quality in request.accept_encodings if quality > 0}
    return next((encoding for encoding in ENCODINGS if encoding in named), "")


@cache
def _content(file_name: str) -> bytes:
    return (DIST / file_name).read_bytes()
