"""An entry of the library as its author wrote it."""

from dataclasses import dataclass

from courses.content.values.facts import ParsedFact, Place


@dataclass(frozen=True, kw_only=True)
class ParsedLibraryEntry:
    """What one system, unit, norm or practice is and how it works."""

    code: str
    """The id of the source's list: 003-44."""
    slug: str
    """Name of its file without ending: 003-044-la-paz-aprende."""
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    place_name: str
    theme: str
    year: int | None
    body: str
    body_line: int
    facts: tuple[ParsedFact, ...]
    lessons: tuple[str, ...]
    """Lessons that the entry names: COURSE/MODULE/LESSON."""
    practices: tuple[str, ...]
    """Codes of entries."""
    organisations: tuple[str, ...]
    """Codes of entries."""
    place: Place

    @property
    def source(self) -> str:
        """Return the code of the source document: 003 of 003-44."""
        return self.code.split("-", 1)[0]
