"""Every entry under its first letter, and the cards that lessons show."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.content.models import LibraryEntry
from courses.content.rules.words import fold


@dataclass(frozen=True, kw_only=True)
class LibraryCard:
    """An entry as a lesson or the glossary names it."""

    code: str
    slug: str
    name: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class GlossaryLetter:
    """The entries that begin with a letter."""

    letter: str
    entries: tuple[LibraryCard, ...]


def library_glossary(session: Session) -> tuple[GlossaryLetter, ...]:
    """Return the whole library by letters; one statement. Figures stand under 0-9."""
    cards = _cards(session, None)
    return tuple(
        GlossaryLetter(letter=letter, entries=tuple(group))
        for letter, group in groupby(cards, key=_letter)
    )


def library_cards(session: Session, codes: Sequence[str]) -> tuple[LibraryCard, ...]:
    """Return the entries with these codes, in the alphabet; unknown codes give nothing."""
    return _cards(session, codes) if codes else ()


def _letter(card: LibraryCard) -> str:
    first = fold(card.name)[:1].upper()
    return first if first.isalpha() else "0-9"


def _cards(session: Session, codes: Sequence[str] | None) -> tuple[LibraryCard, ...]:
    query = select(
        LibraryEntry.code, LibraryEntry.slug, LibraryEntry.name, LibraryEntry.summary
    ).order_by(LibraryEntry.position, LibraryEntry.id)
    if codes is not None:
        query = query.where(LibraryEntry.code.in_(codes))
    return tuple(
        LibraryCard(code=row.code, slug=row.slug, name=row.name, summary=row.summary)
        for row in session.execute(query)
    )
