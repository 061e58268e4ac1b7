"""Which groups of a table stay hidden, so that no small group can be read or subtracted."""

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, TypeVar

LEAST_SHOWN = 5
"""A group of fewer people than this is hidden. Source: reference section 5.3."""

_LEAST_HIDDEN_GROUPS = 2

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Suppression(Generic[Key]):
    """What is hidden in a table of groups that is printed with its total.

    hidden does not tell a small group from one that covers for it: knowing which is which would
    give back the bound that the hiding took away.
    """

    hidden: frozenset[Key]
    is_total_shown: bool


def suppress_groups(
    people: Mapping[Key, int],
    *,
    already_hidden: AbstractSet[Key] = frozenset(),
    least: int = LEAST_SHOWN,
) -> Suppression[Key]:
    """Return the groups to hide: those under five, and the smallest others that cover for them.

    Whatever is hidden together has at least two groups, one of them of five people or more where
    such a group exists, so the total minus the printed groups gives neither a small group nor a
    single one, even to a reader who knows this rule. Where that cannot be reached the total is
    hidden as well. A group of nobody is printed as 0: it tells of no one.
    already_hidden: groups that stay hidden whatever their size, such as those of an earlier column
    of the same table.
    Source: primary and complementary suppression, Cox 1980; reference section 5.3.
    """
    _require_counts(people)
    # A group hidden before stays a secret even where it counts nobody: that too tells of it.
    hidden = {key for key, count in people.items() if 0 < count < least or key in already_hidden}
    while hidden and not _has_cover(hidden, people, least=least):
        covers = _smallest_printed(hidden, people)
        if not covers:
            break
        hidden |= covers
    return Suppression(
        hidden=frozenset(hidden | already_hidden),
        is_total_shown=_is_total_safe(hidden, people, least=least),
    )


def is_safe_beside(part: int, whole: int, *, least: int = LEAST_SHOWN) -> bool:
    """Say whether a group may be printed beside a larger one that contains it.

    Both it and what is left after subtracting it must be empty or have at least five people.
    Source: reference section 5.3, difference between two published figures.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"a part lies between 0 and its whole: {part} of {whole}")
    return all(size == 0 or size >= least for size in (part, whole - part))


def _has_cover(hidden: AbstractSet[Key], people: Mapping[Key, int], *, least: int) -> bool:
    sizes = [people[key] for key in hidden]
    # An empty group among few others could only be empty: then there must be people to spare.
    enough = least + len(sizes) if 0 in sizes else least
    return len(sizes) >= _LEAST_HIDDEN_GROUPS and max(sizes) >= least and sum(sizes) >= enough


def _smallest_printed(hidden: AbstractSet[Key], people: Mapping[Key, int]) -> set[Key]:
    # Groups of the same size go together: to pick one of them by its place in the list would tell
    # a reader who knows the rule which of the hidden groups is the small one.
    printed = {key: count for key, count in people.items() if count and key not in hidden}
    smallest = min(printed.values(), default=0)
    return {key for key, count in printed.items() if count == smallest}


def _is_total_safe(hidden: AbstractSet[Key], people: Mapping[Key, int], *, least: int) -> bool:
    if not hidden:
        return True
    together = sum(people[key] for key in hidden)
    # A total hardly above one person a group would tell that each group has one.
    room = max(least, len(hidden) + 2)
    return len(hidden) >= _LEAST_HIDDEN_GROUPS and together >= room


def _require_counts(people: Mapping[Key, int]) -> None:
    if any(count < 0 for count in people.values()):
        raise ValueError("a group has no negative number of people")
