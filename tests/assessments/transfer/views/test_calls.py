"""The list of calls: page by page, within the reach of who works it, plans included."""

import re

import pytest
from sqlalchemy import select

from assessments.transfer.models import MilestoneStep, Reminder
from assessments.transfer.models.link import ReminderState
from assessments.transfer.queries.plan_page import plan_context
from assessments.transfer.rules.plan import SupervisorInput
from assessments.transfer.services.answer_plan import ask_supervisor
from assessments.transfer.services.run_step import run_steps
from lms.accounts.models import Person
from lms.core import clock
from lms.core.access import Role, Scope
from tests.factories.learning import make_edition
from tests.factories.many_milestones import make_many_milestones
from tests.factories.transfer import a_plan, make_learner, make_plan_course, send
from tests.support.sign_in import make_staff, sign_in


def _post(client, address, **data):
    page = client.get("/seguimientos/llamadas").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(address, data=data | {"csrf_token": token})


@pytest.fixture
def plan_reminder(session):
    """A superior without e-mail who is to be asked about a plan, by hand."""
    edition = make_edition(session, make_plan_course(session))
    learner = make_learner(session, edition)
    boss = SupervisorInput(name="Luis Choque", phone="+59171234567")
    plan_id = send(session, learner, a_plan(supervisor=boss))
    ask_supervisor(session, plan_context(session, learner.person_id, learner.id), plan_id)
    session.commit()
    return edition, session.scalars(select(Reminder.id)).one()


def test_the_coordination_of_one_edition_marks_the_question_on_a_plan(
    session, client, plan_reminder
):
    edition, reminder_id = plan_reminder
    person = make_staff(session, Role.COORDINATOR, scope=Scope.EDITION, scope_id=edition.id)
    desk = sign_in(client, person.id)

    answer = _post(desk, f"/seguimientos/llamadas/{reminder_id}")

    assert answer.status_code == 303
    session.expire_all()
    assert session.get_one(Reminder, reminder_id).state is ReminderState.SENT_BY_HAND


def test_the_coordination_of_another_edition_does_not_find_it(session, client, plan_reminder):
    _edition, reminder_id = plan_reminder
    other = make_edition(session)
    person = make_staff(session, Role.COORDINATOR, scope=Scope.EDITION, scope_id=other.id)
    desk = sign_in(client, person.id)

    answer = _post(desk, f"/seguimientos/llamadas/{reminder_id}")

    assert answer.status_code == 404
    session.expire_all()
    assert session.get_one(Reminder, reminder_id).state is ReminderState.WAITING


def test_nobody_is_lost_behind_the_first_page(session, client):
    make_many_milestones(session, 60, due_at=clock.now())
    for person in session.scalars(select(Person)):
        person.email = None
    session.flush()
    run_steps(session, session.scalars(select(MilestoneStep.id)).all())
    session.commit()
    desk = sign_in(client, make_staff(session, Role.COORDINATOR).id)

    pages = [
        desk.get(f"/seguimientos/llamadas?pagina={number}").get_data(as_text=True)
        for number in (1, 2)
    ]

    found = [re.findall(r"/seguimientos/llamadas/([0-9a-f-]{36})", page) for page in pages]
    assert [len(one) for one in found] == [50, 10]
    assert len({*found[0], *found[1]}) == 60
    assert "1 a 50 de 60" in pages[0]
