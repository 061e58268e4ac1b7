"""The instrument: what each informant is asked, and what each answer is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessments.transfer.rules.states import Audience


class CommitmentState(StrEnum):
    """State of a commitment at a milestone. Source: reference section 5.3."""

    APPLIED = "aplicado"
    PARTIAL = "parcial"
    NOT_APPLIED = "no_aplicado"
    NO_OCCASION = "sin_oportunidad"
    NO_LONGER_APPLIES = "ya_no_corresponde"


class Seen(StrEnum):
    """What the superior saw (J1)."""

    MORE_THAN_ONCE = "mas_de_una_vez"
    WHEN_DUE = "la_vez_que_correspondia"
    """The occasion comes once: accounts rendered, an annual plan."""
    ONCE = "una_vez"
    NOT_DONE = "no_pudiendo"
    NO_OCCASION = "sin_ocasion"
    UNKNOWN = "no_puedo_saberlo"


class Question(StrEnum):
    """Questions of both instruments; a commitment question is asked once for each."""

    STATE = "state"
    INDICATOR = "indicator"
    EVIDENCE = "evidence"
    HELPED = "helped"
    HINDERED = "hindered"
    SHARED = "shared"
    NEEDS = "needs"
    SUPPORT = "support"
    NOTE = "note"


class Factor(StrEnum):
    """What helps or hinders; the same codes for both."""

    OCCASION = "OCASION"
    TIME = "TIEMPO"
    MEANS = "MEDIOS"
    SYSTEMS = "SISTEMAS"
    BUDGET = "PRESUPUESTO"
    NORMS = "NORMATIVA"
    SUPERVISOR = "JEFATURA"
    TEAM = "EQUIPO"
    ROTATION = "ROTACION"
    NEW_AUTHORITY = "AUTORIDAD_NUEVA"
    RELEVANCE = "PERTINENCIA"
    MASTERY = "DOMINIO"
    CONFIDENCE = "SEGURIDAD"
    RECOGNITION = "RECONOCIMIENTO"
    CITIZENS = "CIUDADANIA"
    OTHER = "OTRO"


class Support(StrEnum):
    """What the superior did so that it is applied (J3)."""

    TIME = "tiempo"
    MEANS = "recursos"
    REVIEW = "revision"
    RECOGNITION = "reconocimiento"
    NOTHING = "nada"


class Shared(StrEnum):
    """How many people were taught or told (S6)."""

    NOBODY = "no"
    ONE_OR_TWO = "1-2"
    THREE_OR_MORE = "3+"


MOST_FACTORS = 3

PER_COMMITMENT = frozenset({Question.STATE, Question.INDICATOR, Question.EVIDENCE})

SCREENS: dict[Audience, tuple[Question, ...]] = {
    Audience.PARTICIPANT: (
        Question.STATE,
        Question.INDICATOR,
        Question.EVIDENCE,
        Question.HELPED,
        Question.HINDERED,
        Question.SHARED,
        Question.NEEDS,
    ),
    Audience.SUPERVISOR: (
        Question.STATE,
        Question.SUPPORT,
        Question.INDICATOR,
        Question.NOTE,
    ),
}
"""Questions in their order. Source: reference section 8, own wording."""

ASKED_FIRST: dict[Audience, frozenset[Question]] = {
    Audience.PARTICIPANT: frozenset(SCREENS[Audience.PARTICIPANT]),
    # Two taps and it is said; the figure and a note can be added afterwards.
    Audience.SUPERVISOR: frozenset({Question.STATE, Question.SUPPORT}),
}
"""Questions that follow one another; the others are offered at the end."""

SCORE: dict[CommitmentState, float] = {
    CommitmentState.APPLIED: 1.0,
    CommitmentState.PARTIAL: 0.5,
    CommitmentState.NOT_APPLIED: 0.0,
    CommitmentState.NO_OCCASION: 0.0,
}
"""*Ya no corresponde* has no score: it leaves the reckoning once coordination approves it."""

STATE_SEEN: dict[Seen, CommitmentState | None] = {
    # Applied is done as written, more than once where it applies (decision 0011).
    Seen.MORE_THAN_ONCE: CommitmentState.APPLIED,
    Seen.WHEN_DUE: CommitmentState.APPLIED,
    Seen.ONCE: CommitmentState.PARTIAL,
    Seen.NOT_DONE: CommitmentState.NOT_APPLIED,
    Seen.NO_OCCASION: CommitmentState.NO_OCCASION,
    Seen.UNKNOWN: None,
}
"""What the superior's answer says of the commitment; None: nothing."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One question on one screen; `commitment` is its number from 0, None for the whole."""

    question: Question
    commitment: int | None = None
    is_extra: bool = False
    """Offered at the end, not asked in the row."""


def screens_for(audience: Audience, commitments: int) -> tuple[Screen, ...]:
    """Return the screens of an informant: those asked one after the other, then the extras."""
    found: list[Screen] = []
    for is_extra in (False, True):
        own = [
            question
            for question in SCREENS[audience]
            if (question not in ASKED_FIRST[audience]) is is_extra
        ]
        found += [
            Screen(question=question, commitment=number, is_extra=is_extra)
            for number in range(commitments)
            for question in own
            if question in PER_COMMITMENT
        ]
        found += [
            Screen(question=question, is_extra=is_extra)
            for question in own
            if question not in PER_COMMITMENT
        ]
    return tuple(found)


def checked_codes(question: Question, audience: Audience, codes: Sequence[str]) -> list[str]:
    """Return the codes of an answer as they are stored; raises ValueError for any other.

    One code where one is asked for, up to three factors, none twice.
    """
    known: type[StrEnum]
    if question is Question.STATE:
        known = CommitmentState if audience is Audience.PARTICIPANT else Seen
    else:
        known = _CODES[question]
    found = list(dict.fromkeys(known(code).value for code in codes))
    most = MOST_FACTORS if question in (Question.HELPED, Question.HINDERED) else 1
    least = 0 if question in (Question.HELPED, Question.HINDERED) else 1
    if not least <= len(found) <= most:
        raise ValueError(f"{least} to {most} codes")
    return found


_CODES: dict[Question, type[StrEnum]] = {
    Question.HELPED: Factor,
    Question.HINDERED: Factor,
    Question.SHARED: Shared,
    Question.SUPPORT: Support,
}

WITH_CODES = frozenset({Question.STATE, *_CODES})
"""Questions answered by choosing; the others by a figure, a text or a file."""
