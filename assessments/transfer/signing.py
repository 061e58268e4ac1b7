"""Makes and checks the tokens of personal links; wired when the application starts."""

import hashlib
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadSignature, Signer

_PURPOSE = "transfer.link"


@dataclass(frozen=True, kw_only=True)
class _Wiring:
    signer: Signer
    public_url: str


_wiring: list[_Wiring] = []


def wire(app: Any) -> None:
    """Take the secret and the public address of the running application."""
    _wiring[:] = [
        _Wiring(
            signer=Signer(
                app.config["SECRET_KEY"], salt=_PURPOSE, digest_method=hashlib.sha256, sep="~"
            ),
            public_url=app.extensions["gestores_settings"].public_url.rstrip("/"),
        )
    ]


def token_of(seed: str) -> str:
    """Return the token of a seed: the same one each time, so that it is never stored."""
    return _wiring[0].signer.sign(seed).decode()


def seed_of(token: str) -> str | None:
    """Return the seed of a token, None when anything was changed in it."""
    try:
        return _wiring[0].signer.unsign(token).decode()
    except (BadSignature, UnicodeDecodeError):
        return None


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(seed: str) -> str:
    """Return the whole address of a link."""
    return f"{_wiring[0].public_url}/s/{token_of(seed)}"
