"""Reads the entries of the library."""

import re

from courses.content.parsing.facts import read_facts
from courses.content.parsing.folder import Folder
from courses.content.values.library import ParsedLibraryEntry
from courses.content.values.programme import ProgrammeOutline

_FIELDS = (
    "id", "name", "aliases", "kind", "country", "place", "theme", "year", "facts", "lessons",
    "practices", "organisations",
)  # fmt: skip
_LEAST_WORDS, _MOST_WORDS = 60, 200
_CODE = re.compile(r"\d{3}-\w+\Z")


def read_library(folder: Folder, outline: ProgrammeOutline) -> tuple[ParsedLibraryEntry, ...]:
    """Return the entries of biblioteca/, in the order of their files.

    None without kinds and themes in programme.yaml: that file has its own problem then.
    """
    if not outline.library_kinds or not outline.library_themes:
        return ()
    found: dict[str, ParsedLibraryEntry] = {}
    for name in folder.names("biblioteca", "*.md"):
        entry = _read_entry(folder, outline, f"biblioteca/{name}")
        if entry is None:
            continue
        if entry.code in found:
            folder.problems.add(
                entry.place.file, entry.place.line, f"la ficha «{entry.code}» ya existe"
            )
            continue
        found[entry.code] = entry
    return tuple(found.values())


def _read_entry(folder: Folder, outline: ProgrammeOutline, path: str) -> ParsedLibraryEntry | None:
    document = folder.document(path)
    if document is None:
        return None
    fields = document.front.as_fields("ficha", _FIELDS)
    code = fields.text("id")
    if code and not _CODE.match(code):
        fields.refuse("id", f"«{code}» debe ser como 003-44: fuente y número")
    words = len(document.body.split())
    if not _LEAST_WORDS <= words <= _MOST_WORDS:
        folder.problems.add(
            path,
            document.body_line,
            f"el texto tiene {words} palabras; deben ser entre {_LEAST_WORDS} y {_MOST_WORDS}",
        )
    return ParsedLibraryEntry(
        code=code,
        slug=path.rsplit("/", 1)[-1].removesuffix(".md"),
        name=fields.text("name"),
        aliases=fields.texts_or_none("aliases"),
        kind=fields.one_of("kind", outline.library_kinds),
        country=fields.text("country"),
        place_name=fields.text("place"),
        theme=fields.one_of("theme", outline.library_themes),
        year=fields.integer_or_none("year"),
        body=document.body.strip("\n"),
        body_line=document.body_line,
        facts=read_facts(fields),
        lessons=fields.texts_or_none("lessons"),
        practices=fields.texts_or_none("practices"),
        organisations=fields.texts_or_none("organisations"),
        place=fields.place,
    )
