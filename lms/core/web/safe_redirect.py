"""Redirects that never leave this site."""

from urllib.parse import urlsplit


def local_target(typed: str | None, fallback: str) -> str:
    """Return a path of this site that somebody asked to go to, or the fallback."""
    if not typed or not typed.startswith("/") or typed.startswith(("//", "/\\")):
        return fallback
    parts = urlsplit(typed)
    if parts.scheme or parts.netloc or any(ord(letter) < 32 for letter in typed):  # noqa: PLR2004
        return fallback
    return typed
