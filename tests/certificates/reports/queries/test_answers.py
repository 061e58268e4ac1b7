"""Are the figures those of the rows, in two statements, whatever is filtered?"""

import time
import uuid
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert, text

from certificates.issuing.rules.states import CertificateState
from certificates.reports.queries.answers import answers, course_choices, organization_choices
from certificates.reports.rules.counts import Counts
from certificates.reports.rules.filters import Filters, GenderFilter
from courses.learning.models import Activity, Enrolment
from courses.learning.rules.states import ActivityKindName, EnrolmentState
from lms.accounts.models import Gender, Person
from lms.core import clock, ids
from lms.core.access import Reach, Scope
from lms.core.db.engine import db
from tests.factories.learning import make_course, make_edition, make_enrolment, make_organization
from tests.factories.reports import make_certificate
from tests.support.sign_in import make_person
from tests.support.statements import counted_statements

ALL = Reach(everything=True)


def enrol(session, edition, *, gender=None, town=None, state=EnrolmentState.IN_PROGRESS, at=None):
    person = make_person(session, gender=gender)
    over = {"created_at": at} if at else {}
    enrolment_id = make_enrolment(
        session, edition, person.id, organization_id=town, state=state, **over
    )
    return enrolment_id, person.id


@pytest.fixture
def towns(session):
    return make_organization(session, "Achocalla"), make_organization(session, "Trinidad")


@pytest.fixture
def editions(session):
    return make_edition(session), make_edition(session)


def test_every_state_is_counted_once_and_the_states_add_up(session, editions):
    edition, _other = editions
    for state in EnrolmentState:
        enrol(session, edition, state=state)
    enrolled = enrol(session, edition, state=EnrolmentState.PASSED)
    make_certificate(session, edition, *enrolled)

    found = answers(session, ALL, Filters())

    assert found.total == Counts(
        enrolled=8, withdrawn=1, dropped_out=1, working=3, failed=1, passed=2, certified=1
    )
    total = found.total
    assert total.enrolled == (
        total.withdrawn + total.dropped_out + total.working + total.failed + total.passed
    )


@pytest.mark.parametrize(
    ("state", "expires_on", "counted"),
    [
        (CertificateState.ISSUED, None, 1),
        (CertificateState.ISSUED, date(2027, 3, 1), 1),
        (CertificateState.ISSUED, date(2027, 2, 28), 0),
        (CertificateState.QUEUED, None, 0),
        (CertificateState.FAILED, None, 0),
        (CertificateState.REVOKED, None, 0),
    ],
)
def test_only_certificates_in_force_count(session, editions, state, expires_on, counted):
    edition, _other = editions
    somebody = enrol(session, edition, state=EnrolmentState.PASSED)
    make_certificate(session, edition, *somebody, state=state, expires_on=expires_on)

    assert answers(session, ALL, Filters()).total.certified == counted


def test_two_certificates_of_one_enrolment_count_once(session, editions):
    edition, _other = editions
    somebody = enrol(session, edition, state=EnrolmentState.PASSED)
    make_certificate(session, edition, *somebody)
    make_certificate(session, edition, *somebody)

    assert answers(session, ALL, Filters()).total == Counts(enrolled=1, passed=1, certified=1)


def test_a_person_in_two_courses_is_one_person(session, editions):
    person = make_person(session)
    for edition in editions:
        make_enrolment(session, edition, person.id)

    found = answers(session, ALL, Filters())

    assert (found.total.enrolled, found.people) == (2, 1)


def test_filters_restrict_every_figure(session, editions, towns):
    one, two = editions
    achocalla, trinidad = towns
    enrol(session, one, gender=Gender.WOMAN, town=achocalla, state=EnrolmentState.PASSED)
    enrol(session, one, gender=Gender.MAN, town=trinidad)
    enrol(session, two, gender=None, town=None)
    enrol(session, two, gender=Gender.OTHER, town=trinidad)

    def count(**over):
        found = answers(session, ALL, Filters(**over))
        assert sum(g.counts.enrolled for g in found.by_course) == found.total.enrolled
        assert sum(g.counts.enrolled for g in found.by_organization) == found.total.enrolled
        assert sum(g.counts.enrolled for g in found.by_gender) == found.total.enrolled
        return found.total.enrolled

    assert count() == 4
    assert count(course_id=one.course.id) == 2
    assert count(organization_id=trinidad) == 2
    assert count(gender=GenderFilter.WOMAN) == 1
    assert count(gender=GenderFilter.UNKNOWN) == 1
    assert count(course_id=two.course.id, organization_id=trinidad) == 1
    assert count(course_id=ids.new_id()) == 0


def test_a_municipality_takes_in_its_units(session, editions, towns):
    edition, _other = editions
    achocalla, trinidad = towns
    office = make_organization(session, "Secretaría Municipal de Salud", parent_id=achocalla)
    desk = make_organization(session, "Unidad de Salud Rural", parent_id=office)
    for place in (office, desk, trinidad):
        enrol(session, edition, town=place)

    def count(organization_id):
        found = answers(session, ALL, Filters(organization_id=organization_id))
        assert found.people == found.total.enrolled
        return found.total.enrolled

    assert [count(one) for one in (achocalla, office, desk, trinidad)] == [2, 2, 1, 1]
    assert [name for _id, name in organization_choices(session, ALL)] == [
        "Achocalla",
        "Secretaría Municipal de Salud",
        "Trinidad",
        "Unidad de Salud Rural",
    ]


def test_days_are_those_of_la_paz_and_both_ends_count(session, editions):
    edition, _other = editions
    # 23:30 of the 31st in La Paz is already April in UTC.
    enrol(session, edition, at=datetime(2027, 4, 1, 3, 30, tzinfo=UTC))
    enrol(session, edition, at=datetime(2027, 4, 1, 4, 30, tzinfo=UTC))

    def count(since, until):
        return answers(session, ALL, Filters(since=since, until=until)).total.enrolled

    assert count(None, date(2027, 3, 31)) == 1
    assert count(date(2027, 4, 1), None) == 1
    assert count(date(2027, 3, 31), date(2027, 4, 1)) == 2
    assert count(date(2027, 4, 2), date(2027, 4, 30)) == 0


def test_groups_have_their_order_and_unknown_stands_last(session, editions, towns):
    one, two = editions
    achocalla, trinidad = towns
    enrol(session, two, gender=Gender.MAN, town=trinidad)
    enrol(session, one, gender=None, town=None)
    enrol(session, one, gender=Gender.WOMAN, town=achocalla)

    found = answers(session, ALL, Filters())

    assert [g.name for g in found.by_course] == [one.course.title, two.course.title]
    assert [g.name for g in found.by_organization] == ["Achocalla", "Trinidad", ""]
    assert [g.name for g in found.by_gender] == ["mujer", "varon", "sin-dato"]


def test_reach_is_part_of_every_figure_and_choice(session, editions, towns):
    one, two = editions
    enrol(session, one, town=towns[0])
    enrol(session, two, town=towns[1])
    reach = Reach(ids={Scope.EDITION: frozenset({one.id})})

    found = answers(session, reach, Filters())

    assert (found.total.enrolled, found.people) == (1, 1)
    assert [name for _id, name in course_choices(session, reach)] == [one.course.title]
    assert [name for _id, name in organization_choices(session, reach)] == ["Achocalla"]
    assert answers(session, Reach(), Filters()).total == Counts()
    assert course_choices(session, Reach()) == []


def test_figures_take_two_statements(session, editions):
    for edition in editions:
        for _n in range(5):
            enrol(session, edition)

    with counted_statements(db.engine) as statements:
        answers(session, ALL, Filters(gender=GenderFilter.UNKNOWN))

    assert len(statements) == 2


def fill(session, enrolments: int, activities: int) -> None:
    """Write people, enrolments and progress set by set: enrolments x activities rows."""
    course = make_course(session, lessons=1)
    for n in range(activities - 1):
        session.add(
            Activity(
                id=ids.new_id(),
                course_version_id=course.version_id,
                kind=ActivityKindName.LESSON,
                slug=f"mas-{n}",
                title="Más",
                position=10 + n,
            )
        )
    session.flush()
    editions = [make_edition(session, course) for _n in range(25)]
    towns = [make_organization(session, f"Municipio {n:03}") for n in range(50)]
    now = clock.now()
    states = list(EnrolmentState)
    people, rows = [], []
    for n in range(enrolments):
        person_id, state = uuid.uuid4(), states[n % len(states)]
        people.append(
            {
                "id": person_id,
                "given_names": "Ana",
                "first_surname": "Quispe",
                "document_number": str(8_000_000 + n),
                "document_type": "carnet",
                "document_complement": "",
                "gender": (Gender.WOMAN, Gender.MAN, None)[n % 3],
                "search_key": " quispe ana ",
                "sound_key": " kispe ana ",
                "is_fictional": False,
                "created_at": now,
                "updated_at": now,
            }
        )
        has_passed = state is EnrolmentState.PASSED
        rows.append(
            {
                "id": uuid.uuid4(),
                "edition_id": editions[n % 25].id,
                "person_id": person_id,
                "organization_id": towns[n % 50],
                "state": state,
                "passed_at": now if has_passed else None,
                "passed_on": now.date() if has_passed else None,
                "pass_count": int(has_passed),
                "created_at": now,
                "updated_at": now,
            }
        )
    for start in range(0, enrolments, 5_000):
        session.execute(insert(Person), people[start : start + 5_000])
        session.execute(insert(Enrolment), rows[start : start + 5_000])
    session.execute(
        text(
            "INSERT INTO learning_activity_progress (enrolment_id, activity_id, opened_at,"
            " is_waiting, has_criterion_without_evidence, is_exempt)"
            " SELECT e.id, a.id, e.created_at, :no, :no, :no"
            " FROM learning_enrolment e CROSS JOIN learning_activity a"
        ),
        {"no": False},
    )
    session.commit()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_figures_over_1_000_000_progress_rows(session):
    fill(session, 25_000, 40)
    rows = session.scalar(text("SELECT count(*) FROM learning_activity_progress"))
    assert rows == 1_000_000

    with counted_statements(db.engine) as statements:
        began = time.perf_counter()
        found = answers(session, ALL, Filters())
        took = time.perf_counter() - began

    print(f"answers over {rows} progress rows: {took:.3f} s")
    assert (found.total.enrolled, len(statements)) == (25_000, 2)
    # Never reads progress: the number of its rows cannot slow the page.
    assert not any("activity_progress" in statement for statement in statements)
