"""Stores the entries of the library with their names, words, relations and mentions."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from courses.content.models import (
    LibraryEntry,
    LibraryMention,
    LibraryName,
    LibraryRelation,
    LibraryToken,
)
from courses.content.parsed import ParsedLibraryEntry, ParsedProgramme
from courses.content.rules.library import RelationKind
from courses.content.rules.ranking import FACET_WEIGHT, NAME_WEIGHT, TEXT_WEIGHT
from courses.content.rules.validity import stored_fact
from courses.content.rules.words import fold, tokens_of

LIBRARY = "biblioteca"
_SUMMARY_LETTERS = 200
RULES_VERSION = "1"
"""Raise it when folding or stemming changes: the words are then made anew."""


def library_hash(parsed: ParsedProgramme) -> str:
    """Return the SHA-256 of everything that the tables of the library are made of."""
    digest = hashlib.sha256(RULES_VERSION.encode())
    digest.update(repr((parsed.library, sorted(_source_titles(parsed).items()))).encode())
    digest.update(repr((list(_mentions(parsed)), parsed.outline.norms)).encode())
    return digest.hexdigest()


def store_library(session: Session, parsed: ParsedProgramme) -> None:
    """Bring the tables to the entries given; an entry keeps its id as long as its code stands."""
    standing = {entry.code: entry for entry in session.scalars(select(LibraryEntry))}
    codes = {entry.code for entry in parsed.library}
    for code, entry in standing.items():
        if code not in codes:
            session.delete(entry)
    titles = _source_titles(parsed)
    alphabetical = sorted(parsed.library, key=lambda entry: (fold(entry.name), entry.code))
    ids: dict[str, UUID] = {}
    for position, item in enumerate(alphabetical, 1):
        entry = standing.get(item.code) or LibraryEntry(code=item.code)
        session.add(entry)
        _fill(entry, item, position=position, source_title=titles.get(item.source, item.source))
        entry.facts = [stored_fact(fact, parsed.outline.norms) for fact in item.facts]
    # Names, words and relations carry the entries' ids.
    session.flush()
    for entry in session.scalars(select(LibraryEntry)):
        ids[entry.code] = entry.id
    for table in (LibraryName, LibraryToken, LibraryRelation, LibraryMention):
        session.execute(delete(table))
    for item in alphabetical:
        session.add_all(_parts(item, ids))
    session.add_all(
        LibraryMention(
            entry_id=ids[code],
            lesson=lesson,
            position=position,
            course_title=course_title,
            lesson_title=lesson_title,
        )
        for position, (code, lesson, course_title, lesson_title) in enumerate(_mentions(parsed), 1)
        if code in ids
    )
    session.flush()


def _fill(
    entry: LibraryEntry, item: ParsedLibraryEntry, *, position: int, source_title: str
) -> None:
    entry.slug = item.slug
    entry.name = item.name
    entry.position = position
    entry.source = item.source
    entry.source_title = source_title
    entry.kind = item.kind
    entry.country = item.country
    entry.place = item.place_name
    entry.theme = item.theme
    entry.year = item.year
    entry.summary = summary_of(item.body)
    entry.body = item.body


def summary_of(body: str) -> str:
    """Return the whole first sentences of a text that fit into a list, without marks."""
    plain = re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", body.split("\n\n", 1)[0])
    found = ""
    for sentence in re.split(r"(?<=[.!?])\s+", " ".join(plain.split())):
        if found and len(found) + len(sentence) > _SUMMARY_LETTERS:
            break
        found = f"{found} {sentence}".strip()
    return found


def _parts(item: ParsedLibraryEntry, ids: dict[str, UUID]) -> Iterator[Any]:
    entry_id = ids[item.code]
    for position, name in enumerate(dict.fromkeys((item.name, *item.aliases))):
        yield LibraryName(entry_id=entry_id, position=position, name=name, folded=fold(name)[:250])
    for token, weight in _weights(item).items():
        yield LibraryToken(entry_id=entry_id, token=token, weight=weight)
    for kind, codes in (
        (RelationKind.PRACTICE, item.practices),
        (RelationKind.ORGANISATION, item.organisations),
    ):
        for position, code in enumerate(dict.fromkeys(codes), 1):
            if code in ids:
                yield LibraryRelation(
                    entry_id=entry_id, related_id=ids[code], kind=kind, position=position
                )


def _weights(item: ParsedLibraryEntry) -> dict[str, int]:
    """Return the words of an entry with the highest of the weights of where they stand."""
    weights: dict[str, int] = {}
    facets = f"{item.kind} {item.country} {item.place_name} {item.theme} {item.year or ''}"
    for text, weight in (
        (" ".join((item.name, *item.aliases, item.code)), NAME_WEIGHT),
        (facets, FACET_WEIGHT),
        (" ".join((item.body, *(fact.text for fact in item.facts))), TEXT_WEIGHT),
    ):
        for token in tokens_of(text):
            weights[token] = max(weight, weights.get(token, 0))
    return weights


def _source_titles(parsed: ParsedProgramme) -> dict[str, str]:
    titles: dict[str, str] = {}
    for course in parsed.courses:
        for source in course.sources:
            titles.setdefault(source.code, source.title)
    return titles


def _mentions(parsed: ParsedProgramme) -> Iterator[tuple[str, str, str, str]]:
    """Yield entry code, lesson, course title and lesson title: lessons in the programme's order.

    A lesson that names an entry and an entry that names a lesson are the same mention.
    """
    named_by_entry: dict[str, list[str]] = {}
    for entry in parsed.library:
        for slug in entry.lessons:
            named_by_entry.setdefault(slug, []).append(entry.code)
    for course in parsed.courses:
        for module in course.modules:
            for lesson in module.lessons:
                slug = f"{course.slug}/{lesson.slug}"
                for code in dict.fromkeys((*lesson.library, *named_by_entry.get(slug, ()))):
                    yield code, slug, course.title, lesson.title
