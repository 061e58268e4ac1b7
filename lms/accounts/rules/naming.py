"""Names of people: how they are written, sorted, searched, and how they sound."""

import re
import unicodedata
from functools import lru_cache

_PARTICLE = re.compile(r"^(?:de|vda\.?\s+de|viuda\s+de)\s+(?=\S)", re.IGNORECASE)


def clean_name(typed: str) -> str:
    """Return a name with single spaces, composed letters and its own capitals."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def without_particle(typed: str) -> str:
    """Return a married surname without the "de" that forms ask people to leave out."""
    return _PARTICLE.sub("", clean_name(typed))


def surnames(first: str, second: str | None = None, married: str | None = None) -> str:
    """Return the surnames in their order: Quispe Mamani de Choque."""
    parts = [first, second or ""]
    if married:
        parts.append(f"de {married}")
    return " ".join(part for part in parts if part)


def full_name(given: str, first: str, second: str | None = None, married: str | None = None) -> str:
    """Return the whole name: María Elena Quispe Mamani de Choque."""
    return f"{given} {surnames(first, second, married)}"


def sort_name(given: str, first: str, second: str | None = None, married: str | None = None) -> str:
    """Return the name as lists order it: Quispe Mamani de Choque, María Elena."""
    return f"{surnames(first, second, married)}, {given}"


def display_name(given: str, first: str) -> str:
    """Return the short name for the menu: María Quispe."""
    return f"{given.split(' ', maxsplit=1)[0]} {first}"


def fold(text: str) -> str:
    """Return a text without accents, capitals or signs: what two spellings have in common."""
    # Twice, because some signs become capitals only when they are taken apart.
    plain = text
    for _ in range(2):
        plain = unicodedata.normalize("NFKD", plain).casefold()
    plain = unicodedata.normalize("NFKD", plain)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(x if x.isalnum() else " " for x in letters).split())


def search_key(
    given: str, first: str, second: str | None = None, married: str | None = None
) -> str:
    """Return the folded words of a name between spaces, surnames first.

    `LIKE '% word%'` finds a word in any place; ordering by it is the order of surnames.
    """
    words = fold(" ".join(name for name in (first, second, married, given) if name))
    return f" {words} "[:400]


def sound_key(given: str, first: str, second: str | None = None, married: str | None = None) -> str:
    """Return the words of a name as they sound, between spaces, for suggestions."""
    return heard(search_key(given, first, second, married))


def heard(search_key: str) -> str:
    """Return the words of a search key as they sound, between spaces."""
    return f" {' '.join(sound_of(word) for word in search_key.split())} "[:400]


# Aymara and Quechua surnames reach the registers in many spellings: three vowels are heard
# (e with i, o with u), h is silent, k c qu q are one sound, hua gua wa are one syllable.
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ch|sh", "#"),
        (r"h", ""),
        (r"gu(?=[ei])", "g"),
        (r"gu(?=[ao])", "u"),
        (r"g(?=[ei])", "j"),
        (r"^x", "j"),
        (r"qu(?=[ei])|q", "k"),
        (r"c(?=[ei])|z|x", "s"),
        (r"c", "k"),
        (r"v", "b"),
        (r"w", "u"),
        (r"ll", "y"),
        (r"y$|y(?=[^aeiou])", "i"),
        (r"e", "i"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
        (r"#", "ch"),
    )
)


@lru_cache(maxsize=4096)
def sound_of(word: str) -> str:
    """Return how a folded word sounds: Quispe and Kispe, Huanca and Wanka are the same."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def is_same_name(printed: str, *, given: str, surnames_written: str) -> bool:
    """Tell whether a name as typed for printing has the same words as the record's.

    Accents, capitals and order are the person's to choose; other words are a correction, which
    coordination makes with a reason.
    """
    return sorted(fold(printed).split()) == sorted(fold(f"{given} {surnames_written}").split())
