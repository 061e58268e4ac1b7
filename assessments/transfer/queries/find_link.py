"""Finds the link behind a token or a paper code."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import Link
from assessments.transfer.signing import hash_of, seed_of
from lms.core import clock
from lms.core.ids import normalise_code


def find_link(session: Session, token: str) -> Link | None:
    """Return the link of a token that was signed here, dead or alive."""
    if seed_of(token) is None:
        return None
    return session.scalar(select(Link).where(Link.token_hash == hash_of(token)))


def is_alive(link: Link) -> bool:
    """Tell whether a link still opens anything."""
    return link.revoked_at is None and clock.now() <= link.expires_at


def find_by_paper_code(session: Session, typed: str) -> Link | None:
    """Return the link whose sheet carries a code, however it was typed."""
    return session.scalar(select(Link).where(Link.paper_code == normalise_code(typed[:40])))
