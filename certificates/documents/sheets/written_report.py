"""The words of a report of several pages."""

from certificates.documents.rules.spanish_dates import long_date
from certificates.documents.rules.written_report import WrittenReport
from certificates.documents.sheets.sheet import Sheet, issuer_values, print_leniently


def written_report_sheet(document: WrittenReport) -> Sheet:
    """Return the sheet of a report."""
    return print_leniently(
        Sheet(
            template="written_report",
            dated=document.dated,
            values={
                "title": document.title,
                "subtitle": document.subtitle,
                "issuer": issuer_values(document.issuer),
                "place_and_date": f"{document.issuer.city}, {long_date(document.dated)}",
                "sections": [
                    {"title": section.title, "paragraphs": _paragraphs(section.text)}
                    for section in document.sections
                ],
                "is_demonstration": document.is_demonstration,
            },
        )
    )


def _paragraphs(text: str) -> list[str]:
    parts = (" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n"))
    return [part for part in parts if part]
