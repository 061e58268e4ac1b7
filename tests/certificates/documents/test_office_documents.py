"""Acts, letters, slips and lists as their readers find them."""

from dataclasses import replace
from datetime import date

import pytest

from certificates.documents.api import (
    AccessSlip,
    AccessSlips,
    DeliveryList,
    DeliveryRow,
    GradesActDocument,
    GradesActRow,
    LetterDocument,
    LetterFigure,
    LetterTooLongError,
    ReportSection,
    WrittenReport,
    render_access_slips,
    render_delivery_list,
    render_grades_act,
    render_letter,
    render_with_deadline,
    render_written_report,
)
from tests.certificates.documents.samples import (
    ISSUER,
    SIGNATORIES,
    claims_archive_and_access,
    qr_texts,
    read,
    tags_of,
    text_of,
)

ROW = GradesActRow(
    person_name="Rosa 😀 Condori",
    document_id="4800000 LP",
    municipality="Achocalla",
    mark_percent=84,
    state="aprobada",
)
WITHDRAWN = GradesActRow(
    person_name="#panic() Mamani",
    document_id="4800001 LP",
    municipality="La Paz",
    mark_percent=None,
    state="retirada",
    reason="Cambio de puesto",
)
ACT = GradesActDocument(
    issuer=ISSUER,
    number="UGM-ACTA-2026-014",
    course_title="Bases para la gestión pública subnacional",
    edition="edición 1 de 2026",
    starts_on=date(2026, 8, 3),
    ends_on=date(2026, 8, 28),
    rows=(ROW, WITHDRAWN),
    signatories=SIGNATORIES,
    issued_on=date(2026, 8, 31),
)
LETTER = LetterDocument(
    issuer=ISSUER,
    reference_number="CITE: UGM-041/2026",
    recipient_name="Autoridad de ejemplo",
    recipient_post="Alcaldía Municipal",
    subject="Formación del primer semestre",
    paragraphs=("De mi consideración:",),
    filters=(("Municipio", "Achocalla"),),
    figures=(
        LetterFigure(label="Inscritas", count=1204),
        LetterFigure(
            label="Aprobadas", count=11, denominator=40, denominator_label="que terminaron"
        ),
        LetterFigure(label="Becadas", count=0, denominator=0, denominator_label="aprobadas"),
    ),
    signatories=SIGNATORIES[:1],
    issued_on=date(2026, 7, 3),
)
SLIPS = AccessSlips(
    issuer=ISSUER,
    heading="Bases, edición 1 de 2026",
    sign_in_address="https://gestores.example.bo/ingresar",
    expires_text="viernes 27 de noviembre, 23:59, hora de La Paz",
    slips=(
        AccessSlip(
            person_name="Ana Flores",
            user_hint="su carnet, termina en 417",
            single_use_code="K7M4-2QX9",
            qr_url="https://gestores.example.bo/i/K7M4",
        ),
    ),
    issued_on=date(2026, 8, 1),
)
DELIVERY = DeliveryList(
    issuer=ISSUER,
    course_title="Bases",
    edition="edición 1 de 2026",
    rows=(DeliveryRow(folio="UGM-2026-000412", person_name="Ana Flores", document_id="…417"),),
    issued_on=date(2026, 8, 31),
)


@pytest.mark.parametrize("document", [ACT, LETTER, SLIPS, DELIVERY], ids=lambda d: type(d).__name__)
def test_every_document_is_archival_accessible_and_repeatable(document):
    drawn = render_with_deadline(document, 30)

    assert claims_archive_and_access(drawn)
    assert read(drawn).trailer["/Root"]["/Lang"] == "es-BO"
    assert render_with_deadline(document, 30) == drawn


def test_the_act_states_each_result_and_the_sums():
    words = text_of(render_grades_act(ACT)).replace("\xa0", " ")

    assert "Acta de notas" in words
    assert "UGM-ACTA-2026-014" in words
    assert "Achocalla 84 % aprobada" in words
    assert "sin nota retirada Cambio de puesto" in words
    assert "2 personas en el acta: aprobada, 1 de 2; retirada, 1 de 2." in words
    assert "Página 1 de 1" in words


def test_an_odd_letter_or_a_hostile_name_does_not_hold_back_the_act():
    words = text_of(render_grades_act(ACT))

    assert "Rosa ? Condori" in words
    assert "#panic() Mamani" in words


def test_the_rectifying_act_says_what_was_and_what_is():
    row = replace(
        ROW, previous_mark_percent=66, previous_state="no aprobada", reason="Clave corregida"
    )
    act = replace(
        ACT,
        number="UGM-ACTA-2026-015",
        rectifies="UGM-ACTA-2026-014",
        rectification_reason="clave equivocada",
        rows=(row,),
    )

    words = text_of(render_grades_act(act)).replace("\xa0", " ")

    assert "Acta rectificatoria de notas" in words
    assert "se rectifica el acta UGM-ACTA-2026-014" in words
    assert "66 % no aprobada 84 % aprobada Clave corregida" in words


def test_the_head_of_the_table_is_repeated_on_every_page_of_a_long_act():
    drawn = render_grades_act(replace(ACT, rows=(ROW,) * 120))
    pages = len(read(drawn).pages)

    assert pages > 2
    assert all("Municipio" in text_of(drawn, page=page) for page in range(pages))
    assert f"Página {pages} de {pages}" in text_of(drawn)


def test_an_act_without_rows_is_still_drawn():
    assert "Ninguna persona." in text_of(render_grades_act(replace(ACT, rows=())))


def test_the_letter_gives_every_share_with_its_denominator():
    words = text_of(render_letter(LETTER)).replace("\xa0", " ")

    assert "Inscritas 1.204" in words
    assert "Aprobadas 11 de 40 que terminaron 28 %" in words
    assert "Becadas 0 de 0 aprobadas –" in words
    assert "Municipio: Achocalla" in words


def test_the_table_of_the_letter_has_heads_for_those_who_listen():
    assert tags_of(render_letter(LETTER)).count("TH") == 4


def test_a_letter_that_does_not_fit_on_one_page_is_refused():
    long = replace(LETTER, figures=LETTER.figures * 30)

    for draw in (render_letter, lambda letter: render_with_deadline(letter, 30)):
        with pytest.raises(LetterTooLongError):
            draw(long)


def test_a_slip_has_all_that_the_first_sign_in_needs():
    drawn = render_access_slips(SLIPS)
    words = text_of(drawn)

    for expected in (
        "Ana Flores",
        "https://gestores.example.bo/ingresar",
        "su carnet, termina en 417",
        "K7M4-2QX9",
        "Vale hasta: viernes 27 de noviembre, 23:59, hora de La Paz",
    ):
        assert expected in words
    assert qr_texts(drawn) == ["https://gestores.example.bo/i/K7M4"]


def test_a_slip_without_address_has_no_qr():
    slips = tuple(replace(slip, qr_url=None) for slip in SLIPS.slips)

    assert qr_texts(render_access_slips(replace(SLIPS, slips=slips))) == []


def test_ten_slips_share_a_page_and_the_eleventh_opens_the_next():
    ten, eleven = (render_access_slips(replace(SLIPS, slips=SLIPS.slips * n)) for n in (10, 11))

    assert len(read(ten).pages) == 1
    assert len(read(eleven).pages) == 2


def test_the_delivery_list_has_room_to_sign_for_each_certificate():
    words = text_of(render_delivery_list(DELIVERY))

    assert "1 certificado." in words
    assert "Folio Persona Documento Fecha Firma" in words
    assert "UGM-2026-000412 Ana Flores" in words


@pytest.mark.parametrize(
    ("document", "draw"),
    [(ACT, render_grades_act), (LETTER, render_letter), (DELIVERY, render_delivery_list)],
    ids=["act", "letter", "delivery"],
)
def test_office_papers_of_a_demonstration_bear_the_watermark(document, draw):
    assert "DEMOSTRACIÓN" in text_of(draw(replace(document, is_demonstration=True)))
    assert "DEMOSTRACIÓN" not in text_of(draw(document)).upper()


def test_a_report_has_its_sections_in_order_on_numbered_pages():
    report = WrittenReport(
        issuer=ISSUER,
        title="Informe de sistematización",
        subtitle="Edición 1 de 2026",
        sections=(
            ReportSection(title="Presentación", text="Primer párrafo.\r\n\r\nSegundo 😀."),
            ReportSection(title="Lecciones", text="\n\n".join(["Se aprendió mucho."] * 120)),
            ReportSection(title="Decisiones", text=""),
        ),
        dated=date(2026, 12, 1),
    )

    drawn = render_written_report(report)

    text = text_of(drawn)
    order = [text.index(word) for word in ("Presentación", "Segundo ?", "Lecciones", "Decisiones")]
    assert order == sorted(order)
    assert len(read(drawn).pages) > 1
    assert "Página 1 de" in text
    assert drawn == render_with_deadline(report, 20)
