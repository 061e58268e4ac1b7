"""Makes one of two records of the same person, and keeps both histories."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, Table, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.accounts.models import Person, User
from lms.accounts.services.edit_person import get_person
from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.db.base import Base
from lms.core.errors import ConflictError, DomainError
from lms.core.events.outbox import publish
from lms.core.i18n import gettext as _
from lms.domain_events import PersonsMerged

_FILLED = ("gender", "phone", "email", "organization_id", "post_title", "second_surname")


@dataclass(frozen=True, kw_only=True)
class Merged:
    """How many rows now belong to the kept record, and how many stayed with the absorbed one."""

    moved: int
    stayed: int


def merge_people(
    session: Session, actor: Actor, *, kept_id: UUID, absorbed_id: UUID, reason: str
) -> Merged:
    """Move what the absorbed record has to the kept one, and leave it as a signpost.

    A row that the kept record already has in its own way (a second sign-in, the same enrolment)
    stays with the absorbed record, visible there. Raises ConflictError for a record that was
    merged before.
    """
    _check(kept_id, absorbed_id, reason)
    kept, absorbed = get_person(session, kept_id), get_person(session, absorbed_id)
    if kept.merged_into_id is not None or absorbed.merged_into_id is not None:
        raise ConflictError(
            _("Uno de los dos registros ya se unió con otro. Vuelva a buscar a la persona."),
            code="already_merged",
        )
    counts = {
        f"{table.name}.{column.name}": _move(session, table, column, absorbed_id, kept_id)
        for table, column in _references()
    }
    for name in _FILLED:
        if getattr(kept, name) is None:
            setattr(kept, name, getattr(absorbed, name))
    absorbed.merged_into_id = kept_id
    # A second way in stays with its history, but opens nothing any more.
    session.execute(update(User).where(User.person_id == absorbed_id).values(active=False))
    merged = Merged(
        moved=sum(moved for moved, _stayed in counts.values()),
        stayed=sum(stayed for _moved, stayed in counts.values()),
    )
    record_change(
        session,
        actor,
        action="accounts.merge_people",
        object_kind="person",
        object_id=kept_id,
        before={"absorbed_person_id": absorbed_id},
        after={
            name: {"moved": moved, "stayed": stayed}
            for name, (moved, stayed) in counts.items()
            if moved or stayed
        },
        reason=reason.strip(),
    )
    publish(session, PersonsMerged(kept_person_id=kept_id, absorbed_person_id=absorbed_id))
    # Rows moved below the mapper: whatever was loaded before may name the absorbed record.
    session.flush()
    session.expire_all()
    return merged


def _check(kept_id: UUID, absorbed_id: UUID, reason: str) -> None:
    if kept_id == absorbed_id:
        raise DomainError(_("Elija dos registros distintos."), code="same_record")
    if not reason.strip():
        raise DomainError(
            _("Escriba cómo se sabe que es la misma persona."),
            code="reason_missing",
            field="reason",
        )


def _references() -> list[tuple[Table, Column[UUID]]]:
    """Return every column of the product that names a person, by table and column."""
    person = Base.metadata.tables[Person.__tablename__]
    found = [
        (table, column)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table is person for key in column.foreign_keys)
    ]
    return sorted(found, key=lambda pair: (pair[0].name, pair[1].name))


def _move(
    session: Session, table: Table, column: Column[UUID], absorbed_id: UUID, kept_id: UUID
) -> tuple[int, int]:
    keys = list(table.primary_key.columns)
    session.flush()
    rows = session.execute(select(*keys).where(column == absorbed_id).order_by(*keys)).all()
    moved = 0
    for row in rows:
        where = [key == value for key, value in zip(keys, row, strict=True)]
        try:
            with session.begin_nested():
                session.execute(update(table).where(*where).values({column: kept_id}))
        except IntegrityError:
            continue
        moved += 1
    return moved, len(rows) - moved
