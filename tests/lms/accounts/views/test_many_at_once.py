"""A class signs in at the same moment and nobody is turned away."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from lms.accounts.services.set_password import hash_password
from lms.core.db.engine import db
from tests.lms.accounts.conftest import PASSWORD
from tests.support.sign_in import make_person, make_user

PEOPLE = 80


@pytest.fixture
def class_of_80(app):
    with app.app_context():
        session = db.session()
        kept = hash_password(PASSWORD)
        for number in range(PEOPLE):
            person = make_person(session, document_number=str(8_000_000 + number))
            make_user(session, person, password=kept)
    return [str(8_000_000 + number) for number in range(PEOPLE)]


@pytest.mark.slow
@pytest.mark.real_clock
def test_eighty_people_sign_in_at_once(app, class_of_80):
    ready = Barrier(PEOPLE, timeout=60)

    def enter(document):
        client = app.test_client()
        page = client.get("/entrar").get_data(as_text=True)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        ready.wait()
        answer = client.post(
            "/entrar", data={"identity": document, "password": PASSWORD, "csrf_token": token}
        )
        return answer.status_code, client.get("/mi-cuenta").status_code

    with ThreadPoolExecutor(max_workers=PEOPLE) as threads:
        answers = list(threads.map(enter, class_of_80))

    assert answers == [(302, 200)] * PEOPLE
