"""Smaller style sheets and scripts, by changes that cannot alter their meaning."""

import re

_PART = re.compile(
    r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\s+|[{};,>]|:|[^\s"'/{};,>:]+|/""", re.DOTALL
)
_TIGHT = frozenset("{};,>")


def minify_css(text: str) -> str:
    """Return a style sheet without comments and without the spaces that mean nothing.

    Spaces before a colon (`a :is(b)`), around `+` and `-` (calc) and around parentheses (media
    queries) mean something in some places, so they all stay as one space.
    """
    out: list[str] = []
    space_waits = False
    for match in _PART.finditer(text):
        part = match.group()
        if part.startswith("/*") or part.isspace():
            space_waits = True
            continue
        last = out[-1] if out else "{"
        if space_waits and part not in _TIGHT and last not in _TIGHT and last != ":":
            out.append(" ")
        if part == "}" and last == ";":
            out.pop()
        out.append(part)
        space_waits = False
    return "".join(out)


def minify_script(text: str) -> str:
    """Return a script without indentation, blank lines and lines that are only a comment.

    Line ends stay, so that a missing semicolon does no harm. A file with a template string over
    several lines is refused, because there the spaces mean something.
    """
    if any(line.count("`") % 2 for line in text.splitlines()):
        raise ValueError("template strings over several lines cannot be minified")
    text = re.sub(r"^\s*/\*.*?\*/\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"
