"""Who issues a document and who signs it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Emblem:
    """A picture of the issuer's own emblem, as it was uploaded in the settings."""

    content: bytes
    media_type: str
    """One of image/svg+xml, image/png, image/jpeg."""
    description: str
    """Said aloud to those who do not see it: "Escudo del municipio de La Paz"."""


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """The school that issues, and the body that it belongs to."""

    name: str
    unit: str
    """The body above the school: "Gobierno Autónomo Municipal de La Paz"; may be empty."""
    city: str
    emblem: Emblem | None = None
    """None draws the neutral stepped figure."""


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """A person who signs by hand, with room for the ink and the seal above the name."""

    name: str
    post: str
