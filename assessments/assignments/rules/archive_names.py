"""Names of what goes into the archive of submissions: a folder a person."""

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 80
_RESERVED = {"con", "prn", "aux", "nul"}


def folder_names(names: Iterable[str]) -> list[str]:
    """Return a folder name for each person, unique and safe on every system, in the same order."""
    seen: dict[str, int] = {}
    folders = []
    for name in names:
        safe = safe_part(name)
        key = safe.casefold()
        seen[key] = seen.get(key, 0) + 1
        folders.append(safe if seen[key] == 1 else f"{safe} ({seen[key]})")
    return folders


def safe_part(name: str) -> str:
    """Return a name as one part of a path: accents stay, separators and control signs go."""
    flat = unicodedata.normalize("NFC", name)
    kept = "".join(letter for letter in flat if unicodedata.category(letter)[0] != "C")
    words = " ".join(re.sub(r'[<>:"/\\|?*]', " ", kept).split())[:_LONGEST].strip(" .")
    return f"_{words}" if words.casefold() in _RESERVED or not words else words
