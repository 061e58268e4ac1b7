"""The words of the letter with figures."""

from certificates.documents.rules.letter import LetterDocument, LetterFigure
from certificates.documents.rules.spanish_dates import long_date
from certificates.documents.sheets.sheet import (
    Sheet,
    issuer_values,
    print_leniently,
    signatory_values,
)


def letter_sheet(document: LetterDocument) -> Sheet:
    """Return the sheet of a letter."""
    return print_leniently(
        Sheet(
            template="letter",
            dated=document.issued_on,
            values={
                "title": f"Carta: {document.subject}",
                "issuer": issuer_values(document.issuer),
                "place_and_date": f"{document.issuer.city}, {long_date(document.issued_on)}",
                "reference_number": document.reference_number,
                "recipient": [
                    line
                    for line in (
                        document.recipient_name,
                        document.recipient_post,
                        document.recipient_place,
                    )
                    if line
                ],
                "subject": document.subject,
                "paragraphs": list(document.paragraphs),
                "filters": [{"name": name, "value": value} for name, value in document.filters],
                "figures": [_figure_values(figure) for figure in document.figures],
                "closing_paragraphs": list(document.closing_paragraphs),
                "signatories": signatory_values(document.signatories),
                "is_demonstration": document.is_demonstration,
            },
        )
    )


def _figure_values(figure: LetterFigure) -> dict[str, str]:
    return {
        "label": figure.label,
        "count": _grouped(figure.count),
        "of": _denominator(figure),
        "share": _share(figure),
    }


def _denominator(figure: LetterFigure) -> str:
    if figure.denominator is None:
        return ""
    return f"de {_grouped(figure.denominator)} {figure.denominator_label}"


def _share(figure: LetterFigure) -> str:
    """Return the share in whole percent, halves up; a dash when there is nothing to share."""
    if figure.denominator is None:
        return ""
    if figure.denominator == 0:
        return "–"
    return f"{(200 * figure.count + figure.denominator) // (2 * figure.denominator)} %"


def _grouped(number: int) -> str:
    """Return a number with points between thousands: 1.204."""
    return f"{number:,}".replace(",", ".")
