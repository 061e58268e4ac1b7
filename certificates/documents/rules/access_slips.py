"""Slips of paper with which people sign in for the first time."""

from dataclasses import dataclass
from datetime import date

from certificates.documents.rules.issuer import Issuer


@dataclass(frozen=True, kw_only=True)
class AccessSlip:
    """What one person needs for the first sign-in."""

    person_name: str
    user_hint: str
    """What to type as user, without giving it away: "su carnet, termina en 417"."""
    single_use_code: str
    qr_url: str | None = None
    """Address behind the QR; None draws no QR."""


@dataclass(frozen=True, kw_only=True)
class AccessSlips:
    """A sheet of slips with cut lines, for one edition."""

    issuer: Issuer
    heading: str
    """What the slips are for: the course and its edition."""
    sign_in_address: str
    expires_text: str
    """Until when the codes hold: "viernes 27 de noviembre, 23:59, hora de La Paz"."""
    help_text: str = ""
    """Whom to ask: "Ayuda: 2-2650000"."""
    slips: tuple[AccessSlip, ...]
    issued_on: date
