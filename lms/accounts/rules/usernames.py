"""User names: small letters, short, and never to be taken for a document or an e-mail."""

import re

_USERNAME = re.compile(r"(?=.*[a-z].*[a-z].*[a-z])[a-z0-9](?:[a-z0-9._-]{1,62})[a-z0-9]")


class UnfitUsernameError(ValueError):
    """The name cannot be a user name."""


def read_username(typed: str) -> str:
    """Return a user name in small letters; raises UnfitUsernameError.

    Three to 64 letters, figures, dots and hyphens, with at least three letters, so that no
    user name reads as a carnet with its complement.
    """
    username = typed.strip().lower()
    if not _USERNAME.fullmatch(username):
        raise UnfitUsernameError(typed)
    return username
