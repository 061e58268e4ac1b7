"""Publishes facts and delivers each to its subscribers as jobs."""

import dataclasses
import types
import typing
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from lms.core import ids
from lms.core.errors import PermanentJobError
from lms.core.events.models import OutboxEvent
from lms.core.features import JobKind, Subscriber, installed
from lms.core.i18n import gettext as _
from lms.core.i18n import lazy_gettext as _l
from lms.core.jobs.queue import enqueue, enqueue_many
from lms.core.jobs.run import JobRun, in_transaction

DELIVER = "core.deliver_event"


def publish(session: Session, event: Any) -> UUID:
    """Store a fact (a frozen dataclass of lms.domain_events) and a delivery for each subscriber."""
    row = OutboxEvent(id=ids.new_id(), name=type(event).__name__, payload=to_payload(event))
    session.add(row)
    for subscriber in _subscribers_of(type(event)):
        enqueue(
            session,
            DELIVER,
            {"event_id": str(row.id), "subscriber": subscriber.name},
            unique_key=f"event:{row.id}:{subscriber.name}",
        )
    return row.id


def publish_many(session: Session, events: typing.Sequence[Any]) -> None:
    """Store many facts of one kind at once, each with its deliveries; as `publish` otherwise."""
    if not events:
        return
    rows = [
        {"id": ids.new_id(), "name": type(event).__name__, "payload": to_payload(event)}
        for event in events
    ]
    session.execute(insert(OutboxEvent), rows)
    for subscriber in _subscribers_of(type(events[0])):
        enqueue_many(
            session,
            DELIVER,
            [
                (
                    f"event:{row['id']}:{subscriber.name}",
                    {"event_id": str(row["id"]), "subscriber": subscriber.name},
                )
                for row in rows
            ],
            batch=f"events:{rows[0]['id']}",
        )


def deliver(session: Session, payload: typing.Mapping[str, Any]) -> None:
    """Hand a stored fact to one subscriber, in the transaction that marks it delivered."""
    row = session.get(OutboxEvent, UUID(payload["event_id"]))
    subscriber = {s.name: s for f in installed() for s in f.subscribers}.get(payload["subscriber"])
    if row is None or subscriber is None:
        raise PermanentJobError(_("El hecho, o quien lo esperaba, ya no existe."))
    subscriber.handle(session, from_payload(subscriber.event, row.payload))


def deliver_kind() -> JobKind:
    """Return the kind of job that delivers events."""
    run: typing.Callable[[JobRun], None] = in_transaction(deliver)
    return JobKind(name=DELIVER, label=_l("Avisar un hecho a otra parte del sistema"), run=run)


def to_payload(event: Any) -> dict[str, Any]:
    """Return the fields of an event as JSON values."""
    return {field.name: _plain(getattr(event, field.name)) for field in dataclasses.fields(event)}


def from_payload(kind: type, payload: typing.Mapping[str, Any]) -> Any:
    """Return the event again; unknown fields are ignored and new optional ones take defaults."""
    hints = _hints(kind)
    return kind(
        **{name: _typed(hints[name], value) for name, value in payload.items() if name in hints}
    )


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _subscribers_of(kind: type) -> list[Subscriber]:
    return [s for f in installed() for s in f.subscribers if s.event is kind]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _typed(next(a for a in typing.get_args(hint) if a is not type(None)), value)
    if origin is tuple:
        return tuple(_typed(typing.get_args(hint)[0], item) for item in value)
    if hint in (datetime, date):
        return hint.fromisoformat(value)
    if hint is UUID or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return hint(value)
    return value
