"""Reads what addresses ask for: filters that may be missing, wrong or hostile."""

from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import request

State = TypeVar("State", bound=StrEnum)


def asked_id(name: str) -> UUID | None:
    """Return an id out of the address, None for anything else."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def asked_state(name: str, states: type[State]) -> State | None:
    """Return a value of an enumeration out of the address, None for anything else."""
    try:
        return states(request.args.get(name, ""))
    except ValueError:
        return None


def asked_days(name: str = "dias") -> int | None:
    """Return a number of days out of the address, None for anything else."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None  # noqa: PLR2004 - longer than any programme
