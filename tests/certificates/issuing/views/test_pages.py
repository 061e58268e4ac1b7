"""The pages of coordination and of the owner: guards, acts, refusals beside the form."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from certificates.issuing.models import Award, Batch, Certificate, IssuingSetting
from certificates.issuing.rules.states import AwardState, BatchState, CertificateState
from courses.learning.rules.states import EnrolmentState
from lms.core.access import Role, Scope
from lms.core.db.engine import db
from tests.factories.issuing import (
    certificates_of,
    issue_all,
    make_passed,
    make_school,
    propose,
    run_due_jobs,
)
from tests.factories.learning import make_enrolment, make_organization
from tests.support.sign_in import make_person, make_staff, sign_in
from tests.support.statements import counted_statements


def _text(response) -> str:
    return " ".join(response.get_data(as_text=True).split())


@pytest.fixture
def school(session):
    return make_school(session, people=3)


@pytest.fixture
def coordination(client, school):
    return sign_in(client, school.coordinator.id)


def _edition_url(school, rest="") -> str:
    return f"/ediciones/{school.edition.id}/certificados{rest}"


def test_the_edition_page_says_who_is_ready_and_why_others_are_not(session, school, coordination):
    make_passed(session, school.edition, given_names="Sin Confirmar", name_confirmed_at=None)
    make_passed(session, school.edition, printed_name="Ana 🎓 Quispe")
    waiting = make_person(session, given_names="Falta Mucho")
    make_enrolment(session, school.edition, waiting.id)

    page = _text(coordination.get(_edition_url(school)))

    assert "3 personas listas para certificar" in page
    assert "No confirmó su nombre" in page
    assert "no se pueden imprimir: 🎓" in page
    assert "faltan 3 lecciones" in page
    assert "Esto es una demostración" in page


def test_the_page_takes_the_same_statements_for_any_number_of_people(
    session, app, school, coordination
):
    with app.app_context():
        engine = db.engine
    with counted_statements(engine) as few:
        coordination.get(_edition_url(school))
    for _n in range(20):
        make_passed(session, school.edition)
    with counted_statements(engine) as many:
        coordination.get(_edition_url(school))

    assert len(many) == len(few) <= 14


def test_from_choice_to_certificate_without_script(school, coordination):
    chosen = {"elegidas": [str(one.award_id) for one in school.passed[:2]]}
    review = coordination.post(_edition_url(school, "/revisar"), data=chosen)
    assert "Emitir 2 certificados" in _text(review)

    answer = coordination.post(_edition_url(school, "/emitir"), data=chosen)
    run_due_jobs()

    assert answer.status_code == 303
    page = _text(coordination.get(answer.location))
    assert "Emitidos: 2 de 2" in page
    assert "Todos en un PDF" in page
    assert len(certificates_of(CertificateState.ISSUED)) == 2


def test_two_people_approving_at_once_have_one_effect(app, school, coordination):
    other = make_staff(db.session(), Role.COORDINATOR, given_names="Otra")
    second = sign_in(app.test_client(), other.id)
    chosen = {"elegidas": [str(one.award_id) for one in school.passed]}

    coordination.post(_edition_url(school, "/emitir"), data=chosen)
    answer = second.post(_edition_url(school, "/emitir"), data=chosen, follow_redirects=True)

    assert "ya aprobó" in _text(answer)
    assert len(certificates_of()) == 3


def test_the_preview_is_a_pdf_without_folio_or_code(school, coordination):
    answer = coordination.get(
        _edition_url(school, f"/{school.passed[0].award_id}/vista-previa.pdf")
    )

    words = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    assert "Persona 1 Quispe001 Mamani" in words
    assert "sin folio" in words
    assert certificates_of() == []


def test_declining_asks_for_a_reason(school, coordination):
    url = _edition_url(school, f"/{school.passed[0].award_id}/no-certificar")

    assert coordination.post(url, data={"reason": ""}).status_code == 422
    assert coordination.post(url, data={"reason": "Renunció por escrito"}).status_code == 303

    award = db.session().get_one(Award, school.passed[0].award_id)
    assert (award.state, award.state_reason) == (AwardState.DECLINED, "Renunció por escrito")
    assert "Renunció por escrito" in _text(coordination.get(_edition_url(school)))


def test_a_changed_mark_is_reviewed_before_it_is_certified(school, coordination):
    session = db.session()
    session.get_one(Award, school.passed[0].award_id).review_reason = "La nota cambió."
    session.commit()
    assert "La nota cambió." in _text(coordination.get(_edition_url(school)))

    coordination.post(_edition_url(school, f"/{school.passed[0].award_id}/revisado"))

    assert db.session().get_one(Award, school.passed[0].award_id).review_reason is None


def test_a_long_list_waits_for_a_second_person(app, session, school, coordination):
    session = db.session()
    session.get_one(IssuingSetting, "school").rows_without_second_person = 2
    session.commit()
    other = make_staff(session, Role.COORDINATOR, given_names="Otra")
    chosen = {"elegidas": [str(one.award_id) for one in school.passed]}

    answer = coordination.post(_edition_url(school, "/emitir"), data=chosen)
    mine = _text(coordination.get(answer.location))
    own = coordination.post(f"{answer.location}/aprobar")
    second = sign_in(app.test_client(), other.id)
    done = second.post(f"{answer.location}/aprobar", follow_redirects=True)
    again = second.post(f"{answer.location}/aprobar")

    assert "Falta otra persona" in mine
    assert own.status_code == 409
    assert "Usted propuso esta lista" in _text(own)
    assert "3 certificados aprobados" in _text(done)
    assert again.status_code == 409
    run_due_jobs()
    assert len(certificates_of(CertificateState.ISSUED)) == 3


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [("2027-02-01", "2027-03-01", 303), ("2027-03-02", "2027-03-31", 404)],
)
def test_the_stand_in_approves_only_between_the_dates(
    app, session, school, coordination, first, last, status
):
    from datetime import date

    town = make_organization(db.session())
    stand_in = make_staff(db.session(), Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=town)
    session = db.session()
    rules = session.get_one(IssuingSetting, "school")
    rules.rows_without_second_person = 2
    rules.stand_in_person_id = stand_in.id
    rules.stand_in_from, rules.stand_in_until = date.fromisoformat(first), date.fromisoformat(last)
    session.commit()
    batch_id = propose(school).batch_id

    client = sign_in(app.test_client(), stand_in.id)
    answer = client.post(f"/certificados/lotes/{batch_id}/aprobar")

    assert answer.status_code == status
    batch = db.session().get_one(Batch, batch_id)
    assert (batch.state is BatchState.APPROVED, batch.is_by_stand_in) == (status == 303,) * 2


def test_a_returned_list_can_be_chosen_again(session, school, coordination):
    session = db.session()
    session.get_one(IssuingSetting, "school").rows_without_second_person = 1
    session.commit()
    batch_id = propose(school).batch_id

    answer = coordination.post(
        f"/certificados/lotes/{batch_id}/devolver", data={"reason": "Faltan dos personas"}
    )

    assert answer.status_code == 303
    assert "Faltan dos personas" in _text(coordination.get(answer.location))
    assert propose(school).taken == 3


def test_the_register_finds_by_folio_code_name_and_document(session, school, coordination):
    named = make_passed(
        session,
        school.edition,
        given_names="Ñusta",
        first_surname="Yapu",
        document_number="7654321",
    )
    issue_all(school, [*school.passed, named])
    [wanted] = [one for one in certificates_of() if one.person_id == named.person_id]

    for typed in ("nusta yapu", wanted.code.replace("-", "").lower(), "7654321 LP"):
        page = _text(coordination.get("/certificados", query_string={"q": typed}))
        assert wanted.code in page, typed
        assert page.count("<code") == 1, typed
    page = _text(coordination.get("/certificados?q=UGM-DEMO-2027-000002"))
    assert page.count("<code") == 1
    assert "Ningún certificado coincide" in _text(coordination.get("/certificados?q=zzz"))
    assert _text(coordination.get("/certificados?estado=revoked")).count("<code") == 0


def test_the_register_as_csv_runs_no_formula(session, school, coordination):
    odd = make_passed(session, school.edition, printed_name="=1+1 Quispe")
    issue_all(school, [odd])

    text = coordination.get("/certificados/registro.csv").get_data(as_text=True)

    assert "'=1+1 Quispe" in text
    assert "UGM-DEMO-2027-000001" in text


def test_batch_files_for_the_printer_and_the_delivery(school, coordination):
    batch_id = issue_all(school)

    merged = coordination.get(f"/certificados/lotes/{batch_id}/para-imprimir.pdf")
    delivery = coordination.get(f"/certificados/lotes/{batch_id}/entrega.pdf")
    table = coordination.get(f"/certificados/lotes/{batch_id}/entrega.csv")

    assert len(PdfReader(io.BytesIO(merged.data)).pages) == 6
    assert "Quispe002" in PdfReader(io.BytesIO(delivery.data)).pages[0].extract_text()
    assert table.get_data(as_text=True).count("UGM-DEMO-2027-") == 3


def test_many_certificates_are_joined_in_a_job(school, coordination, monkeypatch):
    from certificates.issuing.views import batches

    monkeypatch.setattr(batches, "MERGED_AT_ONCE", 2)
    batch_id = issue_all(school)
    url = f"/certificados/lotes/{batch_id}"
    assert coordination.get(f"{url}/para-imprimir.pdf").status_code == 404

    coordination.post(f"{url}/para-imprimir")
    assert "Se está preparando un solo PDF" in _text(coordination.get(url))
    run_due_jobs()

    assert "Todos en un PDF" in _text(coordination.get(url))
    merged = coordination.get(f"{url}/para-imprimir.pdf")
    assert len(PdfReader(io.BytesIO(merged.data)).pages) == 6


def test_failures_show_who_and_why_and_are_tried_again(school, coordination, monkeypatch):
    from certificates.documents.api import DrawingError
    from certificates.issuing import jobs

    def refuse(_document, _seconds):
        raise DrawingError("El compositor no pudo dibujar la segunda página.")

    monkeypatch.setattr(jobs, "render_with_deadline", refuse)
    batch_id = issue_all(school)
    url = f"/certificados/lotes/{batch_id}"
    page = _text(coordination.get(url))
    assert "3 no se emitieron" in page
    assert "no pudo dibujar la segunda página" in page
    assert "Conserva el folio UGM-DEMO-2027-000001" in page
    monkeypatch.undo()

    coordination.post(f"{url}/reintentar")
    run_due_jobs()

    page = _text(coordination.get(url))
    assert "Emitidos: 3 de 3" in page
    rows = coordination.get(f"{url}/entrega.csv").get_data(as_text=True)
    assert [f"UGM-DEMO-2027-{n:06d}" in rows for n in (1, 2, 3, 4)] == [True, True, True, False]


def test_what_failed_can_be_cancelled_and_its_folio_stays_as_annulled(
    school, coordination, monkeypatch
):
    from certificates.documents.api import DrawingError
    from certificates.issuing import jobs

    def refuse(_document, _seconds):
        raise DrawingError("No.")

    monkeypatch.setattr(jobs, "render_with_deadline", refuse)
    batch_id = issue_all(school)
    monkeypatch.undo()

    answer = coordination.post(
        f"/certificados/lotes/{batch_id}/anular", data={"reason": "Se rehará con otro texto"}
    )

    assert answer.status_code == 303
    assert "3 certificados anulados" in _text(coordination.get(answer.location))
    text = coordination.get("/certificados/registro.csv").get_data(as_text=True)
    assert text.count("Anulado") == 3
    assert propose(school).taken == 3
    run_due_jobs()
    folios = coordination.get("/certificados/registro.csv").get_data(as_text=True)
    assert "UGM-DEMO-2027-000006" in folios


def test_revoking_asks_for_a_public_reason(school, coordination):
    issue_all(school)
    [first, *_others] = certificates_of()
    url = f"/certificados/{first.id}/revocar"

    assert "no se puede deshacer" in _text(coordination.get(url))
    assert coordination.post(url, data={"reason": ""}).status_code == 422
    assert coordination.post(url, data={"reason": "corto"}).status_code == 409
    done = coordination.post(url, data={"reason": "Se emitió sin que constara la aprobación."})
    assert done.status_code == 303
    page = _text(coordination.get(done.location))
    assert "Revocado" in page
    assert coordination.post(url, data={"reason": "Otra vez, otra vez."}).status_code == 409


def test_replacing_leads_from_the_old_to_the_new(session, school, coordination):
    from lms.accounts.models import Person

    issue_all(school, school.passed[:1])
    [old] = certificates_of()
    inner = db.session()
    inner.get_one(Person, old.person_id).printed_name = "Persona Corregida"
    inner.commit()

    answer = coordination.post(
        f"/certificados/{old.id}/reemplazar", data={"reason": "Se corrigió el apellido"}
    )
    run_due_jobs()

    assert answer.status_code == 303
    states = {one.snapshot["person_name"]: one.state for one in certificates_of()}
    assert states == {
        "Persona 1 Quispe001 Mamani": CertificateState.REPLACED,
        "Persona Corregida": CertificateState.ISSUED,
    }
    page = _text(coordination.get(f"/certificados/{old.id}"))
    assert "Lo reemplaza UGM-DEMO-2027-000002" in page


def test_the_owner_downloads_the_own_file_and_nobody_else_does(app, session, school, coordination):
    issue_all(school)
    [first, second, *_rest] = certificates_of()
    owner = sign_in(app.test_client(), first.person_id)

    mine = owner.get(f"/certificados/{first.id}/original.pdf")
    other = owner.get(f"/certificados/{second.id}/original.pdf")
    home = _text(owner.get("/mi-formacion"))

    assert mine.data.startswith(b"%PDF-")
    assert mine.headers["Content-Disposition"].startswith("attachment")
    assert other.status_code == 404
    assert f"/certificados/{first.id}/original.pdf" in home
    assert first.code in home


def test_pages_of_coordination_are_closed_to_others(app, session, school, coordination):
    batch_id = issue_all(school)
    [first, *_rest] = certificates_of()
    learner = sign_in(app.test_client(), first.person_id)

    for url in (
        _edition_url(school),
        "/certificados",
        "/certificados/registro.csv",
        "/certificados/correcciones",
        "/certificados/ajustes",
        f"/certificados/{first.id}",
        f"/certificados/{first.id}/revocar",
        f"/certificados/lotes/{batch_id}/entrega.pdf",
    ):
        assert learner.get(url).status_code == 403, url
    assert learner.get(f"/certificados/lotes/{batch_id}").status_code == 404


def test_objects_of_other_scopes_are_not_found(app, session, school, coordination):
    from tests.factories.learning import make_edition

    batch_id = issue_all(school)
    [first, *_rest] = certificates_of()
    elsewhere = make_edition(db.session())
    stranger = make_staff(
        db.session(), Role.COORDINATOR, scope=Scope.EDITION, scope_id=elsewhere.id
    )
    client = sign_in(app.test_client(), stranger.id)

    for url in (
        _edition_url(school),
        f"/certificados/{first.id}",
        f"/certificados/{first.id}/original.pdf",
        f"/certificados/lotes/{batch_id}",
        f"/certificados/lotes/{batch_id}/entrega.csv",
    ):
        assert client.get(url).status_code == 404, url
    assert first.code not in _text(client.get("/certificados"))


def test_rules_are_written_by_those_who_may(app, session, school, coordination):
    page = _text(coordination.get("/certificados/ajustes"))
    assert "Estas reglas las cambia quien administra" in page
    assert coordination.post("/certificados/ajustes/aprobacion").status_code == 403
    assert coordination.post("/certificados/ajustes/firmas", data={}).status_code == 422
    signed = {"name_1": "Nueva Jefatura", "post_1": "Jefatura"}
    assert coordination.post("/certificados/ajustes/firmas", data=signed).status_code == 303

    boss = make_staff(db.session(), Role.ADMINISTRATOR, given_names="Admin")
    admin = sign_in(app.test_client(), boss.id)
    wrong = {"rows_without_second_person": "5", "stand_in": str(boss.id)}
    assert admin.post("/certificados/ajustes/aprobacion", data=wrong).status_code == 409
    right = wrong | {"stand_in_from": "2027-03-01", "stand_in_until": "2027-03-31"}
    assert admin.post("/certificados/ajustes/aprobacion", data=right).status_code == 303

    rules = db.session().get_one(IssuingSetting, "school")
    assert rules.signatories == [{"name": "Nueva Jefatura", "post": "Jefatura"}]
    assert (rules.rows_without_second_person, rules.requires_closed_edition) == (5, False)
    assert rules.stand_in_person_id == boss.id


def test_an_enrolment_that_left_is_not_in_the_list(session, school, coordination):
    gone = make_person(session, given_names="Se Fue")
    make_enrolment(session, school.edition, gone.id, state=EnrolmentState.WITHDRAWN)

    assert "Se Fue" not in _text(coordination.get(_edition_url(school)))


def test_certificates_are_kept_when_the_batch_is_read_again(school, coordination):
    batch_id = issue_all(school)

    for _n in range(2):
        coordination.get(f"/certificados/lotes/{batch_id}")

    assert len(db.session().scalars(select(Certificate)).all()) == 3
