"""Notices: told once, by mail where there is an address, by hand where there is none."""

from sqlalchemy import select

from lms.core.access import Role, Scope
from lms.core.db.unit_of_work import unit_of_work
from lms.core.mail.models import OutgoingMail
from lms.messages.api import notify_person, unread_count
from lms.messages.models import Notice, Way
from lms.organizations.models import Organization, OrganizationKind
from tests.support.sign_in import make_person, make_staff, sign_in


def _tell(person_id, key="nota:1"):
    with unit_of_work() as session:
        return notify_person(
            session,
            person_id,
            unique_key=key,
            title="Su nota está publicada",
            text="La nota de «Mapa de actores» es 83 de 100.",
            path="/mi-formacion",
        )


def test_told_twice_is_told_once_with_one_mail(session):
    person = make_person(session, email="ana@ejemplo.bo")

    assert _tell(person.id) == _tell(person.id)
    mails = session.scalars(select(OutgoingMail)).all()
    assert [mail.recipient for mail in mails] == ["ana@ejemplo.bo"]
    assert "Ana Quispe Mamani" in mails[0].text
    assert "http://localhost:5000/mi-formacion" in mails[0].text


def test_person_without_mail_waits_on_the_list_by_hand(session):
    person = make_person(session)

    _tell(person.id)

    assert session.scalars(select(OutgoingMail)).all() == []
    assert session.scalars(select(Notice.way)).all() == [Way.BY_HAND]


def test_own_page_shows_own_notices_only_and_marks_them_read(session, client):
    own, other = make_person(session), make_person(session)
    _tell(own.id)
    _tell(other.id, "nota:2")
    sign_in(client, own.id)

    page = client.get("/avisos").get_data(as_text=True)
    client.post("/avisos/leidos")

    assert page.count("Su nota está publicada") == 1
    assert unread_count(session, other.id) == 1


def test_liaison_sees_texts_for_the_own_municipality_only(session, client):
    towns = [Organization(kind=OrganizationKind.MUNICIPALITY, name=f"Pueblo {n}") for n in (1, 2)]
    session.add_all(towns)
    session.commit()
    near, far = (
        make_person(session, organization_id=town.id, given_names=name)
        for town, name in zip(towns, ("Cercana", "Lejana"), strict=True)
    )
    _tell(near.id, "a")
    _tell(far.id, "b")
    liaison = make_staff(session, Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=towns[0].id)
    far_notice = session.scalars(select(Notice.id).where(Notice.person_id == far.id)).one()
    sign_in(client, liaison.id)

    page = client.get("/avisos/por-enviar").get_data(as_text=True)
    refused = client.post(f"/avisos/por-enviar/{far_notice}")

    assert "Cercana" in page
    assert "Lejana" not in page
    assert refused.status_code == 404


def test_text_sent_by_hand_leaves_the_list(session, client):
    person = make_person(session)
    notice_id = _tell(person.id)
    sign_in(client, make_staff(session, Role.COORDINATOR).id)

    for _ in range(2):
        assert client.post(f"/avisos/por-enviar/{notice_id}").status_code == 303

    assert "Ya lo envié" not in client.get("/avisos/por-enviar").get_data(as_text=True)


def test_participant_has_no_list_of_texts(session, client):
    sign_in(client, make_person(session).id)

    assert client.get("/avisos/por-enviar").status_code == 403
