"""Joins, shrinks, hashes and compresses what browsers fetch: `python -m lms.design.build`.

The result depends on the sources alone: running it again changes nothing, and a name that carries
the hash of its content may be kept by browsers for ever.
"""

import gzip
import hashlib
import json
import os
from pathlib import Path

import brotli

from lms.design.assets import DIST, MANIFEST
from lms.design.minify import minify_css, minify_script

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
HOUSES = ("lms", "courses", "assessments", "certificates")

EVERYWHERE = ("signal", "menu", "wide", "dialog", "toast", "focus", "page_buttons", "table")
"""The scripts of app.js, which every page carries; the others are fetched by the pages that ask."""


def build(dist: Path = DIST) -> dict[str, str]:
    """Write every asset with its compressed forms and the manifest; return the manifest."""
    dist.mkdir(parents=True, exist_ok=True)
    manifest: dict[str, str] = {}
    kept = {MANIFEST}
    for name, content in sorted(_assets().items()):
        hashed = _hashed_name(name, content)
        manifest[name] = hashed
        for path, data in _forms(hashed, content).items():
            _write(dist / path, data)
            kept.add(path)
    _write(dist / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode())
    for old in dist.iterdir():
        if old.name not in kept:
            old.unlink(missing_ok=True)
    return manifest


def style_sheet() -> str:
    """Return the whole style sheet: tokens, base, one part a component, print."""
    css = HERE / "css"
    parts = [css / "tokens.css", css / "base.css"]
    parts += sorted((css / "components").glob("*.css"), key=_component_order)
    parts.append(css / "print.css")
    return minify_css("\n".join(part.read_text() for part in parts))


def _component_order(path: Path) -> tuple[bool, str]:
    # What sets widths and rhythm comes first, so that a component can differ from it.
    return path.stem not in ("layout", "text", "icon"), path.stem


def _assets() -> dict[str, bytes]:
    found = {
        "app.css": style_sheet(),
        "guide.css": minify_css((HERE / "css" / "guide.css").read_text()),
        "app.js": "".join(_script(HERE / "js" / f"{name}.js") for name in EVERYWHERE),
    }
    for path in (HERE / "js").glob("*.js"):
        if path.stem not in EVERYWHERE:
            found[path.name] = _script(path)
    for house in HOUSES:
        # A feature keeps its own scripts in its folder js/: courses/learning/js/lesson.js is
        # asset_url("learning/lesson.js").
        for path in (ROOT / house).glob("*/js/*.js"):
            if path.parent.parent != HERE:
                found[f"{path.parent.parent.name}/{path.name}"] = _script(path)
    for path in (HERE / "images").iterdir():
        found[path.name] = path.read_text()
    return {name: text.encode() for name, text in found.items()}


def _script(path: Path) -> str:
    return minify_script(path.read_text())


def _hashed_name(name: str, content: bytes) -> str:
    stem, _, suffix = name.replace("/", "-").rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"


def _forms(name: str, content: bytes) -> dict[str, bytes]:
    return {
        name: content,
        f"{name}.gz": gzip.compress(content, compresslevel=9, mtime=0),
        f"{name}.br": brotli.compress(content, quality=11),
    }


def _write(path: Path, data: bytes) -> None:
    # Several processes may build at once: a reader sees the old file or the new one, never half.
    if path.exists() and path.read_bytes() == data:
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)


if __name__ == "__main__":
    build()
