"""The list of calls: page by page, within the reach of who works it, plans included."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from assessments.transfer.models import Milestone, MilestoneStep, Plan, Reminder, Supervisor
from assessments.transfer.models.link import ReminderState
from assessments.transfer.queries.plan_page import plan_context
from assessments.transfer.rules.answers import Question
from assessments.transfer.rules.plan import SupervisorInput
from assessments.transfer.rules.states import Audience, PlanState, StopKind
from assessments.transfer.services.answer_milestone import GivenAnswer, Source, answer_milestone
from assessments.transfer.services.answer_plan import answer_plan, ask_supervisor
from assessments.transfer.services.decide_stop import ask_to_stop, decide_stop
from assessments.transfer.services.run_step import run_steps
from assessments.transfer.services.set_supervisor import set_supervisor
from assessments.transfer.services.speak import bounced_addresses
from lms.accounts.models import Person
from lms.core import clock
from lms.core.access import SYSTEM, Role, Scope
from lms.core.mail.models import MailState, OutgoingMail
from tests.factories.learning import make_edition
from tests.factories.many_milestones import make_many_milestones
from tests.factories.transfer import (
    a_plan,
    make_learner,
    make_open_milestone,
    make_plan_course,
    move_to,
    run_due_steps,
    send,
)
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


@pytest.fixture
def asked(session):
    """A participant and a superior without e-mail, both to be sent a text and to be called."""
    learner = make_learner(session, email=None, phone="+59170000001")
    send(session, learner, a_plan(supervisor=SupervisorInput(name="Luis Choque", phone="71234567")))
    learner.milestone_id = make_open_milestone(session, learner)
    return learner


@pytest.fixture
def on_the_list(session, client):
    """Who stands on the list, each as often as there is something to say."""
    coordinator = make_staff(session, Role.COORDINATOR)

    def read():
        page = sign_in(client, coordinator.id).get("/seguimientos/llamadas").get_data(as_text=True)
        return Counter(
            reminder.audience.value
            for reminder in session.scalars(select(Reminder))
            if f"/seguimientos/llamadas/{reminder.id}" in page
        )

    return read


def _close_to_the_call(session, milestone_id):
    move_to(session.get_one(Milestone, milestone_id).due_on + timedelta(days=18))
    session.commit()
    run_due_steps(session)


def test_who_answers_after_the_call_was_listed_is_not_called(session, asked, on_the_list):
    _close_to_the_call(session, asked.milestone_id)
    before = on_the_list()
    clock.advance(timedelta(days=1))

    answer_milestone(
        session,
        SYSTEM,
        asked.milestone_id,
        Source(informant=Audience.PARTICIPANT),
        GivenAnswer(question=Question.NEEDS, text="Tiempo"),
    )
    session.commit()

    # The invitation, to be sent by hand, and the call.
    assert before == {"participant": 2, "supervisor": 2}
    assert on_the_list() == {"supervisor": 2}


def _participant_opts_out(session, asked):
    for milestone in session.scalars(select(Milestone)):
        milestone.participant_opted_out_at = clock.now()


def _superior_opts_out(session, asked):
    session.scalars(select(Supervisor)).one().opted_out_at = clock.now()


def _superior_is_another(session, asked):
    other = SupervisorInput(name="Eva Poma", phone="+59176543210")
    set_supervisor(session, SYSTEM, asked.id, other, reason="Cambio")


def _milestone_stops(session, asked):
    request = ask_to_stop(
        session,
        asked.milestone_id,
        kind=StopKind.NO_LONGER_APPLIES,
        cause="Renunció",
        asked_by="Ana",
    )
    decide_stop(session, SYSTEM, request, is_approved=True)


def _milestone_ends(session, asked):
    move_to(session.get_one(Milestone, asked.milestone_id).ends_on + timedelta(days=1), hour=1)


@pytest.mark.parametrize(
    ("happens", "left"),
    [
        (_participant_opts_out, {"supervisor": 2}),
        (_superior_opts_out, {"participant": 2}),
        (_superior_is_another, {"participant": 2}),
        (_milestone_stops, {}),
        (_milestone_ends, {}),
    ],
)
def test_nobody_is_called_for_nothing(session, asked, on_the_list, happens, left):
    _close_to_the_call(session, asked.milestone_id)

    happens(session, asked)
    session.commit()

    assert on_the_list() == left


def test_whose_last_day_it_is_can_still_be_called(session, asked, on_the_list):
    _close_to_the_call(session, asked.milestone_id)
    move_to(session.get_one(Milestone, asked.milestone_id).ends_on, hour=20)
    session.commit()

    assert on_the_list() == {"participant": 2, "supervisor": 2}


def test_a_plan_that_its_superior_answered_asks_nothing_any_more(
    session, plan_reminder, on_the_list
):
    before = on_the_list()

    answer_plan(session, SYSTEM, session.scalars(select(Plan.id)).one(), PlanState.AGREED, note="")
    session.commit()

    assert (before, on_the_list()) == ({"supervisor": 1}, {})


@pytest.fixture
def written(session):
    """A milestone whose participant and superior were written to; returns both."""
    learner = make_learner(session)
    send(session, learner)
    learner.milestone_id = make_open_milestone(session, learner)
    return learner


def _mails_become(session, state):
    for mail in session.scalars(select(OutgoingMail)):
        mail.state = state
    session.commit()


def _own_mails(session):
    found = session.scalars(
        select(Reminder)
        .where(Reminder.channel == "mail", Reminder.audience == "participant")
        .order_by(Reminder.created_at, Reminder.id)
    ).all()
    session.commit()
    return found


def test_an_email_that_left_is_noted_as_returned_on_the_page_of_its_milestone(
    session, client, written
):
    _mails_become(session, MailState.SENT)
    desk = sign_in(client, make_staff(session, Role.COORDINATOR).id)
    address = f"/seguimientos/{written.milestone_id}"

    for reminder in _own_mails(session):
        page = desk.get(address).get_data(as_text=True)
        action = f"/seguimientos/llamadas/{reminder.id}?seguimiento={written.milestone_id}"
        assert f'action="{action}"' in page
        answer = _post(desk, action, accion="rebotado")
        assert answer.headers["Location"] == address

    page = desk.get(address).get_data(as_text=True)
    assert page.count("volvió: anotado el") == 2
    assert bounced_addresses(session, ["ana@municipio.invalid"]) == {"ana@municipio.invalid"}


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.SENDING])
def test_an_email_that_did_not_leave_cannot_come_back(session, client, written, state):
    _mails_become(session, state)
    desk = sign_in(client, make_staff(session, Role.COORDINATOR).id)
    reminder = _own_mails(session)[0]

    page = desk.get(f"/seguimientos/{written.milestone_id}").get_data(as_text=True)
    _post(desk, f"/seguimientos/llamadas/{reminder.id}", accion="rebotado")

    assert "anotar el rebote" not in page
    session.expire_all()
    assert session.get_one(Reminder, reminder.id).bounced_at is None


def test_who_only_looks_at_milestones_notes_no_return(session, client, written):
    _mails_become(session, MailState.SENT)
    trainer = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=written.edition.id)
    desk = sign_in(client, trainer.id)

    page = desk.get(f"/seguimientos/{written.milestone_id}").get_data(as_text=True)

    assert "correo enviado" in page
    assert "anotar el rebote" not in page


@pytest.mark.parametrize(
    ("state", "label"),
    [
        (MailState.DOUBTFUL, "Ya llegó, o lo envié a mano"),
        (MailState.REFUSED, "Lo envié a mano"),
    ],
)
def test_an_email_sent_again_by_hand_leaves_the_list_and_is_no_return(
    session, client, written, state, label
):
    _mails_become(session, state)
    desk = sign_in(client, make_staff(session, Role.COORDINATOR).id)
    reminders = _own_mails(session)
    before = desk.get("/seguimientos/llamadas").get_data(as_text=True)

    for reminder in reminders:
        _post(desk, f"/seguimientos/llamadas/{reminder.id}")

    after = desk.get("/seguimientos/llamadas").get_data(as_text=True)
    session.expire_all()
    assert len(reminders) == 2
    for reminder in reminders:
        assert (str(reminder.id) in before, str(reminder.id) in after) == (True, False)
        row = session.get_one(Reminder, reminder.id)
        assert (row.state, row.bounced_at) == (ReminderState.SENT_BY_HAND, None)
        assert row.done_by_person_id is not None
    assert label in before
    if state is MailState.DOUBTFUL:
        assert bounced_addresses(session, ["ana@municipio.invalid"]) == frozenset()


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.SENT])
def test_an_email_on_its_way_is_not_marked_as_sent_by_hand(session, client, written, state):
    _mails_become(session, state)
    desk = sign_in(client, make_staff(session, Role.COORDINATOR).id)
    reminder = _own_mails(session)[0]

    _post(desk, f"/seguimientos/llamadas/{reminder.id}")

    session.expire_all()
    assert session.get_one(Reminder, reminder.id).state is ReminderState.WRITTEN
