"""Looks up every word of the texts in a Spanish dictionary and in the list of our own words."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from spylls.hunspell import Dictionary

from courses.content.checking.texts import TextLine
from courses.content.parsing.problems import ContentProblem

_FOLDER = Path(__file__).resolve().parents[1] / "dictionary"
OWN_WORDS = _FOLDER / "palabras.txt"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_TEXT = re.compile(
    r"\]\([^)]*\)|`[^`]*`|https?://\S+|\S+@\S+|\b\w*\d\w*\b|\S+\.(?:svg|md|yaml)"
)
_FIRST_PRONOUNS = ("", "me", "te", "se", "nos")
_LAST_PRONOUNS = ("lo", "la", "los", "las", "le", "les", "me", "te", "se", "nos")
_ENCLITICS = tuple(first + last for first in _FIRST_PRONOUNS for last in _LAST_PRONOUNS)
_PLAIN = str.maketrans("áéíóú", "aeiou")
_LONGEST_UNKNOWN = 1
_SHORTEST_VERB = 3


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    return Dictionary.from_files(str(_FOLDER / "es"))


@lru_cache(maxsize=1)
def _own_words() -> frozenset[str]:
    lines = OWN_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(
        line.strip().lower() for line in lines if line.strip() and not line.startswith("#")
    )


def misspelt(texts: Iterable[TextLine]) -> Iterator[ContentProblem]:
    """Yield a problem for each word that neither list knows, once a line."""
    for text in texts:
        line = _NOT_TEXT.sub(" ", text.text)
        for word in dict.fromkeys(_WORD.findall(line)):
            if not is_known(word):
                yield ContentProblem(
                    file=text.file,
                    line=text.line,
                    message=f"«{word}» no está en el diccionario; corríjala o, si es un nombre, "
                    "agréguela a dictionary/palabras.txt",
                )


@lru_cache(maxsize=50_000)
def is_known(word: str) -> bool:
    """Tell whether a word is right: initials, our own words, the dictionary, verb with pronouns."""
    if len(word) <= _LONGEST_UNKNOWN or word.isupper() or word.lower() in _own_words():
        return True
    return bool(_dictionary().lookup(word)) or _is_verb_with_pronouns(word.lower())


def _is_verb_with_pronouns(word: str) -> bool:
    """Tell whether a word is a verb with pronouns behind: *ajústelo*, *encararlas*.

    The dictionary has few of them. The accent that the longer word needs goes, or stays.
    """
    for ending in _ENCLITICS:
        verb = word.removesuffix(ending)
        if verb == word or len(verb) < _SHORTEST_VERB:
            continue
        if any(_dictionary().lookup(form) for form in (verb, verb.translate(_PLAIN))):
            return True
    return False
