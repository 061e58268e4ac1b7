"""Measures how easily a Spanish text is read: the Szigriszt-Pazos formula of the INFLESZ scale."""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+|\d+")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s»”\")]|$)")
_STRONG = frozenset("aeoáéó")
_WEAK = frozenset("iuü")
_WEAK_ACCENTED = frozenset("íú")
LEAST_READING_EASE = 55
"""INFLESZ: 55 to 65 is *normal*, what most adults read without effort. Source: issue 5."""


def reading_ease(paragraphs: Iterable[str]) -> float:
    """Return the Szigriszt-Pazos index, about 0 (hard) to 100 (easy); 100 for no words.

    Each paragraph, title or list item ends a sentence, with or without a point.
    """
    words = 0
    syllables = 0
    sentences = 0
    for paragraph in paragraphs:
        for sentence in _SENTENCE_END.split(paragraph):
            found = words_of(sentence)
            if found:
                sentences += 1
                words += len(found)
                syllables += sum(count_syllables(word.lower()) for word in found)
    if words == 0:
        return 100.0
    return 206.835 - 62.3 * syllables / words - words / sentences


def words_of(text: str) -> list[str]:
    """Return the words and figures of a text, in their order."""
    return _WORD.findall(text)


@lru_cache(maxsize=20_000)
def count_syllables(word: str) -> int:
    """Return the syllables of a Spanish word in small letters; a figure counts one a digit pair.

    Two strong vowels, or a weak one with its accent beside a strong one, part into two.
    """
    if word.isdigit():
        return max(1, (len(word) + 1) // 2)
    sounds = re.sub(r"qu(?=[eiéí])", "q", re.sub(r"gu(?=[eiéí])", "g", word))
    if sounds.endswith("y") and len(sounds) > 1:
        sounds = sounds[:-1] + "i"
    count = 0
    previous = ""
    for letter in sounds.replace("ch", "c").replace("h", ""):
        if letter in _STRONG | _WEAK | _WEAK_ACCENTED:
            count += not previous or _parts(previous, letter)
            previous = letter
        else:
            previous = ""
    return max(1, count)


def _parts(first: str, second: str) -> bool:
    """Tell whether two vowels side by side belong to two syllables."""
    if first in _WEAK_ACCENTED or second in _WEAK_ACCENTED:
        return not (first in _WEAK and second in _WEAK_ACCENTED)
    return first in _STRONG and second in _STRONG
