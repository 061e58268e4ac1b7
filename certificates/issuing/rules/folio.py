"""How folios are written."""


def folio_text(issuer: str, year: int, number: int) -> str:
    """Return a folio as printed: UGM-2026-000412."""
    return f"{issuer}-{year}-{number:06d}"


def folio_issuer(short_name: str, *, is_demonstration: bool) -> str:
    """Return whose numbers are counted; demonstrations never take a number of the school."""
    return f"{short_name}-DEMO" if is_demonstration else short_name
