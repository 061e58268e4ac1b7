"""Limits of how often one address may try something."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, headers_enabled=False)
"""Views of sign-in and public forms add `@limiter.limit("10 per minute")`."""
