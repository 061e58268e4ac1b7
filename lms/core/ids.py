"""The only place that makes identifiers and random codes."""

import secrets
import time
from uuid import UUID

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty symbols without 0 O 1 I L U: a code read aloud or copied from paper stays itself."""


def new_id() -> UUID:
    """Return a UUID version 7: unique, and ordered by time so that index pages stay warm.

    Source: RFC 9562, section 5.7.
    """
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return UUID(int=value)


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
