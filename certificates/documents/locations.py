"""Where the templates and the fonts of the documents lie."""

from pathlib import Path
from typing import Final

FONT_FOLDER: Final = Path(__file__).parent / "fonts"
TEMPLATE_FOLDER: Final = Path(__file__).parent / "typst"
