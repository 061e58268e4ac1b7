"""Makes what helped and what hindered out of counts: of those who answered, few people reserved."""

from dataclasses import dataclass
from typing import Any

from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.group_figures import Count
from assessments.statistics.transfer.suppression import LEAST_SHOWN
from assessments.transfer.models.answer import Polarity
from assessments.transfer.queries.factor_counts import FactorCounts, PeopleByCell
from assessments.transfer.rules.answers import Factor
from assessments.transfer.rules.disclosure import Disclosure, Group


@dataclass(frozen=True, kw_only=True)
class FactorLine:
    """How many people named a factor."""

    factor: Factor
    people: Count


@dataclass(frozen=True, kw_only=True)
class FactorQuestion:
    """What was named in answer to one question, most named first.

    people: participants who answered it, among whom the lines count; None in cuts that did not
    keep it. Without lines where it may not be printed.
    """

    people: int | None
    lines: tuple[FactorLine, ...]


NOT_SHOWN = FactorQuestion(people=None, lines=())


def factor_question(
    counts: FactorCounts, polarity: Polarity, group: Group, base: Disclosure
) -> FactorQuestion:
    """Return a question as it may be printed of a group, on whatever page."""
    answered = counts.answered[polarity]
    if not base.shows(answered, group):
        return NOT_SHOWN
    open_to = base.narrowed(answered)
    found: dict[Factor, Count] = {}
    for (found_polarity, factor), people in counts.named.items():
        named = base.count(people, group)
        if found_polarity is polarity and named:
            is_shown = open_to.shows(people, group)
            found[factor] = named if is_shown else Reason.SUPPRESSED
    return FactorQuestion(people=base.count(answered, group), lines=ordered_lines(found))


def frozen_question(
    kept: dict[str, Any],
    polarity: Polarity,
    group: Group,
    base: Disclosure,
    *,
    today: FactorCounts,
) -> FactorQuestion:
    """Return a question out of what a cut keeps, but nothing that the page of today reserves."""
    answered = kept.get("factor_people", {}).get(polarity)
    if answered is not None and answered < LEAST_SHOWN:
        return NOT_SHOWN
    if _is_closed(base, today.answered[polarity], group):
        return NOT_SHOWN
    open_to = base.narrowed(today.answered[polarity])
    found: dict[Factor, Count] = {}
    for one in kept["factors"]:
        if one["polarity"] != polarity:
            continue
        factor = Factor(one["factor"])
        people = today.named.get((polarity, factor), {})
        is_shown = one["people"] >= LEAST_SHOWN and not _is_closed(open_to, people, group)
        found[factor] = one["people"] if is_shown else Reason.SUPPRESSED
    return FactorQuestion(people=answered, lines=ordered_lines(found))


def _is_closed(disclosure: Disclosure, people: PeopleByCell, group: Group) -> bool:
    return disclosure.count(people, group) > 0 and not disclosure.shows(people, group)


def ordered_lines(people: dict[Factor, Count]) -> tuple[FactorLine, ...]:
    """Return lines, most named first; the reserved at the end, where their place tells nothing."""
    return tuple(
        FactorLine(factor=factor, people=people[factor])
        for factor in sorted(people, key=lambda one: (_place(people[one]), one))
    )


def _place(people: Count) -> int:
    return 1 if isinstance(people, Reason) else -people
