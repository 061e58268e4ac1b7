"""Reads statements with their source lines."""

import re
from datetime import date

from courses.content.parsing.yaml_node import YamlFields
from courses.content.values.facts import ParsedFact

_FIELDS = ("id", "text", "source", "lines", "norm", "valid_from", "valid_to")
_LINES = re.compile(r"\d+(-\d+)?(\s*,\s*\d+(-\d+)?)*\Z")


def read_facts(fields: YamlFields, name: str = "facts") -> tuple[ParsedFact, ...]:
    """Return the facts of a front matter; each needs a source and well-formed lines."""
    found: list[ParsedFact] = []
    for value in fields.values(name):
        item = value.as_fields(name, _FIELDS)
        first, last = _period_end(item, "valid_from"), _period_end(item, "valid_to")
        if first and last and is_over(last, before=first):
            item.refuse("valid_to", "el hecho deja de valer antes de empezar")
        fact = ParsedFact(
            id=item.text_or("id"),
            text=item.text("text"),
            source=item.text("source"),
            lines=source_lines(item),
            norm=item.text_or("norm"),
            valid_from=first,
            valid_to=last,
            place=item.place,
        )
        if fact.id and fact.id in {other.id for other in found}:
            item.refuse("id", f"el hecho «{fact.id}» está dos veces en este archivo")
        found.append(fact)
    return tuple(found)


def is_over(last: str, *, before: str) -> bool:
    """Tell whether a year or day ends before another begins: 2017 ends on its last day."""
    ends, begins = _whole(last, "-12-31"), _whole(before, "-01-01")
    return date.fromisoformat(ends) < date.fromisoformat(begins)


def _whole(written: str, rest: str) -> str:
    return written if "-" in written else written + rest


def _period_end(fields: YamlFields, name: str) -> str:
    """Return a year or a day as written; empty when it is missing or is none."""
    written = fields.text_or(name)
    try:
        date.fromisoformat(_whole(written, "-01-01") if written else "2000-01-01")
    except ValueError:
        fields.refuse(name, f"«{name}» debe ser un año o una fecha, como 2017 o 2017-11-23")
        return ""
    return written


def source_lines(fields: YamlFields) -> str:
    """Return the lines of a source as written, once they are numbers or ranges."""
    lines = fields.text("lines")
    if lines and not _LINES.match(lines):
        fields.refuse("lines", f"«lines: {lines}» debe ser como 182, 284-285 o 90, 95-97")
    return lines


def numbers_of(lines: str) -> list[int]:
    """Return every line number that a list of lines and ranges names."""
    found: list[int] = []
    for part in lines.split(","):
        first, _, last = part.strip().partition("-")
        if first.isdigit():
            found.extend(range(int(first), int(last if last.isdigit() else first) + 1))
    return found
