"""A participant sees the ladder in the application too, and hears what the superior said."""

from datetime import timedelta

from sqlalchemy import func, select

from assessments.transfer.rules.states import PlanState
from assessments.transfer.services.answer_plan import answer_plan
from lms.core import clock
from lms.core.access import Actor
from lms.core.mail.models import OutgoingMail
from lms.messages.models import Way
from tests.factories.transfer import make_learner, make_open_milestone, run_due_steps, send
from tests.support.notices import titles, told
from tests.support.sign_in import sign_in

BOSS = Actor(label="Jefatura")
OPENED = "¿Cómo va su compromiso a los 30 días?"


def test_a_milestone_shows_once_in_the_application_beside_the_letters_of_its_ladder(
    session, client
):
    learner = make_learner(session)
    make_open_milestone(session, learner)

    found = told(learner.person_id)

    assert sorted(one.title for one in found) == ["En una semana le preguntaremos cómo va", OPENED]
    assert {one.way for one in found} == {Way.ELSEWHERE}
    assert [one.mail for one in found] == [None, None]
    sign_in(client, learner.person_id)
    address, _sign, place = found[1].path.partition("#")
    assert f'id="{place}"' in client.get(address).get_data(as_text=True)
    assert OPENED in client.get("/avisos").get_data(as_text=True)


def test_reminders_repeat_nothing_in_the_application(session):
    learner = make_learner(session)
    make_open_milestone(session, learner)
    mails = session.scalar(select(func.count()).select_from(OutgoingMail)) or 0
    clock.advance(timedelta(days=8))
    run_due_steps(session)

    assert (session.scalar(select(func.count()).select_from(OutgoingMail)) or 0) > mails
    session.rollback()
    assert titles(learner.person_id).count(OPENED) == 1


def test_each_word_of_the_superior_on_the_plan_is_told_once(session):
    learner = make_learner(session)
    plan_id = send(session, learner)
    for answer, note in (
        (PlanState.CHANGE_PROPOSED, "Baje la meta."),
        (PlanState.CHANGE_PROPOSED, "Baje la meta."),
        (PlanState.AGREED, ""),
    ):
        clock.advance(timedelta(minutes=5))
        answer_plan(session, BOSS, plan_id, answer, note=note)
        session.commit()

    found = [
        one for one in told(learner.person_id) if one.title == "Su jefatura respondió a su plan"
    ]

    assert len(found) == 2
    assert found[0].path == f"/mi-formacion/{learner.id}/plan"
    assert found[0].path in found[0].mail
    assert "Baje la meta" not in found[0].text
