"""The only place that makes identifiers and random codes."""

import secrets
import time
from threading import Lock
from uuid import UUID

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty symbols without 0 O 1 I L U: a code read aloud or copied from paper stays itself."""


_turn = Lock()
_last_moment = 0


def new_id() -> UUID:
    """Return a UUID version 7: unique, and ordered by time so that index pages stay warm.

    Ids made one after the other by a process sort in that order, however fast they are made: rows
    written in one moment keep the order in which they were written.

    Source: RFC 9562, section 5.7, with a fraction of the millisecond as in section 6.2, method 3.
    """
    moment = _next_moment()
    value = (moment >> 12) << 80 | 0x7 << 76 | (moment & 0xFFF) << 64
    return UUID(int=value | 0x2 << 62 | secrets.randbits(62))


def _next_moment() -> int:
    """Return the time in 1/4096 of a millisecond, always later than the last one returned."""
    global _last_moment  # noqa: PLW0603 - the order of ids is a fact of the process
    with _turn:
        _last_moment = max(_last_moment + 1, (time.time_ns() << 12) // 1_000_000)
        return _last_moment


def new_code(length: int = 12, *, group: int = 4) -> str:
    """Return a random code of `length` symbols of CODE_ALPHABET in groups joined by hyphens."""
    symbols = "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))
    return "-".join(symbols[start : start + group] for start in range(0, length, group))


def normalise_code(typed: str) -> str:
    """Return a typed code as it was printed: capitals, groups of four, nothing else.

    Symbols outside the alphabet stay, so that a wrong code is not found rather than mended.
    """
    symbols = "".join(symbol for symbol in typed.upper() if symbol.isalnum())
    return "-".join(symbols[start : start + 4] for start in range(0, len(symbols), 4))


def new_token() -> str:
    """Return an unguessable URL-safe token of 256 bits."""
    return secrets.token_urlsafe(32)
