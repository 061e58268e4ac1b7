"""Awards follow the passing; nothing issued is touched without a person."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from assessments.gradebook.models import Act
from assessments.gradebook.services.close_edition import close_edition
from assessments.gradebook.services.rectify import follow_pass
from certificates.issuing.models import Award, Certificate, Correction, Folio
from certificates.issuing.rules.states import (
    AwardState,
    CertificateState,
    CorrectionKind,
    CorrectionState,
)
from certificates.issuing.services.keep_award import keep_award, withdraw_award
from certificates.issuing.services.open_correction import keep_certificate
from certificates.issuing.services.replace_certificate import replace_certificate
from certificates.issuing.services.revoke_certificate import revoke_certificate
from certificates.issuing.subscribers import follow_corrected_name, follow_rectified_marks
from courses.learning.api import ActivityResult, open_recovery, report_result
from courses.learning.models import Enrolment
from courses.learning.rules.states import EnrolmentState
from courses.learning.services.evaluate_completion import evaluate_completion, withdraw_pass
from lms.core import clock, ids
from lms.core.access import SYSTEM
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError
from lms.core.events.models import OutboxEvent
from lms.domain_events import CoursePassed, GradesActRectified, PrintedNameConfirmed
from tests.factories.gradebook import (
    EVERYTHING,
    ISSUER,
    T2,
    make_marked_edition,
    make_participant,
    marks,
)
from tests.factories.issuing import (
    PLACE,
    actor_of,
    certificates_of,
    issue_all,
    make_passed,
    make_rules,
    make_school,
    propose,
    run_due_jobs,
)
from tests.factories.learning import make_course, make_edition, make_enrolment
from tests.support.sign_in import make_person


def _awards():
    rows = db.session().scalars(select(Award).order_by(Award.sequence)).all()
    found = [(row.sequence, row.state) for row in rows]
    db.session.remove()
    return found


def _corrections(state=CorrectionState.OPEN):
    rows = db.session().scalars(select(Correction.kind).where(Correction.state == state)).all()
    db.session.remove()
    return list(rows)


def _withdraw(enrolment_id):
    with unit_of_work() as session:
        enrolment = session.get_one(Enrolment, enrolment_id)
        withdraw_pass(session, SYSTEM, enrolment, reason="Se rectificó la nota")


def test_passing_makes_one_award_and_the_same_fact_again_none(session):
    edition = make_edition(session, make_course(session, lessons=0))
    enrolment_id = make_enrolment(session, edition, make_person(session).id)
    with unit_of_work() as inner:
        assert evaluate_completion(inner, SYSTEM, inner.get_one(Enrolment, enrolment_id))
    run_due_jobs()
    with unit_of_work() as inner:
        enrolment = inner.get_one(Enrolment, enrolment_id)
        keep_award(
            inner,
            CoursePassed(
                enrolment_id=enrolment_id,
                person_id=enrolment.person_id,
                edition_id=edition.id,
                course_id=edition.course.id,
                passed_at=clock.now(),
                passed_on=clock.today(),
            ),
        )

    assert _awards() == [(1, AwardState.ELIGIBLE)]


def test_taking_the_pass_back_withdraws_the_award_and_cancels_what_waits(session):
    school = make_school(session, people=2)
    propose(school)
    first, second = school.passed

    _withdraw(first.enrolment_id)
    run_due_jobs(rounds=1)
    run_due_jobs()

    states = {one.enrolment_id: one.state for one in certificates_of()}
    assert states[second.enrolment_id] is CertificateState.ISSUED
    assert states[first.enrolment_id] in (CertificateState.CANCELLED, CertificateState.ISSUED)
    if states[first.enrolment_id] is CertificateState.ISSUED:
        assert _corrections() == [CorrectionKind.APPROVAL_WITHDRAWN]


def test_an_issued_certificate_waits_for_a_person_when_the_pass_is_taken_back(session):
    school = make_school(session, people=1)
    issue_all(school)

    _withdraw(school.passed[0].enrolment_id)
    run_due_jobs()

    [one] = certificates_of()
    assert one.state is CertificateState.ISSUED
    assert _awards() == [(1, AwardState.WITHDRAWN)]
    assert _corrections() == [CorrectionKind.APPROVAL_WITHDRAWN]


def test_facts_out_of_order_leave_the_award_withdrawn(session):
    edition = make_edition(session)
    person = make_person(session)
    enrolment_id = make_enrolment(session, edition, person.id, pass_count=1)
    with unit_of_work() as inner:
        keep_award(
            inner,
            CoursePassed(
                enrolment_id=enrolment_id,
                person_id=person.id,
                edition_id=edition.id,
                course_id=edition.course.id,
                passed_at=clock.now(),
                passed_on=clock.today(),
            ),
        )

    assert _awards() == [(1, AwardState.WITHDRAWN)]


def test_a_late_withdrawal_does_not_touch_the_next_passing(session):
    from lms.domain_events import CoursePassWithdrawn

    school = make_school(session, people=1)
    one = school.passed[0]
    inner = db.session()
    enrolment = inner.get_one(Enrolment, one.enrolment_id)
    enrolment.pass_count = 2
    inner.add(
        Award(
            id=ids.new_id(),
            enrolment_id=one.enrolment_id,
            sequence=2,
            person_id=one.person_id,
            edition_id=school.edition.id,
            passed_on=clock.today(),
        )
    )
    inner.commit()
    with unit_of_work() as inner:
        withdraw_award(
            inner,
            CoursePassWithdrawn(
                enrolment_id=one.enrolment_id,
                person_id=one.person_id,
                edition_id=school.edition.id,
                reason="Se rectificó",
            ),
        )

    assert _awards() == [(1, AwardState.WITHDRAWN), (2, AwardState.ELIGIBLE)]


def test_a_second_passing_waits_until_the_first_certificate_is_decided(session):
    school = make_school(session, people=1)
    one = school.passed[0]
    issue_all(school)
    inner = db.session()
    inner.get_one(Enrolment, one.enrolment_id).pass_count = 2
    second = Award(
        id=ids.new_id(),
        enrolment_id=one.enrolment_id,
        sequence=2,
        person_id=one.person_id,
        edition_id=school.edition.id,
        passed_on=clock.today(),
    )
    inner.add(second)
    inner.flush()
    second_id = second.id
    inner.commit()
    anew = type(one)(**{**vars(one), "award_id": second_id})

    with pytest.raises(ConflictError):
        propose(school, [anew])
    [old] = certificates_of()
    with unit_of_work() as inner:
        revoke_certificate(
            inner, actor_of(school.coordinator), old.id, reason="Se rectificó la aprobación."
        )

    assert propose(school, [anew]).taken == 1


def test_rectified_marks_open_one_task_each_and_hold_back_who_waits(session):
    school = make_school(session, people=2)
    issue_all(school, school.passed[:1])
    event = GradesActRectified(
        edition_id=school.edition.id,
        act_id=ids.new_id(),
        enrolment_ids=tuple(one.enrolment_id for one in school.passed),
    )

    for _n in range(2):
        with unit_of_work() as inner:
            follow_rectified_marks(inner, event)

    assert _corrections() == [CorrectionKind.GRADES_RECTIFIED]
    with pytest.raises(ConflictError):
        propose(school, school.passed[1:])


def _facts_of_a_late_pass(session):
    """Return the two facts of a second pass: the first was taken back, its certificate stands."""
    school = make_school(session, people=1)
    [one] = school.passed
    issue_all(school)
    _withdraw(one.enrolment_id)
    run_due_jobs()
    with unit_of_work() as inner:
        enrolment = inner.get_one(Enrolment, one.enrolment_id)
        enrolment.state = EnrolmentState.PASSED
        enrolment.pass_count = 2
        enrolment.passed_at = clock.now()
        enrolment.passed_on = clock.today()
    passed = CoursePassed(
        enrolment_id=one.enrolment_id,
        person_id=one.person_id,
        edition_id=school.edition.id,
        course_id=school.course.id,
        passed_at=clock.now(),
        passed_on=clock.today(),
        sequence=2,
    )
    rectified = GradesActRectified(
        edition_id=school.edition.id,
        act_id=ids.new_id(),
        enrolment_ids=(one.enrolment_id,),
        newly_passed_ids=(one.enrolment_id,),
    )
    return (keep_award, passed), (follow_rectified_marks, rectified)


@pytest.mark.parametrize("is_acta_first", [False, True])
def test_the_acta_of_a_late_pass_holds_back_only_what_stood_before(session, is_acta_first):
    facts = _facts_of_a_late_pass(session)

    for handle, fact in reversed(facts) if is_acta_first else facts:
        with unit_of_work() as inner:
            handle(inner, fact)

    waiting = db.session().scalars(select(Award).where(Award.state == AwardState.ELIGIBLE)).one()
    assert (waiting.sequence, waiting.review_reason) == (2, None)
    # The certificate of the pass that was taken back is still looked at.
    assert CorrectionKind.GRADES_RECTIFIED in _corrections()


def test_a_mark_changed_after_the_acta_of_a_late_pass_holds_it_back(session):
    (_keep, passed), (_follow, rectified) = _facts_of_a_late_pass(session)
    with unit_of_work() as inner:
        keep_award(inner, passed)
        follow_rectified_marks(inner, rectified)
    with unit_of_work() as inner:
        follow_rectified_marks(inner, replace(rectified, act_id=ids.new_id(), newly_passed_ids=()))

    waiting = db.session().scalars(select(Award).where(Award.state == AwardState.ELIGIBLE)).one()
    assert waiting.review_reason is not None


@pytest.mark.parametrize("is_acta_first", [False, True])
def test_who_passes_in_recovery_waits_for_nothing_but_the_approval(session, is_acta_first):
    edition = make_marked_edition(session)
    somebody = make_participant(session, edition, marks(80, 69, 90))
    with unit_of_work() as inner:
        close_edition(inner, SYSTEM, EVERYTHING, edition.id, ISSUER)
    with unit_of_work() as inner:
        open_recovery(
            inner, SYSTEM, EVERYTHING, somebody.id, until=date(2027, 5, 31), reason="Una tarea."
        )
    run_due_jobs()
    with unit_of_work() as inner:
        report_result(
            inner,
            SYSTEM,
            somebody.id,
            edition.course.activities[T2],
            ActivityResult(is_finished=True, score_percent=80, replaces=True),
        )
    if is_acta_first:
        with unit_of_work() as inner:
            assert follow_pass(inner, somebody.id) is not None
        [acta] = db.session().scalars(
            select(OutboxEvent.payload).where(OutboxEvent.name == "GradesActRectified")
        )
        with unit_of_work() as inner:
            follow_rectified_marks(
                inner,
                GradesActRectified(
                    edition_id=edition.id,
                    act_id=UUID(acta["act_id"]),
                    enrolment_ids=(somebody.id,),
                    newly_passed_ids=tuple(UUID(key) for key in acta["newly_passed_ids"]),
                ),
            )

    run_due_jobs()

    award = db.session().scalars(select(Award)).one()
    assert (award.state, award.review_reason) == (AwardState.ELIGIBLE, None)
    # The acta of the closing and the one of the pass.
    assert len(db.session().scalars(select(Act)).all()) == 2


def test_a_corrected_name_opens_a_task_that_replacing_settles(session):
    from lms.accounts.models import Person

    school = make_school(session, people=1)
    issue_all(school)
    [old] = certificates_of()
    inner = db.session()
    inner.get_one(Person, old.person_id).printed_name = "Nombre Corregido"
    inner.commit()
    event = PrintedNameConfirmed(person_id=old.person_id, printed_name="Nombre Corregido")
    with unit_of_work() as inner:
        follow_corrected_name(inner, event)
    assert _corrections() == [CorrectionKind.NAME_CORRECTED]

    with unit_of_work() as inner:
        replace_certificate(
            inner, actor_of(school.coordinator), old.id, reason="Nombre según carnet", place=PLACE
        )
    run_due_jobs()

    assert _corrections() == []
    assert _corrections(CorrectionState.SETTLED) == [CorrectionKind.NAME_CORRECTED]
    names = {one.state: one.snapshot["person_name"] for one in certificates_of()}
    assert names[CertificateState.ISSUED] == "Nombre Corregido"


def test_a_name_corrected_while_the_certificate_waits_opens_a_task(session):
    school = make_school(session, people=2)
    propose(school)
    waiting, failed = certificates_of(CertificateState.QUEUED)
    inner = db.session()
    inner.get_one(Certificate, failed.id).state = CertificateState.FAILED
    inner.commit()

    for one in (waiting, failed):
        with unit_of_work() as inner:
            follow_corrected_name(
                inner,
                PrintedNameConfirmed(person_id=one.person_id, printed_name="Nombre Corregido"),
            )

    assert _corrections() == [CorrectionKind.NAME_CORRECTED] * 2
    run_due_jobs()
    drawn = certificates_of(CertificateState.ISSUED)
    assert drawn
    assert "Nombre Corregido" not in {one.snapshot["person_name"] for one in drawn}
    assert _corrections() == [CorrectionKind.NAME_CORRECTED] * 2


def test_the_same_name_again_opens_nothing(session):
    school = make_school(session, people=1)
    issue_all(school)
    [one] = certificates_of()
    with unit_of_work() as inner:
        follow_corrected_name(
            inner,
            PrintedNameConfirmed(person_id=one.person_id, printed_name=one.snapshot["person_name"]),
        )

    assert _corrections() == []


def test_what_stays_as_it_is_has_a_reason(session):
    school = make_school(session, people=1)
    issue_all(school)
    [one] = certificates_of()
    _withdraw(one.enrolment_id)
    run_due_jobs()

    with pytest.raises(DomainError), unit_of_work() as inner:
        keep_certificate(inner, actor_of(school.coordinator), one.id, reason=" ")
    with unit_of_work() as inner:
        keep_certificate(inner, actor_of(school.coordinator), one.id, reason="Era otro caso")

    assert _corrections() == []


def test_a_certificate_whose_pass_was_taken_back_is_not_replaced(session):
    school = make_school(session, people=1)
    issue_all(school)
    [one] = certificates_of()
    _withdraw(one.enrolment_id)
    run_due_jobs()

    with pytest.raises(DomainError, match="se revoca"), unit_of_work() as inner:
        replace_certificate(
            inner, actor_of(school.coordinator), one.id, reason="Corregir", place=PLACE
        )


def test_a_certificate_cancelled_while_it_is_drawn_is_not_issued(session, monkeypatch):
    from certificates.issuing import jobs
    from certificates.issuing.services.cancel_certificates import cancel_batch

    school = make_school(session, people=1)
    batch_id = propose(school).batch_id
    draw = jobs.render_with_deadline

    def cancel_meanwhile(document, seconds):
        with unit_of_work() as inner:
            cancel_batch(inner, actor_of(school.coordinator), batch_id, reason="Me equivoqué")
        return draw(document, seconds)

    monkeypatch.setattr(jobs, "render_with_deadline", cancel_meanwhile)
    outcomes = run_due_jobs()

    [one] = certificates_of()
    folio = db.session().scalars(select(Folio)).one()
    assert "done" in outcomes
    assert (one.state, one.pdf_sha256) == (CertificateState.CANCELLED, None)
    assert (folio.number, folio.annulled_reason) == (1, "Me equivoqué")


def test_an_unexpected_failure_is_tried_again_with_the_same_folio(session, monkeypatch):
    from datetime import timedelta

    from certificates.issuing import jobs

    school = make_school(session, people=1)
    propose(school)
    draw = jobs.render_with_deadline
    calls = []

    def fail_twice(document, seconds):
        calls.append(document.folio)
        if len(calls) < 3:
            raise OSError("disk full")
        return draw(document, seconds)

    monkeypatch.setattr(jobs, "render_with_deadline", fail_twice)
    outcomes = []
    for _n in range(4):
        outcomes += run_due_jobs()
        clock.advance(timedelta(minutes=10))

    assert outcomes[:3] == ["retried", "retried", "done"]
    assert len(set(calls)) == 1
    assert [one.state for one in certificates_of()] == [CertificateState.ISSUED]


def test_after_the_last_attempt_a_person_reads_why(session, monkeypatch):
    from datetime import timedelta

    from certificates.issuing import jobs

    def fail(_document, _seconds):
        raise OSError("disk full")

    school = make_school(session, people=1)
    propose(school)
    monkeypatch.setattr(jobs, "render_with_deadline", fail)
    for _n in range(6):
        run_due_jobs()
        clock.advance(timedelta(hours=1))

    [one] = certificates_of()
    assert one.state is CertificateState.FAILED
    assert "No se pudo guardar el archivo" in one.state_reason


def test_folios_of_two_years_count_apart(session):
    from datetime import UTC, datetime

    make_rules(session)
    school = make_school(session, people=1)
    issue_all(school)
    with clock.frozen_at(datetime(2028, 1, 5, 14, 0, tzinfo=UTC)):
        late = make_passed(db.session(), school.edition)
        issue_all(school, [late])

    folios = db.session().scalars(select(Folio.text).order_by(Folio.year)).all()
    assert folios == ["UGM-DEMO-2027-000001", "UGM-DEMO-2028-000001"]


def test_a_failed_enrolment_state_is_no_award(session):
    school = make_school(session, people=0)
    person = make_person(session)
    make_enrolment(session, school.edition, person.id, state=EnrolmentState.FAILED)

    assert _awards() == []
