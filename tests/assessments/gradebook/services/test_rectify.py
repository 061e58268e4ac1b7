"""Does a change of a mark after the closing leave a trace that can be read?"""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from assessments.gradebook.models import Act
from assessments.gradebook.queries.acts import act_content, acts_of_edition, rows_left_behind
from assessments.gradebook.services.close_edition import close_edition
from assessments.gradebook.services.rectify import (
    Correction,
    follow_pass,
    rectify_differences,
    rectify_mark,
)
from courses.learning.api import ActivityResult, edition_card, open_recovery, report_result
from courses.learning.models import ActivityProgress, Enrolment
from courses.learning.rules.states import EnrolmentState
from lms.audit.models import AuditLine
from lms.core import clock, ids
from lms.core.access import SYSTEM, Reach, Scope
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.events.models import OutboxEvent
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


@pytest.fixture
def edition(session):
    return make_marked_edition(session)


def close(session, edition):
    with unit_of_work():
        return close_edition(session, SYSTEM, EVERYTHING, edition.id, ISSUER)


def rectify(session, edition, somebody, slug, score, reason="Error de suma", reach=EVERYTHING):
    with unit_of_work():
        return rectify_mark(
            session,
            SYSTEM,
            reach,
            edition.id,
            Correction(
                enrolment_id=somebody.id,
                activity_id=edition.course.activities[slug],
                score_percent=score,
                reason=reason,
            ),
        )


def state(session, somebody):
    session.expire_all()
    return session.get_one(Enrolment, somebody.id).state


def events(session, name):
    return [e.payload for e in session.scalars(select(OutboxEvent).where(OutboxEvent.name == name))]


def test_rectifying_writes_a_second_numbered_act_that_names_the_first(session, edition):
    other = make_participant(session, edition, marks(90, 90, 90), state=EnrolmentState.PASSED)
    somebody = make_participant(session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED)
    first = close(session, edition)

    found = rectify(session, edition, somebody, T1, 90)

    act = act_content(session, found.act_id)
    assert (act.number, act.rectifies) == ("UGM-AN-2027-0002", first.number)
    assert act.reason == "Error de suma"
    (row,) = act.rows
    # 81 before; 0.30*90 + 0.30*70 + 0.40*90 = 27 + 21 + 36 = 84 now.
    assert (row.enrolment_id, row.previous_mark_percent, row.mark_percent) == (
        str(somebody.id),
        81,
        84,
    )
    assert (row.previous_state_word, row.state_word) == ("aprobada", "aprobada")
    assert row.reason == "«Tarea 1»: de 80 % a 90 %"
    assert events(session, "GradesActRectified") == [
        {
            "edition_id": str(edition.id),
            "act_id": str(found.act_id),
            "enrolment_ids": [str(somebody.id)],
            "newly_passed_ids": [],
        }
    ]
    assert state(session, other) is EnrolmentState.PASSED
    # The first act still says what it said.
    assert {r.mark_percent for r in act_content(session, first.act_id).rows} == {81, 90}


def test_a_pass_that_no_longer_holds_is_taken_back(session, edition):
    somebody = make_participant(session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED)
    close(session, edition)

    found = rectify(session, edition, somebody, FINAL, 40)

    assert state(session, somebody) is EnrolmentState.FAILED
    assert [e["reason"] for e in events(session, "CoursePassWithdrawn")] == ["Error de suma"]
    (row,) = act_content(session, found.act_id).rows
    assert (row.previous_state_word, row.state_word) == ("aprobada", "no aprobada")


def test_who_failed_passes_when_the_rectified_mark_fulfils_the_rules(session, edition):
    somebody = make_participant(session, edition, marks(80, 69, 90))
    close(session, edition)
    assert state(session, somebody) is EnrolmentState.FAILED

    rectify(session, edition, somebody, T2, 70)

    assert state(session, somebody) is EnrolmentState.PASSED
    (event,) = events(session, "CoursePassed")
    assert event["enrolment_id"] == str(somebody.id)
    (rectified,) = events(session, "GradesActRectified")
    assert rectified["newly_passed_ids"] == [str(somebody.id)]
    # The pass is told, and finds its act already written.
    with unit_of_work():
        assert follow_pass(session, somebody.id) is None


def test_a_second_rectification_tells_what_the_first_said(session, edition):
    somebody = make_participant(session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED)
    close(session, edition)
    rectify(session, edition, somebody, T1, 90)

    found = rectify(session, edition, somebody, T1, 100)

    act = act_content(session, found.act_id)
    assert act.rectifies == "UGM-AN-2027-0001"
    assert (act.rows[0].previous_mark_percent, act.rows[0].mark_percent) == (84, 87)
    assert [card.number for card in acts_of_edition(session, edition.id)] == [
        "UGM-AN-2027-0001",
        "UGM-AN-2027-0002",
        "UGM-AN-2027-0003",
    ]


def test_withdrawn_people_stay_withdrawn(session, edition):
    somebody = make_participant(session, edition, marks(80, 70, 90), state=EnrolmentState.WITHDRAWN)
    close(session, edition)

    rectify(session, edition, somebody, T1, 100)

    assert state(session, somebody) is EnrolmentState.WITHDRAWN


def test_audit_keeps_both_marks_and_the_reason(session, edition):
    somebody = make_participant(session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED)
    close(session, edition)
    rectify(session, edition, somebody, T1, 90)

    line = session.scalars(
        select(AuditLine).where(AuditLine.action == "gradebook.rectify_mark")
    ).one()
    assert (line.before["score_percent"], line.after["score_percent"]) == (80, 90)
    assert line.reason == "Error de suma"


@pytest.mark.parametrize(
    ("score", "reason", "field"),
    [(101, "Motivo", "score_percent"), (-1, "Motivo", "score_percent"), (50, "  ", "reason")],
)
def test_bad_corrections_are_refused_beside_their_field(session, edition, score, reason, field):
    somebody = make_participant(session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED)
    close(session, edition)

    with pytest.raises(DomainError) as refusal:
        rectify(session, edition, somebody, T1, score, reason)

    assert refusal.value.field == field
    assert len(session.scalars(select(Act)).all()) == 1


def test_the_same_mark_is_no_rectification(session, edition):
    somebody = make_participant(session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED)
    close(session, edition)

    with pytest.raises(ConflictError):
        rectify(session, edition, somebody, T1, 80)


def test_before_the_closing_nothing_is_rectified(session, edition):
    somebody = make_participant(session, edition, marks(80, 70, 90))

    with pytest.raises(ConflictError) as refusal:
        rectify(session, edition, somebody, T1, 90)

    assert refusal.value.code == "not_closed"


def test_strangers_and_foreign_objects_are_not_found(session, edition):
    somebody = make_participant(session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED)
    close(session, edition)
    other = make_marked_edition(session)
    stranger = make_participant(session, other, marks(80, 70, 90))

    with pytest.raises(NotFoundError):
        rectify(
            session,
            edition,
            somebody,
            T1,
            90,
            reach=Reach(ids={Scope.EDITION: frozenset({other.id})}),
        )
    with pytest.raises(NotFoundError):
        rectify(session, edition, stranger, T1, 90)
    with pytest.raises(NotFoundError), unit_of_work():
        rectify_mark(
            session,
            SYSTEM,
            EVERYTHING,
            edition.id,
            Correction(
                enrolment_id=somebody.id, activity_id=ids.new_id(), score_percent=1, reason="x"
            ),
        )


def test_marks_that_changed_by_another_way_are_found_and_put_into_one_act(session, edition):
    one = make_participant(session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED)
    make_participant(session, edition, marks(80, 70, 90), state=EnrolmentState.PASSED)
    close(session, edition)
    row = session.get_one(ActivityProgress, (one.id, edition.course.activities[T1]))
    row.score_percent = 100
    session.commit()

    card = edition_card(session, edition.id)
    assert [r.enrolment_id for r in rows_left_behind(session, card)] == [str(one.id)]
    with unit_of_work():
        found = rectify_differences(
            session, SYSTEM, EVERYTHING, edition.id, reason="Clave corregida"
        )

    assert found.people == 1
    assert rows_left_behind(session, edition_card(session, edition.id)) == ()
    with pytest.raises(ConflictError), unit_of_work():
        rectify_differences(session, SYSTEM, EVERYTHING, edition.id, reason="Otra vez")


def test_passing_in_recovery_after_the_closing_writes_its_act_once(session, edition):
    somebody = make_participant(session, edition, marks(80, 55, 90))
    close(session, edition)
    with unit_of_work():
        open_recovery(
            session, SYSTEM, EVERYTHING, somebody.id, until=date(2027, 6, 30), reason="Salud"
        )
    # Being in recovery is no difference to put into an act.
    assert rows_left_behind(session, edition_card(session, edition.id)) == ()
    with clock.frozen_at(datetime(2027, 5, 20, tzinfo=UTC)), unit_of_work():
        report_result(
            session,
            SYSTEM,
            somebody.id,
            edition.course.activities[T2],
            ActivityResult(is_finished=True, score_percent=75, replaces=True),
        )
    assert state(session, somebody) is EnrolmentState.PASSED

    with unit_of_work():
        found = follow_pass(session, somebody.id)
    with unit_of_work():
        again = follow_pass(session, somebody.id)

    assert again is None
    act = act_content(session, found.act_id)
    assert act.reason == "Aprobó en recuperación, después del cierre."
    assert [(r.previous_state_word, r.state_word) for r in act.rows] == [
        ("no aprobada", "aprobada")
    ]


def test_passing_before_the_closing_writes_no_act(session, edition):
    somebody = make_participant(session, edition, marks(80, 70, 90))

    with unit_of_work():
        assert follow_pass(session, somebody.id) is None
    assert session.scalars(select(Act)).all() == []
