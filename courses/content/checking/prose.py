"""Takes the running text out of Markdown: paragraphs, titles and list items, without tables."""

import re

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_START = re.compile(r"^(?:>\s*|#{1,6}\s+|[-*+]\s+|\d+[.)]\s+)+")
_MARKS = re.compile(r"\*\*|[*_`]")


def prose_of(markdown: str) -> list[str]:
    """Return each paragraph, title and list item as plain text."""
    found: list[str] = []
    is_open = False
    for line in markdown.split("\n"):
        text = line.strip()
        if not text or text.startswith("|") or text == "---":
            is_open = False
            continue
        begins = _START.match(text) is not None
        plain = plain_text(_START.sub("", text))
        if is_open and not begins:
            found[-1] = f"{found[-1]} {plain}"
        elif plain:
            found.append(plain)
        is_open = not text.startswith("#")
    return found


def plain_text(markdown: str) -> str:
    """Return a line of Markdown without its marks; a picture leaves nothing, a link its words."""
    return _MARKS.sub("", _LINK.sub(r"\1", _IMAGE.sub("", markdown))).strip()
