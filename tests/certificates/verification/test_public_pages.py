"""What anybody learns by a code, and what nobody does."""

import io

import pytest

from certificates.issuing.models import IssuingSetting
from certificates.issuing.rules.states import CertificateState
from certificates.issuing.services.replace_certificate import replace_certificate
from certificates.issuing.services.revoke_certificate import revoke_certificate
from lms.core import clock
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.files.models import StoredFile
from lms.core.files.store import file_store
from tests.factories.issuing import (
    PLACE,
    actor_of,
    certificates_of,
    issue_all,
    make_passed,
    make_school,
    run_due_jobs,
)
from tests.support.statements import counted_statements


@pytest.fixture
def school(session):
    return make_school(session, people=0)


@pytest.fixture
def issued(session, school):
    """One valid certificate, detached."""
    somebody = make_passed(
        session,
        school.edition,
        given_names="Ñusta",
        first_surname="Yapu",
        document_number="4823417",
    )
    issue_all(school, [somebody])
    [found] = certificates_of()
    return found


def _text(response) -> str:
    return " ".join(response.get_data(as_text=True).split())


def test_a_valid_certificate_says_what_and_by_whom_with_a_masked_document(client, issued):
    page = client.get(f"/verificar/{issued.code}")

    text = _text(page)
    assert page.status_code == 200
    for words in (
        "Certificado vigente",
        "Ñusta Yapu Mamani",
        "C.I. terminado en 417",
        "Asistencia Técnica Subnacional",
        "Unidad de Gestores Municipales",
        "No vence",
        issued.pdf_sha256,
    ):
        assert words in text, words
    assert "4823417" not in text


def test_the_code_is_read_however_it_was_typed(client, issued):
    typed = issued.code.lower().replace("-", " ")

    answer = client.get("/verificar", query_string={"codigo": f" {typed} "})

    assert answer.status_code == 303
    assert answer.location == f"/verificar/{issued.code}"
    assert "Certificado vigente" in _text(client.get(f"/verificar/{typed}"))


def test_nothing_typed_is_asked_for_again(client):
    assert client.get("/verificar").status_code == 200
    answer = client.get("/verificar?codigo=")
    assert answer.status_code == 422
    assert "Escriba el código" in _text(answer)


@pytest.mark.parametrize("code", ["ZZZZ-ZZZZ-ZZZZ", "x", "%20%20", "7K4M'; DROP TABLE--", "Ñ" * 60])
def test_an_unknown_code_is_not_found_and_says_what_to_check(client, issued, code):
    page = client.get(f"/verificar/{code}")

    assert page.status_code == 404
    assert "No encontramos ese código" in _text(page)


def test_known_and_unknown_codes_take_the_same_way(app, client, issued):
    with app.app_context():
        engine = db.engine
    with counted_statements(engine) as known:
        client.get(f"/verificar/{issued.code}")
    with counted_statements(engine) as unknown:
        client.get("/verificar/ZZZZ-ZZZZ-ZZZZ")

    assert known == unknown
    assert len(known) == 1


def test_pages_are_not_for_search_engines_nor_kept(client, issued):
    for url in ("/verificar", f"/verificar/{issued.code}", "/verificar/ZZZZ-ZZZZ-ZZZZ"):
        page = client.get(url)
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex">' in page.get_data(as_text=True)
        assert page.headers["Cache-Control"] == "no-store"


def test_a_revoked_certificate_says_since_when_and_why_and_no_name(client, school, issued):
    with unit_of_work() as session:
        revoke_certificate(
            session,
            actor_of(school.coordinator),
            issued.id,
            reason="Se emitió sin que constara la aprobación.",
        )

    text = _text(client.get(f"/verificar/{issued.code}"))

    assert "Certificado revocado" in text
    assert "no tiene valor desde el 01/03/2027" in text
    assert "Se emitió sin que constara la aprobación." in text
    assert "Yapu" not in text
    assert "417" not in text.replace(issued.pdf_sha256, "")


def test_a_replaced_certificate_leads_to_the_new_one(client, school, issued):
    with unit_of_work() as session:
        replace_certificate(
            session,
            actor_of(school.coordinator),
            issued.id,
            reason="Se corrigió el apellido",
            place=PLACE,
        )
    waiting = _text(client.get(f"/verificar/{issued.code}"))
    run_due_jobs()
    [new] = certificates_of(CertificateState.ISSUED)

    text = _text(client.get(f"/verificar/{issued.code}"))

    assert "Certificado reemplazado" in waiting
    assert "se está emitiendo" in waiting
    assert f"/verificar/{new.code}" in text
    assert "Revocado" not in text
    assert "Yapu" not in text
    assert "Certificado vigente" in _text(client.get(f"/verificar/{new.code}"))


def test_a_certificate_expires_at_the_end_of_its_last_day(client, session, school):
    from datetime import UTC, datetime

    inner = db.session()
    inner.get_one(IssuingSetting, "school").validity_months = 12
    inner.commit()
    issue_all(school, [make_passed(db.session(), school.edition)])
    [found] = certificates_of()

    # 03:59 UTC is 23:59 of the day before in La Paz.
    for moment, words in (
        (datetime(2028, 3, 2, 3, 59, tzinfo=UTC), "Certificado vigente"),
        (datetime(2028, 3, 2, 4, 1, tzinfo=UTC), "Certificado vencido"),
    ):
        with clock.frozen_at(moment):
            assert words in _text(client.get(f"/verificar/{found.code}"))


def test_what_was_never_drawn_is_not_found(client, school, session):
    from tests.factories.issuing import propose

    propose(school, [make_passed(db.session(), school.edition)])
    [queued] = certificates_of()

    assert client.get(f"/verificar/{queued.code}").status_code == 404


def test_a_demonstration_says_that_it_has_no_value(client, issued):
    assert "Demostración, sin valor" in _text(client.get(f"/verificar/{issued.code}"))


def test_a_sent_file_is_compared_and_not_kept(client, issued):
    original = file_store().open(issued.pdf_sha256).read()
    url = f"/verificar/{issued.code}/archivo"
    files_before = db.session().query(StoredFile).count()
    db.session.remove()

    same = client.post(url, data={"file": (io.BytesIO(original), "mio.pdf")})
    other = client.post(url, data={"file": (io.BytesIO(original + b" "), "mio.pdf")})
    missing = client.post(url, data={})
    unknown = client.post(
        "/verificar/ZZZZ-ZZZZ-ZZZZ/archivo", data={"file": (io.BytesIO(b"x"), "x.pdf")}
    )

    assert "Es idéntico al original" in _text(same).split("<template")[0]
    assert "No es el original" in _text(other).split("<template")[0]
    assert missing.status_code == 422
    assert unknown.status_code == 404
    assert db.session().query(StoredFile).count() == files_before


def test_codes_cannot_be_tried_without_end(limited):
    client = limited.test_client()

    answers = {client.get(f"/verificar/ZZZZ-ZZZZ-{n:04}").status_code for n in range(40)}

    assert answers == {404, 429}


def test_the_public_pages_lead_to_the_verification(client):
    page = client.get("/inicio").get_data(as_text=True)

    assert "Verificar un certificado" in page
    assert 'action="/verificar"' in page
