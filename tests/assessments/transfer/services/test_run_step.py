"""The reminder ladder: each step at its day, each reminder at most once, none without reason."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from assessments.transfer.models import Link, Milestone, MilestoneStep, Reminder, Supervisor
from assessments.transfer.models.link import ReminderChannel, ReminderState
from assessments.transfer.queries.link_page import page_of_link
from assessments.transfer.rules.answers import Question
from assessments.transfer.rules.plan import SupervisorInput
from assessments.transfer.rules.states import Audience, MilestoneState, PlanState
from assessments.transfer.services.answer_milestone import GivenAnswer, Source, answer_milestone
from assessments.transfer.services.make_milestones import make_milestones
from assessments.transfer.services.run_step import run_step, run_steps
from assessments.transfer.services.set_supervisor import (
    end_supervisor,
    live_supervisor,
    set_supervisor,
)
from assessments.transfer.services.work_calls import mark_bounced, mark_done
from assessments.transfer.tasks import hand_out
from lms.core import clock
from lms.core.access import SYSTEM
from lms.core.db.engine import db
from lms.core.jobs.models import Job, JobState
from lms.core.jobs.run import run_job
from lms.core.mail.models import MailState, OutgoingMail
from tests.factories.many_milestones import make_many_milestones
from tests.factories.transfer import (
    BOSS,
    a_plan,
    make_learner,
    make_open_milestone,
    make_passed_without_plan,
    move_to,
    run_due_steps,
    send,
)
from tests.support.statements import counted_statements


def _walk(session, milestone_id, days):
    milestone = session.get_one(Milestone, milestone_id)
    move_to(milestone.due_on + timedelta(days=days))
    session.commit()
    run_due_steps(session)


def _said(session):
    rows = session.scalars(select(Reminder).order_by(Reminder.created_at, Reminder.id))
    return [(row.kind, row.audience.value, row.state.value, row.skip_reason) for row in rows]


def test_the_whole_ladder_of_two_silent_people(session):
    learner = make_learner(session)
    send(session, learner)
    milestone_id = make_open_milestone(session, learner)
    for days in (7, 14, 18, 22, 46):
        _walk(session, milestone_id, days)

    kinds = ["pre_notice", "invitation", "reminder_1", "reminder_2"]
    expected = [
        (kind, audience, "written", None)
        for kind in kinds
        for audience in ("participant", "supervisor")
    ] + [("call_list", audience, "waiting", None) for audience in ("participant", "supervisor")]
    assert [line for line in _said(session) if line[0] in (*kinds, "call_list")][:10] == expected
    milestone = session.get_one(Milestone, milestone_id)
    assert milestone.state is MilestoneState.CLOSED_WITHOUT_ANSWER
    mails = session.scalars(
        select(OutgoingMail).order_by(OutgoingMail.created_at, OutgoingMail.id)
    ).all()
    assert len([m for m in mails if m.recipient == "ana@municipio.invalid"]) == 4
    assert "/s/" not in mails[0].text
    assert "/s/" in mails[2].text


def test_doing_a_step_again_says_nothing_again(session):
    learner = make_learner(session)
    send(session, learner)
    milestone_id = make_open_milestone(session, learner)
    before = len(_said(session))

    for step in session.scalars(select(MilestoneStep)).all():
        if step.milestone_id == milestone_id and step.state.value == "done":
            step.state = "queued"
            session.flush()
            run_step(session, step.id)
    session.commit()

    assert len(_said(session)) == before
    assert session.scalar(select(func.count()).select_from(OutgoingMail)) == 4


def test_who_answered_is_not_reminded(session):
    learner = make_learner(session)
    send(session, learner)
    milestone_id = make_open_milestone(session, learner)
    answer_milestone(
        session,
        SYSTEM,
        milestone_id,
        Source(informant=Audience.PARTICIPANT),
        GivenAnswer(question=Question.NEEDS, text="Tiempo"),
    )
    session.commit()

    _walk(session, milestone_id, 7)

    assert _said(session)[-2:] == [
        ("reminder_1", "participant", "skipped", "answered"),
        ("reminder_1", "supervisor", "written", None),
    ]


def test_who_does_not_want_reminders_gets_none(session):
    learner = make_learner(session)
    send(session, learner)
    milestone_id = make_open_milestone(session, learner)
    session.get_one(Milestone, milestone_id).participant_opted_out_at = clock.now()
    session.scalars(select(Supervisor)).one().opted_out_at = clock.now()
    session.commit()

    _walk(session, milestone_id, 7)

    assert {line[3] for line in _said(session)[-2:]} == {"opted_out"}


def test_a_superior_named_while_it_is_open_gets_the_next_one_and_nothing_of_this(session):
    learner = make_learner(session)
    send(session, learner)
    end_supervisor(
        session, SYSTEM, live_supervisor(session, learner.id), reason="Cambio de autoridades"
    )
    milestone_id = make_open_milestone(session, learner)
    later = SupervisorInput(name="Julia Vargas", email="julia@municipio.invalid")
    named = set_supervisor(session, SYSTEM, learner.id, later, reason="Cambio de jefatura")
    session.commit()

    for days in (7, 14, 18):
        _walk(session, milestone_id, days)

    assert [
        line for line in _said(session) if line[0] != "pre_notice" and "supervisor" in line
    ] == [
        (kind, "supervisor", "skipped", "no_supervisor")
        for kind in ("invitation", "reminder_1", "reminder_2", "call_list")
    ]
    assert session.scalars(select(Link.audience)).all() == [Audience.PARTICIPANT]
    following = session.scalars(select(Milestone).where(Milestone.days == 90)).one()
    _walk(session, following.id, 0)
    assert session.get_one(Milestone, following.id).supervisor_id == named
    assert ("invitation", "supervisor", "written", None) in _said(session)


def test_a_link_of_no_superior_opens_nothing(session):
    """Made before superiors were fixed at the opening: it would silence the participant."""
    learner = make_learner(session)
    send(session, learner)
    make_open_milestone(session, learner)
    link = session.scalars(select(Link).where(Link.audience == Audience.SUPERVISOR)).one()
    assert page_of_link(session, link) is not None
    link.supervisor_id = None

    assert page_of_link(session, link) is None


def test_without_email_the_text_waits_to_be_sent_by_hand_once(session):
    learner = make_learner(session, email=None, phone="+59170000001")
    send(session, learner, a_plan(supervisor=replace(BOSS, email=None)))
    milestone_id = make_open_milestone(session, learner)
    waiting = session.scalars(
        select(Reminder).where(Reminder.kind == "invitation").order_by(Reminder.audience)
    ).all()

    assert {(row.channel, row.state) for row in waiting} == {
        (ReminderChannel.HAND, ReminderState.WAITING)
    }
    assert "/s/" in waiting[0].text
    mark_done(session, SYSTEM, waiting[0].id)
    session.commit()
    assert session.get_one(Reminder, waiting[0].id).state is ReminderState.SENT_BY_HAND
    _walk(session, milestone_id, 7)
    assert {line[3] for line in _said(session)[-2:]} == {"no_email"}


def test_two_returned_emails_and_the_address_is_left_alone(session):
    learner = make_learner(session, phone="+59170000001")
    send(session, learner)
    milestone_id = make_open_milestone(session, learner)
    mine = session.scalars(select(Reminder).where(Reminder.audience == Audience.PARTICIPANT)).all()
    for row in mine:
        session.get_one(OutgoingMail, row.mail_id).state = MailState.SENT
        mark_bounced(session, SYSTEM, row.id)
    session.commit()

    _walk(session, milestone_id, 7)

    last = _said(session)[-2:]
    assert last[0] == ("reminder_1", "participant", "skipped", "no_email")
    assert last[1] == ("reminder_1", "supervisor", "written", None)
    _walk(session, milestone_id, 18)
    call = session.scalars(
        select(Reminder).where(
            Reminder.kind == "call_list", Reminder.audience == Audience.PARTICIPANT
        )
    ).one()
    assert (call.channel, call.address) == (ReminderChannel.PHONE, "+59170000001")


def test_a_person_without_plan_is_asked_and_nobody_is_asked_about_them(session):
    learner = make_learner(session)
    person = make_passed_without_plan(session, learner.edition, clock.today(), email="b@x.invalid")

    milestone_id = make_open_milestone(session, person)

    assert session.get_one(Milestone, milestone_id).has_plan is False
    assert ("invitation", "participant", "written", None) in _said(session)
    assert ("invitation", "supervisor", "skipped", "no_supervisor") in _said(session)


def test_the_last_milestone_closes_the_plan(session):
    learner = make_learner(session)
    plan_id = send(session, learner)
    make_milestones(session, learner.id, sequence=1, passed_on=clock.today())
    session.commit()

    clock.advance(timedelta(days=260))
    run_due_steps(session)

    from assessments.transfer.models import Plan

    assert session.get_one(Plan, plan_id).state is PlanState.CLOSED
    states = session.scalars(select(Milestone.state)).all()
    assert set(states) == {MilestoneState.CLOSED_WITHOUT_ANSWER}


def test_the_sweep_hands_each_due_step_out_once_and_the_jobs_do_them(session):
    learner = make_learner(session)
    send(session, learner)
    make_milestones(session, learner.id, sequence=1, passed_on=clock.today())
    session.commit()
    move_to(session.scalars(select(Milestone.due_on).order_by(Milestone.due_on)).first())
    session.commit()

    handed = hand_out(session), hand_out(session)
    session.commit()
    jobs = session.scalars(select(Job.id).where(Job.kind == "transfer.run_steps")).all()
    session.commit()
    for job_id in jobs:
        assert run_job(job_id) == "done"

    assert handed == (2, 0)
    assert len(_said(db.session())) == 4
    db.session.remove()


def test_the_sweep_job_runs_to_its_end(session):
    from lms.core.jobs.queue import enqueue

    learner = make_learner(session)
    make_milestones(session, learner.id, sequence=1, passed_on=clock.today())
    job_id = enqueue(session, "transfer.sweep_steps")
    session.commit()
    clock.advance(timedelta(days=400))

    assert run_job(job_id) == "done"

    waiting = db.session().scalars(
        select(Job.payload).where(Job.kind == "transfer.run_steps", Job.state == JobState.READY)
    )
    assert [len(payload["step_ids"]) for payload in waiting] == [21]
    db.session.remove()


def test_many_steps_take_few_statements(session):
    make_many_milestones(session, 40, due_at=clock.now())
    step_ids = session.scalars(select(MilestoneStep.id)).all()
    session.commit()

    with counted_statements(db.engine) as statements:
        run_steps(session, step_ids)
        session.commit()

    assert len(_said(session)) == 80
    assert len(statements) <= 20, len(statements)


def test_one_bad_milestone_does_not_hold_back_the_others_of_its_job(session):
    make_many_milestones(session, 3, due_at=clock.now())
    bad = session.scalars(select(Supervisor).order_by(Supervisor.id)).first()
    bad.name = " "
    hand_out(session)
    session.commit()

    for _turn in range(2):
        fresh = select(Job.id).where(Job.kind.startswith("transfer.run_step"), Job.attempts == 0)
        job_ids = db.session().scalars(fresh).all()
        db.session.remove()
        for job_id in job_ids:
            run_job(job_id)

    states = db.session().scalars(select(Milestone.state)).all()
    waiting = db.session().scalars(select(Job.kind).where(Job.state == JobState.READY)).all()
    assert sorted(states) == ["open", "open", "planned"]
    assert waiting.count("transfer.run_step") == 1
    db.session.remove()


def test_another_superior_gets_the_next_milestone_and_the_old_link_dies(session):
    from assessments.transfer.models import Link
    from assessments.transfer.services.set_supervisor import set_supervisor

    learner = make_learner(session)
    send(session, learner)
    milestone_id = make_open_milestone(session, learner)
    set_supervisor(
        session,
        SYSTEM,
        learner.id,
        SupervisorInput(name="Luis Choque", email="luis@municipio.invalid"),
        reason="Cambio",
    )
    session.commit()

    _walk(session, milestone_id, 7)

    assert ("reminder_1", "supervisor", "skipped", "supervisor_changed") in _said(session)
    dead = session.scalars(select(Link).where(Link.audience == Audience.SUPERVISOR)).one()
    assert dead.revoked_at is not None
    later = session.scalars(select(Milestone).where(Milestone.days == 90)).one()
    move_to(later.due_on)
    session.commit()
    run_due_steps(session)
    assert session.get_one(Supervisor, later.supervisor_id).name == "Luis Choque"
