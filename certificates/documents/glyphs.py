"""Which characters the bundled fonts can draw, known before anything is issued."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from certificates.documents.locations import FONT_FOLDER
from certificates.documents.rules.plain_text import to_plain_text

_FAMILIES = {
    "serif": ("Vollkorn-Regular.ttf", "Vollkorn-Italic.ttf", "Vollkorn-SemiBold.ttf"),
    "sans": ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf"),
}
# A letter of any language of the country bears one or two marks; a pile of them would
# run into the lines above and below.
_MOST_MARKS_ON_A_LETTER = 3
_JOINER = "\N{ZERO WIDTH JOINER}"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def find_missing_glyphs(text: str) -> list[str]:
    """Return what the documents cannot draw in the text, each once, in order of appearance.

    Each item is a whole letter as a person sees it: a base with its marks, or an emoji with
    all its parts. An empty list means that the text can be printed in every place of a document.
    """
    if _everyday_letters().issuperset(text):
        return []
    missing = dict.fromkeys(
        cluster.strip("\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}")
        for cluster in _split_into_clusters(unicodedata.normalize("NFC", text))
        if not _can_draw(cluster)
    )
    return [_as_shown(cluster) for cluster in missing if cluster]


def replace_missing_glyphs(text: str, replacement: str = "?") -> str:
    """Return the text as one printable line, with the replacement for what cannot be drawn."""
    if _everyday_letters().issuperset(text):
        return to_plain_text(text)
    # Taken letter by letter before it is cleaned: cleaning parts the pieces of an emoji.
    clusters = _split_into_clusters(unicodedata.normalize("NFC", text))
    return to_plain_text(
        "".join(cluster if _can_draw(cluster) else replacement for cluster in clusters)
    )


def _can_draw(cluster: str) -> bool:
    plain = to_plain_text(cluster)
    if not plain:
        return unicodedata.category(cluster[0]) in {"Cc", "Cf", "Zs", "Zl", "Zp"}
    if unicodedata.combining(plain[0]):
        return False
    marks = sum(1 for character in unicodedata.normalize("NFD", plain) if _is_mark(character))
    if marks > _MOST_MARKS_ON_A_LETTER:
        return False
    # The shaper composes or takes apart, but never mixes two families in one letter.
    spellings = (set(map(ord, plain)), set(map(ord, unicodedata.normalize("NFD", plain))))
    return all(any(spelling <= covered for spelling in spellings) for covered in _coverage())


@cache
def _everyday_letters() -> frozenset[str]:
    """Return the single characters that can be drawn wherever they stand: the quick answer."""
    covered = frozenset.union(*_coverage())
    return frozenset(letter for letter in map(chr, covered) if not _is_mark(letter))


@cache
def _coverage() -> tuple[frozenset[int], ...]:
    """Return for each family the code points that all its faces have."""
    return tuple(
        frozenset.intersection(*(_code_points(FONT_FOLDER / name) for name in names))
        for names in _FAMILIES.values()
    )


def _code_points(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _split_into_clusters(text: str) -> Iterator[str]:
    cluster = ""
    for character in text:
        if cluster and not (_extends(character) or cluster.endswith(_JOINER)):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _extends(character: str) -> bool:
    return character == _JOINER or _is_mark(character) or ord(character) in _SKIN_TONES


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _as_shown(cluster: str) -> str:
    """Return the cluster itself, or its number where it is no valid text by itself."""
    if any(unicodedata.category(character) == "Cs" for character in cluster):
        return " ".join(f"U+{ord(character):04X}" for character in cluster)
    return cluster
