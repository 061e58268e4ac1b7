"""Turns a DOCX of a participant into clean HTML: text, tables and small pictures, nothing else."""

import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import mammoth
import nh3
from markupsafe import Markup

MAX_TEXT_BYTES = 8 * 1024 * 1024
"""Size of the unpacked text parts beyond which a document is only downloaded."""
MAX_PICTURE_BYTES = 3 * 1024 * 1024
"""Size of all pictures shown; the rest are left out of the view, never out of the file."""
_PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,")
_TAGS = {
    "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "table", "thead", "tbody", "tr", "th",
    "td", "br", "sup", "sub", "img",
}  # fmt: skip


class UnreadableDocumentError(ValueError):
    """The document cannot be shown beside the rubric; it can still be downloaded."""


@lru_cache(maxsize=16)
def document_html(path: Path) -> Markup:
    """Return the text of a DOCX as safe HTML; raises UnreadableDocumentError."""
    try:
        _refuse_hostile_text(path)
        with path.open("rb") as file:
            html = mammoth.convert_to_html(
                file,
                convert_image=mammoth.images.img_element(_Pictures()),
                include_embedded_style_map=False,
                external_file_access=False,
            ).value
    # What a stranger's file can make a parser raise has no end; none of it may break the desk.
    except Exception as error:
        raise UnreadableDocumentError(type(error).__name__) from error
    for level in ("1", "5", "6"):
        html = html.replace(f"<h{level}", "<h2" if level == "1" else "<h4")
        html = html.replace(f"</h{level}>", "</h2>" if level == "1" else "</h4>")
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"img": {"src", "alt"}, "td": {"colspan", "rowspan"}},
        attribute_filter=_only_pictures,
        url_schemes={"data"},
        link_rel=None,
    )
    return Markup(cleaned)  # noqa: S704 - what nh3 returned is the one trusted source of HTML


def _refuse_hostile_text(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        parts = [item for item in package.infolist() if item.filename.endswith((".xml", ".rels"))]
        if sum(item.file_size for item in parts) > MAX_TEXT_BYTES:
            raise UnreadableDocumentError("too long")
        for item in parts:
            # Word never writes a DTD; who does wants entities that unfold without end.
            if b"<!DOCTYPE" in package.read(item)[:2048].upper():
                raise UnreadableDocumentError("carries a DTD")


class _Pictures:
    """Takes pictures of a document in while there is room."""

    def __init__(self) -> None:
        self._left = MAX_PICTURE_BYTES

    def __call__(self, image: Any) -> dict[str, str]:
        with image.open() as file:
            content = file.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            return {"src": "", "alt": ""}
        found = mammoth.images.data_uri(image)
        return {"src": found["src"], "alt": ""}


def _only_pictures(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src" and not value.startswith(_PICTURES):
        return None
    return value
