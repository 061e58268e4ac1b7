"""Weights, exemptions and recoveries: do they hold, and are they refused where they must be?"""

from datetime import date

import pytest
from sqlalchemy import select

from assessments.gradebook.models import Recovery, Weight
from assessments.gradebook.queries.gradebook_page import gradebook_page
from assessments.gradebook.queries.participants import Wanted
from assessments.gradebook.services.close_edition import close_edition
from assessments.gradebook.services.exempt import exempt
from assessments.gradebook.services.keep_marks_before import keep_marks_before
from assessments.gradebook.services.set_weights import return_to_course_weights, set_weights
from courses.learning.api import ActivityResult, open_recovery, report_result
from courses.learning.rules.states import EnrolmentState
from lms.audit.models import AuditLine
from lms.core.access import SYSTEM, Reach, Scope
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.events.models import OutboxEvent
from lms.core.events.outbox import from_payload
from lms.domain_events import RecoveryOpened
from tests.factories.gradebook import (
    EVERYTHING,
    FINAL,
    ISSUER,
    T1,
    T2,
    make_marked_edition,
    make_participant,
    marks,
)

UNTIL = date(2027, 6, 30)


@pytest.fixture
def edition(session):
    return make_marked_edition(session)


def weigh(session, edition, t1, t2, final, *, reach=EVERYTHING, reason="Acuerdo de docentes"):
    ids = edition.course.activities
    with unit_of_work():
        return set_weights(
            session,
            SYSTEM,
            reach,
            edition.id,
            {ids[T1]: t1, ids[T2]: t2, ids[FINAL]: final},
            reason=reason,
        )


def row(session, edition):
    (found,) = gradebook_page(session, EVERYTHING, edition.id, wanted=Wanted(), number=1).page.rows
    return found


def weights(session, edition):
    layout = gradebook_page(session, EVERYTHING, edition.id, wanted=Wanted(), number=1).layout
    return [a.weight for a in layout.marked], layout.has_own_weights


def test_weights_are_set_changed_and_returned(session, edition):
    assert weigh(session, edition, 20, 20, 60) is True
    assert weights(session, edition) == ([20, 20, 60], True)
    assert weigh(session, edition, 20, 20, 60) is False
    weigh(session, edition, 50, 50, 0)
    assert weights(session, edition) == ([50, 50, 0], True)

    with unit_of_work():
        return_to_course_weights(session, SYSTEM, EVERYTHING, edition.id, reason="Era un error")

    assert weights(session, edition) == ([30, 30, 40], False)
    lines = session.scalars(
        select(AuditLine.reason).where(AuditLine.action == "gradebook.set_weights")
    ).all()
    assert lines.count("Acuerdo de docentes") == 2


def test_weights_of_another_edition_of_the_course_stay(session, edition):
    from tests.factories.learning import make_edition

    other = make_edition(session, edition.course)

    weigh(session, edition, 20, 20, 60)

    assert weights(session, other) == ([30, 30, 40], False)


@pytest.mark.parametrize("wrong", [(30, 30, 39), (-10, 50, 60), (101, 0, -1)])
def test_weights_that_do_not_add_up_are_refused(session, edition, wrong):
    with pytest.raises(DomainError):
        weigh(session, edition, *wrong)
    assert session.scalars(select(Weight)).all() == []


def test_weights_want_a_reason_and_a_hand_within_reach(session, edition):
    with pytest.raises(DomainError) as refusal:
        weigh(session, edition, 20, 20, 60, reason=" ")
    assert refusal.value.field == "reason"
    other = make_marked_edition(session)
    with pytest.raises(NotFoundError):
        weigh(
            session,
            edition,
            20,
            20,
            60,
            reach=Reach(ids={Scope.EDITION: frozenset({other.id})}),
        )


def test_weights_of_a_closed_edition_stand(session, edition):
    with unit_of_work():
        close_edition(session, SYSTEM, EVERYTHING, edition.id, ISSUER)

    with pytest.raises(ConflictError):
        weigh(session, edition, 20, 20, 60)


def free(session, edition, somebody, slug, reason="Prótesis de mano"):
    with unit_of_work():
        exempt(
            session,
            SYSTEM,
            EVERYTHING,
            edition.id,
            enrolment_id=somebody.id,
            activity_id=edition.course.activities[slug],
            reason=reason,
        )


def test_exemption_shares_the_weight_and_may_be_what_was_missing_to_pass(session, edition):
    somebody = make_participant(session, edition, {T1: 80, FINAL: 90})

    free(session, edition, somebody, T2)
    free(session, edition, somebody, T2)

    found = row(session, edition)
    # (30*80 + 40*90) / 70 = 85.71 -> 86
    assert (found.final.percent, found.state) == (86, EnrolmentState.PASSED)
    assert found.cells[1].is_exempt
    lines = session.scalars(
        select(AuditLine.reason).where(AuditLine.action == "learning.exempt_activity")
    ).all()
    assert lines == ["Prótesis de mano"]


def test_exemption_wants_a_reason_and_an_open_result(session, edition):
    somebody = make_participant(session, edition, marks(80, 70, 90))
    with pytest.raises(DomainError) as refusal:
        free(session, edition, somebody, T2, reason="")
    assert refusal.value.field == "reason"
    with unit_of_work():
        close_edition(session, SYSTEM, EVERYTHING, edition.id, ISSUER)

    with pytest.raises(ConflictError):
        free(session, edition, somebody, T2)


def recover(session, somebody, until=UNTIL):
    """Open the recovery and deliver what learning tells of it."""
    with unit_of_work():
        open_recovery(session, SYSTEM, EVERYTHING, somebody.id, until=until, reason="Salud")
    told = session.scalars(select(OutboxEvent).where(OutboxEvent.name == "RecoveryOpened")).one()
    with unit_of_work():
        keep_marks_before(session, from_payload(RecoveryOpened, told.payload))


def test_mark_reached_in_recovery_shows_as_recovered(session, edition):
    somebody = make_participant(session, edition, {T1: 55, T2: 80})
    recover(session, somebody)
    for slug, score in ((T1, 75), (FINAL, 60)):
        with unit_of_work():
            report_result(
                session,
                SYSTEM,
                somebody.id,
                edition.course.activities[slug],
                ActivityResult(is_finished=True, score_percent=score, replaces=True),
            )

    found = row(session, edition)

    assert found.state is EnrolmentState.RECOVERY
    assert [(c.score_percent, c.is_recovered, c.score_before) for c in found.cells] == [
        (75, True, 55),
        (80, False, 80),
        (60, True, None),
    ]


def test_longer_recovery_keeps_the_first_marks(session, edition):
    somebody = make_participant(session, edition, {T1: 55})
    recover(session, somebody)
    with unit_of_work():
        open_recovery(
            session, SYSTEM, EVERYTHING, somebody.id, until=date(2027, 7, 31), reason="Salud"
        )

    (kept,) = session.scalars(select(Recovery))
    assert kept.marks_before == {str(edition.course.activities[T1]): 55}
    opened = select(OutboxEvent).where(OutboxEvent.name == "RecoveryOpened")
    assert len(session.scalars(opened).all()) == 1


def test_people_of_another_edition_are_not_found(session, edition):
    other = make_marked_edition(session)
    stranger = make_participant(session, other, {})

    with pytest.raises(NotFoundError):
        free(session, edition, stranger, T1)
