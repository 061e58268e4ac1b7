"""Refuses drawings that act or call for something outside themselves."""

import re
from xml.etree.ElementTree import ParseError, fromstring

from courses.content.parsing.folder import Folder
from courses.content.values.lessons import ParsedFigure

_FORBIDDEN = {"script", "foreignobject", "iframe", "image", "audio", "video", "handler", "set"}
_ELEMENT = re.compile(r"<\s*(?:[\w.-]+:)?([a-zA-Z][\w.-]*)")
_EVENT = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
_REFERENCE = re.compile(r"""(?:href|src)\s*=\s*["']\s*([^"']*)""", re.IGNORECASE)
_STYLE = re.compile(r"url\(\s*['\"]?\s*([^)'\"]*)|@import", re.IGNORECASE)


def refuse_acting_svg(folder: Folder, course: str, figure: ParsedFigure) -> None:
    """Note what a drawing may not have, at the line of the drawing's own file."""
    file = f"{course}/{figure.path}"
    if message := _not_a_drawing(figure.svg):
        folder.problems.add(file, 1, message)
        return
    for number, line in enumerate(figure.svg.split("\n"), 1):
        for message in _refusals(line):
            folder.problems.add(file, number, message)


def _not_a_drawing(svg: str) -> str | None:
    if "<!DOCTYPE" in svg.upper() or "<!ENTITY" in svg.upper():
        return "el dibujo no puede declarar DOCTYPE ni ENTITY"
    try:
        # Entities are refused above, so the parser has nothing to blow up with.
        root = fromstring(svg).tag  # noqa: S314
    except ParseError as error:
        return f"el SVG no se entiende: {error}"
    if root != "{http://www.w3.org/2000/svg}svg":
        return 'el dibujo debe empezar con <svg xmlns="http://www.w3.org/2000/svg">'
    return None


def _refusals(line: str) -> list[str]:
    found = [
        f"el dibujo no puede tener <{name}>"
        for name in _ELEMENT.findall(line)
        if name.lower() in _FORBIDDEN
    ]
    if _EVENT.search(line):
        found.append("el dibujo no puede tener acciones (on...=)")
    outside = [target for target in _REFERENCE.findall(line) if not target.startswith("#")]
    found.extend(f"el dibujo no puede llamar a «{target}»" for target in outside)
    if any(not (match.group(1) or "").startswith("#") for match in _STYLE.finditer(line)):
        found.append("el dibujo no puede traer estilos o archivos de fuera")
    return found
