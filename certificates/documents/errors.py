"""Why a document is not drawn."""

from lms.core.errors import DomainError


class MissingGlyphError(DomainError):
    """The text has characters that the fonts of the documents cannot draw."""

    code = "missing_glyph"

    def __init__(self, glyphs: list[str]) -> None:
        listed = ", ".join(f"«{glyph}»" for glyph in glyphs)
        super().__init__(
            f"No se puede imprimir: {listed}. Corrija el texto donde aparece y vuelva a intentar."
        )
        self.glyphs = glyphs


class DrawingError(DomainError):
    """The typesetter refused the document; the message holds its reason."""

    code = "drawing_failed"


class DrawingTimeoutError(DomainError):
    """The document was not ready within its deadline; it may be tried again."""

    code = "drawing_timeout"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"El documento no estuvo listo en {seconds:g} segundos. Vuelva a intentar."
        )


class LetterTooLongError(DomainError):
    """The letter does not fit on its one page."""

    code = "letter_too_long"

    def __init__(self) -> None:
        super().__init__("La carta pasa de una página. Quite cifras o acorte el texto.")
