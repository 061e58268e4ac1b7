"""Walks through everything that people read in the files of a programme, with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_NOT_PROSE = frozenset(
    {
        "id", "code", "slug", "kind", "status", "competency", "competencies", "courses", "modules",
        "lessons", "task", "file", "source", "lines", "library", "practices", "organisations",
        "deliver", "licence", "zone", "direction", "prerequisites", "rules", "draw", "minutes",
        "year", "version", "hours", "baseline", "target", "answer", "tolerance", "weight", "level",
        "milestones_days", "shuffle", "right", "valid_from", "valid_to", "position", "norm",
    }
)  # fmt: skip
"""Fields that hold a code, a number or the name of a file: `right` counts only when it is text."""


_BLOCK = re.compile(r"\s*(?:#|[-*+]\s|\d+[.)]\s|\||>)")
"""What begins a heading, an item of a list, a row of a table or a quotation."""


@dataclass(frozen=True, kw_only=True)
class TextLine:
    """A line of text as a reader meets it; the file is relative to the programme's folder."""

    file: str
    line: int
    text: str
    is_continued: bool = False
    """True where the same paragraph or the same text of a field began on a line before."""


def texts_of(root: Path) -> Iterator[TextLine]:
    """Yield every line of running text, tables too; what YAML cannot read is left out."""
    yaml = YAML(typ="safe", pure=True)
    for file in sorted(root.rglob("*")):
        if file.suffix not in {".yaml", ".md"}:
            continue
        name = file.relative_to(root).as_posix()
        lines = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").split("\n")
        first = 1
        front = lines
        if file.suffix == ".md":
            ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"][:2]
            first, body = (2, ends[1] + 1) if len(ends) > 1 else (1, 0)
            front = lines[1 : body - 1] if body else []
            for number, line in enumerate(lines[body:], body + 1):
                continues = number > body + 1 and _continues(lines[number - 2], line)
                yield TextLine(file=name, line=number, text=line, is_continued=continues)
        try:
            node = yaml.compose("\n".join(front)) if front else None
        except YAMLError:
            node = None
        if node is not None:
            for text in _prose_of(node):
                line = text.start_mark.line
                for offset, part in enumerate(_written(text, front)):
                    yield TextLine(
                        file=name, line=first + line + offset, text=part, is_continued=offset > 0
                    )


def _continues(before: str, line: str) -> bool:
    """Tell whether a line of Markdown goes on with the paragraph of the line before."""
    begins_anew = _BLOCK.match(line) is not None or before.lstrip().startswith("#")
    return bool(before.strip() and line.strip()) and not begins_anew


def _prose_of(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        if node.tag is None or not str(node.tag).endswith((":int", ":float", ":bool", ":null")):
            yield node
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _prose_of(item)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            is_list_or_text = str(key.value) in {"right", "lessons", "competencies"}
            if str(key.value) not in _NOT_PROSE or (
                is_list_or_text and _is_prose(str(key.value), value)
            ):
                yield from _prose_of(value)


def _is_prose(key: str, value: Node) -> bool:
    """Tell the text of a pair from the mark of a right option, and records from lists of codes."""
    if key == "right":
        return isinstance(value, ScalarNode)
    return isinstance(value, SequenceNode) and any(
        isinstance(item, MappingNode) for item in value.value
    )


def _written(text: ScalarNode, lines: list[str]) -> list[str]:
    """Return the lines of a text as they stand in the file, without the YAML around them."""
    start, end = text.start_mark, text.end_mark
    if start.line == end.line:
        return [str(text.value)]
    found = list(lines[start.line : end.line + 1])
    found[-1] = found[-1][: end.column]
    found[0] = found[0][start.column :]
    return found
