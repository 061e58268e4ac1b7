"""The one family of refusals: what a service says when it does not do what was asked."""


class DomainError(Exception):
    """A refusal with a code for programs, a Spanish sentence for people, and perhaps a field.

    The sentence says what is wrong and how to mend it. `field` names the form field beside
    which it belongs; None means the whole form.
    """

    code = "refused"

    def __init__(self, message: str, *, code: str | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.field = field


class NotFoundError(DomainError):
    """The object does not exist, or is outside the scope of who asks: both look the same."""

    code = "not_found"


class NotAllowedError(DomainError):
    """The actor's role does not include this act."""

    code = "not_allowed"


class ConflictError(DomainError):
    """Somebody else changed the object first, or its state no longer allows the act."""

    code = "conflict"


class PermanentJobError(Exception):
    """A job cannot succeed by being repeated: it goes to the dead list with this reason."""
