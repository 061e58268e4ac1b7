"""Answers that a browser keeps as a file, under a name of any letters."""

import unicodedata
from typing import TypeVar
from urllib.parse import quote

from flask import Response as FlaskResponse
from flask import send_file
from werkzeug.wrappers import Response

from lms.core.errors import NotFoundError
from lms.core.files.store import file_store
from lms.core.i18n import gettext as _

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


def send_stored(
    sha256: str, *, name: str, media_type: str, is_attachment: bool = True
) -> FlaskResponse:
    """Send a stored file, kept by no cache; raises NotFoundError when its bytes are gone."""
    try:
        response = send_file(
            file_store().path(sha256),
            mimetype=media_type,
            as_attachment=is_attachment,
            download_name=name,
            max_age=0,
        )
    except FileNotFoundError as error:
        raise NotFoundError(_("El archivo ya no está en el servidor.")) from error
    response.headers["Cache-Control"] = "no-store"
    return response
