"""Where and by whom certificates are issued: values that the entry points hand to the services."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class IssuingPlace:
    """The issuer as its settings say, and whether what it issues has value."""

    school_name: str
    short_name: str
    parent: str
    city: str
    public_url: str
    """Without a slash at its end."""
    is_demonstration: bool
    """True while the public address is local, or this is no production: watermark."""

    def verification_url(self, code: str) -> str:
        """Return the complete address that the QR of a certificate holds."""
        return f"{self.public_url}/verificar/{code}"
