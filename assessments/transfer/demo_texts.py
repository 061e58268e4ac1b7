"""Invented plans, answers and stories of the demonstration; nobody of them exists."""

from dataclasses import dataclass

from assessments.transfer.rules.answers import CommitmentState, Factor, Seen
from assessments.transfer.rules.states import Direction


@dataclass(frozen=True, kw_only=True)
class DemoCommitment:
    """What an invented participant promised to do."""

    situation: str
    action: str
    product: str
    indicator: str
    unit: str
    baseline: float
    baseline_source: str
    target: float
    direction: Direction


COMMITMENTS = (
    DemoCommitment(
        situation="dos juntas vecinales piden la misma obra",
        action="las reúno antes de responder y anoto el acuerdo en un acta de una página",
        product="Actas de acuerdo archivadas por obra",
        indicator="Pedidos en disputa que terminan con acta",
        unit="de cada 10",
        baseline=2,
        baseline_source="Archivo de pedidos de 2026",
        target=7,
        direction=Direction.UP,
    ),
    DemoCommitment(
        situation="llega un reclamo que no es de mi unidad",
        action="lo derivo el mismo día y llamo a la persona para decirle dónde está",
        product="Reclamos derivados el mismo día, con aviso a la persona",
        indicator="Días hasta la primera respuesta",
        unit="días",
        baseline=12,
        baseline_source="Libro de reclamos de febrero",
        target=4,
        direction=Direction.DOWN,
    ),
    DemoCommitment(
        situation="empieza una obra en el barrio",
        action="paso una semana antes, casa por casa, con el aviso y el número de contacto",
        product="Barrio avisado antes de que empiece la obra",
        indicator="Reclamos por obra",
        unit="reclamos",
        baseline=18,
        baseline_source="Registro de la plataforma de atención",
        target=8,
        direction=Direction.DOWN,
    ),
    DemoCommitment(
        situation="cierra el mes",
        action="publico en la puerta cuántos trámites entraron y cuántos salieron",
        product="Tablero del mes en la puerta",
        indicator="Meses con el tablero al día",
        unit="meses",
        baseline=0,
        baseline_source="Revisión de la puerta en febrero",
        target=3,
        direction=Direction.UP,
    ),
)

HELP = (
    "Una hora los viernes para ordenar el registro.",
    "Que mi jefatura firme el aviso antes de cada obra.",
    "",
)
PROPOSED_CHANGE = "Empiece por un solo distrito: con todos a la vez no alcanza el personal."
OTHER_POST = "Ese trabajo lo hace otra unidad; proponga algo de ventanilla."
NEW_POST = "Desde el lunes pasado trabaja en otra secretaría, por memorando."
POST_AGAIN = "La nueva escala salarial me cambió de unidad y ya no atiendo obras."
NEEDS = "Un modelo de acta que se pueda llenar en el teléfono."
COACHING = "Conversamos por teléfono: empieza con un solo barrio y avisa en dos semanas."


@dataclass(frozen=True, kw_only=True)
class Story:
    """What one invented person, and the superior, answered; None: nothing."""

    first: CommitmentState | None
    """At the first milestone."""
    second: CommitmentState | None = None
    seen: Seen | None = None
    """By the superior, at the second."""
    third: CommitmentState | None = None
    reached: float = 0.0
    """Which part of the way from baseline to target was made at the second."""
    has_document: bool = False


_DONE, _PART = CommitmentState.APPLIED, CommitmentState.PARTIAL
_NOT, _NEVER = CommitmentState.NOT_APPLIED, CommitmentState.NO_OCCASION

STORIES = (
    # In the order of the first edition: the participant's sign-in, then by document. Five answers
    # of a town let its figures be printed.
    Story(first=_PART, second=_DONE, seen=Seen.MORE_THAN_ONCE, reached=1.0, has_document=True),
    Story(first=_PART, second=_DONE, seen=Seen.MORE_THAN_ONCE, third=_DONE, reached=1.0),
    Story(first=_PART, second=_PART, seen=Seen.ONCE, third=_DONE, reached=0.4),
    Story(first=None),
    # The superior saw less than the participant says: both answers stay, the difference counts.
    Story(first=_DONE, second=_DONE, seen=Seen.ONCE, third=_DONE, reached=0.8),
    Story(first=_NOT, second=_NOT, seen=Seen.NOT_DONE, reached=0.0),
    Story(first=_DONE, second=_DONE, seen=Seen.MORE_THAN_ONCE, reached=1.2, has_document=True),
    Story(first=_PART, second=_PART, reached=0.5),
    Story(first=_PART),
    Story(first=_DONE, second=_DONE, seen=Seen.NOT_DONE, reached=0.9),
    Story(first=_NEVER, second=_NEVER, third=_PART),
    Story(first=_PART, second=_DONE, seen=Seen.MORE_THAN_ONCE, third=_DONE, reached=1.0),
    Story(first=_PART, second=_PART, reached=0.3, has_document=True),
    Story(first=_DONE, second=_DONE, seen=Seen.UNKNOWN, reached=0.7),
    Story(first=_PART, second=_PART, seen=Seen.ONCE, reached=0.5),
    Story(first=_NOT, second=_NOT, reached=0.1),
    Story(first=_DONE, second=_DONE, seen=Seen.MORE_THAN_ONCE, third=_DONE, reached=1.0),
    Story(first=None),
    Story(first=_PART, second=_DONE, reached=0.9),
)
ON_PAPER = 12
"""Whose second answer came on the printed sheet, and who told it on the telephone."""
BY_PHONE = 16
LEFT_THE_POST = 15
ASKS_TO_STOP = 18

HELPED = (
    (Factor.SUPERVISOR, Factor.TEAM),
    (Factor.MASTERY,),
    (Factor.SUPERVISOR, Factor.CITIZENS),
    (Factor.MEANS, Factor.CONFIDENCE),
    (Factor.TEAM,),
)
HINDERED = (
    (Factor.TIME,),
    (Factor.TIME, Factor.BUDGET),
    (Factor.ROTATION,),
    (),
    (Factor.SYSTEMS, Factor.TIME),
)

INTERVIEW = {
    "used": "Reunió a las dos juntas el mismo día, con el plano sobre la mesa y un acta en blanco.",
    "result": "De diez pedidos en disputa, siete terminaron con acta y ninguno volvió al despacho.",
    "how_known": "Están las siete actas firmadas en el archivo de la unidad.",
    "helped": "La jefatura firmó el acta modelo y prestó la sala los jueves.",
    "improve": "Hace falta un modelo de acta más corto.",
}
