"""Suggests how an edition is called: GM-0-2027-1."""

import re
from collections.abc import Iterable

PATTERN = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
LONGEST = 40


def suggest_code(course_code: str, year: int, taken: Iterable[str]) -> str:
    """Return the first free code of a course in a year, counting from 1."""
    used = set(taken)
    number = 1
    while f"{course_code}-{year}-{number}" in used:
        number += 1
    return f"{course_code}-{year}-{number}"


def clean_code(typed: str) -> str:
    """Return a typed code in capitals without spaces; raises ValueError when it is none."""
    code = "".join(typed.split()).upper()
    if len(code) > LONGEST or not PATTERN.fullmatch(code):
        raise ValueError(typed)
    return code
