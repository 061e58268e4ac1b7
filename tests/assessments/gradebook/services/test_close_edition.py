"""Is an edition closed once, by one numbered act, without a gap?"""

import threading
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from assessments.gradebook.models import Act, ActCounter
from assessments.gradebook.queries.acts import act_content
from assessments.gradebook.services.close_edition import close_edition
from courses.learning.models import Edition, Enrolment
from courses.learning.rules.states import EditionState, EnrolmentState
from courses.learning.services.extend_dates import extend_dates
from lms.audit.models import AuditLine
from lms.core import clock
from lms.core.access import SYSTEM, Actor, Reach, Scope
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.events.models import OutboxEvent
from tests.factories.gradebook import (
    EVERYTHING,
    ISSUER,
    make_marked_edition,
    make_participant,
    marks,
)
from tests.factories.learning import make_organization
from tests.support.sign_in import make_person


def close(session, edition, actor=SYSTEM, reach=EVERYTHING):
    with unit_of_work():
        return close_edition(session, actor, reach, edition.id, ISSUER)


def numbers(session):
    return list(session.scalars(select(Act.number).order_by(Act.year, Act.sequence)))


def test_closing_fails_the_unfinished_and_freezes_everybody_in_an_act(session):
    edition = make_marked_edition(session)
    passed = make_participant(
        session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED, first_surname="Apaza"
    )
    unfinished = make_participant(session, edition, {}, first_surname="Bravo")
    gone = make_participant(
        session, edition, marks(90, 90, 90), state=EnrolmentState.WITHDRAWN, first_surname="Coca"
    )
    closer = make_person(session, first_surname="Ríos", given_names="Rosa")

    closing = close(session, edition, Actor(person_id=closer.id, label="Rosa Ríos"))

    states = {e.id: e.state for e in session.scalars(select(Enrolment))}
    assert states == {
        passed.id: EnrolmentState.PASSED,
        unfinished.id: EnrolmentState.FAILED,
        gone.id: EnrolmentState.WITHDRAWN,
    }
    assert session.get_one(Edition, edition.id).state is EditionState.CLOSED
    act = act_content(session, closing.act_id)
    assert [(r.person_name.split(" ")[0], r.mark_percent, r.state_word) for r in act.rows] == [
        ("Apaza", 81, "aprobada"),
        ("Bravo", 0, "no aprobada"),
        ("Coca", None, "retirada"),
    ]
    assert (act.number, act.rectifies, act.made_by) == ("UGM-AN-2027-0001", None, "Rosa Ríos")
    assert act.weights == (("Tarea 1", 30), ("Tarea 2", 30), ("Prueba final", 40))
    assert act.issued_on == clock.today()


def test_closing_tells_others_and_the_audit(session):
    edition = make_marked_edition(session)

    closing = close(session, edition)

    (event,) = session.scalars(select(OutboxEvent).where(OutboxEvent.name == "EditionClosed"))
    assert event.payload == {"edition_id": str(edition.id), "act_id": str(closing.act_id)}
    actions = set(session.scalars(select(AuditLine.action)))
    assert {"learning.set_edition_closed", "gradebook.write_act"} <= actions


def test_act_says_the_same_whatever_happens_to_the_person_later(session):
    edition = make_marked_edition(session)
    somebody = make_participant(session, edition, marks(80, 70, 90), first_surname="Apaza")
    closing = close(session, edition)

    from lms.accounts.models import Person

    session.get_one(Person, somebody.person_id).first_surname = "Otra"
    session.commit()

    assert act_content(session, closing.act_id).rows[0].person_name.startswith("Apaza")


def test_closing_twice_is_one_act(session):
    edition = make_marked_edition(session)
    first = close(session, edition)

    second = close(session, edition)

    assert (second.act_id, second.is_new, first.is_new) == (first.act_id, False, True)
    assert numbers(session) == ["UGM-AN-2027-0001"]


def test_closing_again_leaves_a_recovery_alone(session):
    edition = make_marked_edition(session)
    somebody = make_participant(session, edition, {})
    close(session, edition)
    session.get_one(Enrolment, somebody.id).state = EnrolmentState.RECOVERY
    session.commit()

    close(session, edition)

    assert session.get_one(Enrolment, somebody.id).state is EnrolmentState.RECOVERY


def extend(session, edition, until, **target):
    with unit_of_work():
        extend_dates(
            session, SYSTEM, EVERYTHING, edition.id, until=until, reason="Inundación", **target
        )


def test_nobody_loses_days_that_still_run_without_a_reason(session):
    town = make_organization(session, "El Alto")
    edition = make_marked_edition(session, ends_on=date(2027, 2, 28))
    extended = make_participant(session, edition, {})
    session.get_one(Enrolment, extended.id).organization_id = town
    session.commit()
    other = make_participant(session, edition, {})
    extend(session, edition, date(2027, 3, 31), organization_id=town)

    with pytest.raises(ConflictError) as refused:
        close(session, edition)
    with pytest.raises(DomainError) as without, unit_of_work():
        close_edition(session, SYSTEM, EVERYTHING, edition.id, ISSUER, cut_short_reason=" ")

    assert (refused.value.code, refused.value.field) == ("days_running", "cut_short")
    assert without.value.field == "cut_short_reason"
    assert session.get_one(Edition, edition.id).state is EditionState.OPEN
    assert session.get_one(Enrolment, extended.id).state is EnrolmentState.IN_PROGRESS
    assert numbers(session) == []

    with unit_of_work():
        close_edition(
            session, SYSTEM, EVERYTHING, edition.id, ISSUER, cut_short_reason="Pedido de El Alto"
        )

    rows = {one: session.get_one(Enrolment, one) for one in (extended.id, other.id)}
    assert {row.state for row in rows.values()} == {EnrolmentState.FAILED}
    assert rows[extended.id].state_reason == "Pedido de El Alto"
    assert rows[other.id].state_reason is None
    lines = session.execute(
        select(AuditLine.object_id, AuditLine.reason).where(
            AuditLine.action == "learning.fail_enrolment"
        )
    )
    assert {str(key): reason for key, reason in lines} == {
        str(extended.id): "Pedido de El Alto",
        str(other.id): None,
    }


def test_days_that_are_over_ask_for_no_reason(session):
    edition = make_marked_edition(session, ends_on=date(2027, 2, 20))
    late = make_participant(session, edition, {})
    passed = make_participant(session, edition, {}, state=EnrolmentState.PASSED)
    extend(session, edition, date(2027, 3, 1), enrolment_id=late.id)
    extend(session, edition, date(2027, 3, 31), enrolment_id=passed.id)

    with pytest.raises(ConflictError):
        close(session, edition)
    # Half past midnight in La Paz, the day after the last one.
    with clock.frozen_at(datetime(2027, 3, 2, 4, 30, tzinfo=UTC)):
        close(session, edition)

    assert session.get_one(Enrolment, late.id).state is EnrolmentState.FAILED
    assert session.get_one(Enrolment, passed.id).state is EnrolmentState.PASSED


def test_two_closers_at_once_make_one_act(app, session):
    edition = make_marked_edition(session)
    for _n in range(3):
        make_participant(session, edition, {})
    session.commit()
    start = threading.Barrier(4)
    found, errors = [], []

    def close_here():
        with app.app_context():
            try:
                start.wait(timeout=10)
                with unit_of_work() as own:
                    found.append(close_edition(own, SYSTEM, EVERYTHING, edition.id, ISSUER))
            except Exception as error:  # noqa: BLE001 - the thread hands on whatever went wrong
                errors.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=close_here) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert errors == []
    assert len({closing.act_id for closing in found}) == 1
    assert sum(closing.is_new for closing in found) == 1
    assert session.scalar(select(func.count()).select_from(Act)) == 1


def test_numbers_of_many_editions_closed_at_once_have_no_gap(app, session):
    editions = [make_marked_edition(session) for _n in range(6)]
    session.commit()
    start = threading.Barrier(6)
    errors = []

    def close_here(edition):
        with app.app_context():
            try:
                start.wait(timeout=10)
                with unit_of_work() as own:
                    close_edition(own, SYSTEM, EVERYTHING, edition.id, ISSUER)
            except Exception as error:  # noqa: BLE001 - the thread hands on whatever went wrong
                errors.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=close_here, args=(e,)) for e in editions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert errors == []
    assert numbers(session) == [f"UGM-AN-2027-{n:04d}" for n in range(1, 7)]


def test_a_closing_that_fails_takes_no_number(session):
    first, second = make_marked_edition(session), make_marked_edition(session)
    close(session, first)

    def close_and_fail():
        with unit_of_work():
            close_edition(session, SYSTEM, EVERYTHING, second.id, ISSUER)
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        close_and_fail()
    close(session, second)

    assert numbers(session) == ["UGM-AN-2027-0001", "UGM-AN-2027-0002"]
    assert session.scalars(select(ActCounter.last)).one() == 2


def test_numbers_begin_anew_with_the_year(session):
    one, two = make_marked_edition(session), make_marked_edition(session)
    close(session, one)
    # One minute past midnight in La Paz: the local day decides the year, not the UTC one.
    with clock.frozen_at(datetime(2028, 1, 1, 4, 1, tzinfo=UTC)):
        close(session, two)

    assert numbers(session) == ["UGM-AN-2027-0001", "UGM-AN-2028-0001"]


def test_an_edition_not_yet_open_is_not_closed(session):
    edition = make_marked_edition(session, state=EditionState.PLANNED)

    with pytest.raises(ConflictError):
        close(session, edition)
    assert numbers(session) == []


def test_a_strangers_hand_closes_nothing(session):
    edition = make_marked_edition(session)
    other = make_marked_edition(session)

    with pytest.raises(NotFoundError):
        close(session, edition, reach=Reach(ids={Scope.EDITION: frozenset({other.id})}))
    assert session.get_one(Edition, edition.id).state is EditionState.OPEN
