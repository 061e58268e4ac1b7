"""The words of the slips for the first sign-in."""

from certificates.documents.qr_code import draw_qr_code
from certificates.documents.rules.access_slips import AccessSlip, AccessSlips
from certificates.documents.rules.spanish_dates import long_date
from certificates.documents.sheets.sheet import Picture, Sheet, issuer_values, print_leniently


def access_slips_sheet(document: AccessSlips) -> Sheet:
    """Return the sheet of slips."""
    return print_leniently(
        Sheet(
            template="access_slips",
            dated=document.issued_on,
            values={
                "title": f"Papeletas de ingreso: {document.heading}",
                "issuer": issuer_values(document.issuer),
                "heading": document.heading,
                "address": document.sign_in_address,
                "expires": document.expires_text,
                "help": document.help_text,
                "printed": f"Impreso el {long_date(document.issued_on)}",
                "slips": [_slip_values(slip) for slip in document.slips],
            },
        )
    )


def _slip_values(slip: AccessSlip) -> dict[str, object]:
    return {
        "name": slip.person_name,
        "user": slip.user_hint,
        "code": slip.single_use_code,
        "qr": Picture(draw_qr_code(slip.qr_url)) if slip.qr_url else None,
        "qr_description": f"Código QR para ingresar como {slip.person_name}",
    }
