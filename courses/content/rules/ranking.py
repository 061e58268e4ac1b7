"""Orders the entries that share words with what was asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")
NAME_WEIGHT = 8
FACET_WEIGHT = 3
TEXT_WEIGHT = 1
_OWN_NAME = 10_000
_WHOLE_NAME = 1_000


@dataclass(frozen=True, kw_only=True)
class Hit(Generic[Key]):
    """A stem of an entry that matches one of those asked for."""

    entry: Key
    token: str
    weight: int


def rank(
    asked: Iterable[str],
    hits: Iterable[Hit[Key]],
    exact: Mapping[Key, int],
    positions: Mapping[Key, int],
) -> list[Key]:
    """Return the entries, best first.

    `exact` holds entries whose whole name was typed, with the place of that name (0: their own).
    Then count how many of the words asked for an entry has, how much they say there, and the
    alphabet. A word that only begins alike counts half.
    """
    terms = list(dict.fromkeys(asked))
    best: dict[Key, dict[str, float]] = {key: {} for key in exact}
    for hit in hits:
        for term in terms:
            if not hit.token.startswith(term):
                continue
            value = float(hit.weight) if hit.token == term else hit.weight / 2
            of_entry = best.setdefault(hit.entry, {})
            of_entry[term] = max(of_entry.get(term, 0.0), value)

    def order(key: Key) -> tuple[float, float, int]:
        found = best[key]
        bonus = 0
        if key in exact:
            bonus = _OWN_NAME if exact[key] == 0 else _WHOLE_NAME
        return (-(bonus + len(found) * 100), -sum(found.values()), positions[key])

    return sorted(best, key=order)
