"""Answers that a browser keeps as a file, under a name of any letters."""

import unicodedata
from typing import TypeVar
from urllib.parse import quote

from werkzeug.wrappers import Response

Answer = TypeVar("Answer", bound=Response)
_NAME_LETTERS = "!#$&+-.^_`|~"


def as_download(response: Answer, name: str) -> Answer:
    """Make an answer a download; a header holds plain letters only, so others are told apart."""
    line = " ".join("".join(one if one.isprintable() else " " for one in name).split())
    plain = unicodedata.normalize("NFKD", line).encode("ascii", "ignore").decode()
    names = {"filename": plain}
    if plain != line:
        names["filename*"] = f"UTF-8''{quote(line, safe=_NAME_LETTERS)}"
    response.headers.set("Content-Disposition", "attachment", **names)
    return response
