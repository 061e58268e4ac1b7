"""One warm Typst compiler a process: a template and its values in, PDF bytes out."""

import json
import os
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Final

import typst

from certificates.documents.errors import DrawingError
from certificates.documents.locations import FONT_FOLDER, TEMPLATE_FOLDER


class Typesetter:
    """Holds the fonts and the parsed templates, so that only the first document is slow.

    Threads take turns: the compiler is not safe for use by two at once, and two compilers
    in one process gain almost nothing. For more speed, more processes.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._compiler: typst.Compiler | None = None
        self._process_id = 0

    def draw(self, template: str, values: Mapping[str, object], dated: date) -> bytes:
        """Return the PDF of a template; the same values and day give the same bytes.

        The values reach the template as data, never as markup. Raises DrawingError.
        """
        inputs = {"data": json.dumps(values)}
        with self._turn:
            try:
                drawn = self._warm_compiler().compile(
                    input=TEMPLATE_FOLDER / f"{template}.typ",
                    format="pdf",
                    sys_inputs=inputs,
                    # Archival for those who keep it for years, accessible for those who listen.
                    pdf_standards=["a-2a", "ua-1"],
                    timestamp=_moment_of(dated),
                )
            except typst.TypstError as refusal:
                raise DrawingError(str(refusal.message)) from refusal
        if not isinstance(drawn, bytes):
            raise DrawingError("el compositor no devolvió un archivo")
        return drawn

    def can_draw_here(self) -> bool:
        """Return False in a process forked after its parent drew: there Typst would hang."""
        return self._process_id in {0, os.getpid()}

    def _warm_compiler(self) -> typst.Compiler:
        if self._compiler is None:
            fonts = typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[FONT_FOLDER],
            )
            self._compiler = typst.Compiler(root=TEMPLATE_FOLDER, font_paths=fonts)
            self._process_id = os.getpid()
        return self._compiler


def _moment_of(dated: date) -> int:
    """Return noon UTC of the day in Unix seconds: the same day everywhere in the Americas."""
    return int(datetime.combine(dated, time(12), tzinfo=UTC).timestamp())


typesetter: Final = Typesetter()
