"""Notices: told once, by mail where there is an address, by hand where there is none."""

import pytest
from sqlalchemy import select

from lms.core.access import Role, Scope
from lms.core.db.unit_of_work import unit_of_work
from lms.core.mail.models import OutgoingMail
from lms.messages.api import notify_person, unread_count
from lms.messages.models import Notice, Way
from lms.organizations.models import Organization, OrganizationKind
from tests.factories.learning import make_edition, make_enrolment
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


def make_enrolled(session):
    person_id = make_person(session).id
    make_enrolment(session, make_edition(session), person_id)
    return person_id


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
    near_notice = session.scalars(select(Notice.id).where(Notice.person_id == near.id)).one()
    sign_in(client, liaison.id)

    page = client.get("/avisos/por-enviar").get_data(as_text=True)
    refused = client.post("/avisos/por-enviar", data={"aviso": [near_notice, far_notice]})

    assert "Cercana" in page
    assert "Lejana" not in page
    assert refused.status_code == 404
    assert "Cercana" in client.get("/avisos/por-enviar").get_data(as_text=True)


def test_all_that_waits_for_a_person_is_one_text_in_order(session, client):
    person = make_person(session, phone="+59171234567")
    other = make_person(session, given_names="Otra")
    for n in range(3):
        _tell(person.id, f"nota:{n}")
    _tell(other.id, "nota:9")
    sign_in(client, make_staff(session, Role.COORDINATOR).id)

    page = client.get("/avisos/por-enviar").get_data(as_text=True)

    assert page.count("<textarea") == 2
    assert page.count('name="aviso"') == 4
    assert page.count("Buen día, Ana Quispe Mamani:") == 1
    assert page.index("Ana Quispe") < page.index("Otra Quispe")
    assert "https://wa.me/59171234567?text=Buen" in page
    assert "2 personas" in page


@pytest.mark.parametrize("typed", ["", "no", "01a1fec7-7fbf-702c-a1d5-f77361255511"])
def test_a_notice_that_does_not_exist_is_refused(session, client, typed):
    sign_in(client, make_staff(session, Role.COORDINATOR).id)

    assert client.post("/avisos/por-enviar", data={"aviso": typed}).status_code == 404


def test_new_notices_stand_on_the_learners_home_until_they_were_read(session, client):
    person_id = make_enrolled(session)
    for n in range(4):
        _tell(person_id, f"nota:{n}")
    sign_in(client, person_id)

    before = client.get("/mi-formacion").get_data(as_text=True)
    client.post("/avisos/leidos")
    after = client.get("/mi-formacion").get_data(as_text=True)

    assert "4 avisos nuevos" in before
    assert before.count("Su nota está publicada") == 3
    assert "avisos nuevos" not in after


def test_text_sent_by_hand_leaves_the_list(session, client):
    person = make_person(session)
    notice_id = _tell(person.id)
    sign_in(client, make_staff(session, Role.COORDINATOR).id)

    for _ in range(2):
        answer = client.post("/avisos/por-enviar", data={"aviso": notice_id})
        assert answer.status_code == 303

    assert "Ya lo envié" not in client.get("/avisos/por-enviar").get_data(as_text=True)


def test_participant_has_no_list_of_texts(session, client):
    sign_in(client, make_person(session).id)

    assert client.get("/avisos/por-enviar").status_code == 403
