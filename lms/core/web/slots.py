"""Slots: how an upper feature puts something on a lower feature's page without being imported."""

from dataclasses import dataclass
from typing import Any

from lms.core.db.unit_of_work import read_session
from lms.core.features import installed
from lms.core.web.guards import access


@dataclass(frozen=True, kw_only=True)
class Fill:
    """What one feature shows in a slot: a template and the value that it shows."""

    template: str
    content: Any


def fills(slot: str, **facts: Any) -> list[Fill]:
    """Return what the installed features show in a slot of the current page, in order."""
    wanted = sorted(
        (fill for feature in installed() for fill in feature.slots if fill.slot == slot),
        key=lambda fill: fill.order,
    )
    built = [
        Fill(template=fill.template, content=fill.build(read_session(), access(), **facts))
        for fill in wanted
    ]
    return [fill for fill in built if fill.content is not None]
