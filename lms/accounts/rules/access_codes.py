"""Access codes: how long they live and how they are kept."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

CODE_SYMBOLS = 8
VALID_FOR = timedelta(days=7)
MOST_WRONG_TRIES = 10
# About 7 ms: whoever steals the table needs longer for one code than the code lives.
_ROUNDS = 20_000


def code_hash(code: str, person_id: UUID) -> str:
    """Return what is kept of a code in its normal form, salted by its person."""
    return hashlib.pbkdf2_hmac("sha256", code.encode(), person_id.bytes, _ROUNDS).hex()


def expiry(made_at: datetime) -> datetime:
    """Return the moment from which a code opens nothing."""
    return made_at + VALID_FOR
