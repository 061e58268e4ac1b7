"""The words of the list of delivered certificates."""

from certificates.documents.rules.delivery_list import DeliveryList
from certificates.documents.rules.spanish_dates import long_date
from certificates.documents.sheets.sheet import Sheet, issuer_values, print_leniently


def delivery_list_sheet(document: DeliveryList) -> Sheet:
    """Return the sheet of a delivery list."""
    count = len(document.rows)
    noun = "certificado" if count == 1 else "certificados"
    return print_leniently(
        Sheet(
            template="delivery_list",
            dated=document.issued_on,
            values={
                "title": f"Lista de entrega de certificados: {document.course_title}",
                "heading": "Lista de entrega de certificados",
                "issuer": issuer_values(document.issuer),
                "course": f"{document.course_title}, {document.edition}",
                "summary": f"{count} {noun}. Lista del {long_date(document.issued_on)}.",
                "rows": [
                    {
                        "folio": row.folio,
                        "name": row.person_name,
                        "document": row.document_id,
                        "municipality": row.municipality,
                    }
                    for row in document.rows
                ],
                "is_demonstration": document.is_demonstration,
            },
        )
    )
