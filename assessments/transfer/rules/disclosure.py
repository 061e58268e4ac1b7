"""Decides how much may be printed of every group that any page of figures may show."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from assessments.statistics.transfer.crossed_suppression import Printable, printable_crossing
from assessments.statistics.transfer.group_figures import PrintLevel
from assessments.statistics.transfer.suppression import LEAST_SHOWN

WITHOUT_ENTITY = "-"
"""Stands for the municipality of people who have none."""

_FROM_OPEN_TO_HIDDEN = (
    PrintLevel.ALL,
    PrintLevel.WITHOUT_OBSERVED,
    PrintLevel.COUNTS_ONLY,
    PrintLevel.NOTHING,
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Whom a figure is about; empty stands for all."""

    edition: str = ""
    organization: str = ""
    sponsor: str = ""

    def of_edition(self, edition: str) -> "Group":
        """Return the part of the group in an edition."""
        return replace(self, edition=edition)

    def of_organization(self, organization: str) -> "Group":
        """Return the part of the group in an entity."""
        return replace(self, organization=organization)

    def of_sponsor(self, sponsor: str) -> "Group":
        """Return the part of the group in the editions of a sponsor."""
        return replace(self, sponsor=sponsor)


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """What may be printed at one milestone, for who asks, on all pages together.

    A group has one level wherever it appears: as row, as filter, as part of two filters. people:
    where the number of people may be printed; answers: where rates may.
    """

    people: Printable
    answers: Printable
    crossing: Mapping[tuple[str, str], int]
    """People of each edition and entity."""
    sponsors: Mapping[str, frozenset[str]]
    """Editions of each sponsor."""

    def level(self, group: Group) -> PrintLevel:
        """Return how much may be printed of a group."""
        level = self._plain_level(group.edition, group.organization)
        if not group.sponsor:
            return level
        levels = [level, self._sponsor_level(group.sponsor, "")]
        if group.organization:
            levels.append(self._plain_level("", group.organization))
            levels.append(self._sponsor_level(group.sponsor, group.organization))
        if not group.edition:
            # The sponsor alone: the level of everybody says nothing of it.
            levels = levels[1:]
        return strictest(levels)

    def narrowed(self, answers: Mapping[tuple[str, str], int]) -> "Disclosure":
        """Return what may be printed of a part of the answers, such as those to one question."""
        shown = printable_crossing(answers, self.answers)
        return replace(self, people=shown, answers=shown)

    def shows(self, people: Mapping[tuple[str, str], int], group: Group) -> bool:
        """Tell whether a figure about some of the people may be printed of a group.

        people: whom the figure is about, by edition and entity. Of everybody it takes five of them;
        of a part, that no pages subtracted from one another leave fewer either.
        """
        if self.count(people, group) < LEAST_SHOWN:
            return False
        return group == Group() or self.narrowed(people).level(group) is PrintLevel.ALL

    def count(self, people: Mapping[tuple[str, str], int], group: Group) -> int:
        """Return how many of some people, by edition and entity, are in a group."""
        editions = self.sponsors.get(group.sponsor, frozenset())
        return sum(
            count
            for (edition, organization), count in people.items()
            if (not group.edition or edition == group.edition)
            and (not group.organization or organization == group.organization)
            and (not group.sponsor or edition in editions)
        )

    def knows(self, group: Group) -> bool:
        """Tell whether anybody counts in a group."""
        return self.count(self.crossing, group) > 0

    def _plain_level(self, edition: str, organization: str) -> PrintLevel:
        if not _holds(self.people, edition, organization):
            return PrintLevel.NOTHING
        is_open = _holds(self.answers, edition, organization)
        return PrintLevel.ALL if is_open else PrintLevel.COUNTS_ONLY

    def _sponsor_level(self, sponsor: str, organization: str) -> PrintLevel:
        living = {
            edition
            for (edition, found), count in self.crossing.items()
            if count and organization in ("", found)
        }
        return union_level(
            self.sponsors.get(sponsor, frozenset()),
            {edition: self._plain_level(edition, organization) for edition in living},
            self._plain_level("", organization),
        )


def disclosure_of(
    people: Mapping[tuple[str, str], int],
    answers: Mapping[tuple[str, str], int],
    sponsors: Mapping[str, frozenset[str]],
) -> Disclosure:
    """Return what may be printed of the people and answers of each edition and entity."""
    shown = printable_crossing(people)
    return Disclosure(
        people=shown,
        answers=printable_crossing(answers, shown),
        crossing=people,
        sponsors=sponsors,
    )


def union_level(
    members: Collection[str], beside: Mapping[str, PrintLevel], total: PrintLevel
) -> PrintLevel:
    """Return how much may be printed of a union of groups of a table that is printed beside it.

    It takes in none or all of what the other table reserves: then no subtraction among unions,
    groups and total leaves a part of the reserved. beside: levels of the groups that have people.
    """
    if total is PrintLevel.NOTHING or _takes_a_part(members, beside, total, _is_hidden):
        return PrintLevel.NOTHING
    if _takes_a_part(members, beside, total, is_reserved):
        return PrintLevel.COUNTS_ONLY
    return PrintLevel.ALL


def strictest(levels: Iterable[PrintLevel]) -> PrintLevel:
    """Return the level that shows least."""
    return max(levels, key=_FROM_OPEN_TO_HIDDEN.index)


def is_reserved(level: PrintLevel) -> bool:
    """Tell whether a level lets no rate be printed."""
    return level in (PrintLevel.COUNTS_ONLY, PrintLevel.NOTHING)


def _is_hidden(level: PrintLevel) -> bool:
    return level is PrintLevel.NOTHING


def _takes_a_part(
    members: Collection[str],
    beside: Mapping[str, PrintLevel],
    total: PrintLevel,
    is_kept: Callable[[PrintLevel], bool],
) -> bool:
    kept = {key for key, level in beside.items() if is_kept(level)}
    taken = kept & set(members)
    return bool(taken) and (taken != kept or is_kept(total))


def _holds(printable: Printable, edition: str, organization: str) -> bool:
    if edition and organization:
        return (edition, organization) in printable.cells
    if edition:
        return edition in printable.rows
    if organization:
        return organization in printable.columns
    return printable.is_total_shown
