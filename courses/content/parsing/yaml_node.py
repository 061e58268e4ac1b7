"""A value of a YAML file that knows its line and refuses what does not fit."""

import re
from collections.abc import Sequence
from datetime import date

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from courses.content.parsing.problems import Problems
from courses.content.values.facts import Place

_NULL = "tag:yaml.org,2002:null"
_LONGEST = {
    "title": 200, "name": 200, "host_unit": 200, "country": 80, "place": 200, "code": 40,
    "id": 40, "aliases": 200, "unit": 60, "licence": 40,
}  # fmt: skip
"""Letters that the database keeps of a field."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_LONGEST_SLUG = 70
_BOOLEANS = {"true": True, "false": False}


class YamlValue:
    """One value with its place; every `as_...` notes a problem and gives an empty value."""

    def __init__(self, node: Node, *, file: str, first_line: int, problems: Problems) -> None:
        self._node = node
        self._file = file
        self._first_line = first_line
        self._problems = problems

    @property
    def place(self) -> Place:
        """Return where the value begins."""
        return Place(file=self._file, line=self._node.start_mark.line + self._first_line)

    @property
    def is_null(self) -> bool:
        """Tell whether nothing was written."""
        return isinstance(self._node, ScalarNode) and str(self._node.tag) == _NULL

    def refuse(self, message: str) -> None:
        """Note a problem at this value."""
        self._problems.add(self._file, self.place.line, message)

    def as_text(self, name: str) -> str:
        """Return the text without spaces around; it may not be empty."""
        text = str(self._node.value).strip() if isinstance(self._node, ScalarNode) else ""
        if not text or self.is_null:
            self.refuse(f"«{name}» debe ser un texto y no puede quedar vacío")
            return ""
        longest = _LONGEST.get(name)
        if longest is not None and len(text) > longest:
            self.refuse(f"«{name}» tiene {len(text)} letras; pueden ser {longest}")
        return text

    def as_slug(self, name: str) -> str:
        """Return the name of a folder or file: small letters, digits and hyphens."""
        text = self.as_text(name)
        if text and (not _SLUG.match(text) or len(text) > _LONGEST_SLUG):
            self.refuse(f"«{text}» debe tener solo letras sin tilde, cifras y guiones")
            return ""
        return text

    def as_number(self, name: str) -> float:
        """Return a number; a point divides the decimals."""
        try:
            return float(self.as_text(name))
        except ValueError:
            self.refuse(f"«{name}» debe ser un número")
            return 0.0

    def as_integer(self, name: str) -> int:
        """Return a whole number."""
        number = self.as_number(name)
        if number != int(number):
            self.refuse(f"«{name}» debe ser un número entero")
        return int(number)

    def as_boolean(self, name: str) -> bool:
        """Return true or false."""
        text = self.as_text(name)
        if text not in _BOOLEANS:
            self.refuse(f"«{name}» debe ser true o false")
        return _BOOLEANS.get(text, False)

    def as_day(self, name: str) -> date | None:
        """Return a day written as 2027-03-01."""
        try:
            return date.fromisoformat(self.as_text(name))
        except ValueError:
            self.refuse(f"«{name}» debe ser una fecha como 2027-03-01")
            return None

    def as_list(self, name: str) -> list["YamlValue"]:
        """Return the values of a list."""
        if not isinstance(self._node, SequenceNode):
            self.refuse(f"«{name}» debe ser una lista")
            return []
        return [self._inner(node) for node in self._node.value]

    def as_texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list."""
        return tuple(item.as_text(name) for item in self.as_list(name))

    def as_fields(self, name: str, known: Sequence[str]) -> "YamlFields":
        """Return the named fields; an unknown or repeated name is a problem."""
        found: dict[str, YamlValue] = {}
        if not isinstance(self._node, MappingNode):
            self.refuse(f"«{name}» debe tener campos con nombre, como «clave: valor»")
            return YamlFields(self, found)
        for key_node, value_node in self._node.value:
            key = str(key_node.value)
            if key not in known:
                self._inner(key_node).refuse(f"no se conoce el campo «{key}» en «{name}»")
            elif key in found:
                self._inner(key_node).refuse(f"el campo «{key}» está dos veces")
            else:
                found[key] = self._inner(value_node)
        return YamlFields(self, found)

    def _inner(self, node: Node) -> "YamlValue":
        return YamlValue(
            node, file=self._file, first_line=self._first_line, problems=self._problems
        )


class YamlFields:
    """The named fields of a value."""

    def __init__(self, owner: YamlValue, found: dict[str, YamlValue]) -> None:
        self.owner = owner
        self._found = found

    @property
    def place(self) -> Place:
        """Return where the fields begin."""
        return self.owner.place

    def find(self, name: str) -> YamlValue | None:
        """Return a field's value; None when it is missing or null."""
        value = self._found.get(name)
        return None if value is None or value.is_null else value

    def _get(self, name: str) -> YamlValue | None:
        value = self.find(name)
        if value is None:
            (self._found.get(name) or self.owner).refuse(f"falta «{name}»")
        return value

    def refuse(self, name: str, message: str) -> None:
        """Note a problem at a field, or at the whole when the field is missing."""
        (self._found.get(name) or self.owner).refuse(message)

    def text(self, name: str) -> str:
        """Return a required text."""
        value = self._get(name)
        return "" if value is None else value.as_text(name)

    def text_or(self, name: str, default: str = "") -> str:
        """Return a text that may be missing."""
        value = self.find(name)
        return default if value is None else value.as_text(name)

    def one_of(self, name: str, allowed: Sequence[str]) -> str:
        """Return a required text that is one of a few; the first of them when it is not."""
        value = self._get(name)
        if value is None:
            return allowed[0]
        text = value.as_text(name)
        if text not in allowed:
            value.refuse(f"«{text}» no vale en «{name}»; use una de: {', '.join(allowed)}")
            return allowed[0]
        return text

    def integer(self, name: str) -> int:
        """Return a required whole number."""
        value = self._get(name)
        return 0 if value is None else value.as_integer(name)

    def integer_or_none(self, name: str) -> int | None:
        """Return a whole number that may be missing."""
        value = self.find(name)
        return None if value is None else value.as_integer(name)

    def number(self, name: str) -> float:
        """Return a required number."""
        value = self._get(name)
        return 0.0 if value is None else value.as_number(name)

    def number_or(self, name: str, default: float) -> float:
        """Return a number that may be missing."""
        value = self.find(name)
        return default if value is None else value.as_number(name)

    def boolean(self, name: str) -> bool:
        """Return a required yes or no."""
        value = self._get(name)
        return False if value is None else value.as_boolean(name)

    def boolean_or(self, name: str, *, default: bool) -> bool:
        """Return a yes or no that may be missing."""
        value = self.find(name)
        return default if value is None else value.as_boolean(name)

    def day_or_none(self, name: str) -> date | None:
        """Return a day that may be missing."""
        value = self.find(name)
        return None if value is None else value.as_day(name)

    def slugs(self, name: str) -> list[tuple[YamlValue, str]]:
        """Return the folder names of a required list, each once, with their places."""
        found: dict[str, YamlValue] = {}
        for value in self.values(name):
            slug = value.as_slug(name)
            if slug in found:
                value.refuse(f"«{slug}» está dos veces en «{name}»")
            elif slug:
                found[slug] = value
        return [(value, slug) for slug, value in found.items()]

    def values(self, name: str) -> list[YamlValue]:
        """Return the values of a required list, which may be empty."""
        value = self._get(name)
        return [] if value is None else value.as_list(name)

    def values_or_none(self, name: str) -> list[YamlValue]:
        """Return the values of a list that may be missing."""
        value = self.find(name)
        return [] if value is None else value.as_list(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a required list, which may be empty."""
        return tuple(value.as_text(name) for value in self.values(name))

    def texts_or_none(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list that may be missing."""
        return tuple(value.as_text(name) for value in self.values_or_none(name))

    def fields(self, name: str, known: Sequence[str]) -> "YamlFields":
        """Return the named fields inside a required field."""
        value = self._get(name)
        return YamlFields(self.owner, {}) if value is None else value.as_fields(name, known)

    def line_of(self, name: str) -> int:
        """Return the line of a field, or of the whole when it is missing."""
        value = self._found.get(name)
        return (value or self.owner).place.line
