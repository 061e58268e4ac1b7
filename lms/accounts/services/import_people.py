"""Brings many people at once: finds those who are there, inserts the rest, set by set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lms.accounts.models import DocumentType, Person
from lms.accounts.rules.naming import full_name
from lms.accounts.services.create_person import shown
from lms.accounts.services.person_input import PersonInput, to_columns
from lms.audit.api import record_changes
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.errors import DomainError

CHUNK = 500
Key = tuple[DocumentType, str, str]


@dataclass(frozen=True, kw_only=True)
class ImportedPerson:
    """What became of one row: a person, new or known, or a problem beside a field.

    `has_other_name` is True where the known person is written otherwise: somebody must look.
    """

    row: int
    person_id: UUID | None = None
    is_new: bool = False
    has_other_name: bool = False
    stored_name: str | None = None
    problem: str | None = None
    field: str | None = None


@dataclass(frozen=True, kw_only=True)
class _Known:
    person_id: UUID
    search_key: str
    name: str


def import_people(
    session: Session, actor: Actor, rows: Sequence[PersonInput]
) -> list[ImportedPerson]:
    """Return what became of each row, in order; people who are there keep their data.

    A document that comes twice in the rows is one person. Repeating an import adds nobody.
    """
    results, missing = _match(session, rows)
    _insert(session, actor, missing)
    return results


def preview_import(session: Session, rows: Sequence[PersonInput]) -> list[ImportedPerson]:
    """Return what `import_people` would say, without adding anybody.

    The ids of new people hold only within this answer: they tell rows of one document apart.
    """
    results, _missing = _match(session, rows)
    return results


def _match(
    session: Session, rows: Sequence[PersonInput]
) -> tuple[list[ImportedPerson], list[dict[str, Any]]]:
    read = [_read(row) for row in rows]
    known = _known_people(session, [columns for columns in read if isinstance(columns, dict)])
    missing: dict[Key, dict[str, Any]] = {}
    results: list[ImportedPerson] = []
    for number, columns in enumerate(read):
        if isinstance(columns, DomainError):
            results.append(ImportedPerson(row=number, problem=columns.message, field=columns.field))
            continue
        key = _key(columns)
        is_new = key not in known
        if is_new:
            columns |= {"id": ids.new_id()}
            missing[key] = columns
            known[key] = _Known(
                person_id=columns["id"], search_key=columns["search_key"], name=_written(columns)
            )
        results.append(_result(number, known[key], columns, is_new=is_new))
    return results, list(missing.values())


def _read(row: PersonInput) -> dict[str, Any] | DomainError:
    try:
        return to_columns(row)
    except DomainError as error:
        return error


def _result(number: int, known: _Known, columns: dict[str, Any], *, is_new: bool) -> ImportedPerson:
    differs = known.search_key.split() != columns["search_key"].split()
    return ImportedPerson(
        row=number,
        person_id=known.person_id,
        is_new=is_new,
        has_other_name=differs,
        stored_name=known.name if differs else None,
    )


def _known_people(session: Session, read: list[dict[str, Any]]) -> dict[Key, _Known]:
    numbers = sorted({columns["document_number"] for columns in read})
    found: dict[Key, _Known] = {}
    for chunk in _chunks(numbers):
        people = session.execute(
            select(
                Person.id,
                Person.merged_into_id,
                Person.document_type,
                Person.document_number,
                Person.document_complement,
                Person.search_key,
                Person.given_names,
                Person.first_surname,
                Person.second_surname,
                Person.married_surname,
            ).where(Person.document_type.in_(list(DocumentType)), Person.document_number.in_(chunk))
        )
        for row in people:
            columns = row._asdict()
            found[_key(columns)] = _Known(
                person_id=row.merged_into_id or row.id,
                search_key=row.search_key,
                name=_written(columns),
            )
    return found


def _insert(session: Session, actor: Actor, people: list[dict[str, Any]]) -> None:
    now = clock.now()
    for chunk in _chunks(people):
        session.execute(
            insert(Person), [columns | {"created_at": now, "updated_at": now} for columns in chunk]
        )
    record_changes(
        session,
        actor,
        action="accounts.import_person",
        object_kind="person",
        after={
            columns["id"]: {name: value for name, value in shown(columns).items() if name != "id"}
            for columns in people
        },
    )


def _chunks(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def _key(columns: dict[str, Any]) -> Key:
    return (
        DocumentType(columns["document_type"]),
        columns["document_number"],
        columns["document_complement"],
    )


def _written(columns: dict[str, Any]) -> str:
    return full_name(
        columns["given_names"],
        columns["first_surname"],
        columns["second_surname"],
        columns["married_surname"],
    )
