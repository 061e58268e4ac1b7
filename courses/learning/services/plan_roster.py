"""Says, without changing anything, who of a list would enter an edition and who would not."""

from collections import defaultdict
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.models import Edition
from courses.learning.queries.entities import ORGANIZATION
from courses.learning.queries.obstacles import lacking_course, seats_left, states_in_edition
from courses.learning.rules.roster import RawList, RawRow, meaning_of_m, organization_key
from courses.learning.rules.same_person import may_be_same
from courses.learning.rules.states import SEATED
from courses.learning.services.read_roster_row import ReadRow, read_roster_row
from lms.accounts.api import preview_import
from lms.core import clock
from lms.core.i18n import gettext as _
from lms.organizations.api import find_organization

WHOLE_ROW = "document"
"""The column whose cell stands for reasons that concern the whole row."""


@dataclass(frozen=True, kw_only=True)
class CellProblem:
    """A cell, as in C14, and what is wrong with it and how to mend it."""

    cell: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A row that returns, with every reason."""

    row: RawRow
    problems: tuple[CellProblem, ...]


@dataclass(frozen=True, kw_only=True)
class RosterPlan:
    """What would become of a list."""

    entering: tuple[ReadRow, ...]
    refused: tuple[Refused, ...]
    known: tuple[RawRow, ...]
    """People who stand in the edition already: nothing changes for them."""


def plan_roster(
    session: Session, edition: Edition, listed: RawList, *, waives_prerequisites: bool = False
) -> RosterPlan:
    """Return who enters, who returns with which reasons, and who is there already.

    The first row of a carnet enters, further ones return; where their names differ all return.
    """
    organizations = _organizations(session, listed)
    least = max(edition.ends_on, clock.today(edition.zone))
    m_means = meaning_of_m(row.values.get("gender", "") for row in listed.rows)
    read = [
        read_roster_row(row, organizations, least_until=least, m_means=m_means)
        for row in listed.rows
    ]
    read = _once_each(_with_people(session, read))
    known, read = _without_known(session, edition, read)
    if not waives_prerequisites:
        read = _with_courses_before(session, edition, read)
    read = _within_seats(session, edition, read)
    return RosterPlan(
        entering=tuple(item for item in read if not item.problems),
        refused=tuple(_refused(item, listed) for item in read if item.problems),
        known=tuple(known),
    )


def _organizations(session: Session, listed: RawList) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    rows = session.execute(
        select(ORGANIZATION.c.id, ORGANIZATION.c.name, ORGANIZATION.c.short_name)
    )
    for row in rows:
        for key in {organization_key(row.name), organization_key(row.short_name or row.name)}:
            found[key].append(row.id)
    for typed in {
        row.values["organization"] for row in listed.rows if "organization" in row.values
    }:
        key = organization_key(typed)
        # Old names and other writings are looked up one by one: few lists have many of them.
        other = None if key in found else find_organization(session, typed)
        if other is not None:
            found[key].append(other)
    return found


def _with_people(session: Session, read: list[ReadRow]) -> list[ReadRow]:
    whole = [item for item in read if not item.problems]
    matched = preview_import(session, [item.person for item in whole])
    by_number = {item.row.number: match for item, match in zip(whole, matched, strict=True)}
    found = []
    for item in read:
        match = by_number.get(item.row.number)
        if match is None:
            found.append(item)
        elif match.problem is not None:
            found.append(_refuse(item, match.problem, match.field or WHOLE_ROW))
        else:
            found.append(
                _with_name_checked(
                    replace(
                        item,
                        person_id=match.person_id,
                        is_new=match.is_new,
                        stored_name=match.stored_name,
                    )
                )
            )
    return found


def _with_name_checked(item: ReadRow) -> ReadRow:
    # A new person's name "on record" is the one of an earlier row: see _once_each.
    if item.stored_name is None or may_be_same(item.name, item.stored_name):
        return item
    return _refuse(
        item,
        _(
            "Ese carnet está registrado con otro nombre: %(name)s. Revise el carnet o el nombre.",
            name=item.stored_name,
        ),
    )


def _once_each(read: list[ReadRow]) -> list[ReadRow]:
    rows_of: dict[UUID, list[ReadRow]] = defaultdict(list)
    for item in read:
        if item.person_id is not None:
            rows_of[item.person_id].append(item)
    found = []
    for item in read:
        same = rows_of[item.person_id] if item.person_id is not None else [item]
        others = [other for other in same if other.row.number != item.row.number]
        differ = any(not may_be_same(item.name, other.name) for other in others)
        if others and (differ or item.row.number != same[0].row.number):
            reason = _(
                "Ese carnet está dos veces en la lista: mire también la fila %(row)s.",
                row=others[0].row.number,
            )
            found.append(_refuse(replace(item, problems=()), reason))
        else:
            found.append(item)
    return found


def _without_known(
    session: Session, edition: Edition, read: list[ReadRow]
) -> tuple[list[RawRow], list[ReadRow]]:
    states = states_in_edition(session, edition.id, _known_people(read))
    known: list[RawRow] = []
    others: list[ReadRow] = []
    for item in read:
        state = states.get(item.person_id) if item.person_id and not item.problems else None
        if state is None:
            others.append(item)
        elif state in SEATED:
            known.append(item.row)
        else:
            reason = _("Salió de esta edición. Abra su inscripción y elija «Reincorporar».")
            others.append(_refuse(item, reason))
    return known, others


def _with_courses_before(session: Session, edition: Edition, read: list[ReadRow]) -> list[ReadRow]:
    people = [item.person_id for item in read if item.person_id and not item.problems]
    lacking = lacking_course(session, edition.course_id, people)
    return [
        _refuse(item, _("Falta aprobar antes «%(course)s».", course=lacking[item.person_id]))
        if item.person_id in lacking and not item.problems
        else item
        for item in read
    ]


def _within_seats(session: Session, edition: Edition, read: list[ReadRow]) -> list[ReadRow]:
    left = seats_left(session, edition)
    if left is None:
        return read
    found, waiting = [], 0
    for item in read:
        if item.problems or left > 0:
            left -= 0 if item.problems else 1
            found.append(item)
            continue
        waiting += 1
        reason = _(
            "Se completaron los %(seats)s cupos. En espera sería la persona número %(place)s.",
            seats=edition.seats,
            place=waiting,
        )
        found.append(_refuse(item, reason))
    return found


def _known_people(read: list[ReadRow]) -> list[UUID]:
    return [item.person_id for item in read if item.person_id and not item.is_new]


def _refuse(item: ReadRow, reason: str, column: str = WHOLE_ROW) -> ReadRow:
    return replace(item, problems=(*item.problems, (column, reason)))


def _refused(item: ReadRow, listed: RawList) -> Refused:
    return Refused(
        row=item.row,
        problems=tuple(
            CellProblem(cell=f"{listed.letters.get(column, 'A')}{item.row.number}", reason=reason)
            for column, reason in item.problems
        ),
    )
