"""How alike two texts are: shares of equal runs of words, without capitals, accents and signs."""

import hashlib
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

RUN_WORDS = 5
SKETCH_SIZE = 200
LEAST_WORDS = 40
"""From so many words on, texts are compared by their runs."""
LEAST_WORDS_WHOLE = 8
"""From so many words on, shorter texts are compared as a whole: a greeting is no copy."""
LIKE_PERCENT = 60
"""From this share on, two texts are shown to staff as nearly the same."""


class LikenessKind(StrEnum):
    """What two submissions have in common."""

    FILE = "file"
    TEXT = "text"


def plain_words(text: str) -> list[str]:
    """Return the words of a text as they compare: small letters, no accents, no signs."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in flat if not unicodedata.combining(letter))
    return "".join(letter if letter.isalnum() else " " for letter in letters).split()


def sketch(text: str, *, without: str = "") -> list[int]:
    """Return the smallest 200 fingerprints of the text's runs of five words, in order.

    Runs that also stand in `without` (the instructions) do not count: quoting the task is no
    copy. A text of 8 to 39 words has one fingerprint, its own, so that only the same text is
    like it; a shorter one has none. Source: Broder, On the resemblance and
    containment of documents (1997), sketches of fixed size.
    """
    words = plain_words(text)
    if len(words) < LEAST_WORDS_WHOLE:
        return []
    if len(words) < LEAST_WORDS:
        return [_fingerprint(" ".join(words))]
    quoted = _runs(plain_words(without))
    return sorted({_fingerprint(run) for run in _runs(words) - quoted})[:SKETCH_SIZE]


def likeness_percent(first: Sequence[int], second: Sequence[int]) -> int:
    """Return the estimated share of equal runs of two sketched texts, 0 to 100."""
    if not first or not second:
        return 0
    both = set(first) & set(second)
    # Only the smallest of the union are a fair sample of it.
    sample = sorted(set(first) | set(second))[: max(len(first), len(second))]
    return 100 * len(both.intersection(sample)) // len(sample)


def _runs(words: Sequence[str]) -> set[str]:
    return {
        " ".join(words[start : start + RUN_WORDS])
        for start in range(max(0, len(words) - RUN_WORDS + 1))
    }


def _fingerprint(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=6).digest(), "big")
