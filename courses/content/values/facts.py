"""Where something stands in the files, and a statement with its source."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Place:
    """A line of a file; the path is relative to the programme's folder, lines count from 1."""

    file: str
    line: int


@dataclass(frozen=True, kw_only=True)
class ParsedFact:
    """A figure, date, norm or name with the lines of the source that say so."""

    id: str
    """As the author named it; empty in library entries."""
    text: str
    source: str
    """Code of the source document, as in 003."""
    lines: str
    """One line or ranges: 182, 284-285 or 90, 95-97."""
    norm: str
    """Code of the norm in norms.yaml that it speaks of; empty for none."""
    valid_from: str
    """First year or day of a law or figure, as 2017 or 2017-11-23; empty where unknown."""
    valid_to: str
    """Last year or day; empty while it holds or where unknown."""
    place: Place


@dataclass(frozen=True, kw_only=True)
class ParsedNorm:
    """A law or official figure and the days between which it held."""

    id: str
    title: str
    valid_from: date | None
    valid_to: date | None
    note: str
    place: Place
