"""Security headers on every answer: a strict policy with a nonce for our own scripts."""

import secrets

from flask import Flask, Response, g, request


def csp_nonce() -> str:
    """Return this request's nonce for script tags."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def add_headers(app: Flask, *, is_https: bool) -> None:
    """Add the headers to each answer of the application."""

    def add(response: Response) -> Response:
        headers = response.headers
        headers.setdefault(
            "Content-Security-Policy",
            "default-src 'none'; "
            f"script-src 'nonce-{csp_nonce()}' 'strict-dynamic'; style-src 'self'; "
            "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
            "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
            "manifest-src 'self'",
        )
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"
        )
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if is_https:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if not request.path.startswith("/recursos/"):
            # Shared phones: the back button must not show the last person's pages.
            # Set whatever a library said: one of them writes it in a form that browsers ignore.
            headers["Cache-Control"] = "no-store"
        return response

    app.after_request(add)
