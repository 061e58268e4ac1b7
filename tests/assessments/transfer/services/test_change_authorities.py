"""A change of authorities ends superiors, links and the liaison of one municipality."""

from datetime import timedelta

from sqlalchemy import select

from assessments.transfer.models import AuthorityChange, Link, Supervisor
from assessments.transfer.services.change_authorities import apply_due_changes, change_authorities
from lms.accounts.api import people_with_role
from lms.core import clock
from lms.core.access import SYSTEM, Role, Scope
from tests.factories.learning import make_organization
from tests.factories.transfer import make_learner, make_open_milestone, send
from tests.support.sign_in import make_staff


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
