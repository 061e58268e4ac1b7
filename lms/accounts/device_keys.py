"""What a key of a device (passkey) must be able to do here."""

from flask_security import UserMixin, WebauthnUtil
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)


class DeviceKeys(WebauthnUtil):
    """Any device that keeps the key itself and asks for finger, face or PIN.

    The library would ask for a separate stick; the telephone or computer in hand is what people
    have. Because the device asks who is there, the key stands for both steps.
    """

    def authenticator_selection(
        self,
        user: UserMixin,
        usage: str,
    ) -> AuthenticatorSelectionCriteria:
        """Return what is asked of the device that makes a key."""
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def user_verification(
        self,
        user: UserMixin | None,
        usage: list[str],
    ) -> UserVerificationRequirement:
        """Return that the device always asks who is there."""
        return UserVerificationRequirement.REQUIRED
