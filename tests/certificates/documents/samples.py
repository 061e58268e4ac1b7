"""Valid least documents, and what a reader finds in a PDF."""

import io
import re
from dataclasses import replace
from datetime import date

import pypdfium2
import zxingcpp
from pypdf import PdfReader

from certificates.documents.api import (
    CertificateDocument,
    CertifiedCompetency,
    CertifiedModule,
    Issuer,
    Signatory,
)

ISSUER = Issuer(
    name="Unidad de Gestores Municipales",
    unit="Gobierno Autónomo Municipal de La Paz",
    city="La Paz",
)
SIGNATORIES = (
    Signatory(name="Jefatura de ejemplo", post="Jefatura de la escuela"),
    Signatory(name="Coordinación de ejemplo", post="Coordinación académica"),
)
CERTIFICATE = CertificateDocument(
    issuer=ISSUER,
    person_name="María Ñuflo Choquehuanca",
    document_id="C.I. terminado en 417",
    course_title="Bases para la gestión pública subnacional",
    edition="edición 1 de 2026",
    starts_on=date(2026, 8, 3),
    ends_on=date(2026, 8, 28),
    hours=40,
    modules=(
        CertifiedModule(title="Marco autonómico", score_percent=84),
        CertifiedModule(title="Planificación municipal", score_percent=91),
    ),
    competencies=(
        CertifiedCompetency(code="G1", name="Innovar en el área", level=2, level_word="aplica"),
        CertifiedCompetency(code="T1", name="Marco autonómico", level=3, level_word="multiplica"),
    ),
    folio="UGM-2026-000412",
    code="7K4M-2QX9-HT5P",
    verification_url="https://gestores.example.bo/verificar/7K4M-2QX9-HT5P",
    signatories=SIGNATORIES,
    issued_on=date(2026, 8, 31),
)


def certificate(**changes) -> CertificateDocument:
    return replace(CERTIFICATE, **changes)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes, page: int | None = None) -> str:
    """Return the text in one line, with each run of spaces as one."""
    with pypdfium2.PdfDocument(pdf) as document:
        chosen = range(len(document)) if page is None else [page]
        texts = [document[number].get_textpage().get_text_range() for number in chosen]
    return re.sub(r"\s+", " ", " ".join(texts))


def qr_texts(pdf: bytes, page: int = 0, scale: float = 2.0) -> list[str]:
    """Return what a camera reads on the page, at 72 dpi times the scale."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[page].render(scale=scale).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def xmp_of(pdf: bytes) -> str:
    return read(pdf).trailer["/Root"]["/Metadata"].get_data().decode()


def claims_archive_and_access(pdf: bytes) -> bool:
    xmp = xmp_of(pdf)
    return all(
        re.search(f"{name}(>|=[\"']){value}", xmp)
        for name, value in (
            ("pdfaid:part", "2"),
            ("pdfaid:conformance", "A"),
            ("pdfuaid:part", "1"),
        )
    )


def tags_of(pdf: bytes) -> list[str]:
    """Return the names of the structure elements, in reading order."""
    found: list[str] = []

    def walk(node) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]).lstrip("/"))
            if "/K" in node:
                walk(node["/K"])

    walk(read(pdf).trailer["/Root"]["/StructTreeRoot"])
    return found


def box_of_letters(pdf: bytes, page: int = 0) -> tuple[float, float, float, float]:
    """Return left, bottom, right, top of everything written on the page, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
    seen = [box for box in boxes if box[2] > box[0]]
    lefts, bottoms, rights, tops = zip(*seen, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
