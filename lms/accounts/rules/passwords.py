"""Which passwords are good enough, in words that help."""

from lms.accounts.rules.naming import fold

SHORTEST = 8
LONGEST = 128
_TOO_COMMON = frozenset(
    {
        "12345678", "123456789", "1234567890", "87654321", "11223344", "password", "password1",
        "contrasena", "contrasena1", "qwertyui", "qwerty123", "abcdefgh", "abcd1234", "asdfghjk",
        "bolivia1", "bolivia123", "bolivia2025", "bolivia2026", "gestores", "gestores1",
        "gestores123", "lapaz123", "municipio", "municipio1", "alcaldia", "alcaldia1",
        "alcaldia123", "mipassword", "iloveyou", "teamo123", "tequiero",
    }
)  # fmt: skip
"""Folded, as fold() leaves them."""


class WeakPasswordError(ValueError):
    """The password is easy to guess; the argument names why: short, long, common or own."""


def check_password(password: str, *, own_words: tuple[str, ...] = ()) -> None:
    """Raise WeakPasswordError for a password that is short, usual, or the person's own data."""
    if len(password) < SHORTEST:
        raise WeakPasswordError("short")
    if len(password) > LONGEST:
        raise WeakPasswordError("long")
    plain = fold(password).replace(" ", "")
    if plain in _TOO_COMMON or len(set(password)) <= 2:  # noqa: PLR2004 - aaaaaaaa, 12121212
        raise WeakPasswordError("common")
    if plain in {fold(word).replace(" ", "") for word in own_words if word}:
        raise WeakPasswordError("own")
