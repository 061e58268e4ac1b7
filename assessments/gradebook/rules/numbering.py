"""Writes the number of an act as it is quoted."""


def act_number(issuer: str, year: int, sequence: int) -> str:
    """Return the number of an acta de notas: UGM-AN-2027-0012. It grows by one within a year."""
    return f"{issuer}-AN-{year}-{sequence:04d}"
