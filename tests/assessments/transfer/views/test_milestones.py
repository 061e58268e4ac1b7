"""The list of milestones and what the learner's home shows."""

from assessments.transfer.queries.learner_home import learner_transfer
from assessments.transfer.services.make_milestones import make_milestones
from lms.core import clock
from lms.core.access import ANONYMOUS, Role, Scope
from tests.factories.transfer import make_learner
from tests.support.sign_in import make_staff, sign_in


def test_coordination_sees_all_and_a_trainer_only_own_editions(session, client, app):
    mine, other = make_learner(session), make_learner(session)
    for learner in (mine, other):
        make_milestones(session, learner.id, sequence=1, passed_on=clock.today())
    session.commit()
    coordinator = make_staff(session, Role.COORDINATOR)
    trainer = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=mine.edition.id)

    whole = sign_in(client, coordinator.id).get("/seguimientos").get_data(as_text=True)
    part = sign_in(app.test_client(), trainer.id).get("/seguimientos").get_data(as_text=True)

    assert mine.edition.code in whole
    assert other.edition.code in whole
    assert mine.edition.code in part
    assert other.edition.code not in part


def test_filters_that_are_nonsense_are_ignored(session, client):
    sign_in(client, make_staff(session, Role.COORDINATOR).id)

    assert client.get("/seguimientos?edicion=x&estado=y&dias=-1&pagina=z").status_code == 200


def test_the_home_shows_the_plan_to_send_and_the_days_to_come(session):
    learner = make_learner(session)

    before = learner_transfer(session, ANONYMOUS, person_id=learner.person_id)
    make_milestones(session, learner.id, sequence=1, passed_on=clock.today())
    session.commit()
    after = learner_transfer(session, ANONYMOUS, person_id=learner.person_id)

    assert [plan.enrolment_id for plan in before.plans] == [learner.id]
    assert [one.days for one in after.milestones] == [30, 90, 180]
