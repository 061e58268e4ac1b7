"""The library's first page: what was found, best first, and the facets to narrow it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from courses.content.models import LibraryEntry, LibraryName, LibraryToken
from courses.content.rules.ranking import Hit, rank
from courses.content.rules.words import fold, tokens_of
from lms.core.web.pagination import Page

ROWS_A_PAGE = 20
_LONGEST_QUERY = 200
_MOST_TERMS = 12
_SHORTEST_BEGINNING = 3
"""Letters from which the beginning of a word finds the whole one."""


@dataclass(frozen=True, kw_only=True)
class LibraryRow:
    """An entry in a list."""

    slug: str
    name: str
    kind: str
    place: str
    country: str
    theme: str
    source: str
    source_title: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A way to narrow the list: its values with how many entries have each."""

    name: str
    """As in the address: fuente, pais, tipo, tema."""
    options: tuple[tuple[str, str], ...]
    """Value, and value with its count for people."""
    chosen: str


@dataclass(frozen=True, kw_only=True)
class LibrarySearchPage:
    """What the page shows."""

    asked: str
    page: Page[LibraryRow]
    facets: tuple[Facet, ...]
    is_narrowed: bool


_FACETS: Mapping[str, str] = {
    "tema": "theme",
    "tipo": "kind",
    "pais": "country",
    "fuente": "source",
}
FACET_NAMES = tuple(_FACETS)


def search_library(
    session: Session, asked: str, chosen: Mapping[str, str], number: int
) -> LibrarySearchPage:
    """Return a page of the entries that fit, all of them in their alphabet when nothing is asked.

    Three statements at most. Ranking happens here and not in the database, so that the order is
    the same on every engine.
    """
    asked = asked.strip()[:_LONGEST_QUERY]
    entries = {
        row.id: (row.position, _row(row))
        for row in session.execute(
            select(
                LibraryEntry.id,
                LibraryEntry.position,
                LibraryEntry.slug,
                LibraryEntry.name,
                LibraryEntry.kind,
                LibraryEntry.place,
                LibraryEntry.country,
                LibraryEntry.theme,
                LibraryEntry.source,
                LibraryEntry.source_title,
                LibraryEntry.summary,
            ).order_by(LibraryEntry.position, LibraryEntry.id)
        )
    }
    positions = {entry_id: position for entry_id, (position, _entry) in entries.items()}
    found = _find(session, asked, positions) if fold(asked) else list(entries)
    rows = [entries[entry_id][1] for entry_id in found]
    facets = tuple(_facet(name, rows, chosen) for name in FACET_NAMES)
    fitting = [row for row in rows if _fits(row, chosen)]
    start = (number - 1) * ROWS_A_PAGE
    return LibrarySearchPage(
        asked=asked,
        page=Page(
            rows=fitting[start : start + ROWS_A_PAGE],
            number=number,
            total=len(fitting),
            size=ROWS_A_PAGE,
        ),
        facets=facets,
        is_narrowed=any(chosen.get(name) for name in FACET_NAMES),
    )


def find_entries(session: Session, asked: str) -> list[UUID]:
    """Return the ids of the entries that fit what was asked, best first."""
    rows = session.execute(select(LibraryEntry.id, LibraryEntry.position))
    return _find(session, asked, {row.id: row.position for row in rows})


def _row(row: object) -> LibraryRow:
    return LibraryRow(**{name: getattr(row, name) for name in LibraryRow.__dataclass_fields__})


def _find(session: Session, asked: str, positions: Mapping[UUID, int]) -> list[UUID]:
    terms = tokens_of(asked)[:_MOST_TERMS]
    exact: dict[UUID, int] = {}
    names = select(LibraryName.entry_id, LibraryName.position).where(
        LibraryName.folded == fold(asked)[:250]
    )
    for row in session.execute(names.order_by(LibraryName.position, LibraryName.entry_id)):
        exact.setdefault(row.entry_id, row.position)
    hits: list[Hit[UUID]] = []
    if terms:
        matching = or_(
            LibraryToken.token.in_(terms),
            # Stems are letters and digits only, so LIKE has nothing to escape.
            *(
                LibraryToken.token.like(f"{term}%")
                for term in terms
                if len(term) >= _SHORTEST_BEGINNING
            ),
        )
        hits = [
            Hit(entry=row.entry_id, token=row.token, weight=row.weight)
            for row in session.execute(
                select(LibraryToken.entry_id, LibraryToken.token, LibraryToken.weight)
                .where(matching)
                .order_by(LibraryToken.entry_id, LibraryToken.token)
            )
        ]
    return rank(terms, hits, exact, positions)


def _facet(name: str, rows: list[LibraryRow], choices: Mapping[str, str]) -> Facet:
    column, chosen = _FACETS[name], choices.get(name, "")
    # Of what the other filters leave: each number is what choosing it will show.
    counts = Counter(getattr(row, column) for row in rows if _fits(row, choices, but=name))
    if any(getattr(row, column) == chosen for row in rows):
        counts.setdefault(chosen, 0)
    titles = {row.source: row.source_title for row in rows} if name == "fuente" else {}
    labels = {value: titles.get(value) or value[:1].upper() + value[1:] for value in counts}
    return Facet(
        name=name,
        options=tuple(
            (value, f"{labels[value]} ({counts[value]})")
            for value in sorted(counts, key=lambda value: (fold(labels[value]), value))
        ),
        chosen=chosen if chosen in counts else "",
    )


def _fits(row: LibraryRow, chosen: Mapping[str, str], *, but: str = "") -> bool:
    return all(
        name == but or not chosen.get(name) or getattr(row, column) == chosen[name]
        for name, column in _FACETS.items()
    )
