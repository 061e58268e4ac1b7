"""Brings Spanish words to a form in which accents, plurals and endings do not matter."""

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")
_LEAST_STEM = 4
_SUFFIXES = (
    "amient", "imient", "acion", "icion", "ador", "edor", "idor", "iend", "and", "ad", "id",
    "ar", "er", "ir",
)  # fmt: skip
_WORDS = """
    a al ante con contra cual como de del desde donde e el ella ellas ellos en entre es esta este
    esto han hasta hay la las le les lo los mas me mi muy no nos o para pero por porque que quien
    se ser si sin sobre son su sus tambien te tu u un una uno unos unas y ya
"""
STOP_WORDS = frozenset(_WORDS.split())
"""Folded words that say nothing of a subject."""
LONGEST_TOKEN = 60


def fold(text: str) -> str:
    """Return small letters without accents, words apart by one space: ñ becomes n."""
    plain = unicodedata.normalize("NFD", text.lower())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(letters))


def stem(word: str) -> str:
    """Return the part of a folded word that its plural, gender and verb forms share.

    It is coarse on purpose: the same on every database, and enough to find an entry.
    """
    found = _singular(word)
    if found.isalpha() and found[-1] in "aeio" and len(found) >= _LEAST_STEM:
        found = found[:-1]
    for suffix in _SUFFIXES:
        if found.endswith(suffix) and len(found) - len(suffix) >= _LEAST_STEM:
            return found[: -len(suffix)]
    return found


def _singular(word: str) -> str:
    """Return the word without its plural: only after a, e or o, so that país and crisis stay."""
    if len(word) < _LEAST_STEM or word[-1] != "s" or word[-2] not in "aeo":
        return word
    if word.endswith("ces"):
        return word[:-3] + "z"
    return word[:-2] if word.endswith("es") and len(word) > _LEAST_STEM else word[:-1]


def tokens_of(text: str) -> list[str]:
    """Return the stems of a text in their order, without the words that say nothing."""
    return [stem(word)[:LONGEST_TOKEN] for word in fold(text).split() if word not in STOP_WORDS]
