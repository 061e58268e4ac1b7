"""Every lesson that comes with the product, as the phone of a learner gets it."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from courses.content.loading.load_programme import load_programme
from courses.content.parsing.programme import read_programme
from courses.learning.models import Activity, Course, CourseVersion, Edition, Enrolment
from courses.learning.rules.states import ActivityKindName, EditionState
from lms.core.access import SYSTEM
from lms.core.db.engine import db
from tests.support.phone import Phone
from tests.support.sign_in import make_person, sign_in
from tests.support.statements import counted_statements

KB = 1024
MOST_WARM = 15 * KB
MOST_COLD = 60 * KB
MOST_STATEMENTS = 8
LESSONS = 74

pytestmark = pytest.mark.slow


@pytest.fixture
def addresses(session):
    """The shipped programme with a learner in every course: the learner and all lesson pages."""
    load_programme(session, SYSTEM, read_programme().programme)
    person = make_person(session)
    pages = []
    versions = session.execute(
        select(CourseVersion.id, CourseVersion.course_id, Course.code)
        .join(Course, Course.id == CourseVersion.course_id)
        .order_by(Course.position)
    ).all()
    for version in versions:
        edition = Edition(
            course_id=version.course_id,
            course_version_id=version.id,
            code=f"{version.code}-2027-1",
            title=version.code,
            state=EditionState.OPEN,
            starts_on=date(2027, 2, 1),
            ends_on=date(2027, 6, 1),
            zone="America/La_Paz",
        )
        session.add(edition)
        session.flush()
        enrolment = Enrolment(edition_id=edition.id, person_id=person.id)
        session.add(enrolment)
        session.flush()
        lessons = session.scalars(
            select(Activity.id)
            .where(
                Activity.course_version_id == version.id,
                Activity.kind == ActivityKindName.LESSON,
            )
            .order_by(Activity.position)
        )
        pages += [f"/mi-formacion/{enrolment.id}/lecciones/{lesson}" for lesson in lessons]
    session.commit()
    return person.id, pages


def test_every_lesson_fits_a_poor_line(app, addresses):
    person_id, pages = addresses
    # The client of other tests reads every page as text; this one keeps it packed.
    phone = Phone(sign_in(FlaskClient(app), person_id))

    weights = {page: phone.cold(page) for page in pages}

    assert len(weights) == LESSONS
    assert [page for page, (own, _whole) in weights.items() if own > MOST_WARM] == []
    assert [page for page, (_own, whole) in weights.items() if whole > MOST_COLD] == []


def test_every_lesson_leads_to_the_library_and_asks_few_statements(client, addresses):
    person_id, pages = addresses
    sign_in(client, person_id)
    client.get(pages[0])

    for page in pages:
        with counted_statements(db.engine) as statements:
            text = client.get(page).get_data(as_text=True)
        assert len(statements) <= MOST_STATEMENTS
        assert 'href="/biblioteca/fichas/' in text
        assert "Licencia del texto y los dibujos: CC-BY-SA-4.0." in text


def test_an_entry_leads_a_learner_to_the_own_lessons(app, client, addresses):
    person_id, pages = addresses
    entry = "/biblioteca/fichas/003-002-agencia-municipal-de-cooperacion"

    assert "/mi-formacion/" not in re.sub(
        r"<header.*?</header>",
        "",
        app.test_client().get(entry).get_data(as_text=True),
        flags=re.DOTALL,
    )
    found = re.findall(
        r'href="(/mi-formacion/[^"]+/lecciones/[^"]+)"',
        sign_in(client, person_id).get(entry).get_data(as_text=True),
    )

    assert len(found) > 1
    assert set(found) <= set(pages)
