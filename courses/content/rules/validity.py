"""From when to when a law or figure that a fact names holds."""

from collections.abc import Iterable

from courses.content.values.facts import ParsedFact, ParsedNorm


def validity_of(fact: ParsedFact, norms: Iterable[ParsedNorm]) -> tuple[str, str]:
    """Return first and last year or day: the fact's own, else those of its norm; empty for none."""
    if fact.valid_from or fact.valid_to:
        return fact.valid_from, fact.valid_to
    norm = next((norm for norm in norms if norm.id == fact.norm), None)
    if norm is None:
        return "", ""
    return (
        norm.valid_from.isoformat() if norm.valid_from else "",
        norm.valid_to.isoformat() if norm.valid_to else "",
    )


def stored_fact(fact: ParsedFact, norms: Iterable[ParsedNorm]) -> dict[str, str]:
    """Return a fact as tables keep it; dates only where there are some."""
    first, last = validity_of(fact, norms)
    stored = {"id": fact.id, "text": fact.text, "source": fact.source, "lines": fact.lines}
    dates = {"valid_from": first, "valid_to": last}
    return stored | ({**dates, "norm": fact.norm} if first or last or fact.norm else {})
