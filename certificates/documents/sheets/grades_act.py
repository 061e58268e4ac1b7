"""The words of the acta de notas and of the acta rectificatoria."""

from collections import Counter

from certificates.documents.rules.grades_act import GradesActDocument, GradesActRow
from certificates.documents.rules.spanish_dates import date_span, long_date
from certificates.documents.sheets.sheet import (
    Sheet,
    issuer_values,
    print_leniently,
    signatory_values,
)


def grades_act_sheet(document: GradesActDocument) -> Sheet:
    """Return the sheet of an act; a rectifying act shows what each row said before."""
    is_rectifying = document.rectifies is not None
    heading = "Acta rectificatoria de notas" if is_rectifying else "Acta de notas"
    return print_leniently(
        Sheet(
            template="grades_act",
            dated=document.issued_on,
            values={
                "title": f"{heading} {document.number}",
                "heading": heading,
                "number": document.number,
                "issuer": issuer_values(document.issuer),
                "opening": _opening(document),
                "course_title": document.course_title,
                "edition": document.edition,
                "span": date_span(document.starts_on, document.ends_on),
                "is_rectifying": is_rectifying,
                "rows": [_row_values(row, is_rectifying=is_rectifying) for row in document.rows],
                "has_reasons": any(row.reason for row in document.rows),
                "summary": _summary(document.rows),
                "signatories": signatory_values(document.signatories),
                "place_and_date": f"{document.issuer.city}, {long_date(document.issued_on)}",
                "is_demonstration": document.is_demonstration,
            },
        )
    )


def _opening(document: GradesActDocument) -> str:
    when = long_date(document.issued_on)
    if document.rectifies is None:
        return f"El {when} se cierran las notas del curso que se indica, con este resultado:"
    reason = f" Motivo: {document.rectification_reason}." if document.rectification_reason else ""
    return f"El {when} se rectifica el acta {document.rectifies} en las filas que siguen.{reason}"


def _row_values(row: GradesActRow, *, is_rectifying: bool) -> dict[str, str]:
    values = {
        "name": row.person_name,
        "document": row.document_id,
        "municipality": row.municipality,
        "mark": _mark(row.mark_percent),
        "state": row.state,
        "reason": row.reason,
    }
    if is_rectifying:
        values["before"] = f"{_mark(row.previous_mark_percent)} {row.previous_state}"
    return values


def _mark(percent: int | None) -> str:
    return "sin nota" if percent is None else f"{percent} %"


def _summary(rows: tuple[GradesActRow, ...]) -> str:
    """Return each state with its count and denominator: "aprobada, 30 de 38"."""
    if not rows:
        return "Ninguna persona."
    total = len(rows)
    noun = "persona" if total == 1 else "personas"
    counts = Counter(row.state for row in rows)
    parts = [f"{state}, {count} de {total}" for state, count in sorted(counts.items())]
    return f"{total} {noun} en el acta: " + "; ".join(parts) + "."
