"""What a request may bring: forms of a sensible size, text that every database keeps, no JSON.

Pages send forms. A view that reads JSON says so; anywhere else a JSON body is refused before any
library takes it for a form.
"""

import io
import string
from collections.abc import Callable
from typing import IO, Any, TypeVar
from urllib.parse import quote

from flask import Flask, Request, abort, current_app, request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.routing import IntegerConverter
from werkzeug.utils import cached_property

View = TypeVar("View", bound=Callable[..., Any])
_FORM = "application/x-www-form-urlencoded"
_NUL = "\x00"
_ADDRESS_LETTERS = string.punctuation
_MOST_WHOLE = 2**31 - 1


def takes_json(view: View) -> View:
    """Admit a JSON body, which the view itself checks."""
    view.__takes_json__ = True  # type: ignore[attr-defined]
    return view


def read_requests(app: Flask) -> None:
    """Make the application read its requests as described above."""
    app.request_class = PlainRequest
    app.url_map.converters["int"] = StorableWhole
    app.before_request(_refuse)


class FormParser(FormDataParser):
    """Reads forms; the stock parser has no limit for the plain kind."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        """Return the rest of the stream, the fields and the files of a form."""
        if mimetype == _FORM:
            stream = self._measured(stream)
        rest, form, files = super().parse(stream, mimetype, content_length, options)
        return rest, _without_nul(form), files

    def _measured(self, stream: IO[bytes]) -> IO[bytes]:
        most_bytes, most_parts = self.max_form_memory_size, self.max_form_parts
        content = stream.read(-1 if most_bytes is None else most_bytes + 1)
        if most_bytes is not None and len(content) > most_bytes:
            raise RequestEntityTooLarge
        if most_parts is not None and content.count(b"&") >= most_parts:
            raise RequestEntityTooLarge
        return io.BytesIO(content)


class PlainRequest(Request):
    """A request as views may trust it: text that can be stored, GET where the head is asked for."""

    form_data_parser_class = FormParser

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.method == "HEAD":
            # Asked for the head of the page: the same as the page until the answer leaves.
            self.method = "GET"
        # Browsers encode addresses; bytes that are no text would fail wherever they are read.
        self.query_string = quote(self.query_string, safe=_ADDRESS_LETTERS).encode()

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """Return what the address asks for after its question mark."""
        return _without_nul(super().args)


class StorableWhole(IntegerConverter):
    """A whole number of an address that a column can hold; a larger one is no page."""

    def __init__(self, map: Any, *args: Any, **options: Any) -> None:  # noqa: A002
        super().__init__(map, *args, **{"max": _MOST_WHOLE} | options)


def _refuse() -> None:
    if _NUL in request.path:
        abort(404)
    if not request.is_json or request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if not getattr(view, "__takes_json__", False):
        abort(415)


def _without_nul(typed: MultiDict[str, str]) -> MultiDict[str, str]:
    if not any(_NUL in name or _NUL in value for name, value in typed.items(multi=True)):
        return typed
    return type(typed)(
        (name.replace(_NUL, ""), value.replace(_NUL, "")) for name, value in typed.items(multi=True)
    )
