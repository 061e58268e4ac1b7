"""What becomes of a certificate reaches its owner once, and the link shows it."""

from certificates.issuing.services.judge_award import decline_award
from certificates.issuing.services.replace_certificate import replace_certificate
from certificates.issuing.services.revoke_certificate import revoke_certificate
from lms.accounts.models import Person
from lms.core.db.unit_of_work import unit_of_work
from tests.factories.issuing import (
    PLACE,
    actor_of,
    certificates_of,
    issue_all,
    make_passed,
    make_school,
)
from tests.support.notices import EMAIL, told
from tests.support.sign_in import sign_in


def _owner(session, school):
    [one] = school.passed
    session.get_one(Person, one.person_id).email = EMAIL
    session.commit()
    return one


def test_an_issued_certificate_is_told_and_its_link_offers_the_file(session, client):
    school = make_school(session, people=1)
    owner = _owner(session, school)
    issue_all(school)

    [one] = told(owner.person_id)

    [certificate] = certificates_of()
    assert one.title == "Su certificado está listo"
    assert certificate.code in one.mail
    assert one.path == f"/mi-formacion/{owner.enrolment_id}#certificados"
    page = client_page(client, owner, one.path)
    assert f"/certificados/{certificate.id}/original.pdf" in page
    assert 'id="certificados"' in page


def test_a_replacement_is_told_once_as_such(session):
    school = make_school(session, people=1)
    owner = _owner(session, school)
    issue_all(school)
    [first] = certificates_of()
    with unit_of_work() as inner:
        replace_certificate(
            inner,
            actor_of(school.coordinator),
            first.id,
            reason="Se corrigió el segundo apellido",
            place=PLACE,
        )

    found = told(owner.person_id)

    second = next(one for one in certificates_of() if one.replaces_id)
    assert [one.title for one in found] == [
        "Su certificado está listo",
        "Su certificado fue reemplazado",
    ]
    assert second.code in found[1].mail


def test_a_revocation_is_told_and_its_link_says_why(session, client):
    school = make_school(session, people=1)
    owner = _owner(session, school)
    issue_all(school)
    [certificate] = certificates_of()
    with unit_of_work() as inner:
        revoke_certificate(
            inner, actor_of(school.coordinator), certificate.id, reason="Se emitió por error."
        )

    one = told(owner.person_id)[1]

    assert one.title == "Su certificado fue revocado"
    assert "error" not in one.text.replace("Si es un error", "")
    assert "Se emitió por error." in client_page(client, owner, one.path)


def test_a_declined_certificate_is_told_and_the_course_page_says_why(session, client):
    school = make_school(session, people=0)
    owner = make_passed(session, school.edition, email=EMAIL)
    with unit_of_work() as inner:
        decline_award(
            inner, actor_of(school.coordinator), owner.award_id, reason="La tarea era copiada."
        )

    [one] = told(owner.person_id)

    assert one.title == "Su certificado no se emitirá"
    assert "copiada" not in one.text
    assert "La tarea era copiada." in client_page(client, owner, one.path)


def client_page(client, owner, path):
    """Return the page behind a notice's link as its owner sees it."""
    sign_in(client, owner.person_id)
    return client.get(path.partition("#")[0]).get_data(as_text=True)
