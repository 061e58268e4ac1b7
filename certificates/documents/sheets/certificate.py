"""The words of the certificate of approval."""

from certificates.documents.qr_code import draw_qr_code
from certificates.documents.rules.certificate import (
    CertificateDocument,
    CertifiedCompetency,
    CertifiedModule,
)
from certificates.documents.rules.spanish_dates import date_span, long_date
from certificates.documents.sheets.sheet import (
    Picture,
    Sheet,
    issuer_values,
    print_strictly,
    signatory_values,
)

HEADING = "Certificado de aprobación"


def certificate_sheet(document: CertificateDocument) -> Sheet:
    """Return the sheet of a certificate; raises MissingGlyphError when a text cannot be drawn."""
    return print_strictly(
        Sheet(
            template="certificate",
            dated=document.issued_on,
            values={
                "title": f"{HEADING} {document.folio}",
                "heading": HEADING,
                "opening": "Se otorga el presente certificado institucional a",
                "approval": "por haber aprobado el curso",
                "issuer": issuer_values(document.issuer),
                "person_name": document.person_name,
                "document_id": document.document_id or "",
                "course_title": document.course_title,
                "edition": document.edition,
                "edition_sentence": _edition_sentence(document),
                "place_and_date": f"{document.issuer.city}, {long_date(document.issued_on)}",
                "modules": [_module_values(module) for module in document.modules],
                "competencies": [_competency_values(one) for one in document.competencies],
                "folio": document.folio,
                "code": document.code,
                "verification_url": document.verification_url,
                "foot_text": "Certificado institucional. Compruebe que está vigente en ",
                "qr": Picture(draw_qr_code(document.verification_url)),
                "qr_description": (
                    f"Código QR que lleva a la verificación: {document.verification_url}"
                ),
                "signatories": signatory_values(document.signatories),
                "is_demonstration": document.is_demonstration,
            },
        )
    )


def _edition_sentence(document: CertificateDocument) -> str:
    edition = document.edition[:1].upper() + document.edition[1:]
    sentence = f"{edition}, realizada {date_span(document.starts_on, document.ends_on)}"
    if document.hours is None:
        return f"{sentence}."
    unit = "hora" if document.hours == 1 else "horas"
    return f"{sentence}, con una carga horaria de {document.hours} {unit}."


def _module_values(module: CertifiedModule) -> dict[str, str]:
    score = "" if module.score_percent is None else f"{module.score_percent} %"
    return {"title": module.title, "score": score}


def _competency_values(competency: CertifiedCompetency) -> dict[str, object]:
    return {
        "code": competency.code,
        "name": competency.name,
        "level": competency.level,
        "level_word": competency.level_word,
    }
