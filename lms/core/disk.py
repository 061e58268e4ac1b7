"""Tells a full disk from other failures, in each of the ways in which it shows."""

import errno

from sqlalchemy.exc import DBAPIError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def is_disk_full(error: BaseException) -> bool:
    """Tell whether an error says that a disk has no room: the system's, SQLite's, PostgreSQL's."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    if not isinstance(error, DBAPIError):
        return False
    # 53100: PostgreSQL's disk_full; SQLite says it only in words.
    return getattr(error.orig, "sqlstate", None) == "53100" or "disk is full" in str(error.orig)
