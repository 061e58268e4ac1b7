"""Each fact of an enrolment reaches the person once, by its way, with the direct link."""

from datetime import date, timedelta

import pytest

from courses.learning.models import Enrolment
from courses.learning.rules.states import EnrolmentState
from courses.learning.services.change_enrolment_state import (
    end_recovery,
    mark_dropped_out,
    open_recovery,
    reinstate_enrolment,
    withdraw_enrolment,
)
from courses.learning.services.enrol_people import NewParticipant, enrol_people
from courses.learning.services.evaluate_completion import evaluate_completion, withdraw_pass
from courses.learning.services.extend_dates import extend_dates
from courses.learning.services.find_for_change import EVERYTHING
from lms.accounts.services.merge_people import merge_people
from lms.core import clock
from lms.core.access import SYSTEM
from lms.core.db.unit_of_work import unit_of_work
from lms.messages.models import Way
from tests.factories.learning import (
    make_course,
    make_edition,
    make_enrolment,
    make_organization,
)
from tests.support.notices import EMAIL, titles, told
from tests.support.sign_in import make_person, sign_in

STATE = EnrolmentState
UNTIL = date(2027, 5, 14)


@pytest.fixture
def edition(session):
    return make_edition(session, make_course(session, lessons=0, title="Bases"))


def _enrolled(session, edition, *, person=None, **over):
    somebody = make_person(session, **({"email": EMAIL} | (person or {})))
    return somebody.id, make_enrolment(session, edition, somebody.id, **over)


def _leave(session, enrolment_id):
    withdraw_enrolment(session, SYSTEM, EVERYTHING, enrolment_id, reason="Cambió de puesto.")


def _drop(session, enrolment_id):
    mark_dropped_out(session, SYSTEM, EVERYTHING, enrolment_id, reason="No volvió.")


def _recover(session, enrolment_id):
    open_recovery(session, SYSTEM, EVERYTHING, enrolment_id, until=UNTIL, reason="Enfermó.")


def _end(session, enrolment_id):
    end_recovery(session, SYSTEM, EVERYTHING, enrolment_id, reason="No entregó.")


def _return(session, enrolment_id):
    reinstate_enrolment(session, SYSTEM, EVERYTHING, enrolment_id, reason="Volvió al puesto.")


def _pass(session, enrolment_id):
    evaluate_completion(session, SYSTEM, session.get_one(Enrolment, enrolment_id))


def _take_back(session, enrolment_id):
    withdraw_pass(session, SYSTEM, session.get_one(Enrolment, enrolment_id), reason="Se corrigió.")


def _extend(session, enrolment_id):
    edition_id = session.get_one(Enrolment, enrolment_id).edition_id
    extend_dates(session, SYSTEM, EVERYTHING, edition_id, until=UNTIL, reason="Bloqueos.")


FACTS = [
    (STATE.IN_PROGRESS, _leave, "Su inscripción terminó", "Bases"),
    (STATE.IN_PROGRESS, _drop, "Su inscripción terminó", "Bases"),
    (STATE.WITHDRAWN, _return, "Tiene un lugar en «Bases»", "30 de abril de 2027, 23:59"),
    (STATE.FAILED, _recover, "Puede volver a trabajar en su curso", "14 de mayo de 2027, 23:59"),
    (STATE.RECOVERY, _end, "Terminó su recuperación", "Bases"),
    (STATE.IN_PROGRESS, _extend, "Tiene más tiempo para su curso", "14 de mayo de 2027, 23:59"),
    (STATE.IN_PROGRESS, _pass, "Aprobó «Bases»", "lunes 1 de marzo de 2027"),
    (STATE.PASSED, _take_back, "Su curso ya no figura como aprobado", "Bases"),
]


@pytest.mark.parametrize(("state", "act", "title", "words"), FACTS)
def test_a_fact_is_told_once_in_the_application_and_by_mail(
    session, client, edition, state, act, title, words
):
    person_id, enrolment_id = _enrolled(session, edition, state=state)
    with unit_of_work() as inner:
        act(inner, enrolment_id)

    [one] = told(person_id)

    assert one.title == title
    assert words in one.text
    assert one.path == f"/mi-formacion/{enrolment_id}"
    assert f"http://localhost:5000{one.path}" in one.mail
    assert one.text in one.mail
    sign_in(client, person_id)
    assert client.get(one.path).status_code == 200
    assert title in client.get("/avisos").get_data(as_text=True)


@pytest.mark.parametrize(("state", "act", "title", "words"), FACTS)
def test_a_fact_waits_as_a_text_to_copy_for_who_has_no_mail(
    session, edition, state, act, title, words
):
    person_id, enrolment_id = _enrolled(session, edition, person={"email": None}, state=state)
    with unit_of_work() as inner:
        act(inner, enrolment_id)

    [one] = told(person_id)

    assert (one.title, one.way, one.mail) == (title, Way.BY_HAND, None)


def test_enrolled_people_are_told_when_and_where(session, edition):
    person_id = make_person(session, email=EMAIL).id
    with unit_of_work() as inner:
        enrol_people(inner, SYSTEM, edition.id, [NewParticipant(person_id=person_id)])
        enrol_people(inner, SYSTEM, edition.id, [NewParticipant(person_id=person_id)])

    [one] = told(person_id)

    assert "«Bases»" in one.text
    assert "lunes 1 de febrero de 2027" in one.text
    assert "carnet" in one.text


def test_leaving_twice_is_told_twice_and_coming_back_in_between(session, edition):
    person_id, enrolment_id = _enrolled(session, edition)
    for act in (_leave, _return, _leave):
        clock.advance(timedelta(hours=1))
        with unit_of_work() as inner:
            act(inner, enrolment_id)

    assert sorted(titles(person_id)) == [
        "Su inscripción terminó",
        "Su inscripción terminó",
        "Tiene un lugar en «Bases»",
    ]


def test_passing_again_after_a_rectification_is_told_again(session, edition):
    person_id, enrolment_id = _enrolled(session, edition)
    for act in (_pass, _take_back, _pass):
        with unit_of_work() as inner:
            act(inner, enrolment_id)

    assert sorted(titles(person_id)) == [
        "Aprobó «Bases»",
        "Aprobó «Bases»",
        "Su curso ya no figura como aprobado",
    ]


def test_a_longer_recovery_is_told_with_its_new_day(session, edition):
    person_id, enrolment_id = _enrolled(session, edition, state=STATE.FAILED)
    for until in (UNTIL, UNTIL + timedelta(days=7)):
        with unit_of_work() as inner:
            open_recovery(inner, SYSTEM, EVERYTHING, enrolment_id, until=until, reason="Salud.")

    found = {one.title: one.text for one in told(person_id)}

    assert len(found) == 2
    assert "14 de mayo" in found["Puede volver a trabajar en su curso"]
    assert "21 de mayo" in found["Tiene más tiempo para su curso"]


def test_more_time_is_told_to_whom_it_reaches_and_serves(session, edition):
    near, far = make_organization(session, "Tipuani"), make_organization(session, "Guanay")
    of_near, own = _enrolled(session, edition, organization_id=near)
    of_far, _own = _enrolled(session, edition, organization_id=far)
    gone, _own = _enrolled(session, edition, organization_id=near, state=STATE.WITHDRAWN)
    office = make_organization(session, "Secretaría de Salud de Tipuani", parent_id=near)
    inside, _own = _enrolled(session, edition, organization_id=office)
    later, longer = _enrolled(session, edition, organization_id=near)
    with unit_of_work() as inner:
        extend_dates(
            inner,
            SYSTEM,
            EVERYTHING,
            edition.id,
            until=UNTIL + timedelta(days=9),
            reason="Maternidad.",
            enrolment_id=longer,
        )
        extend_dates(
            inner,
            SYSTEM,
            EVERYTHING,
            edition.id,
            until=UNTIL,
            reason="Bloqueos.",
            organization_id=near,
        )

    assert [one.path for one in told(of_near)] == [f"/mi-formacion/{own}"]
    assert titles(inside) == ["Tiene más tiempo para su curso"]
    assert titles(of_far) == []
    assert titles(gone) == []
    assert ["23 de mayo" in one.text for one in told(later)] == [True]


def test_a_merged_person_is_told_under_the_record_that_stays(session, edition):
    absorbed, _enrolment = _enrolled(session, edition)
    kept = make_person(session, email="kept@municipio.example").id
    with unit_of_work() as inner:
        _leave(inner, _enrolment)
        merge_people(inner, SYSTEM, kept_id=kept, absorbed_id=absorbed, reason="Es la misma.")

    assert titles(kept) == ["Su inscripción terminó"]
