"""Every link of every role leads to a page that opens for that role."""

import pytest
from sqlalchemy import select

from lms.accounts.demo import PEOPLE
from lms.accounts.models import User
from lms.core.db.engine import db
from tests.support.doors import walk
from tests.support.sign_in import sign_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
DEAD = (400, 401, 403, 404, 405, 409, 410, 422, 500, 503)


def _person_of(app, username):
    with app.app_context():
        found = db.session.scalar(select(User.person_id).where(User.username == username))
        db.session.remove()
    return found


@pytest.mark.parametrize("username", [person.username for person in PEOPLE])
def test_every_link_of_a_role_opens(demonstration, username):
    client = demonstration.test_client()
    sign_in(client, _person_of(demonstration, username))

    statuses, led_by = walk(client, demonstration)

    dead = {f"{led_by[a]} -> {a}": s for a, s in statuses.items() if s in DEAD}
    assert dead == {}
    assert len(statuses) > 5


def test_every_public_link_opens(demonstration):
    statuses, led_by = walk(demonstration.test_client(), demonstration)

    dead = {f"{led_by[a]} -> {a}": s for a, s in statuses.items() if s in DEAD}
    assert dead == {}
