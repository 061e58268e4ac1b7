"""Invented people of the municipalities that the source names; nobody of them exists."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.queries.entities import ORGANIZATION
from courses.learning.rules.states import EnrolmentState


@dataclass(frozen=True, kw_only=True)
class DemoWalk:
    """How far a person comes in an edition."""

    state: EnrolmentState
    progress_percent: int
    quiet_days: int
    """Days between the last thing done and the edition's end, or today while it is open."""


@dataclass(frozen=True, kw_only=True)
class DemoParticipant:
    """An invented person and how far the person comes in one edition."""

    edition: int
    """Place in demo.EDITIONS."""
    document: str
    given_names: str
    first_surname: str
    second_surname: str | None
    gender: str
    town: str
    post_title: str
    phone: str | None
    walk: DemoWalk
    has_confirmed_name: bool = True


_TOWNS = (
    "Cajuata", "Inquisivi", "Trinidad", "Tarija", "El Alto", "Sucre",
    "Rurrenabaque", "Tipuani", "Padcaya", "Sica Sica",
)  # fmt: skip
_WOMEN = ("Ficticia Rosa", "Ficticia Marcela", "Ficticia Juana", "Ficticia Nélida", "Ficticia Ana")
_MEN = ("Inventado Pedro", "Inventado Óscar", "Inventado Julián", "Inventado Íñigo")
_FIRST = ("Ejemplo", "Muestra", "Ensayo", "Prueba", "Modelo", "Supuesto")
_SECOND = ("Mamani", "Choque", "Ñáñez", "Flores", None, "Condori", "Vaca")
_POSTS = (
    "Técnica o técnico de planificación", "Encargada o encargado de recaudaciones",
    "Responsable de ventanilla", "Secretaría municipal", "Inspección de obras",
)  # fmt: skip

_WALKS: tuple[tuple[int, EnrolmentState, int, int], ...] = (
    # edition, state, percent of the activities, days without activity
    *((0, EnrolmentState.PASSED, 100, 4 + n) for n in range(6)),
    (0, EnrolmentState.FAILED, 60, 12),
    (0, EnrolmentState.FAILED, 25, 30),
    (0, EnrolmentState.RECOVERY, 80, 3),
    (0, EnrolmentState.WITHDRAWN, 15, 60),
    (0, EnrolmentState.DROPPED_OUT, 10, 70),
    *((1, EnrolmentState.ENROLLED, 0, 0) for _n in range(4)),
    *((1, EnrolmentState.IN_PROGRESS, 12 + 9 * n, n) for n in range(7)),
    (1, EnrolmentState.IN_PROGRESS, 8, 18),
    (1, EnrolmentState.IN_PROGRESS, 20, 14),
    (1, EnrolmentState.PASSED, 100, 2),
    (1, EnrolmentState.WITHDRAWN, 5, 20),
    (1, EnrolmentState.DROPPED_OUT, 5, 25),
    *((2, EnrolmentState.IN_PROGRESS, 10 + 15 * n, n + 1) for n in range(4)),
    (2, EnrolmentState.ENROLLED, 0, 0),
    (2, EnrolmentState.WITHDRAWN, 10, 5),
    # The first edition: who passed it was asked at 30 and 90 days, and is being asked at 180.
    *((3, EnrolmentState.PASSED, 100, (16, 11, 3)[n % 3]) for n in range(18)),
    (3, EnrolmentState.FAILED, 40, 20),
    (3, EnrolmentState.WITHDRAWN, 10, 80),
    (3, EnrolmentState.DROPPED_OUT, 20, 70),
)
# Figures of transfer are printed of five people or more: here some towns send that many.
_TOWNS_OF_THE_FIRST = (
    *("Cajuata",) * 5, *("El Alto",) * 6, *("Trinidad",) * 5, *("Tipuani",) * 2,
    "Sucre", "Padcaya", "Tarija",
)  # fmt: skip


def _person(
    index: int, edition: int, state: EnrolmentState, percent: int, quiet_days: int
) -> DemoParticipant:
    place = index - (len(_WALKS) - len(_TOWNS_OF_THE_FIRST))
    is_woman = index % 2 == 0
    names = _WOMEN if is_woman else _MEN
    return DemoParticipant(
        edition=edition,
        # Documents of the demonstration begin with 90, which no carnet does.
        document=f"{9_000_100 + index}",
        given_names=names[index // 2 % len(names)],
        first_surname=_FIRST[index % len(_FIRST)],
        second_surname=_SECOND[index % len(_SECOND)],
        gender="woman" if is_woman else "man",
        town=_TOWNS[index % len(_TOWNS)] if place < 0 else _TOWNS_OF_THE_FIRST[place],
        post_title=_POSTS[index % len(_POSTS)],
        phone=None if index % 9 == 0 else f"+5917000{index:04d}",
        walk=DemoWalk(state=state, progress_percent=percent, quiet_days=quiet_days),
        has_confirmed_name=index % 5 != 4,  # noqa: PLR2004 - every fifth has yet to confirm
    )


DEMO_PEOPLE = tuple(_person(index, *walk) for index, walk in enumerate(_WALKS))


def demo_towns(session: Session) -> dict[str, UUID]:
    """Return the municipalities of the demonstration by their short name."""
    rows = session.execute(
        select(ORGANIZATION.c.short_name, ORGANIZATION.c.id).where(
            ORGANIZATION.c.kind == "municipality", ORGANIZATION.c.short_name.in_(_TOWNS)
        )
    )
    return {row.short_name: row.id for row in rows}
