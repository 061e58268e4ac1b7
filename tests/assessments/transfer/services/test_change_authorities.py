"""A change of authorities ends superiors, links and the liaison of one municipality."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from assessments.transfer.models import AuthorityChange, Link, Milestone, Supervisor
from assessments.transfer.services.change_authorities import apply_due_changes, change_authorities
from assessments.transfer.services.links import plan_link
from assessments.transfer.services.set_supervisor import live_supervisor
from lms.accounts.api import people_with_role
from lms.core import clock
from lms.core.access import SYSTEM, Role, Scope
from lms.core.errors import DomainError
from tests.factories.learning import make_organization
from tests.factories.transfer import (
    make_learner,
    make_open_milestone,
    move_to,
    run_due_steps,
    send,
    token_for,
)
from tests.support.sign_in import make_person, make_staff


def test_superiors_links_and_liaison_of_that_municipality_end(session):
    here, there = make_organization(session, "Caranavi"), make_organization(session, "Sucre")
    make_staff(session, Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=here)
    mine = make_learner(session, organization_id=here)
    other = make_learner(session, organization_id=there, email="b@x.invalid")
    send(session, mine)
    send(session, other)
    make_open_milestone(session, mine)
    clock.advance(timedelta(days=1))

    change_authorities(
        session, SYSTEM, organization_id=here, from_on=clock.today(), reason="Elecciones"
    )
    session.commit()

    ended = {
        row.enrolment_id: row.valid_to is not None for row in session.scalars(select(Supervisor))
    }
    assert ended == {mine.id: True, other.id: False}
    assert [
        row.revoked_at is not None
        for row in session.scalars(select(Link).where(Link.audience == "supervisor"))
    ] == [True]
    assert people_with_role(session, role=Role.LIAISON, scope_id=here) == []
    change = session.scalars(select(AuthorityChange)).one()
    assert (change.supervisor_count, change.link_count) == (1, 1)


def test_a_change_of_next_week_waits_for_its_day(session):
    here = make_organization(session, "Caranavi")
    learner = make_learner(session, organization_id=here)
    send(session, learner)
    make_open_milestone(session, learner)
    change_authorities(
        session,
        SYSTEM,
        organization_id=here,
        from_on=clock.today() + timedelta(days=7),
        reason="Elecciones",
    )
    session.commit()
    assert session.scalars(select(Supervisor)).one().valid_to is None

    clock.advance(timedelta(days=7))
    assert (apply_due_changes(session), apply_due_changes(session)) == (1, 0)
    session.commit()

    assert session.scalars(select(Supervisor)).one().valid_to == clock.today()


def _change(session, organization_id, **over):
    values = {"from_on": clock.today(), "reason": "Elecciones"} | over
    change_authorities(session, SYSTEM, organization_id=organization_id, **values)
    session.commit()


def test_the_superior_of_a_plan_before_the_pass_ends_with_the_link_of_the_plan(session):
    here = make_organization(session, "Caranavi")
    plan_id = send(session, learner := make_learner(session, organization_id=here))
    of_plan = plan_link(
        session,
        plan_id=plan_id,
        supervisor_id=live_supervisor(session, learner.id).id,
        expires_at=clock.now() + timedelta(days=45),
    )
    session.commit()
    assert session.scalars(select(Milestone)).all() == []

    _change(session, here)

    assert session.scalars(select(Supervisor)).one().valid_to == clock.today()
    assert session.get_one(Link, of_plan.id).revoked_at is not None


@pytest.mark.parametrize(("days", "is_ended"), [(30, True), (45, True), (46, False)])
def test_the_last_milestone_is_answered_until_its_last_day(session, client, days, is_ended):
    here = make_organization(session, "Caranavi")
    send(session, learner := make_learner(session, organization_id=here))
    milestone_id = make_open_milestone(session, learner, days=180)
    due_on = session.get_one(Milestone, milestone_id).due_on
    token = token_for(session, milestone_id, "supervisor")
    move_to(due_on + timedelta(days=days))
    run_due_steps(session)

    _change(session, here)

    assert (session.scalars(select(Supervisor)).one().valid_to is not None) is is_ended
    # Over for one reason or for the other, the link is dead in every case.
    assert client.get(f"/s/{token}").status_code == 404


def test_the_liaison_named_with_the_change_takes_over_on_its_day(session):
    here = make_organization(session, "Caranavi")
    make_staff(session, Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=here)
    heir = make_person(session, given_names="Julia", document_number="4827113")
    before = people_with_role(session, role=Role.LIAISON, scope_id=here)

    _change(session, here, from_on=clock.today() + timedelta(days=7), liaison_document="4827113")
    assert people_with_role(session, role=Role.LIAISON, scope_id=here) == before
    clock.advance(timedelta(days=7))
    apply_due_changes(session)
    session.commit()

    liaisons = people_with_role(session, role=Role.LIAISON, scope_id=here)
    assert [one.id for one in liaisons] == [heir.id]


def test_the_liaison_who_stays_keeps_the_role(session):
    here = make_organization(session, "Caranavi")
    stays = make_staff(
        session,
        Role.LIAISON,
        scope=Scope.ORGANIZATION,
        scope_id=here,
        document_number="4827113",
    )
    clock.advance(timedelta(days=1))

    _change(session, here, liaison_document="4827113")

    assert [one.id for one in people_with_role(session, role=Role.LIAISON, scope_id=here)] == [
        stays.id
    ]


def test_an_unknown_liaison_is_refused_beside_the_field(session):
    here = make_organization(session, "Caranavi")

    with pytest.raises(DomainError) as caught:
        _change(session, here, liaison_document="9999999")

    assert caught.value.field == "liaison"
