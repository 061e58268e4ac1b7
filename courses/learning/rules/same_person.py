"""Decides whether a name of a list can be the name of the person with that document."""

import unicodedata


def folded(text: str) -> str:
    """Return a text without accents, capitals or signs, with single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(x if x.isalnum() else " " for x in letters).split())


def may_be_same(typed: str, known: str) -> bool:
    """Tell whether two full names share a given name and a surname, or two words at least.

    Lists leave out second names and surnames and change their order; a carnet of somebody else
    shares one word at most.
    """
    first, second = set(folded(typed).split()), set(folded(known).split())
    shared = len((first & second) - _PARTICLES)
    return shared >= min(2, len(first - _PARTICLES), len(second - _PARTICLES))


_PARTICLES = {"de", "del", "la", "las", "los", "y", "vda"}
