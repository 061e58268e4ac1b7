"""Uploads: the content decides, hostile ones are refused with words, photographs lose their place."""

import io
import zipfile

import pytest
from PIL import Image

from lms.core.errors import DomainError
from lms.core.files.store import file_store
from lms.core.files.uploads import DOCX, JPEG, PDF, XLSX, receive_bytes, safe_name, sniff


def _docx(extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w:document/>")
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def _photo(size=(400, 300), *, orientation: int | None = None, kind="JPEG") -> bytes:
    picture = Image.new("RGB", size, "green")
    out = io.BytesIO()
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
        exif.get_ifd(0x8825)[1] = "S"
        exif.get_ifd(0x8825)[2] = (16.0, 30.0, 0.0)
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def _refusal(content, name="x.pdf", **options) -> str:
    with pytest.raises(DomainError) as refusal:
        receive_bytes(None, content, name, owner_person_id=None, **options)
    assert refusal.value.message
    return refusal.value.code


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7\n...", PDF),
        (_docx(), DOCX),
        (_photo(), JPEG),
        (b"MZ\x90\x00" + b"\0" * 100, "application/x-msdownload"),
        (b"<script>alert(1)</script>", None),
        (b"just words", None),
    ],
)
def test_type_is_what_the_content_shows(content, media_type):
    assert sniff(content) == media_type


def test_empty_is_refused():
    assert _refusal(b"") == "file_empty"


def test_too_large_is_refused():
    assert _refusal(b"%PDF-" + b"0" * 2000, max_bytes=1000) == "file_too_large"


def test_program_named_pdf_is_refused():
    assert _refusal(b"MZ\x90\x00" + b"\0" * 100) == "file_type"


def test_macros_are_refused():
    assert _refusal(_docx({"word/vbaProject.bin": b"x"})) == "file_macros"


def test_zip_bomb_is_refused():
    assert _refusal(_docx({"word/media/a.bin": b"\0" * 101 * 1024 * 1024})) == "file_bomb"


def test_broken_photo_is_refused():
    assert _refusal(_photo()[:200] + b"\0" * 50) == "photo_broken"


def test_sixty_megapixels_are_refused():
    out = io.BytesIO()
    Image.new("1", (10_000, 6_000)).save(out, "PNG")

    assert _refusal(out.getvalue()) == "photo_too_large"


def test_photo_is_turned_upright_and_loses_its_place(session):
    stored = receive_bytes(
        session, _photo((400, 300), orientation=6), "IMG 1.HEIC.jpg", owner_person_id=None
    )

    with Image.open(file_store().open(stored.sha256)) as picture:
        assert picture.size == (300, 400)
        assert not picture.getexif().get_ifd(0x8825)
        assert not dict(picture.getexif())


def test_a_photo_carries_on_nothing_but_its_pixels(session):
    out = io.BytesIO()
    Image.new("RGB", (40, 40)).save(out, "JPEG", comment=b"<script>alert(1)</script>")

    stored = receive_bytes(
        session,
        out.getvalue() + b"<script>alert(2)</script>PK\x03\x04",
        "a.jpg",
        owner_person_id=None,
    )

    kept = file_store().open(stored.sha256).read()
    assert b"script" not in kept
    assert b"PK" not in kept


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>alert(1)</script>%PDF-1.4",
        b"GIF89a/*<script>alert(1)</script>*/",
        b"#!/bin/sh\n",
    ],
)
def test_what_a_browser_would_run_is_refused(content):
    assert _refusal(content) == "file_type"


def test_png_with_transparency_becomes_jpeg_on_white(session):
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")

    stored = receive_bytes(session, out.getvalue(), "dibujo.png", owner_person_id=None)

    assert stored.media_type == JPEG
    with Image.open(file_store().open(stored.sha256)) as picture:
        assert picture.getpixel((10, 10)) == (255, 255, 255)


def test_spreadsheet_is_known_by_its_content():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")

    assert sniff(out.getvalue()) == XLSX


@pytest.mark.parametrize(
    ("typed", "media_type", "safe"),
    [
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\fotos\\acta señal.jpg", JPEG, "acta señal.jpg"),
        ("informe.pdf.exe", PDF, "informe.pdf.pdf"),
        ("\x00\n.pdf", PDF, "archivo.pdf"),
        ("ñ" * 300 + ".docx", DOCX, "ñ" * 110 + ".docx"),
    ],
)
def test_name_keeps_letters_and_loses_tricks(typed, media_type, safe):
    assert safe_name(typed, media_type) == safe
