"""What stands beside the tables: factors of those who answered, means of five people or more."""

import pytest
from sqlalchemy import select, update

from assessments.statistics.reasons import Reason
from assessments.transfer.models import Milestone, Plan
from assessments.transfer.models.answer import Polarity
from assessments.transfer.queries.dashboard import dashboard
from assessments.transfer.queries.dashboard_tables import TransferFilter
from assessments.transfer.rules.answers import Factor
from assessments.transfer.rules.states import Audience
from courses.learning.models import Enrolment
from lms.core.access import Reach
from tests.factories.many_milestones import make_many_milestones
from tests.factories.transfer_factors import name_factors

EVERYTHING = Reach(everything=True)


@pytest.fixture
def made(session):
    # Person n is in edition n % 2; of every two one is answered: those of the first edition.
    return make_many_milestones(session, 48, editions=2, answered_every=1)


def lines(question):
    return {line.factor: line.people for line in question.lines}


def test_factors_count_among_the_participants_who_answered_the_question(session, made):
    name_factors(session, made.enrolments[:6], Factor.TIME)
    name_factors(session, made.enrolments[6:10])
    # Neither a superior's word nor a milestone without commitments that count changes the base.
    name_factors(session, made.enrolments[10:20], Factor.TIME, informant=Audience.SUPERVISOR)
    session.execute(
        update(Milestone)
        .where(Milestone.enrolment_id.in_(made.enrolments[:4]))
        .values(is_answer=False, is_achieved=False, evidence_level=None)
    )

    page = dashboard(session, EVERYTHING, TransferFilter())

    assert page.hindered.people == 10
    assert lines(page.hindered) == {Factor.TIME: 6}
    assert page.helped.lines == ()


def test_who_left_the_count_leaves_the_factors(session, made):
    name_factors(session, made.enrolments[:12], Factor.TIME)
    excluded, not_passed = made.enrolments[0], made.enrolments[1]
    session.scalars(
        select(Milestone).where(Milestone.enrolment_id == excluded)
    ).one().is_excluded = True
    session.get_one(Enrolment, not_passed).pass_count = 2
    session.flush()

    page = dashboard(session, EVERYTHING, TransferFilter())

    assert page.hindered.people == 10
    assert lines(page.hindered) == {Factor.TIME: 10}


def test_a_factor_of_one_to_four_people_is_reserved(session, made):
    name_factors(session, made.enrolments[:5], Factor.TIME)
    name_factors(session, made.enrolments[5:9], Factor.TEAM)

    page = dashboard(session, EVERYTHING, TransferFilter())

    assert page.hindered.people == 9
    assert lines(page.hindered) == {Factor.TIME: 5, Factor.TEAM: Reason.SUPPRESSED}


def test_a_question_that_four_answered_is_not_shown(session, made):
    name_factors(session, made.enrolments[:4], Factor.TIME, polarity=Polarity.HELPED)

    assert dashboard(session, EVERYTHING, TransferFilter()).helped.lines == ()


def test_a_filter_does_not_give_a_small_factor_by_subtraction(session, made):
    first, second = (made.enrolments[number::2] for number in (0, 1))
    name_factors(session, first[:9], Factor.TIME)
    name_factors(session, second[:3], Factor.TIME)
    name_factors(session, [*first[9:], *second[3:]])

    pages = [
        dashboard(session, EVERYTHING, TransferFilter(edition_id=str(edition or "")))
        for edition in (None, *made.editions)
    ]

    assert [lines(page.hindered)[Factor.TIME] for page in pages] == [
        12,
        Reason.SUPPRESSED,
        Reason.SUPPRESSED,
    ]
    assert [page.hindered.people for page in pages] == [48, 24, 24]


def test_attainment_and_confidence_of_four_are_not_left_by_subtraction(session, made):
    first, second = (made.enrolments[number::2] for number in (0, 1))
    for enrolment_id in (*first[:9], *second[:4]):
        milestone = session.scalars(
            select(Milestone).where(Milestone.enrolment_id == enrolment_id)
        ).one()
        milestone.attainment = 0.5
    session.execute(
        update(Plan)
        .where(Plan.enrolment_id.in_(second[4:]))
        .values(efficacy_before=None, efficacy_after=None)
    )
    session.flush()

    everything, one, other = (
        dashboard(session, EVERYTHING, TransferFilter(edition_id=str(edition or "")))
        for edition in (None, *made.editions)
    )

    assert (everything.attainment.people, everything.attainment.mean) == (13, 0.5)
    assert (one.attainment, other.attainment) == (None, None)
    assert everything.efficacy.people == 28
    assert (one.efficacy, other.efficacy) == (Reason.SUPPRESSED, Reason.SUPPRESSED)
