import pytest

from certificates.documents.api import merge_pdfs, render_certificate
from tests.certificates.documents.samples import certificate, qr_texts, read, text_of


def test_the_merged_file_has_all_pages_in_order():
    names = ["Ana Flores", "Juan Pag\u0303a", "Ñusta Quispe"]
    documents = [render_certificate(certificate(person_name=name)) for name in names]

    merged = merge_pdfs(documents)

    assert len(read(merged).pages) == 6
    assert [name in text_of(merged, page=2 * i) for i, name in enumerate(names)] == [True] * 3


def test_the_qr_is_still_read_in_the_merged_file():
    document = certificate()

    merged = merge_pdfs([render_certificate(document)])

    assert qr_texts(merged) == [document.verification_url]


def test_nothing_to_merge_is_refused():
    with pytest.raises(ValueError, match="nothing to merge"):
        merge_pdfs([])
