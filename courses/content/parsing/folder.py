"""Reads text, YAML and Markdown with front matter out of one programme's folder."""

import re
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from courses.content.parsing.problems import Problems
from courses.content.parsing.yaml_node import YamlValue

_LIMIT_BYTES = 1_000_000
_FENCE = "---"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, kw_only=True)
class Document:
    """A Markdown file: what stands between the --- lines, and the text below."""

    front: YamlValue
    body: str
    body_line: int


class Folder:
    """The folder of a programme; paths are relative to it and never leave it."""

    def __init__(self, root: Path, problems: Problems) -> None:
        self.root = root
        self.problems = problems
        self._yaml = YAML(typ="safe", pure=True)

    def has(self, path: str) -> bool:
        """Tell whether a file is there."""
        return (self.root / path).is_file()

    def names(self, path: str, pattern: str) -> list[str]:
        """Return the names of files of a folder, in their order."""
        return sorted(item.name for item in (self.root / path).glob(pattern) if item.is_file())

    def text(self, path: str) -> str | None:
        """Return the text of a file; None with a problem noted when it cannot be read."""
        file = self.root / path
        if not file.is_file() or not file.resolve().is_relative_to(self.root.resolve()):
            self.problems.add(path, 1, "falta este archivo")
            return None
        if file.stat().st_size > _LIMIT_BYTES:
            self.problems.add(path, 1, "el archivo pasa de 1 MB")
            return None
        try:
            text = file.read_text(encoding="utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        except UnicodeDecodeError:
            self.problems.add(path, 1, "el archivo no está guardado en UTF-8")
            return None
        if found := _CONTROL.search(text):
            line = text[: found.start()].count("\n") + 1
            self.problems.add(path, line, "hay un signo invisible que no se puede mostrar")
            return None
        return text

    def yaml(self, path: str) -> YamlValue | None:
        """Return the top value of a YAML file; None with a problem noted when it is broken."""
        text = self.text(path)
        return None if text is None else self._compose(text, path=path, first_line=1)

    def document(self, path: str) -> Document | None:
        """Return a Markdown file with its front matter; None with a problem noted."""
        text = self.text(path)
        if text is None:
            return None
        lines = text.split("\n")
        if lines[0].rstrip() != _FENCE:
            self.problems.add(path, 1, "la primera línea debe ser ---")
            return None
        end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
        if end is None:
            self.problems.add(path, 1, "falta la línea --- que cierra los datos del comienzo")
            return None
        front = self._compose("\n".join(lines[1:end]), path=path, first_line=2)
        if front is None:
            return None
        return Document(front=front, body="\n".join(lines[end + 1 :]), body_line=end + 2)

    def _compose(self, text: str, *, path: str, first_line: int) -> YamlValue | None:
        try:
            node = self._yaml.compose(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = first_line if mark is None else mark.line + first_line
            self.problems.add(path, line, f"el YAML no se entiende: {error.problem}")
            return None
        except YAMLError as error:
            self.problems.add(path, first_line, f"el YAML no se entiende: {error}")
            return None
        if node is None:
            self.problems.add(path, first_line, "el archivo está vacío")
            return None
        return YamlValue(node, file=path, first_line=first_line, problems=self.problems)
