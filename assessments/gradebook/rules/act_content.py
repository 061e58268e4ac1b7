"""What an act says, as it is frozen on the day of its making."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

_PASSED = "passed"
"""How an act stores the state of who passed."""


@dataclass(frozen=True, kw_only=True)
class ActIssuer:
    """The school in whose name an act is made."""

    code: str
    """Short name that begins the numbers: UGM."""
    name: str
    unit: str
    """The body above the school; may be empty."""
    city: str


@dataclass(frozen=True, kw_only=True)
class ActRow:
    """One person of an act; `state` is the code of the state and `state_word` how it is printed."""

    enrolment_id: str
    person_name: str
    document_id: str
    municipality: str
    mark_percent: int | None
    state: str
    state_word: str
    reason: str = ""
    previous_mark_percent: int | None = None
    previous_state_word: str = ""
    """Only in a rectifying act: what the act before it said."""


@dataclass(frozen=True, kw_only=True)
class ActContent:
    """A whole act; with `rectifies` it is an acta rectificatoria."""

    number: str
    rectifies: str | None
    """Number of the act that this one corrects."""
    reason: str
    issuer: ActIssuer
    course_title: str
    edition: str
    starts_on: date
    ends_on: date
    issued_on: date
    made_by: str
    """Name of who closed or rectified; empty for the system."""
    weights: tuple[tuple[str, int], ...]
    """Activities that count and their weights."""
    rows: tuple[ActRow, ...]


def to_stored(content: ActContent) -> dict[str, Any]:
    """Return an act as JSON values."""
    stored = asdict(content)
    for name in ("starts_on", "ends_on", "issued_on"):
        stored[name] = stored[name].isoformat()
    return stored


def from_stored(stored: Mapping[str, Any]) -> ActContent:
    """Return an act out of its JSON values."""
    return ActContent(
        **{
            **stored,
            "issuer": ActIssuer(**stored["issuer"]),
            "starts_on": date.fromisoformat(stored["starts_on"]),
            "ends_on": date.fromisoformat(stored["ends_on"]),
            "issued_on": date.fromisoformat(stored["issued_on"]),
            "weights": tuple((title, weight) for title, weight in stored["weights"]),
            "rows": tuple(ActRow(**row) for row in stored["rows"]),
        }
    )


def standing_rows(acts: Sequence[ActContent]) -> dict[str, ActRow]:
    """Return what the acts of an edition say of each enrolment, the newest word winning."""
    return {row.enrolment_id: row for act in acts for row in act.rows}


def newly_passed(rows: Sequence[ActRow]) -> tuple[str, ...]:
    """Return the enrolments that rectifying rows call passed and the acts before did not."""
    return tuple(
        row.enrolment_id
        for row in rows
        if row.state == _PASSED and row.previous_state_word != row.state_word
    )


def changed_rows(
    standing: Mapping[str, ActRow], now: Sequence[ActRow], *, always: Sequence[str] = ()
) -> tuple[ActRow, ...]:
    """Return the rows of now that differ from what stands, each with what it said before.

    Enrolments in `always` come even when mark and state are the same.
    """
    found: list[ActRow] = []
    for row in now:
        before = standing.get(row.enrolment_id)
        is_same = before is not None and (before.mark_percent, before.state) == (
            row.mark_percent,
            row.state,
        )
        if is_same and row.enrolment_id not in always:
            continue
        found.append(
            replace(
                row,
                previous_mark_percent=before.mark_percent if before else None,
                previous_state_word=before.state_word if before else "",
            )
        )
    return tuple(found)
